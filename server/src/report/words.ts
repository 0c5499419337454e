import type { Crash } from '../model/crash.js';
import { kindWords } from '../triage/kinds.js';
import { durationWords } from '../util/duration.js';
import type { FrameRole } from '../model/roles.js';
import type { Category, Owner, TriagedCrash, Wait } from '../triage/verdict.js';

export { resourceWords } from '../triage/resourceWords.js';

/** `lock-contention` as people say it. */
export function categoryWords(category: Category): string {
  return category.replaceAll('-', ' ');
}

/** What a crash is called: its headline as printed; where that is a bare number or a command, with what it is. */
export function headlineWords({ crash, kind }: TriagedCrash): string {
  const printed = crash.headline.value;
  if (crash.dialect !== 'windbg')
    return printed === '' ? `${kindWords(kind)}, its message is not in this text` : printed;
  if (kind === 'none') return printed === '' ? 'No bug check in this text' : `Debugger output: ${printed}`;
  return /^0x[\da-f]{1,8}$/i.test(printed) && printed !== kind ? `${kind} (${printed})` : printed || kind;
}

/** `VMware ESX Server, build 207095`; empty where the text does not say. */
export function systemWords({ system, dialect }: Crash): string {
  const printed = [system.product?.value, system.version?.value].filter(Boolean).join(' ');
  const product = printed === '' && dialect === 'windbg' ? 'Windows' : printed;
  const build = system.build ? `build ${system.build.value}` : '';
  return [product, build].filter((part) => part !== '').join(', ');
}

/** How long the kernel had run, as `6 d 9 h 43 min`; empty where the text does not say. */
export function uptimeWords({ system }: Crash): string {
  return durationWords(system.uptime?.value ?? '');
}

/** `PCPU 0 panicked in world 1024 console`; `CPU 3, process System, IRQL 13`. */
export function panicWords(crash: Crash): string {
  const { panic, dialect } = crash;
  const world = [panic?.worldId?.value, panic?.worldName?.value].filter(Boolean).join(' ');
  if (dialect !== 'psod') {
    const cpu = panic?.cpu ? `CPU ${panic.cpu.value}` : '';
    return [cpu, world && `process ${world}`, irqlWords(crash)].filter((part) => part !== '').join(', ');
  }
  if (!panic?.cpu) return world && `world ${world}`;
  return `PCPU ${panic.cpu.value} panicked${world && ` in world ${world}`}`;
}

/** The debugger prints the level in hex. */
function irqlWords({ keys }: Crash): string {
  const level = keys.find(({ key }) => key.value === 'CURRENT_IRQL')?.value.value ?? '';
  return /^[\da-f]{1,2}$/i.test(level) ? `IRQL ${Number.parseInt(level, 16)}` : '';
}

/** `PCPU 1 to 7`, `CPU 0, 2 to 5`: neighbours are drawn together. */
export function cpuRanges(owners: readonly Owner[]): string {
  const cpus = owners.flatMap(({ cpu }) => (cpu === null ? [] : [cpu])).sort((left, right) => left - right);
  const runs: [number, number][] = [];
  for (const cpu of cpus) {
    const run = runs.at(-1);
    if (run?.[1] === cpu - 1) run[1] = cpu;
    else runs.push([cpu, cpu]);
  }
  const unit = /^[A-Z]+/.exec(owners[0]?.name ?? '')?.[0] ?? 'CPU';
  return `${unit} ${runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ')}`;
}

/** Who has it: a name, a number of candidates, or that it is unknown. */
export function ownerWords({ owners }: Wait): string {
  const known = owners.filter(({ basis }) => basis !== 'candidate');
  if (known.length > 1 && known.every(({ cpu }) => cpu !== null)) return cpuRanges(known);
  if (known.length > 0) return known.map(({ name }) => name).join(', ');
  if (owners.length === 0) return 'not named';
  return owners.length === 1 ? 'not named, 1 candidate' : `not named, ${owners.length} candidates`;
}

/** Who is blamed, in a word or two. */
export function blamedWords({ verdict, crash }: TriagedCrash): string {
  const { blamed } = verdict;
  if (!blamed && verdict.category === 'os-bug') return 'the system itself';
  if (!blamed) return crash.dialect === 'psod' ? 'nobody on this screen' : 'nobody in this text';
  return blamed.symbol ? `${blamed.module} (${blamed.symbol})` : blamed.module;
}

/** The wait that the verdict is about: the first one. */
export function mainWait({ waits }: TriagedCrash): Wait | null {
  return waits[0] ?? null;
}

/** Roles whose names say more to us than to a reader. */
const ROLE_WORDS: Partial<Record<FrameRole, string | null>> = {
  'panic-plumbing': 'stops the system',
  'clock-interrupt': 'clock',
  'interrupt-dispatch': 'interrupt',
  'syscall-entry': 'system call',
  'dpc-dispatch': 'runs DPCs',
  'spin-wait': 'waits',
  wait: 'waits',
  stall: 'waits busily',
  'lock-acquire': 'wants a lock',
  'lock-release': 'gives a lock back',
  nmi: 'NMI',
  tlb: 'TLB',
  acpi: 'ACPI',
  usb: 'USB',
  io: 'I/O',
  other: null,
};

/** What a function is there for; null where its role says nothing. */
export function roleWords(role: FrameRole | null): string | null {
  if (role === null) return null;
  const words = ROLE_WORDS[role];
  return words === undefined ? role.replaceAll('-', ' ') : words;
}
