import type { CrashTraits } from '../knowledge/issueIndex.js';
import type { Crash } from '../model/crash.js';
import { framesOf } from '../model/crash.js';
import { withoutMinidumpBit } from '../util/hex.js';
import type { CrashText } from './crashText.js';
import { printedBuild } from './release.js';

/** What signatures are compared with, gathered once for a crash; each name once, however often it stands on stacks. */
export interface IssueSubject extends CrashTraits {
  readonly symbols: ReadonlySet<string>;
  /** Where each function first stands: on a stack, else alone on a line. */
  readonly lineOfSymbol: ReadonlyMap<string, number>;
  readonly modules: ReadonlySet<string>;
  /** Those of them that only the debugger names: no frame shows them. */
  readonly modulesOnlyNamed: ReadonlySet<string>;
  /** The arguments of the bug check; null where the text does not print one. */
  readonly parameters: readonly (string | null)[];
  readonly version: string | null;
  /** The text of the crash and around it, in lower case; made when a signature asks for it. */
  readonly text: () => string;
}

/** A function alone on its line, as articles quote a stack without its addresses. */
const BARE_NAME =
  /^\s{0,40}(?:[\w.]{1,40}!)?([A-Za-z_]\w{3,79})(?:@[\w()]{1,42}(?:#\S{1,40})?)?(?:\+0x[\da-f]{1,8})?\s{0,40}$/;

const LONGEST_BARE_NAME = 200;

function bareName(line: string): string | undefined {
  return line.length <= LONGEST_BARE_NAME ? BARE_NAME.exec(line)?.[1] : undefined;
}

function findSymbols(crash: Crash, { lines, firstLine }: CrashText): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const note = (name: string | undefined, line: number): void => {
    if (name !== undefined && !found.has(name)) found.set(name, line);
  };
  for (const { symbol, line } of framesOf(crash)) note(symbol?.value, line);
  lines.forEach((line, index) => {
    note(bareName(line), firstLine + index);
  });
  return found;
}

/** Keys of `!analyze` that name a driver, with or without its extension. */
const MODULE_KEYS: ReadonlySet<string> = new Set(['MODULE_NAME', 'IMAGE_NAME']);

const stemOf = (name: string): string => name.toLowerCase().replace(/\.(?:sys|dll|exe)$/, '');

function modulesOf(crash: Crash): Pick<IssueSubject, 'modules' | 'modulesOnlyNamed'> {
  const shown = new Set(framesOf(crash).flatMap((frame) => (frame.module ? stemOf(frame.module.value) : [])));
  const named = crash.keys.filter(({ key }) => MODULE_KEYS.has(key.value)).map(({ value }) => stemOf(value.value));
  return {
    modules: new Set([...shown, ...named]),
    modulesOnlyNamed: new Set(named.filter((name) => !shown.has(name))),
  };
}

function bugChecksOf({ bugCheck }: Crash): readonly string[] {
  if (!bugCheck) return [];
  const code = bugCheck.code.value;
  return [...new Set([code, withoutMinidumpBit(code)])];
}

/** Gathers what a crash shows, and what the text around it says. */
export function gatherSubject(crash: Crash, kind: string, around: CrashText): IssueSubject {
  const messages = crash.messages.length > 0 ? crash.messages : [crash.message];
  const lineOfSymbol = findSymbols(crash, around);
  const build = printedBuild(crash);
  let text: string | undefined;
  return {
    dialect: crash.dialect,
    kind,
    bugChecks: bugChecksOf(crash),
    symbols: new Set(lineOfSymbol.keys()),
    lineOfSymbol,
    ...modulesOf(crash),
    message: messages
      .flatMap((message) => message?.text.value ?? [])
      .join('\n')
      .toLowerCase(),
    build: build?.build ?? null,
    parameters: crash.bugCheck?.parameters.map((parameter) => parameter?.value ?? null) ?? [],
    version: crash.system.version?.value ?? null,
    text: () => (text ??= around.lines.join('\n').toLowerCase()),
  };
}
