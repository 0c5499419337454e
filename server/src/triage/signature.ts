import type { ReadFrame, ReadStack } from './verdict.js';
import type { Facts } from './facts.js';
import { nameOf } from './facts.js';

const FRAMES_IN_SIGNATURE = 4;

/** Roles of frames that any crash may have in any place: they tell no two crashes apart. */
const COMMON: ReadonlySet<string | null> = new Set(['idle', 'thread-start', 'scheduler', 'interrupt-dispatch']);

const isTelling = (frame: ReadFrame): boolean =>
  frame.distrust === null && !COMMON.has(frame.role) && (frame.frame.symbol ?? frame.frame.module) !== null;

/** Text that differs from host to host: numbers, addresses, ids. */
function withoutNumbers(text: string): string {
  return text
    .replace(/0x[\da-f]+|\b\d+\b/gi, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What names the crash apart from its stack: the lock or message, or the bug check with its first argument where that is a case. */
function nameCrash({ crash, kind }: Facts): string {
  const { bugCheck, message } = crash;
  if (bugCheck) {
    const first = bugCheck.parameters[0]?.value;
    return [bugCheck.code.value, first && first.length <= 4 ? first : null].filter(Boolean).join(':');
  }
  if (!message) return kind;
  return message.form === 'free'
    ? `${kind}:${withoutNumbers(message.text.value).slice(0, 60)}`
    : [kind, message.lock?.value, message.details.file?.value].filter(Boolean).join(':');
}

/** The story's part of a stack: what was interrupted underneath differs from host to host. */
function endOfStory(stack: ReadStack | null): number | undefined {
  return stack?.parts.find(({ from, to }) => stack.start !== null && stack.start >= from && stack.start < to)?.to;
}

/** A stable key of the crash: the same on another host, without addresses, ids, times or names of machines. */
export function signatureOf(facts: Facts): string {
  const { stack } = facts;
  const frames = (stack?.frames ?? [])
    .slice(stack?.start ?? 0, endOfStory(stack))
    .filter(isTelling)
    .slice(0, FRAMES_IN_SIGNATURE);
  const names = frames.map((frame) => [frame.frame.module?.value, nameOf(frame)].filter(Boolean).join('!'));
  return [facts.crash.dialect, nameCrash(facts), ...names].join(' | ');
}
