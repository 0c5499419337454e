/** The language server is killed, truly: nothing is lost, and what kills it each time is kept from it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, runCommand } from '../harness.mjs';
import { openSample, readVerdict } from '../scenes.mjs';

const SAMPLE = 'psod-spin-count.psod';
const POISONED = 'poisoned.psod';
const POISON = 'This line ends the server.';
const MOST_ATTEMPTS = 4;
/** Milliseconds until one asks again. */
const PATIENCE = 6000;
const PASSING = 'passing.psod';
const PASSING_POISON = 'This line ends the server once.';

/**
 * Put in front of the installed server: it is killed in the moment in which it is given the poison; by the one that
 * passes only while there is a file.
 * @param {string} once
 */
const trap = (once) => `
process.on('message', (message) => {
  const text = message.method === 'textDocument/didOpen' ? message.params.textDocument.text : '';
  const { existsSync, unlinkSync } = require('node:fs');
  const passes = text.includes(${JSON.stringify(PASSING_POISON)}) && existsSync(${JSON.stringify(once)});
  if (passes) unlinkSync(${JSON.stringify(once)});
  if (passes || text.includes(${JSON.stringify(POISON)})) process.kill(process.pid, 'SIGKILL');
});
`;

describe('a language server that is killed', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;
  let once = '';

  before(async () => {
    workbench = await openWorkbench({ size: { width: 1440, height: 900 } });
    const { folder } = workbench;
    once = path.join(folder, 'once');
    const server = path.join(await workbench.extension(), 'dist/server.js');
    const [firstLine, ...lines] = (await readFile(server, 'utf8')).split('\n');
    await writeFile(server, [firstLine, trap(once), ...lines].join('\n'));
    const text = await readFile(path.join(folder, SAMPLE), 'utf8');
    await writeFile(path.join(folder, POISONED), `${text}\n${POISON}\n`);
    await writeFile(path.join(folder, PASSING), `${text}\n${PASSING_POISON}\n`);
    await writeFile(once, '');
  });
  after(() => workbench.close());

  it('is started again, and reads what it was reading', async () => {
    await readVerdict(workbench, PASSING);
    assert.equal(existsSync(once), false, 'it was not killed');
  });

  it('is not given a third time what ended it twice', async () => {
    await workbench.open(POISONED);
    const said = workbench.page.locator('.notification-toast', { hasText: /This document is set aside/ });
    // Whoever asks in the moment in which the server ends may be told of that first, and asks again.
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && !(await said.isVisible()); attempt += 1) {
      await runCommand(workbench.page, 'Dump Lens: Triage this crash');
      await said.waitFor({ timeout: PATIENCE }).catch(() => undefined);
    }
    await said.waitFor({ timeout: PATIENCE });
  });

  it('serves another document beside it', async () => {
    await openSample(workbench, 'VMware purple screen');
  });
});
