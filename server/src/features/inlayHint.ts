import type { InlayHint } from 'vscode-languageserver-types';
import type { KeyValue } from '../model/crash.js';
import type { Position, Range } from '../model/position.js';
import { isBefore } from '../model/position.js';
import { roleWords } from '../report/words.js';
import type { Case } from '../triage/case.js';
import { explainIrql, explainParameter, nameParameterValue } from '../triage/explain/bugCheck.js';
import type { ReadFrame, TriagedCrash } from '../triage/verdict.js';
import { cutAtWord } from '../util/cutAtWord.js';
import { durationWords } from '../util/duration.js';

/** Which hints a reader wants. */
export interface HintChoice {
  /** Arguments, status codes, interrupt levels and times in words. */
  readonly values: boolean;
  /** What each frame of a stack is there for. */
  readonly roles: boolean;
  /** Lenses are shown: an argument that a lens puts into words needs no hint. */
  readonly lenses: boolean;
}

/** A hint stands in the middle of the text: longer ones are cut at a word. */
const LONGEST_LABEL = 44;

/** The first words of an explanation: `cumulative` of `cumulative: the sum of all DPCs`, without its conditions. */
function shorten(text: string): string {
  const head = /^.{1,400}?(?=[:;.] | if |[.;]?$)/.exec(text)?.[0] ?? text;
  return cutAtWord(head, LONGEST_LABEL);
}

/** A hint behind a word; the tooltip says what was cut off. */
function hintAt(position: Position, words: string | null | undefined): InlayHint[] {
  if (!words) return [];
  const label = shorten(words);
  const isAll = label === words.replace(/[.]$/, '');
  return [{ position, label, paddingLeft: true, ...(isAll ? {} : { tooltip: words }) }];
}

function parameterHints(triaged: TriagedCrash, { knowledge }: Case, { lenses }: HintChoice): InlayHint[] {
  const { bugCheck } = triaged.crash;
  if (!bugCheck) return [];
  return bugCheck.parameters.flatMap((parameter, index) => {
    if (!parameter) return [];
    const hasOwnLine = parameter.range.start.line !== bugCheck.code.range.start.line;
    if (lenses && hasOwnLine && nameParameterValue(bugCheck, index + 1, knowledge) !== null) return [];
    const explained = explainParameter(triaged, index + 1, knowledge);
    return hintAt(parameter.range.end, explained?.paragraphs.find(({ kind }) => kind === 'here')?.text);
  });
}

type ReadValue = (value: string, triaged: TriagedCrash, opened: Case) => string | null | undefined;

const readStatus: ReadValue = (value, _triaged, { knowledge }) =>
  /^(?:0x)?[\da-f]{8}$/i.test(value) ? knowledge.status(`0x${value.slice(-8).toLowerCase()}`)?.name : null;

/** Keys of an analysis whose value is a bare number with a meaning of its own. */
const KEYS: Readonly<Record<string, ReadValue>> = {
  CURRENT_IRQL: (value, triaged, { knowledge }) => explainIrql(value, triaged, knowledge)?.paragraphs[0]?.text,
  EXCEPTION_CODE: readStatus,
  EXCEPTION_CODE_STR: readStatus,
  ERROR_CODE: readStatus,
};

function keyHints({ key, value }: KeyValue, triaged: TriagedCrash, opened: Case): InlayHint[] {
  return hintAt(value.range.end, KEYS[key.value]?.(value.value, triaged, opened));
}

function uptimeHints({ crash: { system } }: TriagedCrash): InlayHint[] {
  const words = durationWords(system.uptime?.value ?? '');
  return system.uptime && words !== system.uptime.value ? hintAt(system.uptime.range.end, words) : [];
}

function hintWords({ role, distrust }: ReadFrame): string | null {
  return distrust?.kind === 'nearest' ? 'nearest symbol' : roleWords(role);
}

function roleHints({ stacks }: TriagedCrash): InlayHint[] {
  return stacks.flatMap(({ frames }) =>
    frames.flatMap((read) => {
      const name = read.frame.offset ?? read.frame.symbol;
      return name ? hintAt(name.range.end, hintWords(read)) : [];
    }),
  );
}

/** Numbers in words and what frames are there for, within a range of the text. */
export function findInlayHints(opened: Case, within: Range, choice: HintChoice): InlayHint[] {
  return opened.crashes
    .filter(({ crash: { range } }) => isBefore(range.start, within.end) && !isBefore(range.end, within.start))
    .flatMap((triaged) => [
      ...(choice.values ? parameterHints(triaged, opened, choice) : []),
      ...(choice.values ? triaged.crash.keys.flatMap((pair) => keyHints(pair, triaged, opened)) : []),
      ...(choice.values ? uptimeHints(triaged) : []),
      ...(choice.roles ? roleHints(triaged) : []),
    ])
    .filter(({ position }) => !isBefore(position, within.start) && !isBefore(within.end, position));
}
