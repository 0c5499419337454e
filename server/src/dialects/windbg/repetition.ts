import type { SourceLine } from '../../util/lines.js';
import type { ArgumentLine, BugCheckLine } from './analysis.js';

interface HeldArgument {
  readonly line: SourceLine;
  argument: ArgumentLine;
}

/** A bug check that is named again, with its arguments so far: until one differs it may be the same crash, printed twice. */
export class Repetition {
  readonly held: HeldArgument[] = [];

  constructor(
    readonly line: SourceLine,
    readonly found: BugCheckLine,
  ) {}

  add(line: SourceLine, argument: ArgumentLine): void {
    this.held.push({ line, argument });
  }

  /** The text of the last argument goes on. */
  append(text: string): void {
    const last = this.held.at(-1);
    if (last) last.argument = { ...last.argument, text: `${last.argument.text} ${text}`.trim() };
  }
}
