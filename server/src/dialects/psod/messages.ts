import type { PanicMessage } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import type { LineMatch } from '../match.js';
import { matchLine, rangeIn, sliceLine } from '../match.js';

/**
 * The messages of a purple screen, in the words of ESX/ESXi 3.0 to 9.x.
 * Groups: `lock`, `cpu` or `cpus` (whom the message accuses), `worldId`, `worldName`, and details by their name.
 * `alone`: the form is so distinct that a line with nothing else on it is a panic even without a screen around it.
 */
interface MessageForm {
  readonly form: string;
  readonly pattern: RegExp;
  readonly alone: boolean;
}

/** The name of a virtual machine has blanks; what it ends before tells how many belong to it. */
const WORLD_NAME = String.raw`\S{1,40}(?:(?: \S{1,20}){1,3}?(?=\s+(?:ip|@) ))?`;

const WORLD = String.raw`in ?world ?(?<worldId>[\dX#]{1,12}|<\w{1,12}>):(?<worldName>${WORLD_NAME})`;

const FORMS: readonly MessageForm[] = [
  {
    form: 'spin-count',
    pattern:
      /^Spin ?count ?exceeded(?: ?\((?:(?<lock>[A-Za-z_][ !#-'*-~]{0,79})|[^)]{1,80})\))?(?:\s{0,3}[-–—]\s{0,3}possible ?deadlock)?(?: ?with ?PCPU ?(?:(?<cpu>\d{1,4})|#))?/d,
    alone: true,
  },
  {
    form: 're-acquire',
    pattern: /^CPU ?(?<self>\d{1,4}) ?\/ ?World ?(?<worldId>\d{1,12}) ?tried ?to ?re-acquire ?lock/d,
    alone: true,
  },
  { form: 'heartbeat', pattern: /^PCPU ?(?<cpu>\d{1,4}): ?no ?heartbeat\b/d, alone: true },
  { form: 'lost-heartbeat', pattern: /^Lost ?heartbeat\b/d, alone: false },
  {
    form: 'tlb-ack',
    pattern:
      /^PCPU ?(?<cpu>\d{1,4}) ?locked ?up\. ?Failed ?to ?ack ?TLB ?invalidate(?: ?\(total ?of ?\d{1,4} ?locked ?up, ?PCPU\(s\): ?(?<cpus>[\d, ]{1,400})\))?/d,
    alone: true,
  },
  {
    form: 'exception-pf',
    pattern: new RegExp(
      String.raw`^(?:#?PF ?)?Exception\s?(?:type ?|\()?14\)? ?${WORLD}(?:\s+@ (?<ip>0x[\da-f#]+)|\s+ip (?<ip2>0x[\da-f#]+) addr (?<address>0x[\da-f#]+))?`,
      'di',
    ),
    alone: true,
  },
  {
    form: 'exception-gp',
    pattern: new RegExp(
      String.raw`^(?:#?GP ?)?Exception\s?(?:type ?|\()?13\)? ?${WORLD}(?:\s+@ (?<ip>0x[\da-f#]+))?`,
      'di',
    ),
    alone: true,
  },
  {
    form: 'exception-other',
    pattern: new RegExp(
      String.raw`^#(?<exception>[A-Z]{2}) Exception\s?(?:type |\()?\d{1,3}\)?(?: ${WORLD})?(?:.{0,8}IP (?<ip>0x[\da-f#]+))?`,
      'di',
    ),
    alone: true,
  },
  {
    form: 'exception-other',
    pattern: new RegExp(String.raw`^(?<exception>EXCVEC_\w{1,60}) Exception \d{1,3} ${WORLD}`, 'd'),
    alone: true,
  },
  {
    form: 'exception-other',
    pattern: /^Exception type (?<exception>\d{1,3}) in world (?<worldId>\d{1,12})/d,
    alone: false,
  },
  {
    form: 'nmi-ipi',
    pattern:
      /^NMI ?IPI: ?(?:Panic|RIPOFF)(?=.{0,60}\bPC (?<ip>0x[\da-f]{1,16})|)(?=.{0,160}\(Src 0x[\da-f]{1,4}, ?CPU(?<ownCpu>\d{1,4})\)|)[^(]{0,80}/d,
    alone: true,
  },
  {
    form: 'nmi',
    pattern: /^(?:NMI: \d{1,6}: )?(?:\w{1,40}NmiHandler requested PSOD|Non-?maskable interrupt|LINT1[/ ]NMI)/di,
    alone: true,
  },
  {
    form: 'mce',
    pattern:
      /^Machine ?Check ?Exception ?on ?PCPU\s?(?:(?<cpu>\d{1,4})|[X#]{1,4})(?: ?in ?world ?(?<worldId>\d{1,12}):(?<worldName>\S{1,40}))?/d,
    alone: true,
  },
  { form: 'mce', pattern: /^Uncorrectable Machine Check Exception(?= \()/d, alone: true },
  {
    form: 'mce',
    pattern:
      /^Hardware \(Machine\) Error:(?:.{0,200}? PCPU\s?(?<cpu>\d{1,4}) in world (?<worldId>\d{1,12}):(?<worldName>\S{1,40}))?/d,
    alone: true,
  },
  { form: 'mce', pattern: /^(?:Machine Check Exception\b|System has encountered a Hardware Error)/d, alone: false },
  { form: 'not-implemented', pattern: /^NOT_IMPLEMENTED (?<file>[^\s:]{1,200}):(?<fileLine>\d{1,6})/d, alone: true },
  { form: 'assert', pattern: /^ASSERT (?<file>[^\s:]{1,200}):(?<fileLine>\d{1,6})/d, alone: true },
  {
    form: 'assert',
    pattern: /^Failed at (?<file>[^\s:]{1,200}):(?<fileLine>\d{1,6}) ?(?:--|[–—]) ?(?:\w{0,8}ASSERT|NOT ?REACHED)/d,
    alone: true,
  },
  { form: 'assert', pattern: /^line (?<fileLine>\d{1,6}) assert ["“][^"”]{1,300}["”] failed/d, alone: true },
  { form: 'heap', pattern: /^PANIC (?<file>[^\s:]{1,200}dlmalloc\.c):(?<fileLine>\d{1,6})\b/d, alone: true },
  {
    form: 'driver-bug',
    pattern:
      /^BUG: failure at (?<file>[^\s:]{1,200}):(?<fileLine>\d{1,6})\b(?:[^(]{0,80}\(\)! ?\(inside (?<module>\w{1,40})\)|)/d,
    alone: true,
  },
  {
    form: 'mce',
    pattern: /^MC:\s?PCPU\s?(?<cpu>\d{1,4}) B:\d{1,3} S:0x[\da-f]{1,16}(?: [MA]:0x[\da-f]{1,16}){0,2}(?: \d{1,3})?/d,
    alone: true,
  },
  { form: 'mce', pattern: /^MCA: [^:]{1,12}: \S{2,6} Excp G\d.{0,200}$/d, alone: true },
  { form: 'uniformity', pattern: /^HW feature incompatibility detected; cannot start/d, alone: true },
  {
    form: 'iommu',
    pattern: /^IOMMU Fault detected for \((?:[^)/]{1,40}\/)?(?<module>[\w-]{1,40})\).{0,120}$/d,
    alone: true,
  },
  { form: 'deliberate', pattern: /^CrashMe\b/d, alone: false },
  { form: 'run-queue', pattern: /^CpuSched: \d{1,6}: Unexpected runqueue state encountered!?/d, alone: true },
  { form: 'console', pattern: /^(?:Oops\s{0,4}$|COS Error\b|COS Panic\b|CosPanic\b)/d, alone: false },
];

/** A CPU that the message accuses; its range covers the `PCPU` before the number. */
function toAccused(line: SourceLine, number: string, from: number): Located<number> {
  const word = /PCPU ?$/.exec(line.text.slice(0, from))?.[0].length ?? 0;
  return { value: Number(number), range: rangeIn(line, from - word, from + number.length) };
}

function accusedCpus(found: LineMatch, line: SourceLine): readonly Located<number>[] {
  const list = found.group('cpus');
  if (list !== undefined) {
    const from = found.indexOf('cpus');
    return [...list.matchAll(/\d{1,4}/g)].map((match) => toAccused(line, match[0], from + match.index));
  }
  const one = found.group('cpu');
  return one === undefined ? [] : [toAccused(line, one, found.indexOf('cpu'))];
}

/** `less -S` puts a `>` at the end of a line that goes on. */
const withoutCutMark = (text: string): string => text.replace(/^([^<]{8,})>$/, '$1');

const DETAILS = [
  'worldId',
  'worldName',
  'self',
  'ip',
  'ip2',
  'address',
  'exception',
  'file',
  'fileLine',
  'module',
  'ownCpu',
] as const;

/**
 * Takes the message apart that stands on `line` from character `from` on.
 * A text of no known form is a message of form `free`.
 */
export function readMessage(line: SourceLine, from: number): PanicMessage {
  const text = withoutCutMark(line.text.slice(from).trimEnd()).trimEnd();
  const piece = sliceLine(line, from, from + text.length);
  const whole: Located<string> = { value: text, range: rangeIn(piece, 0, text.length) };
  for (const { form, pattern } of FORMS) {
    const found = matchLine(piece, pattern);
    if (!found) continue;
    const details: Record<string, Located<string>> = {};
    for (const name of DETAILS) {
      const part = found.located(name);
      if (part) details[name === 'ip2' ? 'ip' : name] = part;
    }
    return { text: whole, form, lock: found.located('lock'), cpus: accusedCpus(found, piece), details };
  }
  return { text: whole, form: 'free', lock: null, cpus: [], details: {} };
}

/** What may follow a message on its line: nothing, or a bracket, dash or stop with the rest of the message. */
const TAIL = /^(?:\s{0,8}|\s?[,(:.-].{0,300})$/;

/** Whether `text`, alone on its line, is a panic message even without a screen around it. */
export function isMessageAlone(text: string): boolean {
  return FORMS.some(({ pattern, alone }) => {
    const match = alone ? pattern.exec(text) : null;
    return match !== null && TAIL.test(text.slice(match[0].length));
  });
}
