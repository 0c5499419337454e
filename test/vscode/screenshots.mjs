/** `npm run screenshots`: the pictures of the README, one of each scene in each theme, taken in a real VS Code. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { inProject } from '../../scripts/lib/project.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { openWorkbench, settle } from './harness.mjs';
import {
  completePack,
  openLightbulb,
  openReport,
  peekCandidates,
  readVerdict,
  restMouseOn,
  showOutline,
} from './scenes.mjs';

const PSOD = 'psod-spin-count.psod';
const PSOD_WITH_OWNER = 'psod-spin-count-owner.psod';
const WATCHDOG = 'windbg-0x133.txt';
const FOLDER = inProject('docs/screenshots');
const SIZE = { width: 1440, height: 900 };
/** High enough for a report as a whole. */
const TALL = { width: 1440, height: 2700 };

/** An editor needs no more than 256 colours. */
const FEW_COLOURS = { palette: true, quality: 90, effort: 10, dither: 0 };

/** @type {Record<string, (workbench: import('./harness.mjs').Workbench) => Promise<unknown>>} */
const PICTURES = {
  'psod-verdict': (workbench) => readVerdict(workbench, PSOD),
  'psod-hover': (workbench) => restMouseOn(workbench, PSOD, 'SP_WaitLock', /spin/i),
  'psod-candidates': (workbench) => peekCandidates(workbench, PSOD),
  'psod-actions': (workbench) => openLightbulb(workbench, PSOD),
  'psod-outline': (workbench) => showOutline(workbench, PSOD),
  'psod-report': (workbench) => openReport(workbench, PSOD),
  'psod-report-whole': (workbench) => openWholeReport(workbench, PSOD),
  'psod-owner-report': (workbench) => openReport(workbench, PSOD_WITH_OWNER),
  'windbg-verdict': (workbench) => readVerdict(workbench, WATCHDOG),
  'windbg-hover': (workbench) => restMouseOn(workbench, WATCHDOG, 'DPC_WATCHDOG_VIOLATION', '0x133'),
  'windbg-report': (workbench) => openReport(workbench, WATCHDOG),
  'windbg-report-whole': (workbench) => openWholeReport(workbench, WATCHDOG),
  'pack-completion': (workbench) => completePack(workbench),
};

/** Scenes with a picture in each theme; the others have one in the dark and one in the light. */
const IN_ALL_THEMES = ['psod-verdict', 'psod-hover', 'psod-owner-report', 'windbg-report'];

/** What the README shows, and every installation carries: the telling part of a picture, in few colours. */
const EXCERPTS = {
  'verdict.png': { of: 'psod-verdict-dark.png', region: { left: 48, top: 32, width: 1000, height: 520 } },
  'hover.png': { of: 'psod-hover-dark.png', region: { left: 48, top: 90, width: 1180, height: 300 } },
  'report.png': { of: 'windbg-report-dark.png', region: { left: 745, top: 32, width: 695, height: 760 } },
};

async function cutExcerpts() {
  const folder = inProject('docs/pictures');
  await mkdir(folder, { recursive: true });
  for (const [name, { of, region }] of Object.entries(EXCERPTS)) {
    const excerpt = sharp(path.join(FOLDER, of)).extract(region);
    await excerpt.png({ ...FEW_COLOURS, colours: 64 }).toFile(path.join(folder, name));
    say(name);
  }
}

/** @param {import('./harness.mjs').Workbench} workbench @param {string} sample */
async function openWholeReport(workbench, sample) {
  await workbench.page.setViewportSize(TALL);
  await openReport(workbench, sample);
}

/** @param {keyof typeof import('./harness.mjs').THEMES} theme @param {readonly string[]} names */
async function takePictures(theme, names = Object.keys(PICTURES)) {
  const workbench = await openWorkbench({ theme, size: SIZE });
  try {
    for (const name of names) {
      await workbench.page.setViewportSize(SIZE);
      await PICTURES[name]?.(workbench);
      await settle(workbench.page);
      const file = path.join(FOLDER, `${name}-${theme.replaceAll(' ', '-')}.png`);
      const picture = await workbench.page.screenshot({ animations: 'disabled' });
      await sharp(picture).png(FEW_COLOURS).toFile(file);
      say(path.basename(file));
    }
  } finally {
    await workbench.close();
  }
}

await mkdir(FOLDER, { recursive: true });
await takePictures('dark');
await takePictures('light');
for (const theme of /** @type {const} */ (['high contrast', 'high contrast light']))
  await takePictures(theme, IN_ALL_THEMES);
await cutExcerpts();
