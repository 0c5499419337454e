import type { BugCheck } from '../../model/crash.js';
import type { Knowledge } from '../../knowledge/store.js';
import type { BugCheckEntry } from '../../knowledge/types.js';
import { firstSentence } from '../facts.js';
import type { TriagedCrash } from '../verdict.js';
import type { Explanation, Paragraph } from './explanation.js';
import { firstSentences, linkTo, present } from './explanation.js';
import { explainTerm } from './screen.js';
import { commandFor, meaningOf, nameCase, printValue } from './values.js';

/** `1 = ...` where the argument is one of a list of cases; null where it is a mere number or address. */
export function nameParameterValue(bugCheck: BugCheck, n: number, knowledge: Knowledge): string | null {
  const value = bugCheck.parameters[n - 1]?.value;
  if (value === undefined) return null;
  const meaning = meaningOf(knowledge.bugCheck(bugCheck.code.value), n, bugCheck.parameters);
  const named = nameCase(meaning, value, knowledge);
  return named === null ? null : `${value.replace(/^0x(?=\d$)/, '')} = ${firstSentence(named)}`;
}

/** One argument: what it is, its value decoded, how to read on. */
export function explainParameter({ crash }: TriagedCrash, n: number, knowledge: Knowledge): Explanation | null {
  const { bugCheck } = crash;
  const parameter = bugCheck?.parameters[n - 1];
  if (!bugCheck || !parameter) return null;
  const entry = knowledge.bugCheck(bugCheck.code.value);
  const meaning = meaningOf(entry, n, bugCheck.parameters);
  const decoded = printValue(meaning, parameter.value, { knowledge, parameters: bugCheck.parameters });
  const command = meaning && commandFor(meaning.type, parameter.value);
  return {
    title: `Arg${n} = ${parameter.value}`,
    tags: present(meaning?.type.replaceAll('-', ' ')),
    paragraphs: present<Paragraph>(
      meaning !== null && { kind: 'meaning', text: meaning.meaning },
      meaning === null && entry?.parameters.length === 0
        ? { kind: 'meaning', text: 'The arguments of this bug check are not documented.' }
        : null,
      meaning === null && entry?.parameters.length !== 0
        ? { kind: 'guess', text: 'Nothing is known of this argument.' }
        : null,
      decoded !== null && { kind: 'here', text: /[.]$/.test(decoded) ? decoded : `${decoded}.` },
      command !== null && { kind: 'meaning', text: `Read it with: ${command}` },
    ),
    links: present(meaning && linkTo(`arguments of bug check ${bugCheck.code.value}`, entry?.url ?? null)),
    basis: null,
  };
}

/** So many sentences of the verdict are told where it is only one part of a text. */
const TOLD_SENTENCES = 2;
/** So many other explanations are told; the report has them all. */
const TOLD_ALTERNATIVES = 2;

/** What usually causes it; of no use where this crash already says what did. */
function causesParagraph(entry: BugCheckEntry | null, { verdict }: TriagedCrash): Paragraph | null {
  if (!entry || entry.causes.length === 0 || verdict.blamed) return null;
  const causes = entry.causes.map((cause) => cause.replace(/\.$/, ''));
  return { kind: 'meaning', text: `Usual causes: ${causes.join('; ')}.` };
}

/** The bug check itself: meaning, usual causes, documented cases to check. */
export function explainBugCheck(triaged: TriagedCrash, knowledge: Knowledge): Explanation | null {
  const { crash, verdict } = triaged;
  if (!crash.bugCheck) return null;
  const code = crash.bugCheck.code.value;
  const entry = knowledge.bugCheck(code);
  const alternatives = verdict.alternatives.slice(0, TOLD_ALTERNATIVES);
  return {
    title: entry?.name ?? crash.bugCheck.name?.value ?? code,
    tags: [code],
    paragraphs: present<Paragraph>(
      entry?.meaning
        ? { kind: 'meaning', text: verdict.blamed ? firstSentences(entry.meaning, 1) : entry.meaning }
        : null,
      entry === null && { kind: 'guess', text: 'No entry for this bug check.' },
      { kind: 'here', text: firstSentences(verdict.summary, TOLD_SENTENCES) },
      ...alternatives.map(({ title, why }): Paragraph => ({
        kind: 'guess',
        text: `Also considered: ${title}: ${firstSentence(why)}.`,
      })),
      alternatives.length === 0 && causesParagraph(entry, triaged),
    ),
    links: present(
      linkTo(`bug check ${code}`, entry?.url ?? null),
      ...verdict.alternatives.flatMap(({ references }) => references.map(({ id, url }) => linkTo(id, url))),
      ...verdict.references.map(({ id, url }) => (url === entry?.url ? null : linkTo(id, url))),
    ),
    basis: entry?.basis ?? null,
  };
}

/** Arm64 has the levels of x64. */
function architectureOf({ crash }: TriagedCrash): { readonly shown: string; readonly levels: string } {
  if (/^ARM 64/i.test(crash.system.architecture?.value ?? '')) return { shown: 'Arm64', levels: 'x64' };
  const wide = crash.stacks.some(({ frames }) =>
    frames.some(({ stackAddress }) => (stackAddress?.value.length ?? 0) > 10),
  );
  const printed = /^x(?:64|86)/.exec(crash.system.architecture?.value ?? '')?.[0];
  const levels = printed ?? (wide ? 'x64' : 'x86');
  return { shown: levels, levels };
}

/** An interrupt level, whose number means something else on each architecture. */
export function explainIrql(value: string, triaged: TriagedCrash, knowledge: Knowledge): Explanation | null {
  const level = Number.parseInt(value, 16);
  if (!Number.isInteger(level)) return null;
  const { shown, levels } = architectureOf(triaged);
  const term = knowledge.term('windbg', 'irql', `${levels}-${level}`);
  return {
    title: `IRQL ${level}`,
    tags: [shown],
    paragraphs: [term ? { kind: 'meaning', text: term.meaning } : { kind: 'guess', text: 'No entry for this level.' }],
    links: [],
    basis: term?.basis ?? null,
  };
}

/** A processor's trap by its number, as purple screens print it. */
export function explainTrap(number: number, knowledge: Knowledge): Explanation | null {
  const trap = explainTerm('windbg', 'trap', `0x${number.toString(16)}`, knowledge);
  return trap && { ...trap, title: `Exception ${number}` };
}
