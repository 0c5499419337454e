/** The VS Code that this machine has. */
import { findOnPath } from './findOnPath.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** Says what to do where there is none. */
export function requireDesktop() {
  if (findOnPath(['code']) === undefined) {
    throw new Error(
      'There is no `code` on the PATH. In VS Code, run "Shell Command: Install \'code\' command in PATH", ' +
        'or leave --desktop out.',
    );
  }
}

/** @param {string} extension  a VSIX @param {readonly string[]} files */
export async function openOnDesktop(extension, files) {
  say('Installing the extension into VS Code');
  await run('code', ['--install-extension', extension, '--force']);
  say('Opening the files in VS Code');
  await run('code', [...files]);
}
