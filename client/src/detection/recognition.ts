/** How a document came to be read as a dump. */
export type Recognition = 'name' | 'first line' | 'content' | 'hand';

/** What the manifest says of a language. */
export interface LanguageContribution {
  readonly id: string;
  readonly extensions?: readonly string[];
  readonly filenamePatterns?: readonly string[];
  readonly firstLine?: string;
}

/** The globs of the names by which VS Code gives a document the language. */
export function namePatterns({ extensions = [], filenamePatterns = [] }: LanguageContribution): readonly string[] {
  return [...extensions.map((extension) => `*${extension}`), ...filenamePatterns];
}

/** What of the manifest made VS Code give a document the language; null where nothing of it did. */
export function recognisedBy(
  { firstLine }: LanguageContribution,
  isNameMatched: boolean,
  line: string,
): Recognition | null {
  if (isNameMatched) return 'name';
  return firstLine !== undefined && new RegExp(firstLine).test(line) ? 'first line' : null;
}
