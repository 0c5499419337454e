import type { Diagnostic } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { PacksParams, PacksResult } from '../protocol.js';
import type { Knowledge, OwnKnowledge, ReadPack } from '../service.js';
import { checkPack, readOwnPacks } from '../service.js';
import { isInPackFolder } from './packUri.js';

/** What a client shows of one file; an empty list takes away what it showed before. */
interface FileDiagnostics {
  readonly uri: string;
  readonly diagnostics: Diagnostic[];
}

/** What came of a client's packs, for the client and for its view of problems. */
interface Replaced {
  readonly result: PacksResult;
  readonly diagnostics: readonly FileDiagnostics[];
}

type Problem = ReadPack['problems'][number];

const SEVERITIES: Readonly<Record<Problem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

function toDiagnostic({ range, severity, code, message }: Problem): Diagnostic {
  return { range, severity: SEVERITIES[severity], code, source: 'Dump Lens', message };
}

const countErrors = ({ problems }: ReadPack): number => problems.filter(({ severity }) => severity === 'error').length;

function summarise(packs: readonly ReadPack[]): PacksResult {
  const used = packs.flatMap(({ pack }) => pack ?? []);
  return {
    packs: used.length,
    entries: used.reduce((sum, { entries }) => sum + entries.length, 0),
    faulty: packs.filter((read) => countErrors(read) > 0).map(({ uri }) => uri),
  };
}

/** What a client of the server has packs for, besides what the product knows. */
export class OwnPacks {
  private own: OwnKnowledge | null = null;
  private language: string | undefined;
  /** Files whose problems the client shows. */
  private told: readonly string[] = [];

  /** What is known with all packs. */
  get knowledge(): Knowledge {
    this.own ??= readOwnPacks([], this.language);
    return this.own.knowledge;
  }

  /** In which language texts are told, as far as there are any; at the start, before anything is read. */
  speak(language: string | undefined): void {
    this.language = language;
  }

  /** Whether a document is a pack: by where it lies, or because it was handed over as one. */
  isPack(uri: string): boolean {
    return isInPackFolder(uri) || this.told.includes(uri);
  }

  /** The packs that were handed over and lie where only a setting tells of them. */
  get elsewhere(): readonly string[] {
    return this.told.filter((uri) => !isInPackFolder(uri));
  }

  /** What is wrong with a pack as it stands in an editor. */
  check(uri: string, text: string): Diagnostic[] {
    return checkPack({ uri, text }, this.own?.packs ?? [], this.language).map(toDiagnostic);
  }

  /** What is wrong with a pack as it was handed over; nothing with one that was not. */
  problemsOf(uri: string): Diagnostic[] {
    return (this.own?.packs.find((read) => read.uri === uri)?.problems ?? []).map(toDiagnostic);
  }

  /** Takes other files for the ones before. `written`: the text of a file in an editor; null where it is in none. */
  replace({ files }: PacksParams, written: (uri: string) => string | null = () => null): Replaced {
    this.own = readOwnPacks(files, this.language);
    const { packs } = this.own;
    const gone = this.told.filter((uri) => !packs.some((read) => read.uri === uri));
    this.told = packs.map(({ uri }) => uri);
    return {
      result: summarise(packs),
      diagnostics: [...this.told, ...gone].map((uri) => {
        const text = written(uri);
        return { uri, diagnostics: text === null ? this.problemsOf(uri) : this.check(uri, text) };
      }),
    };
  }
}
