/** What a person sees in a VS Code without a machine behind it. What cannot be seen is asked for in host.test.mjs. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  codeLens,
  hoverWord,
  languageName,
  lineOf,
  press,
  reportPage,
  runCommand,
  waitForCursor,
} from '../harness.mjs';
import { openSample, readVerdict } from '../scenes.mjs';
import { openWebWorkbench } from '../webHarness.mjs';

const SAMPLE = 'psod-spin-count.psod';
const FEWEST_COLOURS = 5;

describe('a crash in VS Code for the web', () => {
  /** @type {import('../webHarness.mjs').WebWorkbench} */
  let workbench;
  before(async () => {
    workbench = await openWebWorkbench();
    await readVerdict(workbench, SAMPLE);
  });
  after(() => workbench.close());

  it('carries its verdict above the headline', async () => {
    await codeLens(workbench.page, /PCPU 0 is the victim/)
      .first()
      .waitFor();
  });

  it('has colours', async () => {
    await workbench.page.waitForFunction((fewest) => {
      const pieces = document.querySelectorAll('.monaco-editor .view-line > span > span');
      return new Set([...pieces].map((piece) => getComputedStyle(piece).color)).size >= fewest;
    }, FEWEST_COLOURS);
  });

  it('is explained where the mouse rests', async () => {
    await hoverWord(workbench.page, 'TimerBHHandlerLoop', /timer/i);
    await workbench.page.keyboard.press('Escape');
  });

  it('has its report, whose lines lead to the log', async () => {
    const { page } = workbench;
    await runCommand(page, 'Dump Lens: Triage this crash');
    await press(reportPage(page).locator('.evidence .line-button', { hasText: /8 PCPUs/ }));
    await waitForCursor(page, lineOf(SAMPLE, '*0:1024/console'));
  });

  it('can be a sample of the walkthrough', async () => {
    await openSample(workbench, 'WinDbg');
    await codeLens(workbench.page, /Firmware did not answer/)
      .first()
      .waitFor();
  });

  it('is recognised by its content', async () => {
    await readVerdict(workbench, 'windbg-0x133.txt');
    await languageName(workbench.page).filter({ hasText: 'WinDbg' }).waitFor();
  });

  it('is read without asking anybody outside of this machine', () => {
    assert.ok(workbench.asked.has('localhost'));
    assert.deepEqual(
      [...workbench.asked].filter((host) => !host.endsWith('localhost')),
      [],
    );
  });
});
