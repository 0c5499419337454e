import type { Diagnostic } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Damage } from '../model/crash.js';
import type { Range } from '../model/position.js';
import { isBefore, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { findDisagreement } from '../triage/analyzeComparison.js';
import { nameOf } from '../triage/facts.js';
import type { TriagedCrash } from '../triage/verdict.js';
import { stackRanges } from './places.js';

/** The codes of all findings; each has a heading of that name in `docs/diagnostics.md`. */
export const DIAGNOSTIC_CODES = [
  'cut-log',
  'interleaved-lines',
  'masked-values',
  'analyze-disagrees',
  'unreliable-symbols',
] as const;

type Code = (typeof DIAGNOSTIC_CODES)[number];

interface Finding {
  readonly code: Code;
  readonly range: Range;
  readonly message: string;
}

/** Nothing here is an error of the reader's: all but one are hints, which an editor shows without a list or a colour. */
const SEVERITIES: Readonly<Record<Code, DiagnosticSeverity>> = {
  'cut-log': DiagnosticSeverity.Hint,
  'interleaved-lines': DiagnosticSeverity.Hint,
  'masked-values': DiagnosticSeverity.Hint,
  'analyze-disagrees': DiagnosticSeverity.Information,
  'unreliable-symbols': DiagnosticSeverity.Hint,
};

type FindPlace = (triaged: TriagedCrash, lines: readonly string[]) => Range;

/** A line without the blanks around its words. */
function wordsOn(lines: readonly string[], line: number): Range {
  const text = lines[line] ?? '';
  return rangeOnLine(line, text.search(/\S|$/), text.trimEnd().length);
}

/** What names the crash, else the words of its first line: an editor shows nothing at an empty range. */
const headline: FindPlace = ({ crash }, lines) => {
  const { headline: named, range } = crash;
  return named.value === '' ? wordsOn(lines, range.start.line) : named.range;
};

/** The last line that could be read. */
const lastLine: FindPlace = ({ crash: { range } }, lines) => wordsOn(lines, range.end.line);

/** The first line inside a stack that is no part of it. */
const foreignLine: FindPlace = (triaged, lines) => {
  const stacks = [...stackRanges(triaged).values()];
  const isInStack = ({ start }: Range): boolean =>
    stacks.some((stack) => isBefore(stack.start, start) && isBefore(start, stack.end));
  return triaged.crash.unparsed.find(isInStack) ?? headline(triaged, lines);
};

/** What is wrong with the text itself. */
const DAMAGES: Readonly<Record<Damage, { readonly code: Code; readonly place: FindPlace; readonly message: string }>> =
  {
    cut: {
      code: 'cut-log',
      place: lastLine,
      message:
        'The log breaks off below this line, in the middle of what was being printed. The verdict uses what is there.',
    },
    interleaved: {
      code: 'interleaved-lines',
      place: foreignLine,
      message: 'Other log lines stand between those of this crash. They are left out of its story.',
    },
    masked: {
      code: 'masked-values',
      place: headline,
      message: 'Some values were masked before this text was published. What depends on them cannot be told.',
    },
  };

function damageFindings(triaged: TriagedCrash, lines: readonly string[]): Finding[] {
  return triaged.crash.damage.map((damage) => {
    const { code, place, message } = DAMAGES[damage];
    return { code, message, range: place(triaged, lines) };
  });
}

/** `!analyze` names another module than the verdict does. */
function disagreements(triaged: TriagedCrash): Finding[] {
  const found = findDisagreement(triaged);
  if (!found) return [];
  const { key, value } = found.pair;
  return [
    {
      code: 'analyze-disagrees',
      range: value.range,
      message: `${key.value} says ${value.value.replace(/[.]+$/, '')}. ${found.why}`,
    },
  ];
}

/** Names that are printed and are not the functions that ran. */
function doubtfulNames({ stacks }: TriagedCrash): Finding[] {
  return stacks.flatMap(({ frames }) =>
    frames.flatMap((read) => {
      const { symbol, offset, range } = read.frame;
      if (read.distrust?.kind !== 'nearest') return [];
      const name = `${nameOf(read)}${symbol && offset ? `+${offset.value}` : ''}`;
      const place = symbol ? { start: symbol.range.start, end: (offset ?? symbol).range.end } : range;
      return [
        {
          code: 'unreliable-symbols' as const,
          range: place,
          message: `${name} is only the nearest symbol: ${read.distrust.text}. It is not the function that ran.`,
        },
      ];
    }),
  );
}

/**
 * What to mind when reading each crash. `explanation` is the address of the explanations, in which `{code}` stands
 * for the code of the finding; null where the client has none.
 */
export function findDiagnostics({ crashes, lines }: Case, explanation: string | null): Diagnostic[] {
  return crashes
    .flatMap((triaged) => [...damageFindings(triaged, lines), ...disagreements(triaged), ...doubtfulNames(triaged)])
    .map(({ code, range, message }) => ({
      range,
      message,
      code,
      severity: SEVERITIES[code],
      source: 'Dump Lens',
      ...(explanation === null ? {} : { codeDescription: { href: explanation.replaceAll('{code}', code) } }),
    }));
}
