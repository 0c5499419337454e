import type { Located, Range } from '../model/position.js';
import type { Case } from '../triage/case.js';

/** A source file that a frame or a message names. */
export interface SourcePlace {
  readonly range: Range;
  /** As printed: `d:\sys\dispatch.c`, `bora/vmkernel/main/world.c`. */
  readonly file: string;
  /** Counted from one; null where none is printed. */
  readonly line: number | null;
}

/** `d:\sys\dispatch.c @ 43`. */
const PLACE = /^(?<file>.{1,300}) @ (?<line>\d{1,7})$/;

function placeOfFrame({ value, range }: Located<string>): SourcePlace[] {
  const { file, line } = PLACE.exec(value)?.groups ?? {};
  return file ? [{ range, file, line: Number(line) }] : [];
}

/** Every `file @ line` of a frame and `file.c:123` of a message, in the order of the text. */
export function findSourcePlaces({ crashes }: Case): SourcePlace[] {
  return crashes.flatMap(({ crash }) => [
    ...crash.messages.flatMap(({ details: { file, fileLine } }) =>
      file ? [{ range: file.range, file: file.value, line: fileLine ? Number(fileLine.value) : null }] : [],
    ),
    ...crash.stacks.flatMap(({ frames }) => frames.flatMap(({ source }) => (source ? placeOfFrame(source) : []))),
  ]);
}
