/** `npm run package`: builds the extension and packs it. */
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { packageExtension } from './lib/package.mjs';
import { inProject, VSIX } from './lib/project.mjs';
import { endChildrenWithThisProcess, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';

endChildrenWithThisProcess();
await ensureInstalled();
await run(process.execPath, [inProject('esbuild.mjs')], { show: true });
await packageExtension();
say(`Packed ${path.relative(inProject('.'), VSIX)}`);
