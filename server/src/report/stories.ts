import type { Doubt, ReadFrame, ReadStack, StackPart, StackRole, TriagedCrash } from '../triage/verdict.js';
import type { ReportPart, ReportStory } from './reportModel.js';
import { roleWords } from './words.js';

/** A part of a stack shows so many frames; the rest is counted. */
const MOST_FRAMES = 7;

const LABELS: Readonly<Record<StackPart['name'], string>> = {
  noticed: 'Noticed',
  asking: 'Was asking for the lock',
  running: 'Was running',
  interrupted: 'Interrupted',
};

/** `SP_WaitLock+0x1ca`, `nt!KeUpdateTime+0x2ec`, or the address where there is no name. */
function frameLabel({ frame }: ReadFrame): string {
  const module = frame.module ? `${frame.module.value}${frame.symbol ? '!' : ''}` : '';
  const name = `${module}${frame.symbol?.value ?? ''}`;
  const offset = frame.offset ? `+${frame.offset.value}` : '';
  return name === '' ? (frame.address?.value ?? frame.returnAddress?.value ?? '?') : `${name}${offset}`;
}

const DOUBT_NOTES: Readonly<Record<Doubt['kind'], string>> = {
  nearest: 'nearest symbol, not the function',
  placeholder: 'no name for this code',
  end: 'end of the unwinder',
};

function noteOf(frame: ReadFrame, triaged: TriagedCrash): Pick<ReportPart['frames'][number], 'note' | 'noteKind'> {
  const { line } = frame.frame;
  const waits = triaged.waits.some(
    ({ waiters, owners }) => owners.length > 0 && waiters.some((waiter) => waiter.line === line),
  );
  if (waits) return { note: 'find the owner', noteKind: 'link' };
  if (frame.distrust) return { note: DOUBT_NOTES[frame.distrust.kind], noteKind: 'guess' };
  return { note: roleWords(frame.role), noteKind: 'plain' };
}

const isEntry = ({ role }: ReadFrame): boolean => role === 'interrupt-dispatch';

function chooseFrames(frames: readonly ReadFrame[], part: StackPart): readonly ReadFrame[] {
  if (part.idle) return frames.slice(0, 1);
  const telling = part.name === 'asking' ? frames.filter((frame) => !isEntry(frame)) : frames;
  return (telling.length > 0 ? telling : frames).slice(0, MOST_FRAMES);
}

function moreWords(left: readonly ReadFrame[], part: StackPart): string | null {
  if (left.length === 0) return null;
  const count = `+ ${left.length} frame${left.length === 1 ? '' : 's'}`;
  if (part.idle) return `${count} of the idle loop`;
  return left.every(isEntry) ? `${count} of interrupt entry` : count;
}

function buildPart(part: StackPart, stack: ReadStack, triaged: TriagedCrash): ReportPart {
  const frames = stack.frames.slice(part.from, part.to);
  const shown = chooseFrames(frames, part);
  return {
    name: part.name,
    label: LABELS[part.name],
    text: part.text,
    frames: shown.map((frame) => ({ line: frame.frame.line, label: frameLabel(frame), ...noteOf(frame, triaged) })),
    more: moreWords(
      frames.filter((frame) => !shown.includes(frame)),
      part,
    ),
  };
}

/** What a stack is called that belongs to no CPU. */
const TITLES: Readonly<Record<StackRole, { readonly thread: string; readonly stack: string }>> = {
  panicking: { thread: 'What happened on this CPU', stack: 'What happened on this CPU' },
  waiter: { thread: 'A waiting thread', stack: 'Stack of a waiter' },
  owner: { thread: 'The thread that owns', stack: 'Stack of the owner' },
  stalled: { thread: 'The silent thread', stack: 'Stack of the silent CPU' },
  other: { thread: 'Another thread', stack: 'Another stack' },
};

/** A title in our words, and where those do not tell one stack from another, the words above it in the log. */
function titleOf({ stack, role }: ReadStack, triaged: TriagedCrash): Pick<ReportStory, 'title' | 'subject'> {
  const subject = role === 'panicking' ? null : stack.title.replace(/\s+/g, ' ').trim();
  if (stack.cpu === null) return { title: TITLES[role][stack.thread === null ? 'stack' : 'thread'], subject };
  const where = `${triaged.crash.dialect === 'psod' ? 'PCPU' : 'CPU'} ${stack.cpu}`;
  if (role === 'panicking') return { title: `What happened on ${where}`, subject };
  return role === 'other' ? { title: where, subject } : { title: `${where}: ${role}`, subject: null };
}

/** The story of each stack, in file order. */
export function buildStories(triaged: TriagedCrash): readonly ReportStory[] {
  return triaged.stacks.map((stack) => ({
    ...titleOf(stack, triaged),
    parts: stack.parts.map((part) => buildPart(part, stack, triaged)),
  }));
}
