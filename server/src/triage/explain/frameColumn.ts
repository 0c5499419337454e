import type { DialectId } from '../../model/dialect.js';
import type { Located } from '../../model/position.js';
import { nameOf } from '../facts.js';
import type { ReadFrame, ReadStack, TriagedCrash } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { present } from './explanation.js';
import { findSameAddress } from './sameAddress.js';

/** What stands in a frame besides its function and module. */
export type FrameColumn = 'code' | 'stack' | 'return' | 'word' | 'source';

const NAMES: Readonly<Record<FrameColumn, string>> = {
  code: 'code address',
  stack: 'stack address',
  return: 'return address',
  word: 'stack word',
  source: 'source line',
};

const CODE = 'The code of this frame: in the newest frame what ran, in the others where the call above it returns to.';

const SOURCE =
  'The line of the sources that this frame stands at, as the symbols of the module say. In a frame below another one it is often the line after the call.';

/** What each column shows, by how the dialects print it. */
const MEANINGS: Readonly<Record<DialectId, Readonly<Record<FrameColumn, string>>>> = {
  psod: {
    code: CODE,
    stack: 'Where this frame lies on the stack. Older frames lie at higher addresses.',
    return: CODE,
    word: 'A word of the stack as it lay there: an argument, a saved register or a left-over. The screen does not say which.',
    source: SOURCE,
  },
  windbg: {
    code: CODE,
    stack: 'Where this frame lies on the stack. Older frames lie at higher addresses.',
    return: 'Where this function returns to: code of the next older frame.',
    word: 'One of the words behind the return address. On x86 they are the arguments of the call; on x64 arguments are passed in registers, and these words are often left-overs.',
    source: SOURCE,
  },
  linux: {
    code: CODE,
    stack: 'Where this frame lies on the stack.',
    return: CODE,
    word: 'A word of the stack.',
    source: SOURCE,
  },
};

function returnParagraph({ frames }: ReadStack, frame: ReadFrame): Paragraph | null {
  const next = frames[frames.indexOf(frame) + 1];
  if (!next) return null;
  const jump = { label: 'show', places: [{ line: next.frame.line, cpu: null }] };
  return { kind: 'here', text: `in ${nameOf(next)}.`, jump };
}

const isUnnamed = ({ frame }: ReadFrame): boolean => !frame.symbol && !frame.module;

const NO_MODULE: Paragraph = {
  kind: 'guess',
  text: 'Code of no module that could be named: of a program, of a driver that was unloaded, or the stack is not read right from here on.',
};

/** An address or word of a frame: what the column shows, and what else in this crash has the same value. */
export function explainFrameColumn(
  triaged: TriagedCrash,
  stack: ReadStack,
  frame: ReadFrame,
  column: FrameColumn,
  { value }: Located<string>,
): Explanation {
  return {
    title: value,
    tags: [NAMES[column]],
    paragraphs: present<Paragraph>(
      { kind: 'meaning', text: MEANINGS[triaged.crash.dialect][column] },
      column === 'code' && isUnnamed(frame) && NO_MODULE,
      ...(column === 'return' ? [returnParagraph(stack, frame)] : findSameAddress(triaged, value, { frame })),
    ),
    links: [],
    basis: null,
  };
}

/** A frame of which a debugger prints a bare address; null for others. */
export function explainUnnamed(frame: ReadFrame): Explanation | null {
  if (!isUnnamed(frame)) return null;
  return { title: nameOf(frame), tags: [NAMES.code], paragraphs: [NO_MODULE], links: [], basis: null };
}
