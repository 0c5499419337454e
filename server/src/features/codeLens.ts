import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { Range } from '../model/position.js';
import { rangeOnLine } from '../model/position.js';
import { SHOW_LOCATIONS_COMMAND, TRIAGE_COMMAND } from '../report/commands.js';
import { ownerWords, resourceWords } from '../report/words.js';
import type { Case } from '../triage/case.js';
import { nameParameterValue } from '../triage/explain/bugCheck.js';
import { capitalise, nameOf } from '../triage/facts.js';
import { isOffCpu } from '../triage/offCpu.js';
import type { ReadStack, StackPart, StackRole, TriagedCrash, Wait } from '../triage/verdict.js';
import { cutAtWord } from '../util/cutAtWord.js';
import { ownerRanges, stackHeadings } from './places.js';

/** A lens is one line above the text: longer sentences are cut at a word. */
const LONGEST_TITLE = 120;

/** So much of a name is enough to know it again: those of templates and lambdas would leave no room for what befell. */
const LONGEST_NAME = 48;
const LONG_NAMES = new RegExp(`\\S{${LONGEST_NAME + 1},}`, 'g');

const cut = (text: string): string =>
  cutAtWord(
    text.replace(LONG_NAMES, (name) => `${name.slice(0, LONGEST_NAME)}…`),
    LONGEST_TITLE,
  );

const lineStart = (line: number): Range => rangeOnLine(line, 0, 0);

/** What a lens speaks of, as it travels to the client and back. */
interface LensData {
  readonly uri: string;
  /** Index of the crash. */
  readonly crash: number;
  readonly part: LensPart;
  /** Index of the argument, stack or wait. */
  readonly at: number;
}

/** All that a lens can do. */
const LENS_COMMANDS: readonly string[] = [TRIAGE_COMMAND, SHOW_LOCATIONS_COMMAND];

type LensPart = 'verdict' | 'report' | 'parameter' | 'stack' | 'wait';

/** A screen is headed by its product line, a transcript by the bug check's name. */
function headLine({ crash }: TriagedCrash): number {
  const isHeadless = crash.headline.value === '' || crash.dialect === 'psod';
  return isHeadless ? crash.range.start.line : crash.headline.range.start.line;
}

/** Arguments on lines of their own whose value is one of a list. */
function parameterLines({ crash: { bugCheck } }: TriagedCrash, opened: Case): readonly (readonly [number, number])[] {
  if (!bugCheck) return [];
  return bugCheck.parameters.flatMap((parameter, at) => {
    const line = parameter?.range.start.line;
    if (line === undefined || line === bugCheck.code.range.start.line) return [];
    return nameParameterValue(bugCheck, at + 1, opened.knowledge) === null ? [] : [[line, at] as const];
  });
}

/** Whether a stack has more to tell than its frames: parts, plumbing above its story, or whose it is. */
function hasTitle({ frames, parts, start, role }: ReadStack): boolean {
  const isPlain = parts.length < 2 && parts[0]?.name !== 'noticed' && (start ?? 0) === 0;
  return frames.length > 0 && (!isPlain || ROLE_TITLES[role] !== undefined);
}

function stackLines(triaged: TriagedCrash): readonly (readonly [number, number])[] {
  const headings = stackHeadings(triaged);
  return triaged.stacks.flatMap((read, at) => {
    const line = headings.get(read)?.start.line ?? read.frames[0]?.frame.line;
    return line !== undefined && hasTitle(read) ? [[line, at] as const] : [];
  });
}

/** Frames that wait: who waits elsewhere has no line of his own. */
function waitLines({ stacks, waits }: TriagedCrash): readonly (readonly [number, number])[] {
  const frameLines = new Set(stacks.flatMap(({ frames }) => frames.map(({ frame }) => frame.line)));
  return waits.flatMap(({ waiters }, at) =>
    waiters.flatMap(({ line }) => (line !== null && frameLines.has(line) ? [[line, at] as const] : [])),
  );
}

/**
 * Where lenses stand: above each crash, above waiting frames, stacks and arguments. Their words are made when they
 * come into view ({@link resolveCodeLens}): of three hundred crashes a reader sees two. `commands`: what the client can
 * carry out, where it says so; a lens that would do anything else only says something.
 */
