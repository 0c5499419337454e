/** Reads what commands are called with: by a lens, a hover's link, a menu, a key binding or a person. */
import type { LineRange } from '../../../server/src/protocol.js';

/** The document and the crash that a caller names; null for what it leaves open. */
export interface CrashArguments {
  readonly uri: string | null;
  readonly index: number | null;
}

/** A lens names the document by a string and the crash by its index, a menu the document by a `Uri` alone. */
export function readCrashArguments([uri, index]: readonly unknown[]): CrashArguments {
  return {
    uri: typeof uri === 'string' ? uri : isUri(uri) ? uri.toString() : null,
    index: typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : null,
  };
}

export interface LocationArguments {
  readonly uri: string;
  readonly position: LineRange['start'];
  readonly ranges: readonly LineRange[];
}

/** A document, a place in it, and the ranges to go to from there; null where anything else is given. */
export function readLocationArguments([uri, position, ranges]: readonly unknown[]): LocationArguments | null {
  if (typeof uri !== 'string' || !isPosition(position) || !Array.isArray(ranges)) return null;
  const places: readonly unknown[] = ranges;
  return places.every(isRange) ? { uri, position, ranges: places } : null;
}

function isUri(value: unknown): value is { toString(): string } {
  return typeof value === 'object' && value !== null && 'scheme' in value && 'path' in value;
}

function isRange(value: unknown): value is LineRange {
  return (
    typeof value === 'object' &&
    value !== null &&
    'start' in value &&
    'end' in value &&
    isPosition(value.start) &&
    isPosition(value.end)
  );
}

function isPosition(value: unknown): value is LineRange['start'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'line' in value &&
    'character' in value &&
    isCount(value.line) &&
    isCount(value.character)
  );
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
