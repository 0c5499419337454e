import type { SourceLine } from '../../util/lines.js';
import type { Dialect, Findings } from '../dialect.js';

/** Lines that only a Linux kernel writes when something goes wrong. */
const SIGNS: readonly RegExp[] = [
  /\bBUG: (?:soft lockup|unable to handle|kernel NULL pointer|scheduling while atomic|spinlock|KASAN|sleeping function)/,
  /\b(?:watchdog: |NMI watchdog: )(?:BUG|Watchdog detected hard LOCKUP)/,
  /\bINFO: (?:rcu_\w{1,20} (?:self-)?detected stall|task \S{1,60} blocked for more than|possible (?:recursive|circular) locking)/,
  /\b(?:general protection fault|Oops|Internal error|Unable to handle kernel)[:,] ?.{0,80}(?:\[#\d|0000|\bSMP\b)/,
  /\bUnable to handle kernel (?:NULL pointer|paging request)/,
  /\bKernel panic - not syncing/,
  /\bkernel BUG at \S{1,200}:\d{1,6}!/,
  /\bWARNING: (?:CPU: \d{1,4} PID: \d{1,8} at|possible |suspicious RCU)/,
  /\bCall Trace:\s*$|\bCall trace:\s*$/,
  /(?:^|\s)(?:native_queued_spin_lock_slowpath|_raw_spin_lock\w{0,20}|do_syscall_64|entry_SYSCALL_64\w{0,30}|ret_from_fork|process_one_work|__do_softirq)\+0x[\da-f]{1,6}/,
  /\[<[\da-f]{8,16}>\] \??\s?\w/,
  /(?:^|\s|\])(?:\? )?[A-Za-z_][\w.]{1,80}\+0x[\da-f]{1,6}\/0x[\da-f]{1,6}(?:\s|$)/,
];

/** So many different signs make a text a Linux log. */
const ENOUGH = 1;

const REMARK = 'This looks like a Linux kernel log. Dump Lens recognises it and does not triage it yet.';

function parseLinux(lines: readonly SourceLine[]): Findings {
  const open = new Set(SIGNS);
  let found = 0;
  for (const { text } of lines) {
    for (const sign of open) {
      if (!sign.test(text)) continue;
      open.delete(sign);
      found += 1;
    }
    if (found >= ENOUGH) break;
  }
  const recognised = found >= ENOUGH;
  return { crashes: [], recognised, remark: recognised ? REMARK : null };
}

/** Linux oopses and lockups: recognised, with no crash read out of them. */
export const linux: Dialect = { id: 'linux', parse: parseLinux };
