import type { Facts } from './facts.js';
import type { ReadFrame, ReadStack } from './verdict.js';

type Known = Pick<Facts, 'crash' | 'kind' | 'stacks' | 'stack' | 'bugCheck'>;

/** More frames tell callers apart that share a bug; fewer tell bugs alike that only share a function. */
const FRAMES_IN_SIGNATURE = 4;

/** Roles of frames that any crash may have in any place, or only with Driver Verifier on: they tell no two crashes apart. */
const COMMON: ReadonlySet<string | null> = new Set([
  'idle',
  'thread-start',
  'scheduler',
  'interrupt-dispatch',
  'dpc-dispatch',
  'syscall-entry',
  'worker',
  'wait',
  'verifier',
]);

/** An inlined function is only there where the debugger had private symbols. */
const isTelling = (frame: ReadFrame): boolean =>
  frame.distrust === null &&
  !frame.frame.inline &&
  !COMMON.has(frame.role) &&
  (frame.frame.symbol ?? frame.frame.module) !== null;

/** Text that differs from host to host: numbers, addresses, ids. */
function withoutNumbers(text: string): string {
  return text
    .replace(/0x[\da-f]+|\b\d+\b/gi, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Locks are numbered where there are many of a kind: `vmhba2`, `queue 7`. */
const lockWords = (name: string): string => name.replace(/0x[\da-f]+|\d+/gi, '#');

/**
 * The Windows kernel and its HAL go by the name of their file where another tool printed the stack; ESX(i) names its
 * kernel from some version on.
 */
const MODULE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^vmkernel$/, ''],
  [/^(?:ntoskrnl|ntkrnlmp|ntkrnlpa|ntkrpamp)$/, 'nt'],
  [/^hal(?:m|a)?acpi$/, 'hal'],
];

function moduleName(printed: string): string {
  const lower = printed.toLowerCase();
  return MODULE_NAMES.find(([pattern]) => pattern.test(lower))?.[1] ?? lower;
}

/** Pieces into which compilers cut a function; which ones there are changes with every build. */
const COMPILED_PIECE = /(?:\.(?:isra|constprop|part|cold|lto_priv)(?:\.\d{1,6})?)+$|\$(?:fin|filt)\$\d{1,4}$/;

/** A frame without its offset, which a patch moves; without a symbol only the module is the same everywhere. */
function nameOf({ frame }: ReadFrame): string {
  const module = frame.module ? moduleName(frame.module.value) : null;
  return [module, frame.symbol && plainName(frame.symbol.value)].filter(Boolean).join('!');
}

/** Types of a first argument that is a case of its bug check, besides those whose values the packs list. */
const TYPES_OF_CASES: ReadonlySet<string> = new Set(['ntstatus', 'trap', 'fast-fail', 'whea-source']);
/** A longer value is an address. */
const LONGEST_CASE = '0x81001'.length;

/** The first argument where it says which case of the bug check it is; an exception code without its sign. */
export function caseOf({ crash, bugCheck }: Known): string | null {
  const value = crash.bugCheck?.parameters[0]?.value;
  const meaning = bugCheck?.parameters.find(({ n, when }) => n === 1 && when === undefined);
  if (value === undefined || !meaning) return null;
  if (meaning.type === 'ntstatus') return `0x${value.replace(/^0x/, '').slice(-8)}`;
  const isCase = TYPES_OF_CASES.has(meaning.type) || (meaning.values?.length ?? 0) > 0;
  return isCase && value.length <= LONGEST_CASE ? value : null;
}

/** Minidumps of some codes set bit 28, and have a name of their own for it: it is the same crash. */
const withoutMinidumpBit = (code: string): string => `0x${(BigInt(code) & ~0x10000000n).toString(16)}`;

/** What names the crash apart from its stack: the lock or message, or the bug check with its first argument where that is a case. */
function nameCrash(known: Known): string {
  const { crash, kind } = known;
  const { message } = crash;
  if (crash.bugCheck) return [withoutMinidumpBit(crash.bugCheck.code.value), caseOf(known)].filter(Boolean).join(':');
  if (!message) return kind;
  if (message.form === 'free') return `${kind}:${withoutNumbers(message.text.value).slice(0, 60)}`;
  // Where the kind says nothing, the form of the message does.
  const name = kind === 'panic-other' ? `${kind}:${message.form}` : kind;
  const lock = message.lock ? lockWords(message.lock.value) : null;
  return [name, lock, message.details.file?.value].filter(Boolean).join(':');
}

/**
 * Crashes in which the CPU that stopped the system did nothing but notice: what lies below on its stack was interrupted
 * and is another one on every host. A stack of the CPU that was silent tells something, where there is one.
 */
const ONLY_NOTICED: ReadonlySet<string> = new Set(['heartbeat', 'tlb-ack', 'mce', '0x101', '0x124', '0x9c']);

function tellingStack({ crash, kind, stacks, stack, bugCheck }: Known): ReadStack | null {
  const isNmi = kind === 'nmi' && crash.message?.form !== 'nmi-ipi';
  if (!isNmi && !ONLY_NOTICED.has(bugCheck?.code ?? kind)) return stack;
  return stacks.find(({ role }) => role === 'stalled') ?? null;
}

/** The story's part of a stack: what was interrupted underneath differs from host to host. */
function storyOf({ frames, parts, start }: ReadStack): readonly ReadFrame[] {
  if (start === null) return [];
  const part = parts.find(({ from, to }) => start >= from && start < to);
  return frames.slice(start, part?.to);
}

/** The frames that tell the crash apart from others, newest first. */
export function tellingFrames(known: Known): readonly ReadFrame[] {
  const stack = tellingStack(known);
  return stack ? storyOf(stack).filter(isTelling) : [];
}

/** A function without the piece into which a compiler cut it. */
export function plainName(symbol: string): string {
  return symbol.replace(COMPILED_PIECE, '');
}

/** A stable key of the crash: the same on another host, without addresses, ids, times or names of machines. */
export function signatureOf(known: Known): string {
  const names = tellingFrames(known).map(nameOf);
  const distinct = names.filter((name, index) => name !== names[index - 1]);
  return [known.crash.dialect, nameCrash(known), ...distinct.slice(0, FRAMES_IN_SIGNATURE)].join(' | ');
}
