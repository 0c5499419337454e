/** The languages that the extension reads. */
export const DUMP_LANGUAGES = ['psod', 'windbg'] as const;
export type DumpLanguage = (typeof DUMP_LANGUAGES)[number];

/** Languages under which an editor opens a text that may be a dump. */
export const PLAIN_LANGUAGES: readonly string[] = ['plaintext', 'log'];

export function isDumpLanguage(languageId: string | null): languageId is DumpLanguage {
  return DUMP_LANGUAGES.some((language) => language === languageId);
}

const LABELS: Readonly<Record<string, string>> = { psod: 'PSOD', windbg: 'WinDbg', linux: 'Linux' };

/** How a person calls the dialect: `PSOD`, `WinDbg`. */
export function dialectLabel(dialect: string): string {
  return LABELS[dialect] ?? dialect;
}
