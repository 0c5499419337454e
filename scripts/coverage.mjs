/** `npm run coverage -- DIR...`: how much of what stands in a folder of logs the packs know, the gaps first. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleTests } from './lib/bundleTests.mjs';
import { measureCoverage, mostFrequentUnknown, sharesOf } from './lib/coverage.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endChildrenWithThisProcess } from './lib/run.mjs';
import { say } from './lib/say.mjs';

/** @typedef {import('./lib/coverage.mjs').SystemCoverage} SystemCoverage */
/** @typedef {import('./lib/coverage.mjs').Names} Names */

const HELP = `npm run coverage -- [--top N] [--min exact=0.7] [--min known=0.95] DIR...

Reads every log below the folders (.txt, .log, .psod, .windbg) and counts what the packs know.

Frames are counted that print a function, each as often as it stands in the logs. Left out and counted apart:
  - frames without a symbol: a bare address, or a module with an offset
  - frames of user mode: on a stack in the lower half of the address space, or of ntdll, kernel32 and the like,
    and what lies below such a frame
  - frames whose printed name is not believed: nearest symbols, placeholders

Of the others:
  exact    the pack has an entry of that very name
  by name  the same, but the entry says itself that it is guessed from the name
  pattern  only a pattern gives the function a role
  module   only the module is known
  none     nothing is known

--top N          so many unknown ones of each sort are listed; 30 if not given
--min exact=X    ends with status 1 where a system has a smaller share of exact entries (guessed ones included)
--min known=X    the same for the share of frames with an entry or a role by pattern
`;

const LOG = /\.(?:txt|log|psod|windbg)$/i;
const TITLES = { esxi: 'ESX(i) purple screens', windows: 'WinDbg transcripts', linux: 'Linux logs' };

/** @type {readonly { readonly frames: import('./lib/coverage.mjs').FrameClass, readonly title: string }[]} */
const ROWS = [
  { frames: 'exact', title: 'exact' },
  { frames: 'byName', title: 'exact, by name' },
  { frames: 'pattern', title: 'pattern' },
  { frames: 'module', title: 'module only' },
  { frames: 'unknown', title: 'none' },
];

/** @type {typeof ROWS} */
const APART = [
  { frames: 'noSymbol', title: 'without symbol' },
  { frames: 'userMode', title: 'user mode' },
  { frames: 'distrusted', title: 'not believed' },
];

/** @param {string} folder */
function findLogs(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && LOG.test(file.name))
    .map((file) => path.join(file.parentPath, file.name))
    .sort();
}

/** @param {string} title @param {number} count @param {number} [of] */
function printCount(title, count, of) {
  const share = of === undefined ? '' : `  ${((100 * count) / Math.max(of, 1)).toFixed(1).padStart(5)} %`;
  console.log(`  ${title.padEnd(26)}${String(count).padStart(7)}${share}`);
}

/** @param {string} title @param {Names} names */
function printNames(title, names) {
  const met = [...names.values()];
  if (met.length === 0) return;
  const known = met.filter((each) => each.known).length;
  console.log(`  ${title.padEnd(26)}${String(known).padStart(7)}  of ${met.length}`);
}

/** @param {string} title @param {Names} names @param {number} top */
function printUnknown(title, names, top) {
  const unknown = mostFrequentUnknown(names, top);
  if (unknown.length === 0) return;
  console.log(`\n  ${title}`);
  for (const [name, count] of unknown) console.log(`  ${String(count).padStart(5)}  ${name}`);
}

/** @param {string} title @param {SystemCoverage} coverage @param {number} top */
function printCoverage(title, coverage, top) {
  const { frames } = coverage;
  const { total } = sharesOf(coverage);
  console.log(`\n${title}: ${coverage.crashes} crashes\n`);
  printCount('frames with a function', total);
  for (const row of ROWS) printCount(`  ${row.title}`, frames[row.frames], total);
  console.log('  left out');
  for (const row of APART) printCount(`  ${row.title}`, frames[row.frames]);
  printNames('modules', coverage.modules);
  printNames('bug checks', coverage.bugChecks);
  printNames('messages with references', coverage.messages);
  printUnknown('functions without an entry', coverage.symbols, top);
  printUnknown('unknown modules', coverage.modules, top);
  printUnknown('unknown bug checks', coverage.bugChecks, top);
  printUnknown('messages without references', coverage.messages, top);
}

/**
 * The bars of the command line, as `exact=0.7`.
 * @param {readonly string[]} given
 * @returns {readonly { readonly share: 'exact' | 'known', readonly least: number }[]}
 */
function readBars(given) {
  return given.map((bar) => {
    const [, share, least] = /^(exact|known)=(0|1|0?\.\d{1,6})$/.exec(bar) ?? [];
    if ((share !== 'exact' && share !== 'known') || least === undefined) {
      throw new Error(`--min takes exact=X or known=X with X from 0 to 1, not ${bar}`);
    }
    return { share, least: Number(least) };
  });
}

/** @param {readonly string[]} files */
async function* openCases(files) {
  const [service] = await bundleTests('server/src', ['server/src/service.ts']);
  /** @type {typeof import('../server/src/service.js')} */
  const { openCase } = await import(pathToFileURL(service ?? '').href);
  for (const file of files) yield openCase(readFileSync(file, 'utf8'));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    top: { type: 'string', default: '30' },
    min: { type: 'string', multiple: true, default: [] },
  },
});

if (values.help || positionals.length === 0) {
  console.log(HELP);
} else {
  const bars = readBars(values.min);
  endChildrenWithThisProcess();
  await ensureInstalled();
  // npm runs scripts in the project's folder; the folders are named from where the person is.
  const here = process.env.INIT_CWD ?? process.cwd();
  const files = positionals.flatMap((folder) => findLogs(path.resolve(here, folder)));
  say(`${files.length} logs`);
  const cases = [];
  for await (const opened of openCases(files)) cases.push(opened);
  for (const [system, coverage] of measureCoverage(cases)) {
    printCoverage(TITLES[system], coverage, Number(values.top));
    for (const { share, least } of bars) {
      const reached = sharesOf(coverage)[share];
      if (reached >= least) continue;
      say(`${TITLES[system]}: ${share} ${reached.toFixed(3)} is below ${least}`);
      process.exitCode = 1;
    }
  }
}
