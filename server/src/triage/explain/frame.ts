import type { DialectId } from '../../model/dialect.js';
import type { Knowledge } from '../../knowledge/store.js';
import type { SymbolEntry } from '../../knowledge/types.js';
import { isFrameOf } from '../framesOfParties.js';
import { systemOf } from '../kinds.js';
import { isOffCpu } from '../offCpu.js';
import { entryOf } from '../readStack.js';
import { resourceWords } from '../resourceWords.js';
import type { PartName, ReadFrame, ReadStack, TriagedCrash, Wait } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { placesOf, plural, present } from './explanation.js';
import { moduleWords } from './module.js';

/** What each part of a stack says about a frame in it. */
const PART_WORDS: Readonly<Record<PartName, string>> = {
  noticed: 'it belongs to what noticed the trouble, not to what caused it.',
  asking: 'it belongs to the code that wanted the lock.',
  running: 'it was running when the system stopped.',
  interrupted: 'it was interrupted; what noticed the trouble ran on top of it.',
};

function partOf(stack: ReadStack, frame: ReadFrame): PartName | null {
  const index = stack.frames.indexOf(frame);
  return stack.parts.find(({ from, to }) => index >= from && index < to)?.name ?? null;
}

/** What a frame does that neither waits nor owns. */
function wordsOnPart(stack: ReadStack, frame: ReadFrame): string | null {
  if (stack.role === 'owner') return 'it is on the stack of the CPU that held the lock.';
  const part = partOf(stack, frame);
  if (part === 'running' && isOffCpu(stack)) return 'its thread had given up the CPU: it waited and did not run.';
  return part && PART_WORDS[part];
}

/** Words on a wait from the side of the one who waits. */
export function waiterParagraph(wait: Wait, dialect: DialectId): Paragraph {
  const [waiter] = wait.waiters;
  const victim = dialect === 'psod' ? ' This CPU is the victim.' : '';
  const candidates = wait.owners.filter(({ basis }) => basis === 'candidate');
  const places = placesOf(wait.owners);
  const known = wait.owners.filter(({ basis }) => basis !== 'candidate').map(({ name }) => name);
  const holder =
    known.length > 0
      ? ` It is held by ${known.join(', ')}.`
      : candidates.length > 0
        ? ' The owner is not named.'
        : ' Nothing in this text names the owner.';
  const label = known.length > 0 ? 'show' : `${candidates.length} ${plural('candidate', candidates.length)}`;
  return {
    kind: 'here',
    text: `${waiter?.name ?? 'this CPU'} waits for ${resourceWords(wait)}.${victim}${holder}`,
    ...(places.length > 0 ? { jump: { label, places } } : {}),
  };
}

function ownerParagraph(wait: Wait): Paragraph {
  const waiters = wait.waiters.map(({ name }) => name).join(', ');
  return {
    kind: 'here',
    text: `this shows whose answer is missing: ${waiters} waits for ${resourceWords(wait)}.`,
    jump: { label: 'show who waits', places: placesOf(wait.waiters) },
  };
}

function hereParagraphs(triaged: TriagedCrash, stack: ReadStack, frame: ReadFrame): readonly Paragraph[] {
  const asWaiter = triaged.waits.filter(({ waiters }) => waiters.some((waiter) => isFrameOf(waiter, triaged, frame)));
  const asOwner = triaged.waits.filter(({ owners }) =>
    owners.some((owner) => owner.basis === 'stack' && isFrameOf(owner, triaged, frame)),
  );
  const roles = [
    ...asWaiter.map((wait) => waiterParagraph(wait, triaged.crash.dialect)),
    ...asOwner.map((wait) => ownerParagraph(wait)),
  ];
  if (roles.length > 0) return roles;
  const words = wordsOnPart(stack, frame);
  return words === null ? [] : [{ kind: 'here', text: words }];
}

