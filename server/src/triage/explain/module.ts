import type { Knowledge } from '../../knowledge/store.js';
import type { ModuleEntry } from '../../knowledge/types.js';
import type { DialectId } from '../../model/dialect.js';
import { systemOf } from '../kinds.js';
import type { Explanation, Paragraph } from './explanation.js';
import { present } from './explanation.js';

/** Product, vendor and class. What makes a class of product is often its name: each word is said once. */
export function moduleWords({ product, vendor, class: kind }: ModuleEntry): readonly string[] {
  const words = [
    product,
    vendor === 'unknown' ? 'vendor unknown' : vendor,
    kind === 'other' ? product : kind.replaceAll('-', ' '),
  ];
  const lower = words.map((word) => word.toLowerCase());
  return words.filter((_, index) => lower.indexOf(lower[index] ?? '') === index);
}

/** A module's name: product, vendor, and whether it is often only the messenger. `here`: its part in this crash. */
export function explainModule(
  module: string,
  dialect: DialectId,
  knowledge: Knowledge,
  here: readonly Paragraph[] = [],
): Explanation {
  const known = knowledge.module(systemOf(dialect), module);
  if (!known) {
    const text =
      "No entry for this module. If the system does not ship it, look for its vendor in the file's properties.";
    return { title: module, tags: ['module'], paragraphs: [{ kind: 'guess', text }, ...here], links: [], basis: null };
  }
  return {
    title: module,
    tags: moduleWords(known),
    paragraphs: present<Paragraph>(
      { kind: 'meaning', text: known.note },
      known.messenger && { kind: 'meaning', text: 'Often only the messenger: faults of other drivers surface in it.' },
      ...here,
    ),
    links: known.source ? [{ title: 'source', url: known.source }] : [],
    basis: known.basis,
  };
}
