/**
 * All that a person can be told besides a verdict: what happened, and what to do where there is something to do.
 * What the text of a document is instead of a crash, the server says.
 */

/** Words of messages, by what they are about. */
export const MESSAGES = {
  documentGone: 'This document cannot be opened any more. It may have been moved, renamed or deleted.',
  documentNotText: 'VS Code cannot open this file as text. If it is a dump, print it to text in its debugger first.',
  documentTooLarge:
    'VS Code gives no extension the text of a file this large. On the command line, "dumplens triage FILE" reads it.',
  documentSetAside:
    'This document is set aside: the language server ended twice while it read it. "Restart the language server" tries again.',
  documentNotChanged: 'The document cannot be changed. "Open as new document" leaves it as it is.',
  noEditor: 'Open a crash log in an editor first.',
  noPlace: 'There is no place to show.',
  nothingToNormalise: 'The text is as it was printed: nothing to normalise',
  packsWhenTrusted: 'Packs are read as soon as this workspace is trusted.',
  reportClosed:
    'The report was closed before it was saved. Save it once more, and leave it open until you are asked where.',
  reportFailed: 'The report could not be made. The output channel "Dump Lens" says why.',
  serverEnded: 'Dump Lens: the language server ended; started again',
  serverNotStarted: 'The language server could not be started. The output channel "Dump Lens" says why.',
  serverRestarted: 'Dump Lens: language server restarted',
  signatureCopied: 'Signature copied',
} as const;

/** How verdicts are called that were copied in a format. */
const FORMATS = { markdown: 'Markdown', ticket: 'ticket text', json: 'JSON' } as const;

export const describeCopied = (format: keyof typeof FORMATS): string => `Verdict copied as ${FORMATS[format]}`;

export const describeSaved = (name: string): string => `Report saved as ${name}`;

/** The report of another document may stand beside the text, so the words say which one is meant. */
export const describeNothing = (name: string, remark: string): string => `${name}: ${remark}`;

/** Something that is not foreseen went wrong. */
export const describeFailure = (reason: string): string => `Dump Lens could not do this: ${reason}`;

export function describeFaultyPacks(count: number): string {
  const which = count === 1 ? 'one of your packs has' : `${count} of your packs have`;
  return `Dump Lens: ${which} errors, see Problems; only what is right is used`;
}

export const describeMissingPacks = (setting: string, places: string): string =>
  `Dump Lens: the setting ${setting} names a place without packs: ${places}`;

/** A failure that was foreseen: its message is meant for a person as it is. */
export class Failure extends Error {
  constructor(message: keyof typeof MESSAGES, cause?: unknown) {
    super(MESSAGES[message], { cause });
  }
}

/** Milliseconds for which the status bar shows a word that needs no answer. */
export const SHOWN_FOR = { moment: 3000, while: 10_000 } as const;