export function findCodeLenses(opened: Case, uri: string, commands: readonly string[] = LENS_COMMANDS): CodeLens[] {
  return opened.crashes.flatMap((triaged, crash) => {
    const place = (part: LensPart, line: number, at = 0): CodeLens => {
      const data: LensData = { uri, crash, part, at };
      return { range: lineStart(line), data };
    };
    return [
      place('verdict', headLine(triaged)),
      ...(commands.includes(TRIAGE_COMMAND) ? [place('report', headLine(triaged))] : []),
      ...parameterLines(triaged, opened).map(([line, at]) => place('parameter', line, at)),
      ...stackLines(triaged).map(([line, at]) => place('stack', line, at)),
      ...waitLines(triaged).map(([line, at]) => place('wait', line, at)),
    ];
  });
}

function waitTitle(wait: Wait): string {
  const held = wait.owners.some(({ basis }) => basis === 'stack')
    ? `held by ${ownerWords(wait)}`
    : `owner ${ownerWords(wait)}`;
  const type = wait.resource.type === 'spinlock' && wait.resource.name ? 'spinlock ' : '';
  return `waits for ${type}${resourceWords(wait)} · ${held}`;
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
function stackTitle(stack: ReadStack): string {
  const { frames, parts, start, role } = stack;
  const count = `${frames.length} ${frames.length === 1 ? 'frame' : 'frames'}`;
  const owner = ROLE_TITLES[role];
  const titles = isOffCpu(stack) ? { ...PART_TITLES, running: 'waiting' } : PART_TITLES;
  const counts = parts.map((part) => `${part.to - part.from} ${titles[part.name]}${part.idle ? ' (idle)' : ''}`);
  const story = start === null ? undefined : frames[start];
  const begins = story && start !== 0 ? ` · start reading at ${nameOf(story)}` : '';
  return owner ? `${count} of ${owner}` : `${count}: ${counts.join(' · ')}${begins}`;
}

/** A lens that leads to places in the text, or that only says something where there are none. */
function showCommand(title: string, uri: string, lens: CodeLens, ranges: readonly Range[]): Command {
  const command = ranges.length > 0 ? SHOW_LOCATIONS_COMMAND : '';
  return { title: cut(title), command, arguments: [uri, lens.range.start, ranges] };
}

type ToCommand = (triaged: TriagedCrash, data: LensData, lens: CodeLens, opened: Case) => Command | null;

const toReport = (title: string, { uri, crash }: LensData): Command => ({
  title: cut(title),
  command: TRIAGE_COMMAND,
  arguments: [uri, crash],
});

/** The verdict stands above the headline: a bug check that is named there is not named again. */
function verdictTitle({ crash: { headline }, kind, verdict: { brief } }: TriagedCrash): string {
  const name = `${kind}: `;
  return brief.startsWith(name) && headline.value.includes(kind) ? capitalise(brief.slice(name.length)) : brief;
}

const COMMANDS: Readonly<Record<LensPart, ToCommand>> = {
  verdict: (triaged, data) => toReport(verdictTitle(triaged), data),
  report: (_triaged, data) => toReport('Triage this crash', data),
  parameter: ({ crash: { bugCheck } }, { at }, _lens, { knowledge }) => {
    const words = bugCheck && nameParameterValue(bugCheck, at + 1, knowledge);
    return words ? { title: cut(words), command: '' } : null;
  },
  stack: ({ stacks }, { uri, at }, lens) => {
    const stack = stacks[at];
    const story = stack?.frames[stack.start ?? -1];
    return stack ? showCommand(stackTitle(stack), uri, lens, story ? [story.frame.range] : []) : null;
  },
  wait: (triaged, { uri, at }, lens) => {
    const wait = triaged.waits[at];
    return wait ? showCommand(waitTitle(wait), uri, lens, ownerRanges(triaged, wait)) : null;
  },
};

/** What is shown of a lens that came from another version of the text; the client asks for new ones in a moment. */
const NOTHING: Command = { title: '', command: '' };

const isLensData = (data: unknown): data is LensData =>
  typeof data === 'object' && data !== null && 'part' in data && Object.hasOwn(COMMANDS, String(data.part));

/** The document of a lens; empty where it is none of ours. */
export function documentOfLens({ data }: CodeLens): string {
  return isLensData(data) ? data.uri : '';
}

/** The words of one lens and what it does. */
export function resolveCodeLens(opened: Case, lens: CodeLens, commands: readonly string[] = LENS_COMMANDS): CodeLens {
  const data: unknown = lens.data;
  const triaged = isLensData(data) ? opened.crashes[data.crash] : undefined;
  const full = triaged && isLensData(data) ? COMMANDS[data.part](triaged, data, lens, opened) : null;
  if (!full) return { ...lens, command: NOTHING };
  return { ...lens, command: commands.includes(full.command) ? full : { title: full.title, command: '' } };
}
