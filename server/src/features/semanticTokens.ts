/**
 * Semantic tokens: what each word of a crash is, by the ranges of the model. They colour a log in editors without our
 * grammars, and add what only triage knows: which functions merely noticed the crash, and which names to doubt.
 */
import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver-types';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver-types';
import type { Crash, PanicMessage } from '../model/crash.js';
import type { Stack } from '../model/frame.js';
import type { LockReport } from '../model/lock.js';
import type { Located, Range } from '../model/position.js';
import { isBefore, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { isPlumbing } from '../triage/readStack.js';
import type { ReadFrame, TriagedCrash } from '../triage/verdict.js';

/** No standard type names a thing as `heading` does: a crash, a product, a backtrace. */
const TYPES = [
  SemanticTokenTypes.enumMember,
  SemanticTokenTypes.function,
  SemanticTokenTypes.keyword,
  SemanticTokenTypes.namespace,
  SemanticTokenTypes.number,
  SemanticTokenTypes.property,
  SemanticTokenTypes.string,
  SemanticTokenTypes.type,
  SemanticTokenTypes.variable,
  'heading',
] as const;

/** `defaultLibrary`: plumbing. `doubtful`: printed, but not the function that ran. */
const MODIFIERS = [SemanticTokenModifiers.defaultLibrary, 'hexadecimal', 'doubtful'] as const;

type Modifier = `${(typeof MODIFIERS)[number]}`;

/** A type, or short for the numbers that are hexadecimal. */
type Kind = `${(typeof TYPES)[number]}` | 'hexadecimal';

interface Token {
  readonly range: Range;
  readonly kind: Kind;
  readonly modifiers: readonly Modifier[];
}

/** The names behind the numbers of the tokens. */
export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = {
  tokenTypes: [...TYPES],
  tokenModifiers: [...MODIFIERS],
};

/**
 * Forms of the ranges that are wider than a token. The name of a group is the kind of what it finds; the first form
 * that finds anything counts. What no group takes keeps the colours of the grammar.
 */
type Forms = readonly RegExp[];

/** `PCPU 3`. */
const ACCUSED: Forms = [/(?<number>\d{1,4})$/dg];

/** `63:15:27:04.916`, `8 days 14:02:31.640`. */
const UPTIME: Forms = [/(?<number>\d[\d:.]{0,30})/dg];

/** A purple screen prints all ones where there was no trap to take a register from. */
const REGISTER: Readonly<Record<Crash['dialect'], Forms>> = {
  psod: [
    /^(?<variable>\w{1,16})[=:](?<enumMember>0xf{8}(?:f{8})?|-1)$/dg,
    /^(?<variable>\w{1,16})[=:](?<hexadecimal>\S{1,40})$/dg,
  ],
  windbg: [/^(?<variable>\w{1,16})=(?<hexadecimal>\S{1,40})$/dg],
  linux: [],
};

/** A row of `!running`, then the entries of a PCPU list: `*PCPU5:2097903/HELPER`, `cpu 2 1038 vmm0`. */
const CPU: Forms = [
  /^(?<number>[\da-f]{1,3})(?=\s)|(?<=\s)(?<hexadecimal>[\da-f]{8,16})(?=\s)/dgi,
  /(?<string>(?:(?<=\/)\S|(?<=\d )[^\s\d])\S{0,80}?)(?=:?$)|(?<number>\d{1,12})/dg,
];

/** The words above another CPU's backtrace, or the key of the stack. A tag before each frame is part of the log prefix. */
const HEADING: Forms = [
  /^(?<heading>Saved backtrace[^:]{0,8}:)\s{0,3}pcpu (?<number>\d{1,4})(?: (?<keyword>\S.{0,60}))?$/dgi,
  /^(?<heading>Backtrace for \S{1,20} CPU)[ #-]{0,4}(?<number>\d{1,4})/dgi,
  /^(?<property>[A-Z][A-Z_]{2,40})$/dg,
];

/** `d:\sys\dispatch.c @ 43`. */
const SOURCE: Forms = [/^(?<string>.{1,300}) @ (?<number>\d{1,7})$/dg];

/** A number, a bucket, a call site, another word. Several words are prose, which the grammar reads word by word. */
const VALUE: Forms = [
  /^(?<hexadecimal>(?:0x)?[\da-f]{1,16}|[\da-f]{8}`[\da-f]{8})$/dgi,
  /^(?<string>(?:0x[\da-f]{1,8}|[A-Z][A-Z\d]{1,30})_\S{1,240})$/dg,
  /^(?<namespace>[A-Za-z_][\w.-]{0,80})(?=[!+])(?:!(?<function>[^\s+]{1,300}))?(?:\+(?<hexadecimal>(?:0x)?[\da-f]{1,16}))?$/dg,
  /^(?<string>\S{1,500})$/dg,
];

/** What a message's details are, by their names. */
const DETAILS: Readonly<Record<string, Kind>> = {
  worldId: 'number',
  worldName: 'string',
  self: 'number',
  ip: 'hexadecimal',
  address: 'hexadecimal',
  exception: 'type',
  file: 'string',
  fileLine: 'number',
};

type Maybe<T> = T | null | undefined;

function mark(kind: Kind, part: Maybe<{ readonly range: Range }>, modifiers: readonly Modifier[] = []): Token[] {
  return part ? [{ range: part.range, kind, modifiers }] : [];
}

function markAll(kind: Kind, parts: readonly Located<unknown>[]): Token[] {
  return parts.flatMap((part) => mark(kind, part));
}

/** Takes a wider range apart by its forms. */
function split(forms: Forms, part: Maybe<{ readonly range: Range }>, lines: readonly string[]): Token[] {
  if (!part) return [];
  const { start, end } = part.range;
  const text = (lines[start.line] ?? '').slice(start.character, end.character);
  for (const form of forms) {
    const groups = [...text.matchAll(form)].flatMap(({ indices }) => Object.entries(indices?.groups ?? {}));
    const tokens = groups.flatMap(([kind, at]: [string, Maybe<[number, number]>]): Token[] => {
      const range = at && rangeOnLine(start.line, start.character + at[0], start.character + at[1]);
      return mark(kind as Kind, range && { range });
    });
    if (tokens.length > 0) return tokens;
  }
  return [];
}

function systemTokens({ system, bugCheck }: Crash, lines: readonly string[]): Token[] {
  return [
    ...mark('heading', system.product),
    ...mark('number', system.version),
    ...mark('number', system.build),
    ...mark('enumMember', system.architecture),
    ...split(UPTIME, system.uptime, lines),
    ...mark('heading', bugCheck?.name),
    ...mark('hexadecimal', bugCheck?.code),
    ...(bugCheck?.parameters ?? []).flatMap((parameter) => mark('hexadecimal', parameter)),
  ];
}

function messageTokens({ lock, cpus, details }: PanicMessage, lines: readonly string[]): Token[] {
  return [
    ...mark('variable', lock),
    ...cpus.flatMap((cpu) => split(ACCUSED, cpu, lines)),
    ...Object.entries(DETAILS).flatMap(([name, kind]) => mark(kind, details[name])),
  ];
}

function frameTokens(read: ReadFrame, lines: readonly string[]): Token[] {
  const { frame, distrust } = read;
  const modifiers: readonly Modifier[] = [
    ...(isPlumbing(read) ? (['defaultLibrary'] as const) : []),
    ...(distrust ? (['doubtful'] as const) : []),
  ];
  const numbers = [frame.stackAddress, frame.address, frame.returnAddress, frame.offset, ...frame.words];
  return [
    ...mark('function', frame.symbol, modifiers),
    ...mark('namespace', frame.module),
    ...numbers.flatMap((number) => mark('hexadecimal', number)),
    ...split(SOURCE, frame.source, lines),
  ];
}

function headingTokens({ heading }: Stack, lines: readonly string[]): Token[] {
  return split(HEADING, heading, lines);
}

function lockTokens({ address, name, owners, waiters }: LockReport, lines: readonly string[]): Token[] {
  return [
    ...mark('hexadecimal', address),
    ...split(VALUE, name, lines),
    ...markAll('hexadecimal', owners.concat(waiters)),
  ];
}

/** Whether any of a thing is asked for. */
type IsWanted = (thing: { readonly range: Range }) => boolean;

/** Who panics is not asked: a screen says it in its log prefix or PCPU list, a transcript in its prompt. */
function crashTokens({ crash, stacks }: TriagedCrash, lines: readonly string[], isWanted: IsWanted): Token[] {
  return [
    ...systemTokens(crash, lines),
    ...crash.messages.flatMap((message) => messageTokens(message, lines)),
    ...crash.registers.flatMap((register) => split(REGISTER[crash.dialect], register, lines)),
    ...crash.cpus.flatMap((cpu) => split(CPU, cpu, lines)),
    ...stacks.flatMap(({ stack }) => headingTokens(stack, lines)),
    ...stacks.flatMap(({ frames }) =>
      frames.filter(({ frame }) => isWanted(frame)).flatMap((frame) => frameTokens(frame, lines)),
    ),
    ...crash.keys.flatMap(({ key, value }) => [...mark('property', key), ...split(VALUE, value, lines)]),
    ...markAll(
      'namespace',
      crash.modules.map(({ name }) => name),
    ),
    ...crash.locks.flatMap((lock) => lockTokens(lock, lines)),
    ...markAll(
      'hexadecimal',
      crash.threads.map(({ address }) => address),
    ),
  ];
}

const overlap = (left: Range, right: Range): boolean =>
  isBefore(left.start, right.end) && isBefore(right.start, left.end);

/** In the order of the text. Where the model says two things of the same words, the first that was said stays. */
function arrange(tokens: readonly Token[]): readonly Token[] {
  const arranged: Token[] = [];
  const inOrder = tokens.toSorted(({ range: { start: left } }, { range: { start: right } }) =>
    left.line === right.line ? left.character - right.character : left.line - right.line,
  );
  for (const token of inOrder) {
    const before = arranged.at(-1);
    const { start, end } = token.range;
    const isOnOneLine = start.line === end.line && start.character < end.character;
    if (isOnOneLine && !(before && overlap(before.range, token.range))) arranged.push(token);
  }
  return arranged;
}

function encodeModifiers({ kind, modifiers }: Token): number {
  const all: readonly Modifier[] = kind === 'hexadecimal' ? [...modifiers, kind] : modifiers;
  return all.reduce((bits, modifier) => bits | (1 << SEMANTIC_TOKENS_LEGEND.tokenModifiers.indexOf(modifier)), 0);
}

/** Five numbers a token, its place told from the token before it, as the protocol wants them. */
function encode(tokens: readonly Token[]): SemanticTokens {
  let [line, character] = [0, 0];
  const data = tokens.flatMap((token) => {
    const { start, end } = token.range;
    const type = token.kind === 'hexadecimal' ? SemanticTokenTypes.number : token.kind;
    const down = start.line - line;
    const right = down === 0 ? start.character - character : start.character;
    [line, character] = [start.line, start.character];
    const length = end.character - start.character;
    return [down, right, length, SEMANTIC_TOKENS_LEGEND.tokenTypes.indexOf(type), encodeModifiers(token)];
  });
  return { data };
}

/** The tokens of all crashes, or those that a range of the text touches. */
export function findSemanticTokens({ crashes, lines }: Case, within: Range | null = null): SemanticTokens {
  const isWanted: IsWanted = ({ range }) => within === null || overlap(range, within);
  const tokens = crashes
    .filter(({ crash }) => isWanted(crash))
    .flatMap((triaged) => crashTokens(triaged, lines, isWanted));
  return encode(arrange(tokens.filter(isWanted)));
}
