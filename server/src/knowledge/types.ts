/** How well a fact is founded: read in documentation, seen in real logs, written from memory, or guessed from a name. */
export type Basis = 'documented' | 'seen' | 'recalled' | 'inferred-from-name';

export interface Reference {
  /** `KB 318955 (was 67774)`, `0x133`, `HPE a00005104`. */
  readonly id: string;
  readonly title: string;
  /** Null where no address is known. */
  readonly url: string | null;
}

/** A function of a kernel or driver. */
export interface SymbolEntry {
  readonly id: string;
  /** Module as printed in frames; null where the module does not matter. `*` stands for any run of characters. */
  readonly module: string | null;
  /** Function name; `*` stands for any run of characters. An entry without `*` is exact and wins. */
  readonly symbol: string;
  /** One of the contract's frame roles. */
  readonly role: string;
  readonly meaning: string;
  readonly basis: Basis;
  readonly source?: string;
  /** Whoever stands in this function waits for something that is not a lock named elsewhere. */
  readonly waitsFor?: { readonly type: string; readonly name: string };
  /** This function shows who keeps a waiter above it waiting. */
  readonly shows?: { readonly owner: string; readonly type: string; readonly name: string };
  /** What whoever calls this function does, as part of a sentence: `polled for corrected machine checks`. */
  readonly does?: string;
  /** The id of the counterpart row that compares this idea across systems. */
  readonly counterpart?: string;
  /** What an entry with `*` must match and must not match, as `module!symbol`. */
  readonly sample?: string;
  readonly counterSample?: string;
}

export interface ParameterValue {
  /** Lower-case hex without padding. */
  readonly value: string;
  readonly meaning: string;
}

/** The meaning of one bug check argument, perhaps only where another argument has a value. */
export interface ParameterMeaning {
  readonly n: 1 | 2 | 3 | 4;
  /** Holds only where these other arguments have these values, e.g. `{ "1": ["0x0"] }`. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  readonly meaning: string;
  /** How to print the value: `ticks`, `irql`, `code-address`, `ntstatus`, ...; a list of codes as `trap` is a kind of terms. */
  readonly type: string;
  readonly values?: readonly ParameterValue[];
}

export interface BugCheckEntry {
  readonly id: string;
  /** Lower-case hex without padding. */
  readonly code: string;
  readonly name: string;
  readonly meaning: string | null;
  readonly parameters: readonly ParameterMeaning[];
  readonly causes: readonly string[];
  /** First commands to run; `{1}` to `{4}` stand for the crash's own arguments. */
  readonly commands: readonly { readonly command: string; readonly title: string }[];
  readonly url: string | null;
  readonly basis: Basis;
}

/** A driver, kernel or library. */
export interface ModuleEntry {
  readonly id: string;
  /** As printed in frames: without `.sys`, lower case for Windows. */
  readonly module: string;
  readonly file?: string;
  readonly vendor: string;
  readonly product: string;
  readonly class: string;
  /** Part of the operating system as its vendor ships it. */
  readonly inbox: boolean;
  /** Often only the messenger: a framework or port driver that carries other drivers' faults. */
  readonly messenger: boolean;
  readonly note: string;
  readonly basis: Basis;
  readonly source?: string;
}

/** The build in which an issue is repaired, in the releases whose version begins so: `7.0`; empty for all. */
export interface FixedIn {
  readonly version: string;
  readonly build: number;
}

/** How to know a documented crash again: everything that is given must fit. Literals and `*`, no regular expressions. */
export interface IssueSignature {
  /** Bug check codes, any of. */
  readonly bugChecks?: readonly string[];
  /** Arguments of the bug check by number, each with its possible values: `{ "1": ["0x3"] }`. */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  /** Kinds of the contract, any of. */
  readonly kinds?: readonly string[];
  /** Literal pieces of the panic message, all of, compared without case. */
  readonly message?: readonly string[];
  /** Function names on some stack of the crash, or alone on a line of its text (`*` allowed), all of. */
  readonly frames?: readonly string[];
  /** Modules in frames, all of. */
  readonly modules?: readonly string[];
  /** Literal pieces of the crash's own text and of what a log says before it, all of, compared without case. */
  readonly text?: readonly string[];
  /** The same, any of: a vendor's name in its spellings. */
  readonly anyText?: readonly string[];
  /** Builds, any of. */
  readonly builds?: readonly string[];
  /** Beginnings of versions, any of: `6.0`. A text that prints no version is not refused. */
  readonly versions?: readonly string[];
  /** Where it is repaired. A text that prints no build is not refused. */
  readonly fixedIn?: readonly FixedIn[];
}

