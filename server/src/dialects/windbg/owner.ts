import type { Located } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { ShortColumn } from './frames.js';
import type { Prompt } from './session.js';

/** Whose stack the next frames are, and what a line must look like to be one of them. */
export interface StackOwner {
  /** The words above the stack. */
  readonly heading: Located<string> | null;
  readonly cpu: number | null;
  readonly thread: string | null;
  /** `names`: a line with nothing but a symbol is a frame too; `memory`: no line is one, whatever it looks like. */
  readonly shows: 'columns' | 'names' | 'memory';
  /** What the address is where a frame has one only. */
  readonly column: ShortColumn;
}

export const NOBODY: StackOwner = { heading: null, cpu: null, thread: null, shows: 'columns', column: 'address' };

/** The debugger's commands, by what they say of the frames below them. `3kv` and `~3 kv` are asked of CPU 3. */
const LISTS_STACK = /^(?:~?(?<cpu>\d{1,4}) ?)?k[bcdfLMnpPrsv]{0,4}(?:\s|$)/;
const SHOWS_MEMORY = /^(?:d[a-z]{0,2}|u[bfpu]?|x|s|ln|e[abdpqwuz]{1,2}|dps|dqs|dds)(?:\s[^;]*)?$/i;
const SHOWS_OTHER_THREADS =
  /^!(?:mex\.|thread|process|stacks|findthreads|running|locks|deadlock|verifier|pool|heap|us\b|t\b|lt\b)/i;
const STACK_ADDRESSES = /^!findthreads/i;

/** `.thread ffffe501...`: whose stack `k` shows from now on; without an address it is the CPU's own again. */
const SETS_THREAD = /^\.thread(?:\s+\/\w+){0,3}(?:\s+(?<thread>(?:0x)?[\da-f`]{8,19}))?\s*$/i;
const RESETS_THREAD = /^(?:\.cxr|\.ecxr|\.trap|~\d)/i;

/** The thread that later commands are asked of; `before` where this one does not change it. */
export function threadOfContext(command: string, before: string | null): string | null {
  if (RESETS_THREAD.test(command)) return null;
  const set = SETS_THREAD.exec(command);
  return set ? normaliseHex(set.groups?.thread ?? '') : before;
}

/** Whose stacks a command shows that was given at a prompt. */
export function ownerOfCommand({ cpu, command }: Prompt, contextThread: string | null): StackOwner {
  const heading = command;
  const text = command.value;
  const own = { ...NOBODY, heading, cpu: cpu?.value ?? null };
  const listing = LISTS_STACK.exec(text);
  if (listing) {
    const asked = listing.groups?.cpu;
    if (asked !== undefined) return { ...own, cpu: Number(asked), shows: 'names' };
    return contextThread === null
      ? { ...own, shows: 'names' }
      : { ...own, cpu: null, thread: contextThread, shows: 'names' };
  }
  if (SHOWS_MEMORY.test(text)) return { ...own, shows: 'memory' };
  if (STACK_ADDRESSES.test(text)) return { ...own, cpu: null, shows: 'names', column: 'stackAddress' };
  return SHOWS_OTHER_THREADS.test(text) ? { ...own, cpu: null } : own;
}
