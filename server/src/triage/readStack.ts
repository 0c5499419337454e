import type { DialectId } from '../model/dialect.js';
import type { Frame, Stack } from '../model/frame.js';
import type { FrameRole } from '../model/roles.js';
import { FRAME_ROLES } from '../model/roles.js';
import type { Knowledge } from '../knowledge/store.js';
import { plainModule } from '../knowledge/symbols.js';
import type { SymbolEntry } from '../knowledge/types.js';
import { hexToNumber } from '../util/hex.js';
import { systemOf } from './kinds.js';
import type { Piece } from './story.js';
import { describePart } from './story.js';
import type { Doubt, PartName, ReadFrame, ReadStack, StackRole } from './verdict.js';

/** A function is hardly ever longer; a larger offset means that the true one has no name here. */
const LONGEST_FUNCTION: Readonly<Record<DialectId, number>> = { psod: 0x4000, windbg: 0x8000, linux: 0x8000 };

/** Functions that the unwinder of ESXi 7 and 8 prints behind the true end of a stack. */
const UNWINDER_END = new Set(['Debug_IsInitialized']);

/** Names inside the Windows kernel that only true symbols give: `KiPageFault`, `ExpWorkerThread`, `MiReadWrite`. */
const INTERNAL_NAME = /^(?:K[ix][A-Z]|M[ix][A-Z]|Ps[px][A-Z]|[A-Z][a-z]{1,3}p[A-Z])/;

const isRole = (role: string): role is FrameRole => (FRAME_ROLES as readonly string[]).includes(role);

/** What the packs know of a frame's function. */
export function entryOf(frame: Frame, dialect: DialectId, knowledge: Knowledge): SymbolEntry | null {
  return frame.symbol ? knowledge.symbol(systemOf(dialect), frame.module?.value ?? null, frame.symbol.value) : null;
}

/** What a stack as a whole tells of its symbols. */
interface SymbolSurvey {
  /** The Windows kernel shows names that only true symbols give. */
  readonly hasKernelSymbols: boolean;
  /** Names that stand on some frame with an offset beyond any function. */
  readonly farNames: ReadonlySet<string>;
}

/**
 * Whether the offset lies beyond any function. With the kernel's true symbols a large offset is no bad sign: the
 * compiler moves rarely used pieces of a function far away, and the debugger still knows whose they are.
 */
function isFarOffset(frame: Frame, hasKernelSymbols: boolean, dialect: DialectId): boolean {
  if (!frame.symbol || !frame.offset) return false;
  if (hasKernelSymbols && frame.module?.value === 'nt') return false;
  const offset = hexToNumber(frame.offset.value);
  return offset === null || offset >= LONGEST_FUNCTION[dialect];
}

function surveySymbols(frames: readonly Frame[], dialect: DialectId): SymbolSurvey {
  const hasKernelSymbols =
    dialect === 'windbg' &&
    frames.some(({ module, symbol }) => module?.value === 'nt' && symbol !== null && INTERNAL_NAME.test(symbol.value));
  const far = frames.filter((frame) => isFarOffset(frame, hasKernelSymbols, dialect));
  return { hasKernelSymbols, farNames: new Set(far.flatMap(({ symbol }) => symbol?.value ?? [])) };
}

/** Why a frame's name must not be taken for the function that ran. */
function doubt(frame: Frame, isLast: boolean, survey: SymbolSurvey, dialect: DialectId): Doubt | null {
  const name = frame.symbol?.value;
  if (!name) return null;
  if (name.includes('FNODOBFM'))
    return { kind: 'placeholder', text: 'the debugger has no name for this piece of code' };
  if (isFarOffset(frame, survey.hasKernelSymbols, dialect)) {
    return { kind: 'nearest', text: 'the offset is larger than a function' };
  }
  if (isLast && UNWINDER_END.has(name)) return { kind: 'end', text: 'only the end of the unwinder' };
  return survey.farNames.has(name)
    ? { kind: 'nearest', text: 'another frame shows the same name with an offset larger than a function' }
    : null;
}

function readFrames(stack: Stack, dialect: DialectId, knowledge: Knowledge): readonly ReadFrame[] {
  const survey = surveySymbols(stack.frames, dialect);
  return stack.frames.map((frame, index) => {
    const distrust = doubt(frame, index === stack.frames.length - 1, survey, dialect);
    const role = distrust?.kind === 'nearest' ? undefined : entryOf(frame, dialect, knowledge)?.role;
    return { frame, role: role !== undefined && isRole(role) ? role : null, distrust };
  });
}

