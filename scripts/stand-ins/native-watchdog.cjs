/** For VS Code's native module of this name: ends this process soon after the process that it serves is gone. */
const CHECK_MILLISECONDS = 3000;
const EXIT_STATUS = 87;

exports.start = (/** @type {number} */ pid) => {
  const check = () => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(EXIT_STATUS);
    }
  };
  setInterval(check, CHECK_MILLISECONDS).unref();
};

exports.exit = (/** @type {number} */ status) => process.exit(status);
