import type { BugCheckClass } from '../bugCheckClass.js';
import { judgeClass } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { printStatus } from '../explain/values.js';
import { codeOf, keyOf } from '../facts.js';

/** The page of a program could not be read: the process died of its disk. */
const IN_PAGE_ERROR = '0xc0000006';

/** Keys in which an analysis says of what a process died. */
const ENDS: readonly string[] = ['EXCEPTION_CODE', 'ERROR_CODE', 'EXCEPTION_STR', 'CRITICAL_PROCESS_FAULT'];
const STATUS = /\b(?:0x)?(?<status>c[\da-f]{7})\b/i;

const CODES: readonly string[] = ['0xef', '0xf4'];

const PROCESS_DIED: BugCheckClass = {
  codes: CODES,
  category: 'unknown',
  accused: 'nobody',
  confidence: 'low',
  says: 'a process that Windows cannot do without has ended',
  accuses: '',
  clears: '{who} was on the stack when it ended, which alone says nothing.',
  wouldChange: ["the process's own exception and stack", 'errors of the disk at the same time'],
  counterparts: ['hung-io'],
};

/** The exception or status of which the process died, as the analysis prints it. */
function findEnd({ crash }: Facts): { readonly status: string; readonly line: number } | null {
  for (const name of ENDS) {
    const pair = keyOf(crash, name);
    const status = STATUS.exec(pair?.value.value.slice(0, 200) ?? '')?.groups?.status?.toLowerCase();
    if (pair && status !== undefined) return { status: `0x${status}`, line: pair.value.range.start.line };
  }
  return null;
}

function judgeUnread({ kind }: Facts, judgement: Judgement, line: number): Judgement {
  return {
    ...judgement,
    category: 'storage',
    brief: `${kind}: a critical process died because a page of it could not be read`,
    summary: `${kind}: a process that Windows cannot do without died because a page of it could not be read (0xC0000006). Look at the disk and the way to it.`,
    confidence: 'medium',
    evidence: [...judgement.evidence, { line, why: '0xC0000006: a page could not be read from the disk' }],
  };
}

function judge(facts: Facts): Judgement {
  const judgement = judgeClass(PROCESS_DIED, facts);
  const end = findEnd(facts);
  if (!end) return judgement;
  if (end.status === IN_PAGE_ERROR) return judgeUnread(facts, judgement, end.line);
  const words = printStatus(end.status, facts.knowledge)?.replace(/\.$/, '');
  if (words === undefined) return judgement;
  return {
    ...judgement,
    summary: `${judgement.summary} It ended with ${end.status}, ${words}.`,
    evidence: [...judgement.evidence, { line: end.line, why: `${end.status}, ${words}` }],
  };
}

/**
 * A critical process ended. The thread that ended it is on the stack, often the process itself after an exception that
 * it did not handle; drivers on that stack do not matter. An in-page error speaks of the disk.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xef--critical-process-died
 */
export const processDied: Rule = {
  name: 'process-died',
  applies: (facts) => CODES.includes(codeOf(facts) ?? ''),
  judge,
};
