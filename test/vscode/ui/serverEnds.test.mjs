/** The language server is killed, truly: nothing is lost, and what kills it each time is kept from it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openWorkbench } from '../harness.mjs';
import {
  endByHand,
  POISON,
  setTrap,
  startAtSecondTry,
  typeInto,
  waitUntilSetAside,
  writePoisoned,
} from '../poison.mjs';
import { openSample, readVerdict } from '../scenes.mjs';

const SAMPLE = 'psod-spin-count.psod';
const POISONED = 'poisoned.psod';
const PASSING = 'passing.psod';
const PASSING_POISON = 'This line ends the server once.';
const HANGING_POISON = '§';

/**
 * The server is killed in the moment in which it is given the poison; by the one that passes only while there is a
 * file. What is typed keeps it busy for ever; as a part of a whole text it does no harm.
 * @param {string} once
 */
const trap = (once) => `
process.on('message', (message) => {
  const text = message.method === 'textDocument/didOpen' ? message.params.textDocument.text : '';
  const { existsSync, unlinkSync } = require('node:fs');
  const passes = text.includes(${JSON.stringify(PASSING_POISON)}) && existsSync(${JSON.stringify(once)});
  if (passes) unlinkSync(${JSON.stringify(once)});
  if (passes || text.includes(${JSON.stringify(POISON)})) process.kill(process.pid, 'SIGKILL');
  const typed = message.method === 'textDocument/didChange' ? message.params.contentChanges[0].text : '';
  while (typed === '${HANGING_POISON}');
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
    await setTrap(await workbench.extension(), trap(once));
    await writePoisoned(folder, SAMPLE, POISONED, POISON);
    await writePoisoned(folder, SAMPLE, PASSING, PASSING_POISON);
    await writeFile(once, '');
  });
  after(() => workbench.close());

  it('is started again, and reads what it was reading', async () => {
    await readVerdict(workbench, PASSING);
    assert.equal(existsSync(once), false, 'it was not killed');
  });

  it('is not given a third time what ended it twice', async () => {
    await workbench.open(POISONED);
    await waitUntilSetAside(workbench.page);
  });

  it('serves another document beside it', async () => {
    await openSample(workbench, 'VMware purple screen');
  });

  it('is ended by hand where it hangs', async () => {
    await typeInto(workbench, SAMPLE, HANGING_POISON);
    await endByHand(workbench.page);
  });

  it('is told of where it cannot start, and starts when it can', async () => {
    await startAtSecondTry(workbench, await workbench.extension(), SAMPLE);
  });
});
