/**
 * How long the compiled packs take until they answer, in a process that has just started, and how big
 * they are. The run fails where either is beyond its bound.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { compiledPacks, writePacks } from '../../scripts/lib/compilePacks.mjs';

const MOST_MILLISECONDS = 15;
const MOST_KILOBYTES = 400;
const STARTS = 9;

/** What known issues are asked with. */
const PANIC = {
  dialect: 'psod',
  kind: 'spin-count',
  bugChecks: [],
  symbols: [],
  modules: [],
  message: '',
  build: null,
};

const ASK = {
  'for a purple screen': `
    knowledge.symbol('esxi', 'vmkernel', 'SP_WaitLock');
    knowledge.module('esxi', 'vmkernel');
    knowledge.counterpart('spin-lock');
    knowledge.issuesThatMayFit(${JSON.stringify(PANIC)});`,
  'all indexes': `
    knowledge.symbol('windows', 'nt', 'KeBugCheckEx');
    knowledge.symbol('esxi', 'vmkernel', 'SP_WaitLock');
    knowledge.module('windows', 'ndis');
    knowledge.module('esxi', 'vmkernel');
    knowledge.bugCheck('0x133');
    knowledge.status('0xc0000005');
    knowledge.term('windbg', 'analyze-key', 'IMAGE_NAME');
    knowledge.command('!running');
    knowledge.counterpart('spin-lock');
    knowledge.issuesThatMayFit(${JSON.stringify(PANIC)});`,
};

/** Prints how long it takes from nothing to answers; that modules can be loaded at all is not part of it. */
const probe = (/** @type {string} */ questions) => `
  await import('data:text/javascript,');
  const started = performance.now();
  const { builtinKnowledge } = await import('./knowledge.mjs');
  const knowledge = builtinKnowledge();
  ${questions}
  process.stdout.write(String(performance.now() - started));
`;

/** @param {string} folder @param {string} questions @returns {readonly number[]}  milliseconds, the shortest first */
function measureStarts(folder, questions) {
  const script = path.join(folder, 'probe.mjs');
  writeFileSync(script, probe(questions));
  const times = Array.from({ length: STARTS }, () => Number(execFileSync(process.execPath, [script])));
  return times.sort((left, right) => left - right);
}

const folder = mkdtempSync(path.join(tmpdir(), 'dump-lens-packs-'));
try {
  await build({
    entryPoints: ['server/src/knowledge/builtin.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    outfile: path.join(folder, 'knowledge.mjs'),
    plugins: [compiledPacks],
  });
  await writePacks(folder);
  for (const [name, questions] of Object.entries(ASK)) {
    const times = measureStarts(folder, questions);
    const [best = Infinity] = times;
    const middle = times[Math.floor(STARTS / 2)] ?? Infinity;
    console.log(
      `load ${name.padEnd(20)} ${best.toFixed(1)} ms at best, ${middle.toFixed(1)} ms in the middle of ${STARTS} starts (limit ${MOST_MILLISECONDS})`,
    );
    if (best > MOST_MILLISECONDS) process.exitCode = 1;
  }
  const kilobytes = statSync(path.join(folder, 'packs.bin')).size / 1024;
  console.log(`size                      ${kilobytes.toFixed(0)} kB (limit ${MOST_KILOBYTES})`);
  if (kilobytes > MOST_KILOBYTES) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
