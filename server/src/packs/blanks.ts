/** Entries and fields as they are inserted: everything that must be there, with places to fill in one after the other. */
import type { PackName } from '../knowledge/types.js';
import type { Field, Form } from './form.js';
import { fieldsOf, formAt, looksLikeNumber, structureOf, valuesOf } from './form.js';
import type { Notation } from './notation.js';
import { writeName, writeWord } from './notation.js';
import type { Path } from './problem.js';

/** Text with places to fill in, as editors write it: `${1:text}`, `${2|one,other|}`. */
const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
const escapeChoice = (text: string): string => text.replace(/[\\$},|]/g, '\\$&');

/** Writes one thing that is inserted, and numbers its places. */
class Blank {
  private place = 0;

  constructor(
    private readonly kind: PackName | null,
    private readonly notation: Notation,
  ) {}

  /** The fields of a group that must be there; in block form one a line, those below the first behind `indent`. */
  requiredFields(path: Path, indent: string): readonly string[] {
    return fieldsOf(this.kind, path)
      .filter(({ isRequired }) => isRequired)
      .map((field) => this.field(field, path, indent));
  }

  field({ name, form }: Field, path: Path, indent: string): string {
    return `${escapeSnippet(writeName(name, this.notation))}:${this.value(form, [...path, name], indent)}`;
  }

  /** A value behind the colon of its field. */
  private value(form: Form, path: Path, indent: string): string {
    const inside = `${indent}  `;
    const structure = structureOf(form);
    if (structure === 'word') return ` ${this.word(form)}`;
    if (structure === 'list') return this.list(path, inside);
    const fields = this.requiredFields(path, inside);
    if (this.notation !== 'block') return ` { ${fields.join(', ') || this.hole()} }`;
    return `\n${inside}${fields.join(`\n${inside}`) || this.hole()}`;
  }

  private list(path: Path, indent: string): string {
    const form = formAt(this.kind, [...path, 0]);
    if (form && structureOf(form) === 'word') return ` [${this.word(form)}]`;
    return this.notation === 'block' ? `\n${indent}- ${this.item(path, indent)}` : ` [${this.hole()}]`;
  }

  /** A part of a list, without its dash. */
  item(list: Path, indent: string): string {
    const path = [...list, 0];
    const form = formAt(this.kind, path);
    if (form && structureOf(form) === 'word') return this.word(form);
    const fields = this.requiredFields(path, `${indent}  `);
    return this.notation === 'block'
      ? fields.join(`\n${indent}  `) || this.hole()
      : `{ ${fields.join(', ') || this.hole()} }`;
  }

  /** A single word: the only one that there can be, one of those that the schema lists, or a place for it. */
  private word(form: Form): string {
    const values = valuesOf(form);
    const written = values.map((value) => writeWord(value, this.notation));
    if (values.length > 1) return `\${${++this.place}|${written.map(escapeChoice).join(',')}|}`;
    if (values.length === 1) return values[0] === null ? this.hole('null') : escapeSnippet(written[0] ?? '');
    if (form.type !== 'string') return this.hole();
    if (this.notation === 'json') return `"${this.hole()}"`;
    return looksLikeNumber(form) ? `'${this.hole()}'` : this.hole();
  }

  private hole(text = ''): string {
    this.place++;
    return text === '' ? `\${${this.place}}` : `\${${this.place}:${text}}`;
  }
}

/** A field with the shape of its value. `indent`: what the lines below it begin with besides the indentation of its own. */
export function blankField(
  kind: PackName | null,
  group: Path,
  field: Field,
  notation: Notation,
  indent: string,
): string {
  return new Blank(kind, notation).field(field, group, indent);
}

/** All that a new part of a list must have, without its dash. */
export function blankItem(kind: PackName | null, list: Path, notation: Notation, indent: string): string {
  return new Blank(kind, notation).item(list, indent);
}

/** All that a group must have. */
export function blankGroup(kind: PackName | null, group: Path, notation: Notation, indent: string): string {
  return new Blank(kind, notation).requiredFields(group, indent).join(notation === 'block' ? `\n${indent}` : ', ');
}
