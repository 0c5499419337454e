/** What VS Code offers where: one row for each place in which a person may open the palette. */
import { reportPage, runCommand, showFile } from '../harness.mjs';
import { showVerdict } from '../scenes.mjs';
import { openDifferences, titleOf } from './commandRows.mjs';

/** @typedef {import('../harness.mjs').Workbench} Workbench */

/**
 * @typedef {object} Place
 * @property {string} place  in words
 * @property {(workbench: Workbench) => Promise<unknown>} open
 * @property {readonly string[]} offers  the commands that the palette has there
 * @property {readonly string[]} buttons  those with an icon in the title of the editor
 */

/** A plain text that is no crash; the test writes it. */
export const NOTES = 'notes.txt';

/** What can be told of a crash and done with it, whether its text or its report is looked at. */
const OF_A_CRASH = [
  'dumplens.copyTicket',
  'dumplens.copyMarkdown',
  'dumplens.copySignature',
  'dumplens.copyJson',
  'dumplens.saveReport',
  'dumplens.searchWeb',
  'dumplens.newKnownIssue',
  'dumplens.extractCrash',
];

const WITHOUT_A_TEXT = ['dumplens.openSample'];
const WITH_ANY_TEXT = [...WITHOUT_A_TEXT, 'dumplens.triage'];

/** The menu of a crash's text, in its order. */
export const CONTEXT_MENU = [...OF_A_CRASH, 'dumplens.normalise', 'dumplens.foldPlumbing'];

/** @type {readonly Place[]} */
export const PLACES = [
  { place: 'no editor', open: () => Promise.resolve(), offers: WITHOUT_A_TEXT, buttons: [] },
  {
    place: 'a text that cannot be a crash',
    open: (workbench) => showFile(workbench, 'README.md'),
    offers: WITH_ANY_TEXT,
    buttons: [],
  },
  {
    place: 'a plain text',
    open: (workbench) => showFile(workbench, NOTES),
    offers: [...WITH_ANY_TEXT, 'dumplens.normalise'],
    buttons: [],
  },
  {
    place: 'a purple screen',
    open: (workbench) => showVerdict(workbench, 'psod-spin-count.psod'),
    offers: [...WITH_ANY_TEXT, ...CONTEXT_MENU, 'dumplens.undoDetection', 'dumplens.restartServer'],
    buttons: ['dumplens.triage'],
  },
  {
    place: 'a WinDbg transcript',
    open: (workbench) => showVerdict(workbench, 'windbg-0xd1.txt'),
    offers: [...WITH_ANY_TEXT, ...CONTEXT_MENU, 'dumplens.undoDetection', 'dumplens.restartServer'],
    buttons: ['dumplens.triage'],
  },
  {
    place: 'a report',
    open: async (workbench) => {
      await showVerdict(workbench, 'psod-spin-count.psod');
      await runCommand(workbench.page, titleOf('dumplens.triage'));
      await reportPage(workbench.page).locator('svg.graph').waitFor();
      await workbench.page.getByRole('tab', { name: /^Triage:/ }).click();
    },
    offers: [...WITH_ANY_TEXT, ...OF_A_CRASH, 'dumplens.restartServer'],
    buttons: ['dumplens.saveReport'],
  },
  {
    place: 'the differences to the text as it was printed',
    open: async (workbench) => {
      await showVerdict(workbench, 'psod-spin-count-owner.psod');
      await openDifferences(workbench);
    },
    offers: [
      ...WITH_ANY_TEXT,
      ...CONTEXT_MENU,
      'dumplens.undoDetection',
      'dumplens.restartServer',
      'dumplens.applyNormalised',
      'dumplens.openNormalised',
    ],
    buttons: ['dumplens.triage', 'dumplens.applyNormalised', 'dumplens.openNormalised'],
  },
];
