/** Names that a pack may speak of: those of the crashes that are open, and those that the product knows. */
import type { Knowledge, System } from '../knowledge/store.js';
import type { PackEntries, PackName } from '../knowledge/types.js';
import { framesOf } from '../model/crash.js';
import type { Path } from '../packs/problem.js';
import type { NameSource } from '../packs/wanted.js';
import type { Case } from '../triage/case.js';
import { systemOf } from '../triage/kinds.js';
import type { TriagedCrash } from '../triage/verdict.js';
import type { KnownEntry } from './packEntry.js';
import { headOf } from './packEntry.js';

/** A name, and what is known of it. */
export interface Name {
  readonly text: string;
  readonly detail: string;
  /** Further words that it is found by: what a code or an id stands for. */
  readonly also: string;
  readonly entry: KnownEntry | null;
  /** One of the open crashes has it. */
  readonly isHere: boolean;
}

/** What is asked for. */
export interface Wanted {
  readonly source: NameSource;
  /** The kind of the pack, the place in it, and the module that the same entry names. */
  readonly pack: PackName;
  readonly path: Path;
  readonly module: string | null;
  /** Null: of any system. */
  readonly system: System | null;
  /** What the name must have in it, letter by letter. */
  readonly typed: string;
  readonly knowledge: Knowledge;
  readonly cases: readonly Case[];
}

/** So many names are offered at once. */
const MOST_NAMES = 100;
/** So much of a message is enough to know it again. */
const LONGEST_NAME = 200;

