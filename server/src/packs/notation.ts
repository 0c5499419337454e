import { stringify } from 'yaml';

/** How a pack is written: with its lines indented, in brackets on a line, or as JSON. */
export type Notation = 'block' | 'flow' | 'json';

/**
 * A single value as it is written, quoted where it has to be: `spin-count`, `'0x133'`, `'*_Lock'`. `mark`: the quotation
 * mark that is there already.
 */
export function writeWord(value: unknown, notation: Notation, mark = ''): string {
  if (typeof value !== 'string') return String(value);
  if (notation === 'json' || mark === '"') return JSON.stringify(value);
  if (mark === "'") return `'${value.replaceAll("'", "''")}'`;
  // What may stand in brackets may stand everywhere.
  const list = stringify([value], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    singleQuote: true,
  });
  return list.slice(1, list.lastIndexOf(']'));
}

/** The name of a field as it is written. */
export function writeName(name: string, notation: Notation): string {
  return notation === 'json' ? JSON.stringify(name) : writeWord(name, notation);
}
