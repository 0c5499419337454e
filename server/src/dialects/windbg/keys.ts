import type { KeyValue } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { readKey, readPairKey, readPairValue } from './analysis.js';
import { rangeIn } from '../match.js';

/** Words in capitals with a colon that are remarks of the debugger, not keys of an analysis. */
const NOT_A_KEY = /^(?:NOTE|WARNING|ERROR|SYMSRV|DBGHELP|TRIAGER|THREAD|PROCESS|IRP|HTTP|HTTPS)$/;

/**
 * Keys of `!analyze` that are so peculiar that an analysis whose head was left out may begin with them. A table in a
 * program may have the same names; its lines end with a comma, which no value does.
 */
const FIRST_KEY =
  /^\s{0,8}(?:This was probably caused by the following module|KEY_VALUES_STRING|BUGCHECK_CODE|BUGCHECK_P1|BUGCHECK_STR|DEFAULT_BUCKET_ID|FAILURE_BUCKET_ID|STACK_TEXT|FAULTING_IP|READ_ADDRESS|WRITE_ADDRESS|TRAP_FRAME|EXCEPTION_RECORD): {0,4}(?!.{0,300},\s{0,8}$)/;

/** `READ_ADDRESS: unable to get nt!MmSpecialPoolStart`: the address stands some such lines below. */
const UNABLE = /^\s*unable to get /;

/** Whether an analysis may begin with this line. */
export function isFirstKey(line: SourceLine): boolean {
  return FIRST_KEY.test(line.text);
}

/** A key; `pair` is null while its value is still to come. */
export interface KeyLine {
  readonly key: Located<string>;
  readonly pair: KeyValue | null;
}

/** Reads keys whose value stands on the same line, on the next one, or in a pair of lines. */
export class KeyReader {
  private pairKey: Located<string> | null = null;
  /** A key whose value stands on the next line. */
  private waiting: Located<string> | null = null;

  reset(): void {
    this.pairKey = null;
    this.waiting = null;
  }

  /** `KEY: value`, or a line of a pair. */
  read(line: SourceLine): KeyLine | null {
    return this.readPair(line) ?? this.readSingle(line);
  }

  /** `FAULTING_IP:` and its like print their value on the line below. */
  readValueBelow(line: SourceLine): KeyValue | null {
    const key = this.waiting;
    if (!key || UNABLE.test(line.text)) return null;
    this.waiting = null;
    // A live target puts stars before the driver that it names.
    const from = line.text.search(/[^\s*]|$/);
    const value = line.text.slice(from).trimEnd();
    return { key, value: { value, range: rangeIn(line, from, from + value.length) } };
  }

  private readPair(line: SourceLine): KeyLine | null {
    const key = readPairKey(line);
    if (key) {
      this.pairKey = key;
      return { key, pair: null };
    }
    const value = this.pairKey && readPairValue(line);
    if (!this.pairKey || !value) return null;
    const pair = { key: this.pairKey, value };
    this.pairKey = null;
    return { key: pair.key, pair };
  }

  private readSingle(line: SourceLine): KeyLine | null {
    const pair = readKey(line);
    if (!pair || NOT_A_KEY.test(pair.key.value)) return null;
    const complete = pair.value.value !== '' && !UNABLE.test(pair.value.value);
    // The frames below STACK_TEXT are its value.
    this.waiting = complete || pair.key.value === 'STACK_TEXT' ? null : pair.key;
    return { key: pair.key, pair: complete ? pair : null };
  }
}
