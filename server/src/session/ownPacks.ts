import type { Diagnostic } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { PacksParams, PacksResult } from '../protocol.js';
import type { Knowledge, OwnKnowledge, ReadPack } from '../service.js';
import { readOwnPacks } from '../service.js';

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

  /** Takes other files for the ones before. */
  replace({ files }: PacksParams): Replaced {
    this.own = readOwnPacks(files, this.language);
    const { packs } = this.own;
    const gone = this.told.filter((uri) => !packs.some((read) => read.uri === uri));
    this.told = packs.map(({ uri }) => uri);
    return {
      result: summarise(packs),
      diagnostics: [
        ...packs.map(({ uri, problems }) => ({ uri, diagnostics: problems.map(toDiagnostic) })),
        ...gone.map((uri) => ({ uri, diagnostics: [] })),
      ],
    };
  }
}
