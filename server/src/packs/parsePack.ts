import type { CST, DocumentOptions, Node, Pair, ParseOptions, SchemaOptions } from 'yaml';
import { Composer, isMap, isScalar, isSeq, Parser } from 'yaml';
import type { Place, Places } from './places.js';
import { createLocator, pathKey } from './places.js';
import type { Path, Problem, ProblemCode } from './problem.js';

/** Larger than any pack that people write; what is larger is not read. */
const MOST_CHARACTERS = 1_000_000;
/** Deeper than any schema goes. The library reads nested values by recursion. */
const MOST_LEVELS = 32;
const MOST_PROBLEMS = 100;

/** A file taken apart: plain values, and where each of them stands. */
export interface ParsedPack {
  /** Undefined where the file could not be read. */
  readonly value: unknown;
  readonly places: Places;
  readonly problems: readonly Problem[];
}

type Report = (code: ProblemCode, from: number, to: number, message: string) => void;

/** What YAML can do and a pack may not: it would make of a small file a large one, or of a text something else. */
const NOT_PLAIN: Readonly<Record<string, string>> = {
  alias: 'A pack repeats what it needs: aliases (*name) are not read.',
  anchor: 'A pack repeats what it needs: anchors (&name) are not read.',
  tag: 'A pack holds plain texts, numbers, lists and fields: tags (!name) are not read.',
  directive: 'A pack needs no directives (%NAME).',
};

/** The tokens of the first document, without composing them: this step needs no recursion, whatever the text. */
function readTokens(text: string, report: Report): readonly CST.Token[] {
  const tokens: CST.Token[] = [];
  for (const token of new Parser().parse(text)) {
    const isSecond = token.type === 'document' && tokens.some(({ type }) => type === 'document');
    if (isSecond || token.type === 'doc-end') {
      if (isSecond) report('syntax', token.offset, token.offset + 3, 'A file holds one pack; here another one begins.');
      break;
    }
    if (token.type === 'error') {
      report('syntax', token.offset, token.offset + token.source.length, token.message);
      break;
    }
    tokens.push(token);
  }
  return tokens;
}

/** Looks through tokens, level by level, for what is no part of a pack. */
function refuseWhatIsNotPlain(tokens: readonly CST.Token[], report: Report): void {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    for (const token of level) {
      const message = NOT_PLAIN[token.type];
      if (message !== undefined && 'source' in token) {
        report('not-plain', token.offset, token.offset + token.source.length, message);
      }
    }
    const [first] = level;
    if (depth > MOST_LEVELS && first) {
      report('not-plain', first.offset, first.offset + 1, 'This is nested more deeply than any pack.');
      return;
    }
    level = level.flatMap(partsOf);
  }
}

function partsOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value ? [token.value] : [])];
  if (token.type === 'block-scalar') return token.props;
  if (!('items' in token)) return [];
  return token.items.flatMap(({ start, key, sep, value }) => [
    ...start,
    ...(key ? [key] : []),
    ...(sep ?? []),
    ...(value ? [value] : []),
  ]);
}

/** Makes plain values of a tree that {@link refuseWhatIsNotPlain} has let pass. */
class Reader {
  readonly places = new Map<string, Place>();

  constructor(
    private readonly locate: ReturnType<typeof createLocator>,
    private readonly report: Report,
  ) {}

  read(node: unknown, path: Path, key: Node | null = null): unknown {
    const [from = 0, to = from] = (node as Node | null)?.range ?? key?.range ?? [];
    const keyRange = key?.range ? this.locate(key.range[0], key.range[1]) : null;
    this.places.set(pathKey(path), { key: keyRange, value: this.locate(from, to) });
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    if (isMap(node)) return this.readFields(node.items, path);
    return isScalar(node) ? node.value : null;
  }

  private readFields(pairs: readonly Pair[], path: Path): object {
    const fields = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      const [from = 0, to = from] = (key as Node | null)?.range ?? [];
      const name = isScalar(key) ? String(key.value) : null;
      if (name === null) this.report('syntax', from, to, 'The name of a field is one word.');
      else if (fields.has(name)) this.report('syntax', from, to, `The field \`${name}\` stands here twice.`);
      else fields.set(name, this.read(value, [...path, name], key as Node));
    }
    // Makes fields of all names, `__proto__` among them, and touches no prototype.
    return Object.fromEntries(fields);
  }
}

const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.2',
  schema: 'core',
  merge: false,
  prettyErrors: false,
  logLevel: 'silent',
  // The library compares each name with each; the reader does it in one go.
  uniqueKeys: false,
  // `0x133` is a code and not the number 307.
  customTags: (tags) =>
    tags.filter((tag) => typeof tag === 'string' || !('format' in tag) || !['HEX', 'OCT'].includes(tag.format ?? '')),
};

/** Reads a file's text as YAML, of which JSON is a part. Never throws, and takes time by the length of the text. */
export function parsePack(text: string): ParsedPack {
  const locate = createLocator(text);
  const problems: Problem[] = [];
  const report: Report = (code, from, to, message) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ range: locate(from, to), severity: 'error', code, message });
  };
  const nothing = (): ParsedPack => ({ value: undefined, places: new Map(), problems });

  if (text.length > MOST_CHARACTERS) {
    report('too-large', 0, 0, `The file is larger than ${MOST_CHARACTERS / 1_000_000} MB. Make several packs of it.`);
    return nothing();
  }
  const tokens = readTokens(text, report);
  if (problems.length === 0) refuseWhatIsNotPlain(tokens, report);
  if (problems.length > 0) return nothing();

  const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
  for (const { pos, message } of document?.errors ?? [])
    report('syntax', pos[0], pos[1], `${message.replace(/\.$/, '')}.`);
  if (problems.length > 0 || !document) return nothing();
  const reader = new Reader(locate, report);
  const value = reader.read(document.contents, []);
  return { value, places: reader.places, problems };
}
