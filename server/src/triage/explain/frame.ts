import type { DialectId } from '../../model/dialect.js';
import type { Knowledge } from '../../knowledge/store.js';
import type { SymbolEntry } from '../../knowledge/types.js';
import { systemOf } from '../kinds.js';
import { entryOf } from '../readStack.js';
import type { PartName, ReadFrame, ReadStack, TriagedCrash, Wait } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { placesOf, present } from './explanation.js';

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

/** Words on a wait from the side of the one who waits. */
export function waiterParagraph(wait: Wait, dialect: DialectId): Paragraph {
  const [waiter] = wait.waiters;
  const victim = dialect === 'psod' ? ' This CPU is the victim.' : '';
  const what = wait.resource.name ?? (wait.resource.type === 'spinlock' ? 'a spinlock' : wait.resource.type);
  const candidates = wait.owners.filter(({ basis }) => basis === 'candidate');
  const places = placesOf(wait.owners);
  const known = wait.owners.filter(({ basis }) => basis !== 'candidate').map(({ name }) => name);
  const holder =
    known.length > 0
      ? ` It is held by ${known.join(', ')}.`
      : candidates.length > 0
        ? ' The holder is not named.'
        : ' Nothing in this text names the holder.';
  const label = known.length > 0 ? 'show' : `${candidates.length} candidates`;
  return {
    kind: 'here',
    text: `${waiter?.name ?? 'this CPU'} waits for ${what}.${victim}${holder}`,
    ...(places.length > 0 ? { jump: { label, places } } : {}),
  };
}

function ownerParagraph(wait: Wait): Paragraph {
  const waiters = wait.waiters.map(({ name }) => name).join(', ');
  return {
    kind: 'here',
    text: `this shows whose answer is missing: ${waiters} waits for ${wait.resource.name ?? wait.resource.type}.`,
    jump: { label: 'show who waits', places: placesOf(wait.waiters) },
  };
}

function hereParagraphs(triaged: TriagedCrash, stack: ReadStack, frame: ReadFrame): readonly Paragraph[] {
  const { line } = frame.frame;
  const asWaiter = triaged.waits.filter(({ waiters }) => waiters.some((waiter) => waiter.line === line));
  const asOwner = triaged.waits.filter(({ owners }) =>
    owners.some((owner) => owner.line === line && owner.basis === 'stack'),
  );
  const roles = [
    ...asWaiter.map((wait) => waiterParagraph(wait, triaged.crash.dialect)),
    ...asOwner.map((wait) => ownerParagraph(wait)),
  ];
  if (roles.length > 0) return roles;
  const part = partOf(stack, frame);
  const words = stack.role === 'owner' ? 'it is on the stack of the CPU that held the lock.' : part && PART_WORDS[part];
  return words ? [{ kind: 'here', text: words }] : [];
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
  const known = module ? knowledge.module(systemOf(dialect), module) : null;
  if (!module) return { kind: 'guess', text: 'Nothing is known of this function.' };
  const owner = known
    ? `${module} is ${known.product} by ${known.vendor} (${known.class})`
    : `a module of its own (${module})`;
  return {
    kind: 'guess',
    text: `No entry for this function. By its module it belongs to ${owner}; what it does can only be guessed from its name.`,
  };
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
      frame.role?.replaceAll('-', ' '),
    ),
    paragraphs: present<Paragraph>(
      entry ? meaning(entry) : null,
      doubtParagraph(frame),
      !entry && !frame.distrust && guess(frame, dialect, knowledge),
      ...hereParagraphs(triaged, stack, frame),
      elsewhere(entry?.counterpart, dialect, knowledge),
    ),
    links: entry?.source ? [{ title: 'source', url: entry.source }] : [],
    basis: entry?.basis ?? null,
  };
}

/** A module's name in a frame: product, vendor, and whether it is often only the messenger. */
export function explainModule(module: string, dialect: DialectId, knowledge: Knowledge): Explanation {
  const known = knowledge.module(systemOf(dialect), module);
  if (!known) {
    return {
      title: module,
      tags: ['module'],
      paragraphs: [
        {
          kind: 'guess',
          text: "No entry for this module. If the system does not ship it, look for its vendor in the file's properties.",
        },
      ],
      links: [],
      basis: null,
    };
  }
  return {
    title: module,
    tags: [known.product, known.vendor, known.class.replaceAll('-', ' ')],
    paragraphs: present<Paragraph>(
      { kind: 'meaning', text: known.note },
      known.messenger && { kind: 'meaning', text: 'Often only the messenger: faults of other drivers surface in it.' },
    ),
    links: known.source ? [{ title: 'source', url: known.source }] : [],
    basis: known.basis,
  };
}
