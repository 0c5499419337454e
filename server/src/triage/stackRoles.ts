import type { Crash } from '../model/crash.js';
import type { Stack } from '../model/frame.js';
import type { StackRole } from './verdict.js';

/** A saved backtrace says why it was saved; what that makes of its CPU. */
const ROLE_OF_REASON: readonly { readonly reason: RegExp; readonly role: StackRole }[] = [
  { reason: /spin ?lock spin out/i, role: 'owner' },
  { reason: /heartbeat/i, role: 'stalled' },
];

/** What part a stack plays in its crash, by the words above it and the CPUs that the message accuses. */
export function roleOfStack(stack: Stack, crash: Crash): StackRole {
  if (stack.origin === 'panicking') return 'panicking';
  const byReason = ROLE_OF_REASON.find(({ reason }) => stack.reason !== null && reason.test(stack.reason));
  if (byReason) return byReason.role;
  const accused = crash.message?.cpus.some((cpu) => cpu.value === stack.cpu) ?? false;
  if (!accused) return 'other';
  return crash.message?.form === 'spin-count' ? 'owner' : 'stalled';
}
