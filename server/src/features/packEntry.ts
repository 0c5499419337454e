/** What the product says of one of its entries, whatever crash it is asked for. */
import type { Basis, PackEntries, PackName } from '../knowledge/types.js';
import { escapeMarkdown } from '../report/escape.js';
import { basisWords } from '../triage/explain/explanation.js';

/** An entry, and of what kind of pack it is. */
export interface KnownEntry {
  readonly kind: PackName;
  readonly entry: PackEntries[PackName];
}

interface Saying {
  readonly title: string;
  readonly tags: readonly string[];
  readonly paragraphs: readonly (string | null)[];
}

const SAYINGS: { readonly [Name in PackName]: (entry: PackEntries[Name]) => Saying } = {
  symbols: ({ module, symbol, role, meaning }) => ({
    title: symbol,
    tags: [...(module === null ? [] : [module]), role],
    paragraphs: [meaning],
  }),
  modules: ({ module, vendor, product, note }) => ({ title: module, tags: [vendor, product], paragraphs: [note] }),
  bugchecks: ({ code, name, meaning }) => ({ title: code, tags: [name], paragraphs: [meaning] }),
  'known-issues': ({ id, title, cause, fix }) => ({ title: id, tags: [title], paragraphs: [cause, fix] }),
  counterparts: ({ id, idea, esxi, windows, linux }) => ({
    title: id,
    tags: [idea],
    paragraphs: [`ESXi: ${esxi}`, `Windows: ${windows}`, `Linux: ${linux}`],
  }),
  terms: ({ term, kind, meaning }) => ({ title: term, tags: [kind], paragraphs: [meaning] }),
  status: ({ code, name, meaning }) => ({ title: code, tags: [name], paragraphs: [meaning] }),
  commands: ({ command, shows, next }) => ({ title: command, tags: [], paragraphs: [shows, next] }),
  builds: ({ build, name, released }) => ({
    title: String(build),
    tags: [name, ...(released === undefined ? [] : [released])],
    paragraphs: [],
  }),
};

function say({ kind, entry }: KnownEntry): Saying {
  return (SAYINGS[kind] as (entry: PackEntries[PackName]) => Saying)(entry);
}

/** What an entry is called, and a word or two on it. */
export function headOf(known: KnownEntry): Pick<Saying, 'title' | 'tags'> {
  return say(known);
}

/** All that is said of an entry, as Markdown or as plain text. */
export function describeEntry(known: KnownEntry, asMarkdown: boolean): string {
  const { title, tags, paragraphs } = say(known);
  const escape = asMarkdown ? escapeMarkdown : (text: string): string => text;
  const head = [asMarkdown ? `**${escape(title)}**` : title, ...tags.map(escape)].join(' · ');
  const basis = 'basis' in known.entry ? basisWords(known.entry.basis satisfies Basis) : null;
  return [
    head,
    ...paragraphs.flatMap((text) => (text === null ? [] : escape(text))),
    ...(basis === null ? [] : [escape(basis)]),
  ].join('\n\n');
}
