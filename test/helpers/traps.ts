/** Texts in which a plausible rule goes wrong, with the right answer. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TriagedCrash } from '../../server/src/triage/verdict.js';
import { onlyCrash } from './ask.js';

export interface Trap {
  /** What the text looks like. */
  readonly name: string;
  /** Why the first answer that comes to mind is wrong. */
  readonly why: string;
  readonly text: string;
  /** The module to blame, `hardware`, `firmware`, or nobody. */
  readonly blamed: string | null;
  readonly category: string;
  /** What else must hold. */
  readonly also?: (crash: TriagedCrash) => void;
}

/** One test for each trap. */
export function testTraps(title: string, traps: readonly Trap[]): void {
  describe(title, () => {
    for (const { name, why, text, blamed, category, also } of traps) {
      test(name, () => {
        const crash = onlyCrash(text);
        assert.equal(crash.verdict.blamed?.module ?? null, blamed, why);
        assert.equal(crash.verdict.category, category, why);
        if (blamed === null) assert.equal(crash.verdict.blamed, null, why);
        also?.(crash);
      });
    }
  });
}

/** The frames of a page fault that nobody could handle, newest first. */
export const PAGE_FAULT: readonly string[] = ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiPageFault+0x469'];

/** The frames of a general protection fault, newest first. */
export const EXCEPTION: readonly string[] = [
  'nt!KeBugCheckEx',
  'nt!KiBugCheckDispatch+0x69',
  'nt!KiFatalExceptionFilter+0x22',
  'nt!KiExceptionDispatch+0x12f',
  'nt!KiGeneralProtectionFault+0x320',
];

/** How a thread of the system begins. */
export const THREAD_START: readonly string[] = ['nt!PspSystemThreadStartup+0x57', 'nt!KiStartSystemThread+0x34'];
