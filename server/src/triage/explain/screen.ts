import type { Register } from '../../model/crash.js';
import type { DialectId } from '../../model/dialect.js';
import type { Knowledge } from '../../knowledge/store.js';
import { durationWords } from '../../util/duration.js';
import { releaseWords } from '../release.js';
import { resourceWords } from '../resourceWords.js';
import type { OwnerBasis, TriagedCrash } from '../verdict.js';
import { capitalise } from '../facts.js';
import type { Explanation, Paragraph } from './explanation.js';
import { placesOf, plural, present } from './explanation.js';
import { elsewhere, waiterParagraph } from './frame.js';
import { findSameAddress } from './sameAddress.js';
import { worldWords } from './world.js';

const ALL_ONES = /^0xf{8}(?:f{8})?$/;

/** A register of a screen, trap frame or context. */
export function explainRegister(triaged: TriagedCrash, register: Register, knowledge: Knowledge): Explanation {
  const { crash } = triaged;
  const term =
    knowledge.term(crash.dialect, 'register', register.name) ?? knowledge.term('psod', 'register', register.name);
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
      ...(ALL_ONES.test(register.value) ? [] : findSameAddress(triaged, register.value, { register: register.name })),
    ),
    links: [],
    basis: term?.basis ?? null,
  };
}

/** What part a CPU plays: owner of something, one of several candidates. */
function partsOfCpu({ waits }: TriagedCrash, number: number): readonly Paragraph[] {
  return waits.flatMap((wait) =>
    wait.owners
      .filter(({ cpu }) => cpu === number)
      .map(({ basis }): Paragraph => {
        const what = resourceWords(wait);
        const jump = { label: 'show who waits', places: placesOf(wait.waiters) };
        return basis === 'candidate'
          ? {
              kind: 'guess',
              text: `One of ${wait.owners.length} ${plural('candidate', wait.owners.length)} for ${what}: nothing on this screen accuses or clears it.`,
              jump,
            }
          : { kind: 'here', text: `it keeps the others waiting for ${what} (${BASIS_WORDS[basis]}).`, jump };
      }),
  );
}

const BASIS_WORDS: Readonly<Record<OwnerBasis, string>> = {
  named: 'the log names it',
  stack: 'its stack shows it',
  exclusion: 'it is the only one left',
  candidate: 'one of several',
};

/** What each system calls a CPU and what runs on it. */
const WORDS: Readonly<Record<DialectId, { readonly unit: string; readonly runs: string }>> = {
  psod: { unit: 'PCPU', runs: 'world' },
  windbg: { unit: 'CPU', runs: 'thread' },
  linux: { unit: 'CPU', runs: 'task' },
};

/** What ran on a CPU: by its row, or where the text tells of the CPU that panicked. */
function runningOn({ crash }: TriagedCrash, number: number) {
  const row = crash.cpus.find((cpu) => cpu.number === number);
  const panic = crash.dialect === 'psod' && crash.panic?.cpu?.value === number ? crash.panic : null;
  return {
    id: row?.worldId ?? panic?.worldId?.value ?? null,
    name: row?.worldName ?? panic?.worldName?.value ?? null,
    panicked: crash.dialect === 'psod' && (row?.marked === true || panic !== null),
  };
}

/** A CPU, in its row of the PCPU list or in the message: what runs there, and what part it plays. */
export function explainCpu(triaged: TriagedCrash, number: number, knowledge: Knowledge): Explanation {
  const row = triaged.crash.cpus.find((cpu) => cpu.number === number);
  const { unit, runs } = WORDS[triaged.crash.dialect];
  const { id, name, panicked } = runningOn(triaged, number);
  const world = [id, name].filter(Boolean).join(' ');
  return {
    title: `${unit} ${number}`,
    tags: present(panicked && 'panicked', id ? `${runs} ${id}` : null, name),
    paragraphs: present<Paragraph>(
      world === ''
        ? { kind: 'meaning', text: 'The text does not list what ran on this CPU.' }
        : { kind: 'meaning', text: `${capitalise(runs)} ${world} was running here.` },
      worldWords(name, knowledge),
      row?.marked &&
        triaged.crash.dialect === 'psod' && { kind: 'here', text: 'the star marks the CPU that panicked.' },
      ...partsOfCpu(triaged, number),
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
    tags: kind.endsWith('-word') ? [] : [kind.replaceAll('-', ' ')],
    paragraphs: [{ kind: entry.basis === 'inferred-from-name' ? 'guess' : 'meaning', text: entry.meaning }],
    links: entry.source ? [{ title: 'source', url: entry.source }] : [],
    basis: entry.basis,
  };
}

/** What a product or build number says: the release, how old it was and how long it is supported. */
export function explainSystem({ crash, release }: TriagedCrash): Explanation | null {
  const { product, version, build } = crash.system;
  if (!release) return null;
  const { shared, exact, basis, source } = release;
  return {
    title: [product?.value, version?.value, build && `build ${build.value}`].filter(Boolean).join(' '),
    tags: ['release'],
    paragraphs: present<Paragraph>(
      { kind: exact ? 'meaning' : 'guess', text: `${capitalise(releaseWords(release, crash))}.` },
      shared && {
        kind: 'meaning',
        text: 'These releases have one kernel in common, and it prints the build number of the first.',
      },
    ),
    links: source ? [{ title: 'source', url: source }] : [],
    basis,
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

/** When a line of a host's log was written. */
export function explainTime(printed: string): Explanation {
  return {
    title: printed,
    tags: ['time'],
    paragraphs: [{ kind: 'meaning', text: 'When the host wrote this line, in UTC.' }],
    links: [],
    basis: null,
  };
}
