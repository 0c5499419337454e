/** `npm run screenshots`: the pictures of the README, one of each scene in each theme, taken in a real VS Code. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '../../scripts/lib/project.mjs';
import { endChildrenWithThisProcess } from '../../scripts/lib/run.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { openWorkbench, settle } from './harness.mjs';
import { openReport, peekCandidates, readVerdict, restMouseOn } from './scenes.mjs';

const PSOD = 'psod-spin-count.psod';
const WATCHDOG = 'windbg-0x133.txt';
const FOLDER = inProject('docs/screenshots');
const SIZE = { width: 1440, height: 900 };

/** @type {Record<string, (workbench: import('./harness.mjs').Workbench) => Promise<unknown>>} */
const PICTURES = {
  'psod-verdict': (workbench) => readVerdict(workbench, PSOD),
  'psod-hover': (workbench) => restMouseOn(workbench, PSOD, 'SP_WaitLock', /spin/i),
  'psod-candidates': (workbench) => peekCandidates(workbench, PSOD),
  'psod-report': (workbench) => openReport(workbench, PSOD),
  'windbg-verdict': (workbench) => readVerdict(workbench, WATCHDOG),
  'windbg-hover': (workbench) => restMouseOn(workbench, WATCHDOG, 'DPC_WATCHDOG_VIOLATION', '0x133'),
  'windbg-report': (workbench) => openReport(workbench, WATCHDOG),
};

/** @param {keyof typeof import('./harness.mjs').THEMES} theme */
async function takePictures(theme) {
  const workbench = await openWorkbench({ theme, size: SIZE });
  try {
    for (const [name, arrange] of Object.entries(PICTURES)) {
      await arrange(workbench);
      await settle(workbench.page);
      const file = path.join(FOLDER, `${name}-${theme}.png`);
      await workbench.page.screenshot({ path: file, animations: 'disabled' });
      say(path.basename(file));
    }
  } finally {
    await workbench.close();
  }
}

endChildrenWithThisProcess();
await mkdir(FOLDER, { recursive: true });
await takePictures('dark');
await takePictures('light');
