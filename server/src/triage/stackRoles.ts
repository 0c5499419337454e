import type { Crash } from '../model/crash.js';
import type { Stack } from '../model/frame.js';
import type { StackRole } from './verdict.js';

/** A saved backtrace says why it was saved; what that makes of its CPU. */
const ROLE_OF_REASON: readonly { readonly reason: RegExp; readonly role: StackRole }[] = [
  { reason: /spin ?lock spin out/i, role: 'owner' },
  { reason: /heartbeat/i, role: 'stalled' },
  // Asked for its backtrace because it seemed to hang.
  { reason: /^NMI IPI$/i, role: 'stalled' },
];

/** The heading of the stack that `!analyze` chose. */
const ANALYSED = 'STACK_TEXT';

/**
 * The stack of the CPU that stopped the system is often printed twice: in the log and on the screen, by the analysis
 * and by a command before it. One of them tells the story: the analysis', else the longest, of equals the first.
 */
function findPanickingStack({ stacks }: Crash): Stack | null {
  const own = stacks.filter(({ origin }) => origin === 'panicking');
  const analysed = own.find(({ heading }) => heading?.value === ANALYSED);
  if (analysed) return analysed;
  return own.reduce<Stack | null>(
    (best, stack) => (best && best.frames.length >= stack.frames.length ? best : stack),
    null,
  );
}

function roleOfStack(stack: Stack, crash: Crash, panicking: Stack | null): StackRole {
  if (stack === panicking) return 'panicking';
  if (stack.origin === 'panicking') return 'other';
  const byReason = ROLE_OF_REASON.find(({ reason }) => stack.reason !== null && reason.test(stack.reason));
  if (byReason) return byReason.role;
  const accused = crash.message?.cpus.some((cpu) => cpu.value === stack.cpu) ?? false;
  if (!accused) return 'other';
  return crash.message?.form === 'spin-count' ? 'owner' : 'stalled';
}

/** What part each stack plays in its crash, by the words above it and the CPUs that the message accuses. */
export function rolesOfStacks(crash: Crash): ReadonlyMap<Stack, StackRole> {
  const panicking = findPanickingStack(crash);
  return new Map(crash.stacks.map((stack) => [stack, roleOfStack(stack, crash, panicking)]));
}
