import type { Knowledge } from '../knowledge/store.js';
import type { IssueSignature, KnownIssue } from '../knowledge/types.js';
import type { Crash } from '../model/crash.js';
import type { Range } from '../model/position.js';
import { redactLines } from '../util/redact.js';
import { kindWords } from './kinds.js';
import { caseOf, plainName, tellingFrames } from './signature.js';
import type { ReadFrame, TriagedCrash } from './verdict.js';

/** What only a person can say. */
const QUESTION = 'What is the cause?';

const MOST_FRAMES = 3;
const MOST_PIECES = 3;
/** Shorter pieces of a message are in many messages. */
const SHORTEST_PIECE = 4;
const LONGEST_TITLE = 80;
const LONGEST_ID = 60;
const LINES_IN_SAMPLE = 60;

/** The kernels: every crash has them in its frames. */
const KERNELS: ReadonlySet<string> = new Set(['nt', 'hal', 'vmkernel']);

type Known = Parameters<typeof tellingFrames>[0];

function knownOf({ crash, kind, stacks }: TriagedCrash, knowledge: Knowledge): Known {
  return {
    crash,
    kind,
    stacks,
    stack: stacks.find(({ role }) => role === 'panicking') ?? null,
    bugCheck: crash.bugCheck ? knowledge.bugCheck(crash.bugCheck.code.value) : null,
  };
}

const unique = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

