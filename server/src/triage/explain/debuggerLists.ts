import type { LockReport, ThreadReport } from '../../model/lock.js';
import type { Located } from '../../model/position.js';
import { formatCount } from '../facts.js';
import type { TriagedCrash } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { plural, present } from './explanation.js';
import { findSameAddress } from './sameAddress.js';

const here = (text: string): Paragraph => ({ kind: 'here', text });

/** A paragraph that leads to where words of the log stand. */
function leadTo(text: string, label: string, words: readonly Located<string>[]): Paragraph {
  return {
    kind: 'here',
    text,
    jump: { label, places: words.map(({ range }) => ({ line: range.start.line, cpu: null })) },
  };
}

/** What a list of locks calls each kind. */
const LOCK_KINDS: Readonly<Record<LockReport['kind'], string>> = {
  resource: 'executive resource',
  spinlock: 'spin lock',
  mutex: 'mutex',
  other: 'lock',
};

const lockName = ({ kind, name, address }: LockReport): string =>
  [LOCK_KINDS[kind], name?.value ?? address?.value].filter(Boolean).join(' ');

const isOneOf = (threads: readonly Located<string>[], address: string): boolean =>
  threads.some(({ value }) => value === address);

/** Locks of the lists that a thread has or waits for. */
function lockParagraphs({ crash }: TriagedCrash, address: string): readonly Paragraph[] {
  const show = (what: string, lock: LockReport): Paragraph =>
    leadTo(`it ${what} the ${lockName(lock)}.`, 'show the lock', [lock.address ?? lock.name ?? []].flat());
  return crash.locks.flatMap((lock) => [
    ...(isOneOf(lock.owners, address) ? [show('owns', lock)] : []),
    ...(isOneOf(lock.waiters, address) ? [show('waits for', lock)] : []),
  ]);
}

/** What a thread did when the debugger looked; null where the list does not tell. */
function stateParagraph(thread: ThreadReport | undefined): Paragraph | null {
  if (!thread) return null;
  if (thread.cpu !== null) return here(`it was running on CPU ${thread.cpu}.`);
  return thread.waitReason === null ? null : here(`it waits; the kernel gives the reason as ${thread.waitReason}.`);
}

function stackParagraph({ stacks }: TriagedCrash, address: string): Paragraph | null {
  const frame = stacks.find(({ stack }) => stack.thread === address)?.frames[0]?.frame;
  return frame
    ? {
        kind: 'here',
        text: 'its stack is in this text.',
        jump: { label: 'show', places: [{ line: frame.line, cpu: null }] },
      }
    : null;
}

/** A thread of a debugger's list: what it did, which locks it has or wants, where its stack is. */
export function explainThread(triaged: TriagedCrash, address: string): Explanation {
  const thread = triaged.crash.threads.find((each) => each.address.value === address);
  return {
    title: address,
    tags: present('thread', thread?.process, thread?.id),
    paragraphs: present<Paragraph>(
      {
        kind: 'meaning',
        text: 'A thread, by the address of its object in the kernel: !thread with it shows all of it.',
      },
      stateParagraph(thread),
      ...lockParagraphs(triaged, address),
      stackParagraph(triaged, address),
      ...findSameAddress(triaged, address),
    ),
    links: [],
    basis: null,
  };
}

/** `thread 0xffff8801`, `3 threads`. */
function threadWords(threads: readonly Located<string>[]): string {
  const [first] = threads;
  return threads.length === 1 && first ? `thread ${first.value}` : `${formatCount(threads.length)} threads`;
}

/** A lock of a debugger's list: who has it, and how many wait. */
export function explainLockReport(triaged: TriagedCrash, lock: LockReport): Explanation {
  const { name, address, owners, waiters, unnamedWaiters } = lock;
  const waiting = waiters.length + unnamedWaiters;
  const byNumber = owners.some(({ value }) => !value.startsWith('0x'));
  return {
    title: name?.value ?? address?.value ?? LOCK_KINDS[lock.kind],
    tags: [LOCK_KINDS[lock.kind]],
    paragraphs: present<Paragraph>(
      owners.length === 0
        ? here('the list names nobody who owns it.')
        : leadTo(
            byNumber
              ? `CPU ${owners.map(({ value }) => value).join(', ')} owns it.`
              : `owned by ${threadWords(owners)}.`,
            plural('show the owner', owners.length),
            owners,
          ),
      waiting > 0 &&
        leadTo(`${formatCount(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for it.`, 'show who waits', waiters),
      ...(address ? findSameAddress(triaged, address.value, { isLock: true }) : []),
    ),
    links: [],
    basis: null,
  };
}