/** Whether the letters of `typed` stand in a text in their order, whatever is between them. */
function hasLetters(text: string, typed: string): boolean {
  let at = 0;
  const lower = text.toLowerCase();
  for (const letter of typed.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

const word = (text: string): Name => ({ text, detail: '', also: '', entry: null, isHere: false });

type Known = (wanted: Wanted) => readonly Name[];
type Here = (triaged: TriagedCrash, wanted: Wanted) => readonly (string | null | undefined)[];

/** An entry with what it is called. */
interface Listed<Kind extends PackName> {
  readonly entry: PackEntries[Kind];
  readonly known: KnownEntry;
  readonly title: string;
  readonly tags: readonly string[];
}

/** Entries that were read for a list, by kind and system; other packs are other knowledge. */
const LISTS = new WeakMap<Knowledge, Map<string, readonly Listed<PackName>[]>>();

/** The entries of one kind, each read once however many keys are typed. Those that belong to no system belong to all. */
function list<Kind extends PackName>(kind: Kind, { knowledge, system }: Wanted): readonly Listed<Kind>[] {
  const about = kind === 'symbols' || kind === 'modules' ? system : null;
  const lists = LISTS.get(knowledge) ?? new Map<string, readonly Listed<PackName>[]>();
  LISTS.set(knowledge, lists);
  const key = `${kind} ${about}`;
  const listed =
    lists.get(key) ??
    knowledge
      .entries(kind, about, () => true)
      .map((entry) => {
        const known: KnownEntry = { kind, entry };
        return { entry, known, ...headOf(known) };
      });
  lists.set(key, listed);
  return listed as readonly Listed<Kind>[];
}

/** The names that entries of one kind have; `textsOf` may name several. */
function knownBy<Kind extends PackName>(
  kind: Kind,
  textsOf: (entry: PackEntries[Kind], wanted: Wanted) => readonly (string | null | undefined)[],
): Known {
  return (wanted) =>
    list(kind, wanted).flatMap(({ entry, known, title, tags }) => {
      const also = kind === 'symbols' || kind === 'modules' ? '' : tags.join(' ');
      return textsOf(entry, wanted).flatMap((text): readonly Name[] => {
        if (!text) return [];
        const detail = [title, ...tags].filter((part) => part !== text).join(' · ');
        return [{ text, detail, also, entry: known, isHere: false }];
      });
    });
}

/** A field's value in other entries; that they have it says nothing more of it. */
const inUse: Known = (wanted) => {
  const field = wanted.path.slice(2).filter((step) => typeof step === 'string' && !/^\d$/.test(step));
  return list(wanted.pack, wanted).flatMap(({ entry }) => {
    const value = field.reduce<unknown>(
      (part, step) => (part as Readonly<Record<string, unknown>> | undefined)?.[step],
      entry,
    );
    return [value].flat().flatMap((text) => (typeof text === 'string' ? [word(text)] : []));
  });
};

const isExact = (name: string): boolean => !name.includes('*');

const functionsOf = ({ crash }: TriagedCrash) =>
  framesOf(crash).flatMap(({ module, symbol }) =>
    symbol ? [{ module: module?.value ?? null, symbol: symbol.value }] : [],
  );

/** Modules by the names that Windows writes in lower case; the kernel of ESX(i) is not printed. */
function printedModule({ crash }: TriagedCrash, module: string | null): string | null {
  return module ?? (crash.dialect === 'psod' ? 'vmkernel' : null);
}

const modulesOf = (triaged: TriagedCrash): readonly (string | null)[] => [
  triaged.verdict.blamed?.module ?? null,
  ...functionsOf(triaged).map(({ module }) => module),
  ...triaged.crash.modules.map(({ name }) => name.value),
];

const knownModules = knownBy('modules', ({ module }) => [module]);

/** Where names of each kind come from: what is known, what stands in the crashes that are open, or both. */
const SOURCES: Readonly<Record<NameSource, { readonly known?: Known; readonly here?: Here }>> = {
  function: {
    known: knownBy('symbols', ({ module, symbol }, wanted) =>
      isExact(symbol) && (wanted.module === null || module === wanted.module) ? [symbol] : [],
    ),
    here: (triaged, wanted) =>
      functionsOf(triaged)
        .filter(({ module }) => wanted.module === null || printedModule(triaged, module) === wanted.module)
        .map(({ symbol }) => symbol),
  },
  'module-and-function': {
    known: knownBy('symbols', ({ id }) => [id]),
    here: (triaged) =>
      functionsOf(triaged).map(({ module, symbol }) => {
        const printed = printedModule(triaged, module);
        return printed === null ? null : `${printed}!${symbol}`;
      }),
  },
  module: { known: knownModules, here: modulesOf },
  culprit: {
    known: (wanted) => [...['hardware', 'firmware'].map(word), ...knownModules(wanted)],
    here: modulesOf,
  },
  'bug-check': { known: knownBy('bugchecks', ({ code }) => [code]), here: ({ crash }) => [crash.bugCheck?.code.value] },
  argument: {
    here: ({ crash }, { path }) => [crash.bugCheck?.parameters[Number(path.at(-2)) - 1]?.value],
  },
  kind: { known: inUse, here: ({ crash, kind }) => [crash.dialect === 'psod' ? kind : null] },
  message: { here: ({ crash }) => crash.messages.map(({ text }) => text.value) },
  build: { here: ({ crash }) => [crash.system.build?.value] },
  version: { here: ({ crash }) => [crash.system.version?.value] },
  command: {
    known: knownBy('commands', ({ command }) => [command]),
  },
  counterpart: { known: knownBy('counterparts', ({ id }) => [id]) },
  id: { known: (wanted) => knownBy(wanted.pack, ({ id }) => [id])(wanted) },
  'in-use': { known: inUse },
};

function findHere(here: Here, wanted: Wanted): readonly Name[] {
  const crashes = wanted.cases.flatMap((opened) => opened.crashes);
  return crashes
    .filter(({ crash }) => wanted.system === null || systemOf(crash.dialect) === wanted.system)
    .flatMap((triaged) => here(triaged, wanted))
    .flatMap((text) =>
      text && text.length <= LONGEST_NAME ? [{ ...word(text), detail: 'in an open crash', isHere: true }] : [],
    );
}

/** How well a name fits what was typed: the less the better; null where it does not. */
function distance({ text, also }: Name, typed: string): number | null {
  if (text.toLowerCase().startsWith(typed.toLowerCase())) return 0;
  if (`${text} ${also}`.toLowerCase().includes(typed.toLowerCase())) return 1;
  return hasLetters(`${text} ${also}`, typed) ? 2 : null;
}

/** The names of open crashes, with what is known of them, and those that are known besides; each once. */
function gather(wanted: Wanted): readonly Name[] {
  const { known, here } = SOURCES[wanted.source];
  const byText = new Map<string, Name>();
  for (const name of known?.(wanted) ?? []) if (!byText.has(name.text)) byText.set(name.text, name);
  const present = new Map(
    (here ? findHere(here, wanted) : []).map((name) => {
      const { detail, ...rest } = byText.get(name.text) ?? { ...name, detail: '' };
      return [name.text, { ...rest, isHere: true, detail: [detail, name.detail].filter(Boolean).join(' · ') }];
    }),
  );
  return [...present.values(), ...[...byText.values()].filter(({ text }) => !present.has(text))];
}

/** The names that fit, those of open crashes first; `isWhole`: there are no more of them. */
export function findNames(wanted: Wanted): { readonly names: readonly Name[]; readonly isWhole: boolean } {
  const fitting = gather(wanted).flatMap((name) => {
    const away = distance(name, wanted.typed);
    return away === null ? [] : [{ name, away: name.isHere ? -1 : away }];
  });
  const names = fitting.sort((left, right) => left.away - right.away).map(({ name }) => name);
  return { names: names.slice(0, MOST_NAMES), isWhole: names.length <= MOST_NAMES };
}

/** What the product knows of the thing that a word names; null where it knows nothing. */
export function findNamed(wanted: Omit<Wanted, 'typed' | 'cases'>, text: string): KnownEntry | null {
  const names = SOURCES[wanted.source].known?.({ ...wanted, typed: '', cases: [] });
  return names?.find((name) => name.text === text)?.entry ?? null;
}
