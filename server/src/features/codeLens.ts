import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { Position, Range } from '../model/position.js';
import { rangeOnLine } from '../model/position.js';
import { SHOW_LOCATIONS_COMMAND, TRIAGE_COMMAND } from '../report/commands.js';
import { ownerWords, resourceWords } from '../report/words.js';
import type { Case } from '../triage/case.js';
import { nameParameterValue } from '../triage/explain/bugCheck.js';
import { nameOf } from '../triage/facts.js';
import type { ReadStack, StackPart, StackRole, TriagedCrash, Wait } from '../triage/verdict.js';
import { ownerRanges } from './places.js';

/** A lens is one line above the text: longer sentences are cut at a word. */
const LONGEST_TITLE = 160;

function cut(text: string): string {
  if (text.length <= LONGEST_TITLE) return text;
  return `${text.slice(0, text.lastIndexOf(' ', LONGEST_TITLE))} …`;
}

const lineStart = (line: number): Range => rangeOnLine(line, 0, 0);

function showCommand(title: string, uri: string, at: Position, ranges: readonly Range[]): Command {
  return { title, command: ranges.length > 0 ? SHOW_LOCATIONS_COMMAND : '', arguments: [uri, at, ranges] };
}

function verdictLenses(triaged: TriagedCrash, index: number, uri: string): readonly CodeLens[] {
  const range = lineStart(triaged.crash.headline.value === '' ? triaged.crash.range.start.line : headLine(triaged));
  return [triaged.verdict.brief, 'Triage this crash'].map((title) => ({
    range,
    command: { title: cut(title), command: TRIAGE_COMMAND, arguments: [uri, index] },
  }));
}

/** A screen is headed by its product line, a transcript by the bug check's name. */
function headLine({ crash }: TriagedCrash): number {
  return crash.dialect === 'psod' ? crash.range.start.line : crash.headline.range.start.line;
}

function waitTitle(wait: Wait): string {
  const held = wait.owners.some(({ basis }) => basis === 'stack')
    ? `held by ${ownerWords(wait)}`
    : `owner ${ownerWords(wait)}`;
  const type = wait.resource.type === 'spinlock' && wait.resource.name ? 'spinlock ' : '';
  return `waits for ${type}${resourceWords(wait)} · ${held}`;
}

function waitLenses(triaged: TriagedCrash, uri: string): readonly CodeLens[] {
  const frameLines = new Set(triaged.stacks.flatMap(({ frames }) => frames.map(({ frame }) => frame.line)));
  return triaged.waits.flatMap((wait) =>
    wait.waiters.flatMap(({ line }) => {
      if (line === null || !frameLines.has(line)) return [];
      const range = lineStart(line);
      return [{ range, command: showCommand(cut(waitTitle(wait)), uri, range.start, ownerRanges(triaged, wait)) }];
    }),
  );
}

const PART_TITLES: Readonly<Record<StackPart['name'], string>> = {
  noticed: 'noticed',
  asking: 'asking for the lock',
  running: 'running',
  interrupted: 'interrupted',
};

/** What a stack is, for those that are somebody else's than the panicking CPU's. */
const ROLE_TITLES: Partial<Record<StackRole, string>> = {
  owner: 'the owner, while others waited',
  stalled: 'the CPU that did not answer',
};

/** How many frames a stack has, in parts, and where its story starts; whose stack it is, where that is what counts. */
function stackTitle({ frames, parts, start, role }: ReadStack): string {
  const count = `${frames.length} ${frames.length === 1 ? 'frame' : 'frames'}`;
  const owner = ROLE_TITLES[role];
  const counts = parts.map((part) => `${part.to - part.from} ${PART_TITLES[part.name]}${part.idle ? ' (idle)' : ''}`);
  const story = start === null ? undefined : frames[start];
  const begins = story && start !== 0 ? ` · story starts at ${nameOf(story)}` : '';
  return owner ? `${count} of ${owner}` : `${count}: ${counts.join(' · ')}${begins}`;
}

function stackLens(stack: ReadStack, uri: string): CodeLens | null {
  const [first] = stack.frames;
  if (!first) return null;
  const story = stack.start === null ? undefined : stack.frames[stack.start];
  const range = lineStart(stack.stack.heading?.range.start.line ?? first.frame.line);
  const command = showCommand(cut(stackTitle(stack)), uri, range.start, story ? [story.frame.range] : []);
  return { range, command };
}

/** Arguments whose value is one of a list: the value in words, above its line. */
function parameterLenses({ crash }: TriagedCrash, opened: Case): readonly CodeLens[] {
  const { bugCheck } = crash;
  if (!bugCheck) return [];
  return bugCheck.parameters.flatMap((parameter, index) => {
    const line = parameter?.range.start.line;
    if (line === undefined || line === bugCheck.code.range.start.line) return [];
    const words = nameParameterValue(bugCheck, index + 1, opened.knowledge);
    return words === null ? [] : [{ range: lineStart(line), command: { title: cut(words), command: '' } }];
  });
}

/** The verdict above each crash, what a waiting frame waits for, where a stack's story starts, arguments in words. */
export function findCodeLenses(opened: Case, uri: string): CodeLens[] {
  return opened.crashes.flatMap((triaged, index) => [
    ...verdictLenses(triaged, index, uri),
    ...parameterLenses(triaged, opened),
    ...triaged.stacks.flatMap((stack) => stackLens(stack, uri) ?? []),
    ...waitLenses(triaged, uri),
  ]);
}
