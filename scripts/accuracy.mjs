/**
 * `npm run accuracy`: how often the triage is right, on the real logs where they are beside the project and on our own
 * texts. It fails where a figure is worse than in `test/accuracy/baseline.json`.
 *
 *   npm run accuracy -- --update            the figures of today become the baseline
 *   npm run accuracy -- --without RULE      what the figures lose without a rule
 *   npm run accuracy -- --ablation          the same for each rule by itself
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from './lib/bundleTests.mjs';
import { CORPUS, MEASURE, missingCorpus } from './lib/corpus.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runNodeTests } from './lib/nodeTests.mjs';
import { inProject, OUT } from './lib/project.mjs';
import { CommandError, endChildrenWithThisProcess, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';

const FIGURES = path.join(OUT, 'figures');

const { values } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
    ablation: { type: 'boolean', default: false },
  },
});

/**
 * Measures one corpus with the command line as it was built.
 * @param {string} corpus
 * @returns {Promise<string>}  the file with the figures
 */
async function measureOfficially(corpus) {
  const figures = path.join(FIGURES, `${corpus}.json`);
  await run(process.execPath, [MEASURE, '--corpus', path.join(CORPUS, corpus), '--json', figures]);
  return figures;
}

/** @returns {Promise<string[]>}  the figures of both corpora; they are measured at the same time */
async function measureCorpora() {
  await mkdir(FIGURES, { recursive: true });
  await run(process.execPath, [inProject('esbuild.mjs')]);
  return Promise.all(['psod', 'windbg'].map(measureOfficially));
}

/** @returns {Promise<string[]>}  what only a whole measurement needs */
async function measureAll() {
  const official = missing === null ? await measureCorpora() : [];
  const { passed, failed } = await runNodeTests('test/unit/triage/adversarial', { show: false });
  return [
    ...official.flatMap((file) => ['--official', file]),
    ...['--adversarial', `${passed}/${passed + failed}`],
    ...['--baseline', inProject('test/accuracy/baseline.json')],
    ...(values.update ? ['--update'] : []),
  ];
}

endChildrenWithThisProcess();
await ensureInstalled();
const missing = missingCorpus();
if (missing !== null) say(`Only our own texts are measured: ${missing}`);
const without = values.ablation ? ['all'] : values.without;
const args = [
  ...(missing === null ? ['--corpus', CORPUS] : []),
  ...(without.length > 0 ? without.flatMap((rule) => ['--without', rule]) : await measureAll()),
];
const [main = ''] = await bundleTests('test/accuracy', ['test/accuracy/main.ts']);
try {
  await run(process.execPath, ['--enable-source-maps', main, ...args], { show: true });
} catch (error) {
  // What failed has been printed.
  if (!(error instanceof CommandError)) throw error;
  process.exitCode = 1;
}
