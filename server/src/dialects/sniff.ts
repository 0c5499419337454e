import type { DialectId } from '../model/dialect.js';
import { readLines } from '../util/lines.js';
import { unloadLines } from './carriers.js';

/** Lines that only a purple screen or a WinDbg transcript has, each tested on one cleaned line. */
const SIGNS: readonly { readonly dialect: DialectId; readonly sign: RegExp }[] = [
  {
    dialect: 'psod',
    sign: /^(?:.{0,120}\))?\s{0,24}VMware ESX(?:i| Server)?(?: [\d.X]{3,12})? \[(?:Release)?build-[\dX#]/,
  },
  { dialect: 'psod', sign: /^(?:.{0,120}\))?\s{0,24}@BlueScreen: / },
  { dialect: 'psod', sign: /^(?:.{0,120}\))?\s{0,24}0x[\da-f]{5,16}:\s?\[0x[\da-f]{4,16}\]\s?[A-Za-z_<]/ },
  { dialect: 'windbg', sign: /^\s{0,8}(?:\d{1,4}: ?)?l?kd> ?[!.~?a-z]/ },
  { dialect: 'windbg', sign: /^\s{0,8}\*?\s{1,40}Bugcheck Analysis\s{1,40}\*?$/ },
  { dialect: 'windbg', sign: /^\s{0,8}Arg1: [\da-f`]{8,17}(?:,|\s*$)/ },
  { dialect: 'windbg', sign: /^\s{0,8}Bugcheck: [\dA-F]{1,8} \([\dA-F]{1,16}, / },
  { dialect: 'windbg', sign: /^\s{0,8}Bug ?[Cc]heck [Cc]ode\s{1,20}: 0x[\da-fA-F]{1,8}\s{0,8}$/ },
  { dialect: 'windbg', sign: /^\s{0,8}BugCheck [\dA-Fa-f]{1,8}, \{[\da-f]/ },
  {
    dialect: 'windbg',
    sign: /^\s{0,8}(?:[\da-f]{2} )?[\da-f]{8}`[\da-f]{8} [\da-f]{8}`[\da-f]{8}\s.{0,120}\b[\w.]{1,60}[!+]/,
  },
];

/** Words without which no line below can fit: one quick look at the whole head spares ordinary texts the closer one. */
const HINT =
  /VMware\sESX|@BlueScreen|:\s?\[0x|kd>\s|Bugcheck\sAnalysis|Arg1:\s|Bug ?[Cc]heck[:\s]|[\da-f]{8}`[\da-f]{8}\s/;

/**
 * Tells from the head of a text which crash language it is written in, null where it is none:
 * cheap enough to ask of every plain text document. Prose that mentions a crash has no such line.
 */
export function sniffDialect(head: string): 'psod' | 'windbg' | null {
  if (!HINT.test(head)) return null;
  for (const { text } of unloadLines(readLines(head))) {
    if (text.length < 8) continue;
    const hit = SIGNS.find(({ sign }) => sign.test(text));
    if (hit && hit.dialect !== 'linux') return hit.dialect;
  }
  return null;
}
