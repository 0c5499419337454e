import type { Module } from '../../../model/crash.js';
import type { Located } from '../../../model/position.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine } from '../../match.js';

/** ``fffff805`26e10000 fffff805`26e3e000   contosonic   (private pdb symbols)`` of `lm` and `lmvm`. */
const ROW =
  /^\s{0,8}(?:[\da-f]{8}`[\da-f]{8}|[\da-f]{8})\s{1,4}(?:[\da-f]{8}`[\da-f]{8}|[\da-f]{8})\s{1,6}(?<name>[A-Za-z_][\w.~-]{0,60})\s{1,24}(?:[CT#]\s)?\((?:deferred|no symbols|export symbols|pdb symbols|private pdb symbols|coff symbols|symbols|codeview symbols)\b/d;
const VERSION = /^\s{2,8}(?:File|Product) version:\s{1,12}(?<value>\S.{0,60}?)\s*$/d;
const DATE = /^\s{2,8}Timestamp:\s{1,12}(?<value>\S.{0,60}?)(?: \([\dA-F]{1,8}\))?\s*$/d;

interface Draft {
  readonly name: Located<string>;
  version: Located<string> | null;
  date: Located<string> | null;
}

/** Collects the modules of `lm` and `lmvm`, with version and date where they are printed. */
export class ModulesBlock {
  private readonly drafts: Draft[] = [];

  read(line: SourceLine): boolean {
    const name = /\((?:[a-z ]{0,20}symbols|deferred)/.test(line.text) ? matchLine(line, ROW)?.located('name') : null;
    if (name) {
      this.drafts.push({ name, version: null, date: null });
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
