import type { Knowledge } from '../../knowledge/store.js';
import type { KeyValue } from '../../model/crash.js';
import { normaliseHex } from '../../util/hex.js';
import type { TriagedCrash } from '../verdict.js';
import { explainBugCheck, explainIrql, explainParameter } from './bugCheck.js';
import type { Explanation } from './explanation.js';
import { linkTo, present } from './explanation.js';
import { explainModule } from './module.js';
import { explainTerm } from './screen.js';
import { printStatus } from './values.js';

type ValueReader = (value: string, triaged: TriagedCrash, knowledge: Knowledge) => Explanation | null;

/** The number that a value begins with: `0xc0000005 - STATUS_...`, `(NTSTATUS) 0xc0000005 - ...`, `133`. */
function leadingNumber(value: string): string | null {
  const number = /^(?:\(\w{1,16}\) )?(?<hex>(?:0x)?[\da-f`]{1,17})\b/i.exec(value)?.groups?.hex;
  return number === undefined ? null : normaliseHex(number);
}

const readStatus: ValueReader = (value, _, knowledge) => {
  const code = leadingNumber(value);
  const words = code === null ? null : printStatus(code, knowledge);
  if (code === null || words === null) return null;
  return { title: code, tags: ['status'], paragraphs: [{ kind: 'meaning', text: words }], links: [], basis: null };
};

const readBugCheck: ValueReader = (value, triaged, knowledge) =>
  leadingNumber(value) === triaged.crash.bugCheck?.code.value ? explainBugCheck(triaged, knowledge) : null;

/** A file name's extension is not part of a module's name in the packs. */
const readModule: ValueReader = (value, { crash }, knowledge) => {
  const module = /^[\w.-]{1,80}/.exec(value)?.[0].replace(/\.(?:sys|exe|dll)$/i, '');
  return module === undefined ? null : explainModule(module, crash.dialect, knowledge);
};

/** `nt!KeBugCheckEx+0x0`: what the packs say of a function outside of any stack. */
const readSymbol: ValueReader = (value, _, knowledge) => {
  const { module = '', symbol = '' } = /^(?<module>[\w.-]{1,80})!(?<symbol>[\w:~<>]{1,200})/.exec(value)?.groups ?? {};
  const entry = symbol === '' ? null : knowledge.symbol('windows', module, symbol);
  if (!entry) return null;
  return {
    title: symbol,
    tags: [module, entry.role.replaceAll('-', ' ')],
    paragraphs: [{ kind: entry.basis === 'inferred-from-name' ? 'guess' : 'meaning', text: entry.meaning }],
    links: present(linkTo('source', entry.source ?? null)),
    basis: entry.basis,
  };
};

const readArgument =
  (number: number): ValueReader =>
  (_, triaged, knowledge) =>
    explainParameter(triaged, number, knowledge);

/** The debugger prints the code of a fast fail as a decimal number. */
const readFastFail: ValueReader = (value, _, knowledge) =>
  /^\d{1,4}$/.test(value) ? explainTerm('windbg', 'fast-fail', `0x${Number(value).toString(16)}`, knowledge) : null;

/** Keys whose values are themselves something that is known. */
const VALUE_READERS: Readonly<Record<string, ValueReader>> = {
  CURRENT_IRQL: explainIrql,
  EXCEPTION_CODE: readStatus,
  EXCEPTION_CODE_STR: readStatus,
  ERROR_CODE: readStatus,
  ExceptionCode: readStatus,
  'Failure.Exception.Code': readStatus,
  BUGCHECK_CODE: readBugCheck,
  BUGCHECK_STR: readBugCheck,
  'Bugcheck.Code.DumpHeader': readBugCheck,
  'Bugcheck.Code.KiBugCheckData': readBugCheck,
  'Bugcheck.Code.LegacyAPI': readBugCheck,
  'Bugcheck.Code.Register': readBugCheck,
  'Bugcheck.Code.TargetModel': readBugCheck,
  BUGCHECK_P1: readArgument(1),
  BUGCHECK_P2: readArgument(2),
  BUGCHECK_P3: readArgument(3),
  BUGCHECK_P4: readArgument(4),
  MODULE_NAME: readModule,
  IMAGE_NAME: readModule,
  FAULTING_MODULE_NAME: readModule,
  'Failure.Exception.IP.Module': readModule,
  'Driver at fault': readModule,
  'Probably caused by': readModule,
  SYMBOL_NAME: readSymbol,
  'FailFast.Type': readFastFail,
};

/** A key of `!analyze`: its own entry, or that of its family, as `Hypervisor.Flags.*`. */
export function explainKey(key: string, knowledge: Knowledge): Explanation | null {
  const parts = key.split('.');
  const families = parts.map((_, index) => `${parts.slice(0, parts.length - 1 - index).join('.')}.*`).slice(0, -1);
  for (const term of [key, ...families]) {
    const explanation = explainTerm('windbg', 'analyze-key', term, knowledge);
    if (explanation) return { ...explanation, title: key };
  }
  return null;
}

/** The value of a key: what it names in this crash, else what such values mean, else what the key is. */
export function explainKeyValue(
  { key, value }: KeyValue,
  triaged: TriagedCrash,
  knowledge: Knowledge,
): Explanation | null {
  return (
    VALUE_READERS[key.value]?.(value.value, triaged, knowledge) ??
    explainTerm('windbg', 'analyze-value', value.value, knowledge) ??
    explainKey(key.value, knowledge)
  );
}