/** The same idea on the other system, for those who know only one of them. */
export function elsewhere(id: string | undefined, dialect: DialectId, knowledge: Knowledge): Paragraph | null {
  const row = id === undefined ? null : knowledge.counterpart(id);
  if (!row) return null;
  return dialect === 'psod'
    ? { kind: 'elsewhere', text: `On Windows: ${row.windows}` }
    : { kind: 'elsewhere', text: `On ESXi: ${row.esxi}` };
}

function guess(frame: ReadFrame, dialect: DialectId, knowledge: Knowledge): Paragraph {
  const module = frame.frame.module?.value ?? (dialect === 'psod' ? 'vmkernel' : null);
  if (!module) return { kind: 'guess', text: 'Nothing is known of this function.' };
  const known = knowledge.module(systemOf(dialect), module);
  const owner = known
    ? `its module ${module} is known (${moduleWords(known).join(', ')})`
    : `nor for its module ${module}`;
  const text = `No entry for this function${known ? '; ' : ', '}${owner}. What it does can only be guessed from its name.`;
  return { kind: 'guess', text };
}

function meaning(entry: SymbolEntry): Paragraph {
  return { kind: entry.basis === 'inferred-from-name' ? 'guess' : 'meaning', text: entry.meaning };
}

/** Why the name is not to be believed, and what it hides. */
function doubtParagraph({ frame, distrust }: ReadFrame): Paragraph | null {
  if (!distrust) return null;
  const name = frame.symbol?.value ?? 'the name';
  const code = frame.address ? `the code at ${frame.address.value}` : 'the code';
  const text: Readonly<Record<typeof distrust.kind, string>> = {
    nearest: `Only the nearest symbol: ${distrust.text}. What ran is ${code}, past the last symbol that could be named, probably in a module that was loaded later. Do not read ${name} as the function that ran.`,
    placeholder: `A placeholder: ${distrust.text}, a part of a function that the compiler moved.`,
    end: 'Only the end of the unwinder, never a cause.',
  };
  return { kind: 'guess', text: text[distrust.kind] };
}

/** Whether the verdict names the code of a frame as the cause. */
function blameParagraph({ verdict: { blamed, confidence } }: TriagedCrash, { frame }: ReadFrame): Paragraph | null {
  const isHere =
    blamed?.line === frame.line &&
    blamed.module === (frame.module?.value ?? blamed.module) &&
    blamed.symbol === (frame.symbol?.value ?? null);
  return isHere ? { kind: 'here', text: `the verdict blames this code; its confidence is ${confidence}.` } : null;
}

/** The part of a frame in this crash: blamed, waiting, interrupted. */
export function explainPart(triaged: TriagedCrash, stack: ReadStack, frame: ReadFrame): readonly Paragraph[] {
  return present(blameParagraph(triaged, frame), ...hereParagraphs(triaged, stack, frame));
}

/** A frame's function: meaning, role, what it does in this crash, how sure that is. */
export function explainFrame(
  triaged: TriagedCrash,
  stack: ReadStack,
  frame: ReadFrame,
  knowledge: Knowledge,
): Explanation {
  const { dialect } = triaged.crash;
  const nearest = frame.distrust?.kind === 'nearest';
  const entry = nearest ? null : entryOf(frame.frame, dialect, knowledge);
  const name = frame.frame.symbol?.value ?? frame.frame.module?.value ?? 'unnamed code';
  const offset = frame.frame.offset ? `+${frame.frame.offset.value}` : '';
  return {
    title: nearest ? `${name}${offset}` : name,
    tags: present(
      nearest ? 'nearest symbol' : (frame.frame.module?.value ?? (dialect === 'psod' ? 'vmkernel' : null)),
      frame.role === 'other' ? null : frame.role?.replaceAll('-', ' '),
    ),
    paragraphs: present<Paragraph>(
      entry ? meaning(entry) : null,
      doubtParagraph(frame),
      !entry && !frame.distrust && guess(frame, dialect, knowledge),
      ...explainPart(triaged, stack, frame),
      elsewhere(entry?.counterpart, dialect, knowledge),
    ),
    links: entry?.source ? [{ title: 'source', url: entry.source }] : [],
    basis: entry?.basis ?? null,
  };
}