/** Roles that lie on top of every fatal stack: they noticed and stopped, they did nothing wrong. */
const PLUMBING: ReadonlySet<FrameRole | null> = new Set<FrameRole>([
  'panic-plumbing',
  'trap',
  'nmi',
  'clock-interrupt',
  'interrupt-dispatch',
  'heartbeat',
]);
const WAITING: ReadonlySet<FrameRole | null> = new Set<FrameRole>(['spin-wait', 'lock-acquire', 'tlb']);
const ENTRY: ReadonlySet<FrameRole | null> = new Set<FrameRole>(['interrupt-dispatch', 'nmi', 'trap']);
const IDLE_COMPANY: ReadonlySet<FrameRole | null> = new Set<FrameRole>([
  'idle',
  'scheduler',
  'wait',
  'syscall-entry',
  'thread-start',
  'interrupt-dispatch',
]);

/** Whether a frame only noticed or stopped. */
export function isPlumbing(frame: ReadFrame): boolean {
  return PLUMBING.has(frame.role);
}

/**
 * Cuts a stack where an interrupt, NMI or trap came in. The frames of the entry belong to what came in.
 * Each piece is `[from, to)`, newest first.
 */
function cutAtEntries(frames: readonly ReadFrame[]): readonly (readonly [number, number])[] {
  const pieces: (readonly [number, number])[] = [];
  let from = 0;
  frames.forEach((frame, index) => {
    const next = frames[index + 1];
    if (!ENTRY.has(frame.role) || !next || ENTRY.has(next.role)) return;
    pieces.push([from, index + 1]);
    from = index + 1;
  });
  return from < frames.length ? [...pieces, [from, frames.length]] : pieces;
}

/** A frame that cannot be named counts to the plumbing if plumbing goes on below it. */
function leadingRun(frames: readonly ReadFrame[], from: number, to: number): number {
  let end = from;
  for (let index = from; index < to; index++) {
    const frame = frames[index];
    if (!frame) break;
    if (PLUMBING.has(frame.role) || WAITING.has(frame.role)) end = index + 1;
    else if (!(frame.distrust && PLUMBING.has(frames[index + 1]?.role ?? null))) break;
  }
  return end;
}

/** The kernels themselves; ESX(i) names its own in some versions only. */
const KERNEL_MODULES: ReadonlySet<string> = new Set(['nt', 'hal', 'vmkernel']);

const isOfKernel = ({ module }: Frame): boolean => module === null || KERNEL_MODULES.has(plainModule(module.value));

/**
 * Above a trap, only the kernel's own functions handle it, up to the panic: they noticed, all of them. With others
 * between, as in a read from disk that a page fault began, those are what went wrong.
 */
function handledTrap(frames: readonly ReadFrame[], from: number, to: number): boolean {
  return (
    frames[to - 1]?.role === 'trap' &&
    frames.slice(from, to).every(({ frame, role }) => isOfKernel(frame) && !WAITING.has(role))
  );
}

function belowEntry(frames: readonly ReadFrame[], from: number): PartName {
  return frames[from - 1]?.role === 'trap' ? 'running' : 'interrupted';
}

function cutIntoParts(frames: readonly ReadFrame[]): readonly Piece[] {
  return cutAtEntries(frames).flatMap(([from, to], index) => {
    const run = index === 0 && handledTrap(frames, from, to) ? to : leadingRun(frames, from, to);
    const waits = frames.slice(from, run).some((frame) => WAITING.has(frame.role));
    const stopped = index === 0 && frames.slice(from, run).some(isPlumbing);
    const begin = stopped ? run : from;
    const rest = frames.slice(begin, to);
    const idle = rest.some((frame) => frame.role === 'idle') && rest.every((frame) => IDLE_COMPANY.has(frame.role));
    const name: PartName = waits ? 'asking' : index === 0 ? 'running' : belowEntry(frames, from);
    return [
      ...(stopped ? [{ name: 'noticed' as const, from, to: run, idle: false }] : []),
      ...(begin < to ? [{ name, from: begin, to, idle }] : []),
    ];
  });
}

/** A story starts at its first frame that is what it says. */
function firstToTrust(frames: readonly ReadFrame[], { from, to }: Piece): number {
  const offset = frames.slice(from, to).findIndex((frame) => frame.distrust === null && !isPlumbing(frame));
  return from + Math.max(offset, 0);
}

/** Reads a stack: a role for each frame, doubts, and the parts of its story. */
export function readStack(stack: Stack, dialect: DialectId, role: StackRole, knowledge: Knowledge): ReadStack {
  const frames = readFrames(stack, dialect, knowledge);
  const parts = cutIntoParts(frames).map((part) => ({ ...part, text: describePart(part, frames, role) }));
  const story = parts.find((part) => part.name !== 'noticed' && !frames.slice(part.from, part.to).every(isPlumbing));
  return { stack, role, frames, parts, start: story ? firstToTrust(frames, story) : null };
}
