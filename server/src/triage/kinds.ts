import type { Crash } from '../model/crash.js';
import { framesOf } from '../model/crash.js';
import type { DialectId } from '../model/dialect.js';
import type { System } from '../knowledge/store.js';

/** The forms of a panic message and the kind that each stands for. */
const KIND_OF_FORM: Readonly<Record<string, string>> = {
  'spin-count': 'spin-count',
  're-acquire': 'spin-count',
  heartbeat: 'heartbeat',
  'lost-heartbeat': 'heartbeat',
  'tlb-ack': 'tlb-ack',
  'exception-pf': 'exception-pf',
  'exception-gp': 'exception-gp',
  'exception-other': 'exception-other',
  'nmi-ipi': 'nmi',
  nmi: 'nmi',
  mce: 'mce',
  assert: 'assert',
  'not-implemented': 'not-implemented',
  heap: 'heap',
};

/** A CPU that was stopped for another's sake says why in the heading of the backtrace that it saved. */
const KIND_OF_REASON: readonly { readonly reason: RegExp; readonly kind: string }[] = [
  { reason: /spin ?lock spin out/i, kind: 'spin-count' },
  { reason: /heartbeat/i, kind: 'heartbeat' },
];

/** Functions that only one kind of panic goes through, for texts whose message is gone. */
const KIND_OF_FUNCTION: readonly { readonly symbol: RegExp; readonly kind: string }[] = [
  { symbol: /^(?:Panic_OnAssert|Int6_UD2Assert)/, kind: 'assert' },
  { symbol: /^(?:MCA_|MCE_|IDT_HandleMCE)/, kind: 'mce' },
];

function kindFromStack(crash: Crash): string | null {
  const symbols = framesOf(crash).flatMap(({ symbol }) => symbol?.value ?? []);
  return KIND_OF_FUNCTION.find(({ symbol }) => symbols.some((name) => symbol.test(name)))?.kind ?? null;
}

function psodKind(crash: Crash): string {
  const unknown = crash.message ? null : kindFromStack(crash);
  const kind = KIND_OF_FORM[crash.message?.form ?? ''] ?? unknown ?? 'panic-other';
  if (kind !== 'nmi' && crash.message) return kind;
  const reasons = crash.stacks.flatMap((stack) => stack.reason ?? []);
  return KIND_OF_REASON.find(({ reason }) => reasons.some((text) => reason.test(text)))?.kind ?? kind;
}

/** What went wrong, in the contract's words: for WinDbg the bug check's name, `none` without one. */
export function kindOf(crash: Crash, bugCheckName: string | null): string {
  if (crash.dialect !== 'windbg') return psodKind(crash);
  return crash.bugCheck?.name?.value ?? bugCheckName ?? crash.bugCheck?.code.value ?? 'none';
}

const SYSTEM_OF_DIALECT: Readonly<Record<DialectId, System>> = { psod: 'esxi', windbg: 'windows', linux: 'linux' };

/** Whose kernel a dialect's symbols belong to. */
export function systemOf(dialect: DialectId): System {
  return SYSTEM_OF_DIALECT[dialect];
}

/** The kinds of a purple screen as people say them; a bug check has a name. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  'spin-count': 'Spin count exceeded',
  heartbeat: 'No heartbeat',
  'tlb-ack': 'TLB invalidation not acknowledged',
  'exception-pf': 'Page fault',
  'exception-gp': 'General protection fault',
  'exception-other': 'Exception',
  nmi: 'NMI',
  mce: 'Machine check',
  assert: 'Failed assertion',
  'not-implemented': 'NOT_IMPLEMENTED',
  heap: 'Heap corruption',
  'panic-other': 'Panic',
};

/** `Page fault` for `exception-pf`; what has no words of its own is a name already. */
export function kindWords(kind: string): string {
  return KIND_WORDS[kind] ?? kind;
}
