import type { LockReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine } from '../../match.js';

/** `nt!_ERESOURCE @ ffffdf821ce68448 [verbose]` of `!mex.eresource`. */
const RESOURCE = /^\s{0,8}nt!_ERESOURCE @ (?<address>[\da-f`]{8,17})\b/di;
/** `Exclusive owner:`, `Shared owners: 2`, `Exclusive Waiters: 0`: what the rows below are. */
const SECTION = /^\s{0,8}(?:Exclusive|Shared) (?<side>owner|waiter)s?:(?: \d{1,6})?\s*$/i;
/** `    System  ffffdf8217a30040 2s.343 contosofs!DeleteThread+0x38`. */
const ROW =
  /^\s{2,12}\w[\w.$ -]{0,40}?\s{1,12}(?<thread>[\da-f]{16}|[\da-f]{8})\s{1,12}[\d.:hms]{1,16}\s{1,8}\S.{0,200}$/d;
/** The columns and the rule above the rows, and what the extension says of itself. */
const BETWEEN =
  /^\s{0,8}(?:Contention count:|Process\s{1,24}Thread\b|={4,}[ =]{0,200}$|Thread at address [\da-f]{8,16} is invalid)/;

interface Draft {
  readonly address: Located<string>;
  readonly owner: Located<string>[];
  readonly waiter: Located<string>[];
}

/** Collects the executive resources of `!mex.eresource`, with the threads that own them and those that wait. */
export class ResourcesBlock {
  private readonly drafts: Draft[] = [];
  private open: Draft | null = null;
  private side: 'owner' | 'waiter' | null = null;

  read(line: SourceLine): boolean {
    const resource = line.text.includes('_ERESOURCE @') ? matchLine(line, RESOURCE)?.located('address') : null;
    const address = resource ? normaliseHex(resource.value) : null;
    if (resource && address) {
      this.open = { address: { value: address, range: resource.range }, owner: [], waiter: [] };
      this.drafts.push(this.open);
      this.side = null;
      return true;
    }
    return this.open !== null && (this.readSection(line) || this.readRow(line, this.open) || BETWEEN.test(line.text));
  }

  /** No more lines of this output will come. */
  close(): void {
    this.open = null;
  }

  finish(): readonly LockReport[] {
    return this.drafts.map(({ address, owner, waiter }) => ({
      kind: 'resource',
      address,
      name: null,
      owners: owner,
      waiters: waiter,
      unnamedWaiters: 0,
    }));
  }

  private readSection(line: SourceLine): boolean {
    const side = SECTION.exec(line.text)?.groups?.side?.toLowerCase();
    if (side === undefined) return false;
    this.side = side === 'owner' ? 'owner' : 'waiter';
    return true;
  }

  private readRow(line: SourceLine, draft: Draft): boolean {
    const thread = this.side ? matchLine(line, ROW)?.located('thread') : null;
    const value = thread ? normaliseHex(thread.value) : null;
    if (!thread || !value || !this.side) return false;
    draft[this.side].push({ value, range: thread.range });
    return true;
  }
}
