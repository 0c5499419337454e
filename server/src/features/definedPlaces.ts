import type { Position, Range } from '../model/position.js';
import { contains } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { ReadStack, TriagedCrash } from '../triage/verdict.js';
import type { LogWord } from './logWords.js';
import { keyOfWord, wordAt } from './logWords.js';
import { stackHeadings } from './places.js';

/** Where a log explains one of its words. */
interface Defined {
  readonly key: string;
  readonly range: Range;
}

/** Below it a number is a count, an id or an offset into a null pointer, and stands everywhere by chance. */
const LOWEST_ADDRESS = 0x10000;

const define = (word: string | undefined, range: Range | undefined): Defined[] =>
  word !== undefined && range ? [{ key: keyOfWord(word), range }] : [];

/** The stack of a thread, by the thread's address. */
function definedByStacks(triaged: TriagedCrash): Defined[] {
  const headings = stackHeadings(triaged);
  return triaged.stacks.flatMap((read) =>
    define(read.stack.thread ?? undefined, headings.get(read) ?? read.frames[0]?.frame.range),
  );
}

/** Addresses of a stack: code and stack of each frame, and where a frame returns to. */
function definedByFrames({ frames }: ReadStack): Defined[] {
  return frames.flatMap(({ frame }, index) => [
    ...define(frame.address?.value, frame.range),
    ...define(frame.stackAddress?.value, frame.range),
    ...define(frame.returnAddress?.value, frames[index + 1]?.frame.range),
  ]);
}

/** Names of a stack: what the keys of an analysis speak of. */
function definedByNames({ frames }: ReadStack): Defined[] {
  return frames.flatMap(({ frame, distrust }) =>
    distrust ? [] : [...define(frame.symbol?.value, frame.range), ...define(frame.module?.value, frame.range)],
  );
}

/** What is told of each thing at length, the best place first. */
function definedIn(triaged: TriagedCrash, isInFrame: boolean): readonly Defined[] {
  const { threads, locks, irps, modules } = triaged.crash;
  return [
    ...definedByStacks(triaged),
    ...[...threads, ...locks, ...irps].flatMap(({ address }) => define(address?.value, address?.range)),
    ...triaged.stacks.flatMap(definedByFrames),
    ...modules.flatMap(({ name }) => define(name.value, name.range)),
    ...(isInFrame ? [] : triaged.stacks.flatMap(definedByNames)),
  ];
}

/** `fabrikamusb.sys` is the module `fabrikamusb`. */
const withoutExtension = (key: string): string => key.replace(/\.(?:sys|exe|dll)$/i, '');

/**
 * The word at a place and where the log tells more of it: an address leads to the frame, thread, lock or request that
 * has it, a module to its row in the list of modules, a name that an analysis gives to its frame.
 */
export function findDefinedPlace(opened: Case, position: Position): { word: LogWord; range: Range } | null {
  const word = wordAt(opened.lines, position);
  const triaged = opened.crashes.find(({ crash }) => contains(crash.range, position));
  if (!word || !triaged || Number(word.key) < LOWEST_ADDRESS) return null;
  const isInFrame = triaged.stacks.some(({ frames }) => frames.some(({ frame }) => contains(frame.range, position)));
  const keys = [word.key, withoutExtension(word.key)];
  const found = definedIn(triaged, isInFrame).find(({ key }) => keys.includes(key));
  return found && !contains(found.range, position) ? { word, range: found.range } : null;
}