/** The words of a text between what differs from crash to crash: numbers, addresses, names with numbers in them. */
function literalPieces(text: string): readonly string[] {
  return text
    .split(/\S*(?:0x[\da-f]+|\d)\S*/i)
    .map((piece) => piece.replace(/^[\s:;,.()'"=-]+|[\s:;,('"=-]+$/g, ''))
    .filter((piece) => piece.length >= SHORTEST_PIECE)
    .slice(0, MOST_PIECES);
}

/** What of a panic message is the same on another host. Messages of a form that is known are told by their kind and lock. */
function messagePieces({ message }: Crash): readonly string[] {
  if (!message) return [];
  if (message.form === 'free') return literalPieces(redactLines([message.text.value])[0] ?? '');
  return literalPieces(message.lock?.value ?? '');
}

/** A function as a signature finds it again; which piece of it a compiler cut off changes with every build. */
function symbolPattern(symbol: string): string {
  const plain = plainName(symbol);
  return plain === symbol ? symbol : `${plain}*`;
}

function modulesOf({ verdict }: TriagedCrash, frames: readonly ReadFrame[]): readonly string[] {
  const printed = frames.flatMap(({ frame }) => frame.module?.value ?? []);
  const unnamed = frames.flatMap(({ frame }) => (frame.symbol === null && frame.module ? [frame.module.value] : []));
  const blamed = verdict.blamed?.module;
  const wanted = blamed !== undefined && printed.includes(blamed) ? [blamed, ...unnamed] : unnamed;
  return unique(wanted.map((name) => name.toLowerCase())).filter((name) => !KERNELS.has(name));
}

/** Leaves out what says nothing. */
function signature(parts: IssueSignature): IssueSignature {
  return Object.fromEntries(Object.entries(parts).filter(([, wanted]) => !Array.isArray(wanted) || wanted.length > 0));
}

function draftSignature(triaged: TriagedCrash, known: Known, frames: readonly ReadFrame[]): IssueSignature {
  const { crash, kind } = triaged;
  const first = caseOf(known) === null ? undefined : crash.bugCheck?.parameters[0]?.value;
  const symbols = frames.flatMap(({ frame }) => frame.symbol?.value ?? []).slice(0, MOST_FRAMES);
  return signature({
    ...(crash.bugCheck ? { bugChecks: [crash.bugCheck.code.value] } : { kinds: [kind] }),
    ...(first === undefined ? {} : { parameters: { '1': [first] } }),
    message: messagePieces(crash),
    frames: unique(symbols.map(symbolPattern)),
    modules: modulesOf(triaged, frames),
  });
}

function subjectOf({ crash: { message }, kind }: TriagedCrash): string {
  if (message?.form === 'free') return (redactLines([message.text.value])[0] ?? kind).slice(0, LONGEST_TITLE).trim();
  return kindWords(kind) + (message?.lock ? ` (${message.lock.value})` : '');
}

/** `DRIVER_IRQL_NOT_LESS_OR_EQUAL in fabrikamusb`, `Spin count exceeded (pathListLock) at BH_Check`. */
function draftTitle(triaged: TriagedCrash, frames: readonly ReadFrame[]): string {
  const { blamed } = triaged.verdict;
  const symbol = frames.find(({ frame }) => frame.symbol)?.frame.symbol?.value;
  const where = blamed ? ` in ${blamed.module}` : symbol ? ` at ${symbol}` : '';
  return subjectOf(triaged) + where;
}

function idOf(title: string): string {
  const words = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, LONGEST_ID).replace(/^-+|-+$/g, '') || 'crash';
}

/** Text of a line from where a range begins: what a log or a mail puts before it stays out. */
interface Cut {
  readonly line: number;
  readonly from: number;
}

const cutAt = ({ start }: Range): Cut => ({ line: start.line, from: start.character });

const linesOf = (range: Range): readonly number[] =>
  Array.from({ length: range.end.line - range.start.line + 1 }, (_, index) => range.start.line + index);

/** The lines that a crash is known by: what it is called, its arguments, its stacks. */
function tellingLines(crash: Crash): readonly Cut[] {
  const { headline, system, bugCheck, messages, message, stacks, keys } = crash;
  const named = [headline, system.product, system.build, bugCheck?.code, bugCheck?.name, message?.text];
  const parts = [...named, ...messages.map(({ text }) => text)].flatMap((part) => part?.range ?? []);
  const whole = [
    ...(bugCheck?.parameters ?? []).flatMap((parameter) => parameter?.range ?? []),
    ...parts,
    ...stacks.flatMap(({ heading }) => heading?.range ?? []),
    ...keys.filter(({ key }) => key.value === 'STACK_TEXT').map(({ key }) => key.range),
  ].map(({ start }) => ({ line: start.line, from: 0 }));
  const frames = stacks.flatMap((stack) => stack.frames.map(({ range }) => cutAt(range)));
  const first = new Map([...frames, ...whole].map((cut) => [cut.line, cut]));
  return [...first.values()].sort((left, right) => left.line - right.line);
}

/** All lines of a crash but those of its registers, CPUs and modules. */
function mostLines({ range, registers, cpus, modules }: Crash): readonly Cut[] {
  const left = [...registers, ...cpus].map((part) => part.range).concat(modules.map(({ name }) => name.range));
  const leftLines = new Set(left.flatMap(linesOf));
  return linesOf(range).flatMap((line) => (leftLines.has(line) ? [] : [{ line, from: 0 }]));
}

/**
 * Entries for a crash, as far as the crash itself can say it: how to know it again, and some of its lines without what
 * tells whose they are. They differ in these lines alone: the fewest first, at last none. Its cause is for a person to
 * find.
 */
export function draftIssues(
  triaged: TriagedCrash,
  lines: readonly string[],
  knowledge: Knowledge,
): readonly KnownIssue[] {
  const { crash } = triaged;
  const known = knownOf(triaged, knowledge);
  const frames = tellingFrames(known);
  const title = draftTitle(triaged, frames);
  const issue: KnownIssue = {
    id: idOf(title),
    title,
    dialect: crash.dialect,
    when: draftSignature(triaged, known, frames),
    checkOnly: false,
    cause: QUESTION,
    fix: null,
    references: [],
    basis: 'seen',
  };
  const samples = [tellingLines(crash), mostLines(crash)].map((cuts) =>
    redactLines(cuts.slice(0, LINES_IN_SAMPLE).map(({ line, from }) => (lines[line] ?? '').slice(from).trimEnd())),
  );
  return [...samples.map((sample) => ({ ...issue, sample })), issue];
}
