import type { Knowledge } from '../../knowledge/store.js';
import type { CommandEntry } from '../../knowledge/types.js';
import type { Crash } from '../../model/crash.js';
import type { Located, Position, Range } from '../../model/position.js';
import { isBefore } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import { formatCount } from '../facts.js';
import type { TriagedCrash } from '../verdict.js';
import { explainParameter } from './bugCheck.js';
import type { Explanation, Paragraph, Place } from './explanation.js';
import { linkTo, plural, present } from './explanation.js';

/** How a command may be written differently and is the same to the packs, tried in this order. */
const SPELLINGS: readonly ((typed: string) => string)[] = [
  (typed) => typed,
  // `!kdexts.locks`: the extension is named with its command
  (typed) => typed.replace(/^!\w{1,32}\./, '!'),
  // `!t` once the mex extension is loaded
  (typed) => typed.replace(/^!(?=\w)/, '!mex.'),
  // `~3s` goes to a processor, `~3 k` lends it to one command
  (typed) => typed.replace(/^~\d{1,4}s(?=\s|$)/, '~Ns'),
  (typed) => typed.replace(/^~(?:\d{1,4}|\*)(?=\s|$)/, '~'),
  // `kbnL`, `kL 50`: flags that change only columns
  (typed) => typed.replace(/^(k[bcdfpv]?)[fnpLMPv]{1,4}(?=\s|$)/, '$1'),
];

/** What the packs know of a command as somebody typed it. */
export function findCommand(typed: string, knowledge: Knowledge): CommandEntry | null {
  for (const respell of SPELLINGS) {
    const entry = knowledge.command(respell(typed));
    if (entry) return entry;
  }
  return null;
}

/** Longer words are no addresses that anybody typed. */
const ADDRESS = /\b(?:0x)?[\da-f]{4,8}(?:`?[\da-f]{8})?\b/gi;

/** Which of the crash's own values a command was given: an argument of the bug check, a key of the analysis. */
function originOfAddress(typed: string, triaged: TriagedCrash, knowledge: Knowledge): Paragraph | null {
  const { bugCheck, keys } = triaged.crash;
  for (const [word] of typed.matchAll(ADDRESS)) {
    const value = normaliseHex(word);
    if (value === null) continue;
    const index = bugCheck?.parameters.findIndex((parameter) => parameter?.value === value) ?? -1;
    if (index >= 0) {
      const meaning = explainParameter(triaged, index + 1, knowledge)?.paragraphs.find(
        ({ kind }) => kind === 'meaning',
      );
      return { kind: 'here', text: `${word} is argument ${index + 1} of the bug check. ${meaning?.text ?? ''}`.trim() };
    }
    const key = keys.find((pair) => normaliseHex(pair.value.value.split(/\s/, 1)[0] ?? '') === value)?.key;
    if (key) return { kind: 'here', text: `${word} is the ${key.value} of the analysis.` };
  }
  return null;
}

/** From the end of a command to the next one, or to the end of the crash. */
function outputOf({ commands, range }: Crash, command: Range): Range {
  const next = commands.find((other) => isBefore(command.end, other.range.start));
  return { start: command.end, end: next?.range.start ?? range.end };
}

interface Counted {
  readonly one: string;
  readonly places: (crash: Crash) => readonly Position[];
}

/** What the model can have read in a command's output. */
const COUNTED: readonly Counted[] = [
  { one: 'stack', places: ({ stacks }) => stacks.flatMap(({ frames }) => frames[0]?.range.start ?? []) },
  { one: 'lock', places: ({ locks }) => locks.flatMap((lock) => (lock.address ?? lock.name)?.range.start ?? []) },
  { one: 'thread', places: ({ threads }) => threads.map(({ address }) => address.range.start) },
  { one: 'processor', places: ({ cpus }) => cpus.map(({ range }) => range.start) },
  { one: 'module', places: ({ modules }) => modules.map(({ name }) => name.range.start) },
  { one: 'key', places: ({ keys }) => keys.map(({ key }) => key.range.start) },
  { one: 'register', places: ({ registers }) => registers.map(({ range }) => range.start) },
];

/** What was read below the command; null where nothing was. */
function outputParagraph({ crash }: TriagedCrash, command: Range): Paragraph | null {
  const output = outputOf(crash, command);
  const within = (place: Position): boolean => !isBefore(place, output.start) && isBefore(place, output.end);
  const found = COUNTED.map(({ one, places }) => ({ one, places: places(crash).filter(within) })).filter(
    ({ places }) => places.length > 0,
  );
  if (found.length === 0) return null;
  const words = found.map(({ one, places }) => `${formatCount(places.length)} ${plural(one, places.length)}`);
  const stacks = found.find(({ one }) => one === 'stack')?.places ?? [];
  const jump = stacks.map(({ line }): Place => ({ line, cpu: null }));
  return {
    kind: 'here',
    text: `${words.join(', ')} ${found.length === 1 && found[0]?.places.length === 1 ? 'was' : 'were'} read below it.`,
    ...(jump.length > 0 ? { jump: { label: plural('show the stack', jump.length), places: jump } } : {}),
  };
}

/** A command's entry in words, and what came of the command. */
function explainCommandEntry(entry: CommandEntry, ...here: readonly (Paragraph | null)[]): Explanation {
  return {
    title: entry.command,
    tags: ['command'],
    paragraphs: present<Paragraph>(
      { kind: 'meaning', text: entry.shows },
      { kind: 'meaning', text: `Look next: ${entry.next}` },
      ...here,
    ),
    links: present(linkTo(entry.command, entry.url)),
    basis: entry.basis,
  };
}

function unknownCommand(typed: string, here: readonly (Paragraph | null)[]): Explanation {
  return {
    title: typed.split(/\s/, 1)[0] ?? typed,
    tags: ['command'],
    paragraphs: present<Paragraph>({ kind: 'guess', text: 'No entry for this command.' }, ...here),
    links: [],
    basis: null,
  };
}

/** A command typed at a debugger's prompt: what it shows, what to look for next, what came of it here. */
export function explainCommand(triaged: TriagedCrash, typed: Located<string>, knowledge: Knowledge): Explanation {
  const entry = findCommand(typed.value, knowledge);
  const here = [originOfAddress(typed.value, triaged, knowledge), outputParagraph(triaged, typed.range)];
  return entry ? explainCommandEntry(entry, ...here) : unknownCommand(typed.value, here);
}

/** A command typed on a host's console. */
export function explainConsoleCommand(typed: string, knowledge: Knowledge): Explanation | null {
  const entry = knowledge.command(typed);
  return entry && explainCommandEntry(entry);
}