/** A documented crash and how to know it again. */
export interface KnownIssue {
  readonly id: string;
  readonly title: string;
  readonly dialect: string;
  readonly when: IssueSignature;
  /** Explains a whole class of crashes; told only where no issue of its own fits. */
  readonly general?: true;
  /** True where the text must be looked at by a person to confirm it: a thing to check, not a verdict. */
  readonly checkOnly: boolean;
  /** The module that the article holds responsible, or `hardware` or `firmware`. */
  readonly blames?: string;
  readonly cause: string;
  /** What helps; null where no fix is known. */
  readonly fix: string | null;
  readonly references: readonly Reference[];
  readonly basis: Basis;
  /** A small crash, line by line, that this entry must fit, and a near one that it must not. */
  readonly sample?: readonly string[];
  readonly counterSample?: readonly string[];
}

/** One idea in three systems, and what each does when it goes wrong. */
export interface Counterpart {
  readonly id: string;
  readonly idea: string;
  readonly esxi: string;
  readonly windows: string;
  readonly linux: string;
  readonly basis: Basis;
}

/** A short text on a word that is neither a function nor a module: a register, a key, a column. */
export interface TermEntry {
  readonly id: string;
  readonly dialect: string;
  /** `register`, `analyze-key`, `carrier`, `psod-word`, `windbg-word`, `irql`; lists of codes as `trap` and `fast-fail`. */
  readonly kind: string;
  readonly term: string;
  readonly meaning: string;
  readonly basis: Basis;
  readonly source?: string;
}

/** An NTSTATUS value or exception code. */
export interface StatusEntry {
  readonly id: string;
  /** `0xc0000005`. */
  readonly code: string;
  readonly name: string;
  readonly meaning: string;
  readonly kind: string;
}

/** A command that a person types: into the debugger, or on the console of a host. */
export interface CommandEntry {
  readonly id: string;
  /** As it is typed, without arguments that differ from crash to crash: `!running`, `kb`, `esxcli system coredump`. */
  readonly command: string;
  /** What it prints. */
  readonly shows: string;
  /** What to look for in its output, and what to do then. */
  readonly next: string;
  readonly url: string | null;
  readonly basis: Basis;
}

/** The last day on which a release gets updates without an extra contract. */
export interface SupportEnd {
  /** `Home and Pro`, `LTSC 2021`; left out where all editions end together. */
  readonly edition?: string;
  /** `2025-10-14`. */
  readonly date: string;
}

/** A build of an operating system. */
export interface BuildEntry {
  readonly id: string;
  readonly build: number;
  /** ESX(i): as a screen prints it, `7.0.3`. */
  readonly version?: string;
  /** Windows: client and server may share a build. */
  readonly kind?: 'client' | 'server';
  /** What people call it; for ESX(i) without the product: `5.1 Update 1`. */
  readonly name: string;
  /** `2013-04-25`, or less exact: `2013-04`, `2013`. */
  readonly released?: string;
  /** Several releases have this kernel and print its number; the ends of support are those of the newest. */
  readonly shared?: true;
  /** For ESX(i) said once, at the first build of a version such as 5.1. */
  readonly supportEnds?: readonly SupportEnd[];
  readonly basis: Basis;
  readonly source?: string;
}

/** What the entries of each kind of pack are. */
export interface PackEntries {
  readonly symbols: SymbolEntry;
  readonly modules: ModuleEntry;
  readonly bugchecks: BugCheckEntry;
  readonly 'known-issues': KnownIssue;
  readonly counterparts: Counterpart;
  readonly terms: TermEntry;
  readonly status: StatusEntry;
  readonly commands: CommandEntry;
  readonly builds: BuildEntry;
}

export type PackName = keyof PackEntries;

/** The file form of a pack. */
export interface Pack<Name extends PackName> {
  readonly pack: Name;
  readonly id: string;
  /** `windows`, `esxi`, or `any`. */
  readonly system: string;
  readonly entries: readonly PackEntries[Name][];
}

export type AnyPack = { readonly [Name in PackName]: Pack<Name> }[PackName];

/** Texts of one pack in another language: for each entry's id, the fields that are translated. */
export interface Translation {
  /** The id of the pack. */
  readonly translates: string;
  /** As the editor calls its display language: `ko`. */
  readonly language: string;
  readonly entries: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
