import type { Cpu, Register } from '../../model/crash.js';
import type { Knowledge } from '../../knowledge/store.js';
import { durationWords } from '../../util/duration.js';
import type { TriagedCrash } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { present } from './explanation.js';
import { elsewhere, waiterParagraph } from './frame.js';

const ALL_ONES = /^0xf{8}(?:f{8})?$/;

/** A register of a screen, trap frame or context. */
export function explainRegister({ crash }: TriagedCrash, register: Register, knowledge: Knowledge): Explanation {
  const term = knowledge.term(crash.dialect, 'register', register.name);
  return {
    title: `${register.name} = ${register.value}`,
    tags: ['register'],
    paragraphs: present<Paragraph>(
      term ? { kind: 'meaning', text: term.meaning } : null,
      ALL_ONES.test(register.value) &&
        crash.dialect === 'psod' && {
          kind: 'here',
          text: 'all ones: the kernel called its panic function by itself. There was no fault, so there is no trap frame with true values.',
        },
      term === null && !ALL_ONES.test(register.value) && { kind: 'guess', text: 'No entry for this register.' },
    ),
    links: [],
    basis: term?.basis ?? null,
  };
}

/** Kinds of worlds, told by the first word of their names. */
function worldWords(name: string | null, knowledge: Knowledge): Paragraph | null {
  const kind = /^[A-Za-z]+/.exec(name ?? '')?.[0] ?? '';
  const term = knowledge.term('psod', 'world', kind);
  return term ? { kind: term.basis === 'inferred-from-name' ? 'guess' : 'meaning', text: term.meaning } : null;
}

/** A row of the PCPU list: what runs there, and what part it plays. */
export function explainCpu(triaged: TriagedCrash, cpu: Cpu, knowledge: Knowledge): Explanation {
  const owned = triaged.waits.flatMap((wait) =>
    wait.owners.filter((owner) => owner.cpu === cpu.number).map((owner) => ({ wait, owner })),
  );
  const part: readonly Paragraph[] = owned.map(({ wait, owner }) => ({
    kind: owner.basis === 'candidate' ? 'guess' : 'here',
    text:
      owner.basis === 'candidate'
        ? `One of ${wait.owners.length} candidates for ${wait.resource.name ?? 'what is waited for'}: nothing on this screen accuses or clears it.`
        : `it keeps the others waiting for ${wait.resource.name ?? wait.resource.type} (${owner.basis}).`,
    jump: { label: 'show who waits', lines: wait.waiters.flatMap(({ line }) => line ?? []) },
  }));
  return {
    title: `PCPU ${cpu.number}`,
    tags: present(cpu.marked && 'panicked', cpu.worldId ? `world ${cpu.worldId}` : null, cpu.worldName),
    paragraphs: present<Paragraph>(
      { kind: 'meaning', text: `World ${[cpu.worldId, cpu.worldName].filter(Boolean).join(' ')} was running here.` },
      worldWords(cpu.worldName, knowledge),
      cpu.marked && { kind: 'here', text: 'the star marks the CPU that panicked.' },
      ...part,
    ),
    links: [],
    basis: null,
  };
}

/** A lock's name in the message: who waits for it and who may have it. */
export function explainLock(triaged: TriagedCrash, name: string, knowledge: Knowledge): Explanation | null {
  const wait = triaged.waits.find(({ resource }) => resource.name === name);
  if (!wait) return null;
  const { address, addressIsGuess } = wait.resource;
  return {
    title: name,
    tags: [wait.resource.type],
    paragraphs: present<Paragraph>(
      waiterParagraph(wait, triaged.crash.dialect),
      address !== null &&
        addressIsGuess && {
          kind: 'guess',
          text: `Its address may be ${address}: the first stack word of the waiting frame.`,
        },
      elsewhere('spin-lock', triaged.crash.dialect, knowledge),
    ),
    links: [],
    basis: null,
  };
}

/** A word with an entry of its own: a key of `!analyze`, a word of the screen. */
export function explainTerm(dialect: string, kind: string, term: string, knowledge: Knowledge): Explanation | null {
  const entry = knowledge.term(dialect, kind, term);
  if (!entry) return null;
  return {
    title: term,
    tags: [kind.replaceAll('-', ' ')],
    paragraphs: [{ kind: entry.basis === 'inferred-from-name' ? 'guess' : 'meaning', text: entry.meaning }],
    links: entry.source ? [{ title: 'source', url: entry.source }] : [],
    basis: entry.basis,
  };
}

/** How long the kernel had run when it stopped. */
export function explainUptime(printed: string): Explanation {
  return {
    title: printed,
    tags: ['uptime'],
    paragraphs: [{ kind: 'meaning', text: `The kernel had run for ${durationWords(printed)} when it stopped.` }],
    links: [],
    basis: null,
  };
}
