import type { Crash } from '../model/crash.js';
import { framesOf } from '../model/crash.js';
import type { Knowledge } from '../knowledge/store.js';
import type { KnownIssue } from '../knowledge/types.js';
import { matchesGlob } from '../util/glob.js';

/** An issue that fits, and how much of the crash it speaks of. */
export interface MatchedIssue {
  readonly issue: KnownIssue;
  /** Whether frames or modules fitted, not the kind or bug check alone. */
  readonly specific: boolean;
}

const orAll = <T>(wanted: readonly T[] | undefined, test: (each: T) => boolean): boolean => wanted?.every(test) ?? true;
const orAny = <T>(wanted: readonly T[] | undefined, test: (each: T) => boolean): boolean => wanted?.some(test) ?? true;

/** What signatures are compared with, gathered once for a crash; each name once, however often it stands on stacks. */
interface Subject {
  readonly crash: Crash;
  readonly kind: string;
  readonly message: string;
  readonly symbols: readonly string[];
  readonly modules: ReadonlySet<string>;
}

function gatherSubject(crash: Crash, kind: string): Subject {
  const frames = framesOf(crash);
  return {
    crash,
    kind,
    message: (crash.message?.text.value ?? '').toLowerCase(),
    symbols: [...new Set(frames.flatMap((frame) => frame.symbol?.value ?? []))],
    modules: new Set(frames.flatMap((frame) => frame.module?.value.toLowerCase() ?? [])),
  };
}

function matches({ when, dialect }: KnownIssue, { crash, kind, message, symbols, modules }: Subject): boolean {
  if (dialect !== crash.dialect) return false;
  return (
    orAny(when.bugChecks, (wanted) => wanted.toLowerCase() === crash.bugCheck?.code.value) &&
    orAny(when.kinds, (wanted) => wanted === kind) &&
    orAll(when.message, (piece) => message.includes(piece.toLowerCase())) &&
    orAll(when.frames, (pattern) => symbols.some((symbol) => matchesGlob(pattern, symbol))) &&
    orAll(when.modules, (wanted) => modules.has(wanted.toLowerCase())) &&
    orAny(when.builds, (wanted) => wanted === crash.system.build?.value)
  );
}

/** Whether a signature says more than what sort of crash it is. */
function isSpecific({ when }: KnownIssue): boolean {
  return [when.frames, when.modules].some((wanted) => wanted !== undefined && wanted.length > 0);
}

/** How much of the crash a signature speaks of: frames and modules count most, then words of the message. */
function weigh({ when }: KnownIssue): number {
  return (
    4 * ((when.frames?.length ?? 0) + (when.modules?.length ?? 0)) +
    (when.message?.join('').length ?? 0) / 40 +
    (when.builds ? 1 : 0)
  );
}

/** The known issues whose signature fits, the most specific first. */
export function matchKnownIssues(crash: Crash, kind: string, knowledge: Knowledge): readonly MatchedIssue[] {
  const subject = gatherSubject(crash, kind);
  return knowledge.knownIssues
    .filter((issue) => Object.keys(issue.when).length > 0 && matches(issue, subject))
    .map((issue) => ({ issue, specific: isSpecific(issue) }))
    .sort((left, right) => weigh(right.issue) - weigh(left.issue));
}
