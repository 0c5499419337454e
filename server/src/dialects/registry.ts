import type { Crash, CrashDocument } from '../model/crash.js';
import type { SourceLine } from '../util/lines.js';
import { unloadLines } from './carriers.js';
import type { Dialect } from './dialect.js';
import { linux } from './linux/index.js';
import { psod } from './psod/index.js';
import { windbg } from './windbg/index.js';

/** All dialects; where a text without a crash could be of several, the first one counts. */
const DIALECTS: readonly Dialect[] = [psod, windbg, linux];

const NOTHING = 'No crash was found in this text.';

/** Reads every crash of a text, line by line, in any mix of dialects. Never throws, loses nothing, linear in the length. */
export function parseDocument(printed: readonly SourceLine[]): CrashDocument {
  const lines = unloadLines(printed);
  const findings = DIALECTS.map((dialect) => ({ dialect, found: dialect.parse(lines) }));
  const crashes = findings.flatMap(({ found }) => found.crashes).sort(byStart);
  const recognised = findings.find(({ found }) => found.recognised);
  return {
    dialect: crashes[0]?.dialect ?? recognised?.dialect.id ?? null,
    crashes,
    remark: crashes.length > 0 ? null : (findings.find(({ found }) => found.remark !== null)?.found.remark ?? NOTHING),
  };
}

function byStart(left: Crash, right: Crash): number {
  return left.range.start.line - right.range.start.line;
}
