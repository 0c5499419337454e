import type { Facts } from './facts.js';
import type { Evidence } from './verdict.js';

/** `no heartbeat (2/2 IPIs received)`, `no heartbeat, IPIs received (0/1)`. */
const RECEIVED: readonly RegExp[] = [
  /\((?<taken>\d{1,3})\/(?<sent>\d{1,3}) IPIs received\)/,
  /IPIs received \((?<taken>\d{1,3})\/(?<sent>\d{1,3})\)/,
];

function meaningOf(taken: number, sent: number): string {
  const count = `${taken} of ${sent}`;
  return taken === 0
    ? `it took none of the interrupts that it was sent (${count}): interrupts were off, or firmware or a fault held it`
    : `it took interrupts that it was sent (${count}): it still ran, but did not come to its own timers`;
}

/** Whether the silent CPU still took interrupts: the one thing that the message tells of its state. */
export function tellInterrupts({ crash }: Facts): string | null {
  const text = crash.headline.value.slice(0, 200);
  const groups = RECEIVED.map((pattern) => pattern.exec(text)?.groups).find((found) => found !== undefined);
  if (!groups || groups.sent === '0') return null;
  return meaningOf(Number(groups.taken), Number(groups.sent));
}

const WARNING = "didn't have a heartbeat for ";
/** `Heartbeat: 646: PCPU 9 didn't have a heartbeat for 21 seconds; *may* be locked up.` */
const SILENT_FOR = /^PCPU (?<cpu>\d{1,4}) didn't have a heartbeat for (?<seconds>\d{1,6}) seconds/;
/** More CPUs than a person reads on. */
const MOST_CPUS = 4;

/** What the log warned of before the panic: for each silent CPU the last warning, which tells the longest time. */
export function tellWarnings({ text: { firstLine, lines } }: Facts): readonly Evidence[] {
  const last = new Map<string, Evidence>();
  lines.forEach((text, index) => {
    const at = text.indexOf(WARNING);
    const from = at < 0 ? -1 : text.lastIndexOf('PCPU ', at);
    const groups = from < 0 ? undefined : SILENT_FOR.exec(text.slice(from, from + 80))?.groups;
    if (!groups?.cpu) return;
    const why = `PCPU ${groups.cpu} had given no sign of life for ${groups.seconds ?? '?'} seconds`;
    last.set(groups.cpu, { line: firstLine + index, why });
  });
  return [...last.values()].slice(0, MOST_CPUS);
}
