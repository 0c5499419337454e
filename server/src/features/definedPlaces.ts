import type { Position, Range } from '../model/position.js';
import { contains } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { ReadStack, TriagedCrash } from '../triage/verdict.js';
import type { LogWord } from './logWords.js';
import { isSameAs, wordAt } from './logWords.js';
import { stackHeadings } from './places.js';

/** A word, as the model has it, and where a log explains it. */
type Defined = readonly [word: string | null | undefined, range: Range | null | undefined];

/** Below it a number is a count, an id or an offset into a null pointer, and stands everywhere by chance. */
const LOWEST_ADDRESS = 0x10000;

/** The stack of a thread, by the thread's address. */
function* definedByStacks(triaged: TriagedCrash): Iterable<Defined> {
  const headings = stackHeadings(triaged);
  for (const read of triaged.stacks) {
    yield [read.stack.thread, headings.get(read) ?? read.frames[0]?.frame.range];
  }
}

/** Addresses of a stack: code and stack of each frame, and where a frame returns to. */
function* definedByFrames({ frames }: ReadStack): Iterable<Defined> {
  for (const [index, { frame }] of frames.entries()) {
    yield [frame.address?.value, frame.range];
    yield [frame.stackAddress?.value, frame.range];
    yield [frame.returnAddress?.value, frames[index + 1]?.frame.range];
  }
}

/** Names of a stack: what the keys of an analysis speak of. */
function* definedByNames({ frames }: ReadStack): Iterable<Defined> {
  for (const { frame, distrust } of frames) {
    if (distrust) continue;
    yield [frame.symbol?.value, frame.range];
    yield [frame.module?.value, frame.range];
  }
}

/** What is told of each thing at length, the best place first. */
function* definedIn(triaged: TriagedCrash, isInFrame: boolean): Iterable<Defined> {
  const { threads, locks, irps, modules } = triaged.crash;
  yield* definedByStacks(triaged);
  for (const { address } of [...threads, ...locks, ...irps]) yield [address?.value, address?.range];
  for (const stack of triaged.stacks) yield* definedByFrames(stack);
  for (const { name } of modules) yield [name.value, name.range];
  if (!isInFrame) for (const stack of triaged.stacks) yield* definedByNames(stack);
}

/** The first place that tells of a word. */
function findFirst(defined: Iterable<Defined>, isMeant: (word: string) => boolean): Range | null {
  for (const [word, range] of defined) if (word && range && isMeant(word)) return range;
  return null;
}

/** `fabrikamusb.sys` is the module `fabrikamusb`. */
const withoutExtension = (word: string): string => word.replace(/\.(?:sys|exe|dll)$/i, '');

/**
 * The word at a place and where the log tells more of it: an address leads to the frame, thread, lock or request that
 * has it, a module to its row in the list of modules, a name that an analysis gives to its frame.
 */
export function findDefinedPlace(opened: Case, position: Position): { word: LogWord; range: Range } | null {
  const word = wordAt(opened.lines, position);
  const triaged = opened.crashes.find(({ crash }) => contains(crash.range, position));
  if (!word || !triaged || Number(word.key) < LOWEST_ADDRESS) return null;
  const isInFrame = triaged.stacks.some(({ frames }) => frames.some(({ frame }) => contains(frame.range, position)));
  const [isIt, isItsModule] = [isSameAs(word.key), isSameAs(withoutExtension(word.key))];
  const range = findFirst(definedIn(triaged, isInFrame), (each) => isIt(each) || isItsModule(each));
  return range && !contains(range, position) ? { word, range } : null;
}
