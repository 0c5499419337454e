/** What a person sees in a VS Code without a machine behind it: the same, from a worker. */
import { after, before, describe, it } from 'node:test';
import { codeLens, goToDefinition, hoverWord, languageName, lineOf, waitForCursor } from '../harness.mjs';
import { openReport, openSample, readVerdict } from '../scenes.mjs';
import { openWebWorkbench } from '../webHarness.mjs';

const SAMPLE = 'psod-spin-count.psod';
const SAMPLE_WITH_OWNER = 'psod-spin-count-owner.psod';

const OWN_PACK = `
pack: symbols
id: team-symbols
system: esxi
entries:
  - id: vmkernel!SP_WaitLock
    module: vmkernel
    symbol: SP_WaitLock
    role: spin-wait
    meaning: Waits, as our own pack says.
    basis: seen
`;

describe('a crash in VS Code for the web', () => {
  /** @type {import('../webHarness.mjs').WebWorkbench} */
  let workbench;
  before(async () => {
    workbench = await openWebWorkbench({ files: { '.dumplens/ours.yaml': OWN_PACK } });
  });
  after(() => workbench.close());

  it('carries its verdict above the headline', async () => {
    await readVerdict(workbench, SAMPLE);
    await codeLens(workbench.page, /PCPU 0 is the victim/)
      .first()
      .waitFor();
  });

  it('is explained where the mouse rests', async () => {
    await hoverWord(workbench.page, 'TimerBHHandlerLoop', /timer/i);
    await workbench.page.keyboard.press('Escape');
  });

  it('is explained by packs of the workspace, too', async () => {
    await hoverWord(workbench.page, 'SP_WaitLock', /as our own pack says/);
    await workbench.page.keyboard.press('Escape');
  });

  it('leads from the waiter to the owner', async () => {
    await readVerdict(workbench, SAMPLE_WITH_OWNER);
    await goToDefinition(workbench.page, 'SP_WaitLock');
    await waitForCursor(workbench.page, lineOf(SAMPLE_WITH_OWNER, 'BitVector_NextBit'));
  });

  it('is recognised by its content', async () => {
    await readVerdict(workbench, 'windbg-0x133.txt');
    await languageName(workbench.page).filter({ hasText: 'WinDbg' }).waitFor();
  });

  it('has its report, whose lines lead to the log', async () => {
    const report = await openReport(workbench, SAMPLE);
    await report.locator('.evidence .line-button', { hasText: /8 PCPUs/ }).click();
    await waitForCursor(workbench.page, lineOf(SAMPLE, '*0:1024/console'));
  });

  it('can be a sample of the walkthrough', async () => {
    await openSample(workbench, 'WinDbg');
    await codeLens(workbench.page, /Firmware did not answer/)
      .first()
      .waitFor();
  });
});
