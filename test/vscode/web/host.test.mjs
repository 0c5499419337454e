/** Runs the same Mocha suite in the extension host of a browser, which is a worker. */
import { it } from 'node:test';
import { buildWebHostSuite, runHostSuite } from '../hostSuite.mjs';
import { openWebWorkbench } from '../webHarness.mjs';

it('the extension host of a browser', async (t) => {
  const { page, url, close } = await openWebWorkbench({ tests: await buildWebHostSuite() });
  try {
    await runHostSuite(t, page, url());
  } finally {
    await close();
  }
});
