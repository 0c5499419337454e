import type { Cpu, KeyValue, Register } from '../model/crash.js';
import type { LockReport } from '../model/lock.js';
import type { Located, Position, Range } from '../model/position.js';
import { contains, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { FrameColumn } from '../triage/explain/frameColumn.js';
import { isMessageDetail } from '../triage/explain/messageDetail.js';
import type { ReadFrame, ReadStack, TriagedCrash } from '../triage/verdict.js';

interface Place {
  /** The range of the words. */
  readonly range: Range;
  readonly triaged: TriagedCrash;
}

/** A word of a frame, or its line where no part of it stands. */
export interface FrameTarget extends Place {
  readonly kind: 'symbol' | 'module' | 'frame';
  readonly stack: ReadStack;
  readonly frame: ReadFrame;
  readonly module: string | null;
}

/** An address or a stack word of a frame. */
export interface ColumnTarget extends Place {
  readonly kind: 'column';
  readonly stack: ReadStack;
  readonly frame: ReadFrame;
  readonly column: FrameColumn;
  readonly printed: Located<string>;
}

/** What else can stand somewhere. */
type OtherTarget = Place &
  (
    | { readonly kind: 'detail'; readonly name: string; readonly printed: Located<string> }
    | { readonly kind: 'time'; readonly printed: string }
    | { readonly kind: 'register'; readonly register: Register }
    | { readonly kind: 'cpu'; readonly cpu: Cpu }
    | { readonly kind: 'lock'; readonly name: string }
    | { readonly kind: 'lock-report'; readonly lock: LockReport }
    | { readonly kind: 'thread'; readonly address: string }
    | { readonly kind: 'accused'; readonly cpu: number }
    | { readonly kind: 'word'; readonly word: string }
    | { readonly kind: 'heading'; readonly stack: ReadStack }
    | { readonly kind: 'bug-check' }
    | { readonly kind: 'parameter'; readonly number: number }
    | { readonly kind: 'uptime'; readonly printed: string }
    | { readonly kind: 'system' }
    | { readonly kind: 'trap'; readonly number: number }
    | { readonly kind: 'bank-status'; readonly printed: string }
    | { readonly kind: 'console'; readonly typed: string }
    | { readonly kind: 'command'; readonly command: Located<string> }
    | { readonly kind: 'key'; readonly pair: KeyValue }
    | { readonly kind: 'value'; readonly pair: KeyValue }
  );

/** The thing of the model that stands at a place in the text, with the range of its words. */
export type Target = FrameTarget | ColumnTarget | OtherTarget;

type Finder = (triaged: TriagedCrash, position: Position) => Target | null;

const at = <T>(located: Located<T> | null | undefined, position: Position): located is Located<T> =>
  located !== null && located !== undefined && contains(located.range, position);

/** A symbol counts with its offset: `SP_WaitLock+0x1ca` is one word to a reader. */
function symbolRange(frame: ReadFrame['frame']): Range | null {
  const first = frame.symbol ?? frame.offset;
  const last = frame.offset ?? frame.symbol;
  return first && last ? { start: first.range.start, end: last.range.end } : null;
}

function columnsOf({ frame }: ReadFrame): readonly (readonly [FrameColumn, Located<string> | null])[] {
  return [
    ['code', frame.address],
    ['stack', frame.stackAddress],
    ['return', frame.returnAddress],
    ...frame.words.map((word) => ['word', word] as const),
    ['source', frame.source],
  ];
}

const findFrame: Finder = (triaged, position) => {
  for (const stack of triaged.stacks) {
    const frame = stack.frames.find((candidate) => contains(candidate.frame.range, position));
    if (!frame) continue;
    const module = frame.frame.module?.value ?? null;
    if (at(frame.frame.module, position)) {
      return { kind: 'module', range: frame.frame.module.range, triaged, stack, frame, module };
    }
    const range = symbolRange(frame.frame);
    if (range && contains(range, position)) return { kind: 'symbol', range, triaged, stack, frame, module };
    const [column, printed] = columnsOf(frame).find(([, each]) => at(each, position)) ?? [];
    return column && printed
      ? { kind: 'column', range: printed.range, triaged, stack, frame, column, printed }
      : { kind: 'frame', range: frame.frame.range, triaged, stack, frame, module };
  }
  return null;
};

/** `Saved backtrace from: pcpu 3`, and `STACK_TEXT`; the prompt above a stack is a command. */
const findHeading: Finder = (triaged, position) => {
  const stack = triaged.stacks.find(
    ({ stack: { origin, heading } }) =>
      at(heading, position) && (origin === 'saved' || /^[A-Z]+_[A-Z_]+$/.test(heading.value)),
  );
  return stack?.stack.heading ? { kind: 'heading', range: stack.stack.heading.range, triaged, stack } : null;
};

const findMessagePart: Finder = (triaged, position) => {
  for (const { lock, cpus, details } of triaged.crash.messages) {
    if (at(lock, position)) return { kind: 'lock', range: lock.range, triaged, name: lock.value };
    const accused = cpus.find((cpu) => at(cpu, position));
    if (accused) return { kind: 'accused', range: accused.range, triaged, cpu: accused.value };
    const [name, printed] =
      Object.entries(details).find(([each, part]) => isMessageDetail(each) && at(part, position)) ?? [];
    if (name && printed) return { kind: 'detail', range: printed.range, triaged, name, printed };
  }
  return null;
};

/** Where a digest of a screen names the CPU and world that panicked. */
const findPanic: Finder = (triaged, position) => {
  const { panic, dialect } = triaged.crash;
  if (!panic || dialect !== 'psod') return null;
  if (at(panic.cpu, position)) return { kind: 'accused', range: panic.cpu.range, triaged, cpu: panic.cpu.value };
  const { worldId, worldName } = panic;
  if (at(worldId, position))
    return { kind: 'detail', range: worldId.range, triaged, name: 'worldId', printed: worldId };
  return at(worldName, position)
    ? { kind: 'detail', range: worldName.range, triaged, name: 'worldName', printed: worldName }
    : null;
};

const findRegister: Finder = (triaged, position) => {
  const register = triaged.crash.registers.find((candidate) => contains(candidate.range, position));
  return register ? { kind: 'register', range: register.range, triaged, register } : null;
};

const findCpu: Finder = (triaged, position) => {
  const cpu = triaged.crash.cpus.find((candidate) => contains(candidate.range, position));
  return cpu ? { kind: 'cpu', range: cpu.range, triaged, cpu } : null;
};

/** A lock that the debugger lists, and the threads that have it or wait for it. */
const findLock: Finder = (triaged, position) => {
  for (const lock of triaged.crash.locks) {
    const thread = [...lock.owners, ...lock.waiters].find((each) => at(each, position));
    // Queued locks name CPUs by their numbers.
    if (thread?.value.startsWith('0x')) return { kind: 'thread', range: thread.range, triaged, address: thread.value };
    const named = [lock.address, lock.name].find((each) => at(each, position));
    if (named) return { kind: 'lock-report', range: named.range, triaged, lock };
  }
  return null;
};

const findThread: Finder = (triaged, position) => {
  const address = triaged.crash.threads.map((thread) => thread.address).find((each) => at(each, position));
  return address ? { kind: 'thread', range: address.range, triaged, address: address.value } : null;
};

/** An argument by its value, or by what stands before it on a line of its own: `Arg1:`. */
const findParameter: Finder = (triaged, position) => {
  const parameters = triaged.crash.bugCheck?.parameters ?? [];
  const code = triaged.crash.bugCheck?.code.range.start.line;
  const onLine = parameters.filter((parameter) => parameter?.range.start.line === position.line);
  const isLabel = ({ start }: Range): boolean =>
    onLine.length === 1 && start.line !== code && start.line === position.line && position.character < start.character;
  const index = parameters.findIndex((each) => each && (contains(each.range, position) || isLabel(each.range)));
  const range = parameters[index]?.range;
  if (!range) return null;
  const from = contains(range, position) ? range.start.character : 0;
  return {
    kind: 'parameter',
    range: rangeOnLine(position.line, from, range.end.character),
    triaged,
    number: index + 1,
  };
};

const findBugCheck: Finder = (triaged, position) => {
  const { bugCheck, headline } = triaged.crash;
  if (!bugCheck) return null;
  const whole = [bugCheck.name, bugCheck.code, headline].find((part) => at(part, position));
  return whole ? { kind: 'bug-check', range: whole.range, triaged } : null;
};

const findUptime: Finder = (triaged, position) => {
  const { uptime } = triaged.crash.system;
  return at(uptime, position) ? { kind: 'uptime', range: uptime.range, triaged, printed: uptime.value } : null;
};

const findSystem: Finder = (triaged, position) => {
  const { product, version, build } = triaged.crash.system;
  const printed = [product, version, build].find((part) => at(part, position));
  return printed ? { kind: 'system', range: printed.range, triaged } : null;
};

const findKey: Finder = (triaged, position) => {
  for (const pair of triaged.crash.keys) {
    if (at(pair.key, position)) return { kind: 'key', range: pair.key.range, triaged, pair };
    if (at(pair.value, position)) return { kind: 'value', range: pair.value.range, triaged, pair };
  }
  return null;
};

/** The commands of a line, which semicolons part: `.trap ffff8801; k`. */
function partsOf({ value, range }: Located<string>): readonly Located<string>[] {
  const { line, character } = range.start;
  return [...value.matchAll(/[^\s;][^;]*/g)].map((part) => {
    const text = part[0].trimEnd();
    return { value: text, range: rangeOnLine(line, character + part.index, character + part.index + text.length) };
  });
}

const findCommand: Finder = (triaged, position) => {
  const typed = triaged.crash.commands.find((candidate) => contains(candidate.range, position));
  const command = typed && partsOf(typed).find((part) => contains(part.range, position));
  return command ? { kind: 'command', range: command.range, triaged, command } : null;
};

/** The narrowest things first. */
const FINDERS: readonly Finder[] = [
  findParameter,
  findFrame,
  findHeading,
  findMessagePart,
  findRegister,
  findLock,
  findThread,
  findCpu,
  findPanic,
  findUptime,
  findSystem,
  findKey,
  findCommand,
  findBugCheck,
];

/** What stands at `position`; null where nothing of the model does. */
export function findTarget({ crashes }: Case, position: Position): Target | null {
  for (const triaged of crashes) {
    if (!contains(triaged.crash.range, position)) continue;
    for (const find of FINDERS) {
      const target = find(triaged, position);
      if (target) return target;
    }
  }
  return null;
}
