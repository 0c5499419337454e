/** What the scripts tell the person who started them: one line for each step, with the seconds that passed. */
const started = performance.now();

/** @param {string} line */
export function say(line) {
  const seconds = (performance.now() - started) / 1000;
  console.error(`[${seconds.toFixed(1).padStart(5)} s] ${line}`);
}
