/** Runs the Mocha suite in the extension host of a real VS Code. */
import { it } from 'node:test';
import { openWorkbench } from './harness.mjs';
import { buildHostSuite, HOST_EXTENSION, runHostSuite } from './hostSuite.mjs';

it('the extension host', async (t) => {
  const suite = await buildHostSuite();
  const { page, folder, remote, url, close } = await openWorkbench();
  try {
    const payload = /** @type {const} */ ([
      ['extensionDevelopmentPath', remote(HOST_EXTENSION)],
      ['extensionTestsPath', remote(suite)],
    ]);
    await runHostSuite(t, page, url({ folder, payload }));
  } finally {
    await close();
  }
});
