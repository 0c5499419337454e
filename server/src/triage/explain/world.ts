import type { Knowledge } from '../../knowledge/store.js';
import type { Paragraph } from './explanation.js';

/** Kinds of worlds, told by the first word of their names. */
export function worldWords(name: string | null, knowledge: Knowledge): Paragraph | null {
  const kind = /^[A-Za-z]+/.exec(name ?? '')?.[0] ?? '';
  const term = knowledge.term('psod', 'world', kind);
  return term ? { kind: term.basis === 'inferred-from-name' ? 'guess' : 'meaning', text: term.meaning } : null;
}
