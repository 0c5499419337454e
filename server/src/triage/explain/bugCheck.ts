import type { BugCheck, BugCheckParameter } from '../../model/crash.js';
import type { Knowledge } from '../../knowledge/store.js';
import type { BugCheckEntry, ParameterMeaning } from '../../knowledge/types.js';
import { hexToNumber } from '../../util/hex.js';
import { formatCount, firstSentence } from '../facts.js';
import type { TriagedCrash } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { present } from './explanation.js';

/** The usual length of a clock tick, in seconds; no argument says which length this machine used. */
const USUAL_TICK = 1 / 64;

const IRQL_NAMES: readonly string[] = ['PASSIVE', 'APC', 'DISPATCH'];

/** Prints a value as its type wants it; null where the plain hex says it all. */
const PRINTERS: Readonly<Record<string, (value: string, knowledge: Knowledge) => string | null>> = {
  ticks: (value) => {
    const ticks = hexToNumber(value);
    if (ticks === null) return null;
    const seconds = ticks * USUAL_TICK;
    return `${formatCount(ticks)} ticks, about ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s if the clock ticks every 15.625 ms`;
  },
  seconds: (value) => amount(value, 's'),
  milliseconds: (value) => amount(value, 'ms'),
  irql: (value) => {
    const level = hexToNumber(value);
    return level === null ? null : `IRQL ${level}${IRQL_NAMES[level] ? ` (${IRQL_NAMES[level]}_LEVEL)` : ''}`;
  },
  ntstatus: (value, knowledge) => {
    const status = knowledge.status(`0x${BigInt.asUintN(32, BigInt(value)).toString(16).padStart(8, '0')}`);
    return status ? `${status.name}: ${status.meaning}` : null;
  },
  size: (value) => amount(value, 'bytes'),
  count: (value) => amount(value, ''),
  cpu: (value) => {
    const number = hexToNumber(value);
    return number === null ? null : `CPU ${number}`;
  },
  microseconds: (value) => amount(value, 'µs'),
  'source-line': (value) => {
    const both = BigInt(value);
    return both > 0xffffn ? `file ${both >> 16n}, line ${both & 0xffffn} of the component's sources` : null;
  },
};

function amount(value: string, unit: string): string | null {
  const number = hexToNumber(value);
  return number === null ? null : `${formatCount(number)} ${unit}`.trim();
}

/** The meaning of argument `n` under the values of the others; the most conditional one that holds. */
function meaningOf(
  entry: BugCheckEntry | null,
  n: number,
  parameters: readonly (BugCheckParameter | null)[],
): ParameterMeaning | null {
  const holds = (meaning: ParameterMeaning): boolean =>
    meaning.n === n &&
    Object.entries(meaning.when ?? {}).every(([other, values]) =>
      values.includes(parameters[Number(other) - 1]?.value ?? ''),
    );
  const fitting = (entry?.parameters ?? []).filter(holds);
  const weight = (meaning: ParameterMeaning): number => Object.keys(meaning.when ?? {}).length;
  return [...fitting].sort((left, right) => weight(right) - weight(left))[0] ?? null;
}

/** What this value of an argument means, in one phrase; null where the value alone says nothing. */
function decodeParameter(meaning: ParameterMeaning | null, value: string, knowledge: Knowledge): string | null {
  const named = meaning?.values?.find((candidate) => candidate.value === value);
  return named?.meaning ?? (meaning ? (PRINTERS[meaning.type]?.(value, knowledge) ?? null) : null);
}

/** `1 = ...` where the argument is one of a list of cases; null where it is a mere number or address. */
export function nameParameterValue(bugCheck: BugCheck, n: number, knowledge: Knowledge): string | null {
  const value = bugCheck.parameters[n - 1]?.value;
  const meaning = meaningOf(knowledge.bugCheck(bugCheck.code.value), n, bugCheck.parameters);
  const named = meaning?.values?.find((candidate) => candidate.value === value);
  return named ? `${named.value.replace(/^0x(?=\d$)/, '')} = ${firstSentence(named.meaning)}` : null;
}

/** One argument: the value decoded, then what the argument is. */
export function explainParameter({ crash }: TriagedCrash, n: number, knowledge: Knowledge): Explanation | null {
  const parameter = crash.bugCheck?.parameters[n - 1];
  if (!crash.bugCheck || !parameter) return null;
  const meaning = meaningOf(knowledge.bugCheck(crash.bugCheck.code.value), n, crash.bugCheck.parameters);
  const decoded = decodeParameter(meaning, parameter.value, knowledge);
  return {
    title: `Arg${n} = ${parameter.value}`,
    tags: present(meaning?.type.replaceAll('-', ' ')),
    paragraphs: present<Paragraph>(
      decoded !== null && { kind: 'here', text: decoded },
      meaning !== null && { kind: 'meaning', text: meaning.meaning },
      meaning === null && { kind: 'guess', text: 'Nothing is known of this argument.' },
    ),
    links: [],
    basis: null,
  };
}

/** The bug check itself: meaning, usual causes, documented cases to check. */
export function explainBugCheck(triaged: TriagedCrash, knowledge: Knowledge): Explanation | null {
  const { crash, verdict } = triaged;
  if (!crash.bugCheck) return null;
  const code = crash.bugCheck.code.value;
  const entry = knowledge.bugCheck(code);
  const causes = entry?.causes ?? [];
  return {
    title: entry?.name ?? crash.bugCheck.name?.value ?? code,
    tags: [code],
    paragraphs: present<Paragraph>(
      entry?.meaning ? { kind: 'meaning', text: entry.meaning } : null,
      causes.length > 0 && {
        kind: 'meaning',
        text: `Usual causes: ${causes.map((cause) => cause.replace(/\.$/, '')).join('; ')}.`,
      },
      { kind: 'here', text: verdict.summary },
      ...verdict.alternatives.map(({ title, why }): Paragraph => ({ kind: 'guess', text: `${title}: ${why}` })),
      entry === null && { kind: 'guess', text: 'No entry for this bug check.' },
    ),
    links: present(
      entry?.url ? { title: `bug check ${code}`, url: entry.url } : null,
      ...verdict.alternatives.flatMap(({ references }) =>
        references.map(({ id, url }) => url !== null && { title: id, url }),
      ),
      ...verdict.references.map(({ id, url }) => url !== null && url !== entry?.url && { title: id, url }),
    ),
    basis: entry?.basis ?? null,
  };
}

/** Levels that every x64 and Arm64 Windows has. */
export function explainIrql(value: string, { crash }: TriagedCrash, knowledge: Knowledge): Explanation | null {
  const level = Number.parseInt(value, 16);
  if (!Number.isInteger(level)) return null;
  const wide = crash.stacks.some(({ frames }) =>
    frames.some(({ stackAddress }) => (stackAddress?.value.length ?? 0) > 10),
  );
  const architecture = wide ? 'x64' : 'x86';
  const term = knowledge.term('windbg', 'irql', `${architecture}-${level}`);
  return {
    title: `IRQL ${level}`,
    tags: [architecture],
    paragraphs: [term ? { kind: 'meaning', text: term.meaning } : { kind: 'guess', text: 'No entry for this level.' }],
    links: [],
    basis: term?.basis ?? null,
  };
}
