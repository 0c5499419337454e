import type { Rule } from '../facts.js';
import { judgeClass, UNKNOWN_CLASS } from '../bugCheckClass.js';

/**
 * Any other bug check, and a transcript without one: the first module below the plumbing that is nobody's messenger,
 * or nobody. It holds because every bug check is raised by code that runs for somebody: the kernel and the frameworks
 * are called by all, so that they tell nothing, and who called them is on the stack.
 */
export const bugCheck: Rule = {
  name: 'bug-check',
  applies: ({ crash }) => crash.dialect === 'windbg',
  judge: (facts) => judgeClass(UNKNOWN_CLASS, facts),
};
