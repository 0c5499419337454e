import type { Range } from '../model/position.js';

/** What is wrong with a pack file, as a short name that tools can count on. */
export type ProblemCode =
  | 'too-large'
  | 'syntax'
  | 'not-plain'
  | 'schema'
  | 'duplicate-id'
  | 'duplicate-key'
  | 'pattern'
  | 'link'
  | 'text'
  | 'sample'
  | 'no-sample';

/** `error`: the pack or the entry is left out. `warning`: it is used, but not as its author meant. `hint`: it could be better. */
export type Severity = 'error' | 'warning' | 'hint';

/** Something that the author of a pack should know, and where in the file it is. */
export interface Problem {
  readonly range: Range;
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
}

/** A problem of a value, before it is known where the value stands. */
export interface Finding extends Omit<Problem, 'range'> {
  /** The value, as a path from the top: `['entries', 3, 'role']`. */
  readonly path: Path;
  /** The name of the field is meant, not what it holds. */
  readonly onKey?: true;
}

/** Steps from the top of a pack to one of its values. */
export type Path = readonly (string | number)[];
