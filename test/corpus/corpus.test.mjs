/** How much of the real logs is read, and that nothing is claimed of texts that hold no crash. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { CORPUS, MEASURE } from '../../scripts/lib/corpus.mjs';
import { inProject, ROOT } from '../../scripts/lib/project.mjs';
import { CORPORA } from './bars.mjs';

/**
 * @typedef {import('./bars.mjs').Corpus} Corpus
 * @typedef {{ rows: { metric: string, hit: number, of: number, ratio: number }[], misses: string[] }} Measured
 * @typedef {{ file: string, crashes: unknown[], error: unknown }} ReadFile
 */

const execute = promisify(execFile);
const LONGEST_OUTPUT = 2 ** 28;

const scratch = await mkdtemp(path.join(tmpdir(), 'dump-lens-corpus-'));
after(() => rm(scratch, { recursive: true, force: true }));

/**
 * Runs the measurement over one corpus and shows its table.
 * @param {Corpus} corpus
 * @returns {Promise<Measured>}
 */
async function measure({ name }) {
  const figures = path.join(scratch, `${name}.json`);
  const args = [MEASURE, '--corpus', path.join(CORPUS, name), '--json', figures];
  const { stdout } = await execute(process.execPath, args, { cwd: ROOT, maxBuffer: LONGEST_OUTPUT });
  console.log(`${name}\n${stdout}`);
  return /** @type {Measured} */ (JSON.parse(await readFile(figures, 'utf8')));
}

/**
 * @param {string} folder
 * @param {RegExp} pattern  of the names to take
 * @returns {Promise<string[]>}
 */
async function filesIn(folder, pattern) {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => pattern.test(name)).map((name) => path.join(folder, name));
}

/**
 * What the command line says of files, all read by one process.
 * @param {readonly string[]} files
 * @returns {Promise<ReadFile[]>}
 */
async function triage(files) {
  const args = [inProject('dist/cli.js'), 'triage', '--format', 'ndjson', ...files];
  const { stdout } = await execute(process.execPath, args, { cwd: ROOT, maxBuffer: LONGEST_OUTPUT });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => /** @type {ReadFile} */ (JSON.parse(line)));
}

// Each starts a process a log: together they keep the cores busy.
const measured = await Promise.all(CORPORA.map(async (corpus) => ({ corpus, ...(await measure(corpus)) })));

for (const { corpus, rows, misses } of measured) {
  describe(`the logs of ${corpus.name}`, () => {
    for (const { metric, atLeast } of corpus.bars) {
      test(`${metric}: at least ${100 * atLeast} %`, () => {
        const row = rows.find((candidate) => candidate.metric === metric);
        assert.ok(row, 'no log has this truth');
        const mistaken = corpus.indexErrors.filter(({ metrics }) => metrics.includes(metric)).map(({ file }) => file);
        const missed = misses.filter((miss) => miss.startsWith(`${metric}\t`));
        const excused = missed.filter((miss) => mistaken.includes(miss.split('\t')[1] ?? ''));
        const share = row.hit / (row.of - excused.length);
        const mistakes = missed.filter((miss) => !excused.includes(miss));
        assert.ok(share >= atLeast, `${(100 * share).toFixed(1)} %\n${mistakes.join('\n')}`);
      });
    }
  });
}

const HARMLESS = [
  { what: 'Linux log', files: await filesIn(path.join(CORPUS, 'linux'), /\.txt$/) },
  { what: 'kernel log without a panic', files: await filesIn(path.join(CORPUS, 'psod/negative'), /\.txt$/) },
  {
    what: 'source of the project',
    files: (await Promise.all(['server/src', 'client'].map((folder) => filesIn(inProject(folder), /\.ts$/)))).flat(),
  },
  {
    what: 'page about the project',
    files: [
      ...(await readdir(ROOT)).filter((name) => name.endsWith('.md')).map(inProject),
      ...(await filesIn(inProject('docs'), /\.md$/)),
      inProject('samples/README.md'),
    ],
  },
];

describe('no crash is claimed', () => {
  for (const { what, files } of HARMLESS) {
    test(`in any ${what}`, async () => {
      assert.ok(files.length > 0, 'there is no such file');
      const read = await triage(files);
      assert.equal(read.length, files.length);
      assert.deepEqual(
        read.filter(({ crashes, error }) => crashes.length > 0 || error !== null).map(({ file }) => file),
        [],
      );
    });
  }
});
