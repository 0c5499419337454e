import type { KnownIssue } from './types.js';

/** What a crash shows of what signatures ask for; names of modules and the message in lower case. */
export interface CrashTraits {
  readonly dialect: string;
  readonly kind: string;
  /** The code as printed, and without a minidump's bit. */
  readonly bugChecks: readonly string[];
  readonly symbols: Iterable<string>;
  readonly modules: Iterable<string>;
  readonly message: string;
  readonly build: number | null;
}

/** Known issues, filed by what their signatures ask for. */
export interface IssueIndex {
  /** The issues that may fit a crash, in the order of their packs: those that ask for something that it has. */
  candidates(traits: CrashTraits): readonly KnownIssue[];
}

/** Pieces of a message are filed by a run of so many characters; shorter ones cannot be. */
const RUN_LENGTH = 4;

/** The runs of a text that begin at every `step`-th character. */
function runsOf(text: string, step: number): readonly string[] {
  const runs: string[] = [];
  for (let at = 0; at + RUN_LENGTH <= text.length; at += step) runs.push(text.slice(at, at + RUN_LENGTH));
  return runs;
}

const keyOf = {
  bugCheck: (code: string) => `bug check ${code.toLowerCase()}`,
  build: (build: number | string) => `build ${build}`,
  dialect: (dialect: string) => `dialect ${dialect}`,
  frame: (symbol: string) => `frame ${symbol}`,
  kind: (kind: string) => `kind ${kind}`,
  module: (module: string) => `module ${module.toLowerCase()}`,
  run: (run: string) => `message ${run}`,
};

/** The ways in which an issue can be filed. Each is a list of keys, at least one of which every crash has that fits. */
function waysToFile({ when, dialect }: KnownIssue): readonly (readonly string[])[] {
  const exactFrames = (when.frames ?? []).filter((pattern) => !pattern.includes('*'));
  const anyOf = [when.bugChecks?.map(keyOf.bugCheck), when.kinds?.map(keyOf.kind), when.builds?.map(keyOf.build)];
  return [
    ...exactFrames.map((symbol) => [keyOf.frame(symbol)]),
    ...(when.message ?? []).flatMap((piece) => runsOf(piece.toLowerCase(), RUN_LENGTH).map((run) => [keyOf.run(run)])),
    ...(when.modules ?? []).map((module) => [keyOf.module(module)]),
    ...anyOf.flatMap((keys) => (keys ? [keys] : [])),
    [keyOf.dialect(dialect)],
  ];
}

/** Every key under which an issue that fits this crash may be filed. */
function keysOfCrash(traits: CrashTraits): ReadonlySet<string> {
  return new Set([
    keyOf.dialect(traits.dialect),
    keyOf.kind(traits.kind),
    ...traits.bugChecks.map(keyOf.bugCheck),
    ...(traits.build === null ? [] : [keyOf.build(traits.build)]),
    ...Array.from(traits.symbols, keyOf.frame),
    ...Array.from(traits.modules, keyOf.module),
    ...runsOf(traits.message, 1).map(keyOf.run),
  ]);
}

/**
 * Files each issue under the rarest thing that its signature asks for, so that a crash is compared with the few issues
 * that ask for what it has, not with all.
 */
export function createIssueIndex(issues: readonly KnownIssue[]): IssueIndex {
  const ways = issues.map(waysToFile);
  const uses = new Map<string, number>();
  for (const key of ways.flat(2)) uses.set(key, (uses.get(key) ?? 0) + 1);
  const usesOf = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + (uses.get(key) ?? 0), 0);

  const filed = new Map<string, number[]>();
  ways.forEach((own, position) => {
    const rarest = own.reduce((best, keys) => (usesOf(keys) < usesOf(best) ? keys : best));
    for (const key of rarest) filed.set(key, [...(filed.get(key) ?? []), position]);
  });

  return {
    candidates(traits) {
      const positions = new Set([...keysOfCrash(traits)].flatMap((key) => filed.get(key) ?? []));
      return [...positions].sort((left, right) => left - right).flatMap((position) => issues[position] ?? []);
    },
  };
}
