import type { Module } from '../../../model/crash.js';
import type { Located } from '../../../model/position.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine } from '../../match.js';

/** ``fffff805`26e10000 fffff805`26e3e000   contosonic   (private pdb symbols)`` of `lm` and `lmvm`. */
const ROW =
  /^\s{0,8}(?:[\da-f]{8}`[\da-f]{8}|[\da-f]{8})\s{1,4}(?:[\da-f]{8}`[\da-f]{8}|[\da-f]{8})\s{1,6}(?<name>[A-Za-z_][\w.~-]{0,60})\s{1,24}(?:[CT#]\s)?\((?:deferred|no symbols|export symbols|pdb symbols|private pdb symbols|coff symbols|symbols|codeview symbols)\b/d;
/** ``fffff805`26e10000 fffff805`26e3e000   contosonic contosonic.sys Mon Nov  2 10:21:05 2020 (5F9FCD41)`` of `lm t n`. */
const DATED_ROW =
  /^\s{0,8}(?:[\da-f]{8}`[\da-f]{8}|[\da-f]{8})\s{1,4}(?:[\da-f]{8}`[\da-f]{8}|[\da-f]{8})\s{1,6}(?<name>[A-Za-z_][\w.~-]{0,60})\s{1,24}[\w.~-]{1,60}\s{1,8}(?<date>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})(?: \([\dA-F]{1,8}\))?\s*$/d;
const VERSION = /^\s{2,8}(?:File|Product) version:\s{1,12}(?<value>\S.{0,60}?)\s*$/d;
const DATE = /^\s{2,8}Timestamp:\s{1,12}(?<value>\S.{0,60}?)(?: \([\dA-F]{1,8}\))?\s*$/d;

interface Draft {
  readonly name: Located<string>;
  version: Located<string> | null;
  date: Located<string> | null;
}

function readRow(line: SourceLine): Draft | null {
  const form = /\((?:[a-z ]{0,20}symbols|deferred)/.test(line.text) ? ROW : DATED_ROW;
  if (form === DATED_ROW && !/\d \d\d:\d\d:\d\d \d/.test(line.text)) return null;
  const match = matchLine(line, form);
  const name = match?.located('name');
  return name ? { name, version: null, date: match?.located('date') ?? null } : null;
}

/** Collects the modules of `lm` and `lmvm`, with version and date where they are printed. */
export class ModulesBlock {
  private readonly drafts: Draft[] = [];

  read(line: SourceLine): boolean {
    const row = readRow(line);
    if (row) {
      this.drafts.push(row);
      return true;
    }
    const open = this.drafts.at(-1);
    if (!open || !/^\s{2,8}(?:File|Product|Timestamp)/.test(line.text)) return false;
    const version = matchLine(line, VERSION)?.located('value') ?? null;
    const date = matchLine(line, DATE)?.located('value') ?? null;
    open.version ??= version;
    open.date ??= date;
    return version !== null || date !== null;
  }

  finish(): readonly Module[] {
    return this.drafts;
  }
}
