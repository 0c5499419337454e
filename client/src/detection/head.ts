/** A document's beginning, read line by line so that a large file costs no more than a small one. */

/** What is needed of a document; `vscode.TextDocument` has it. */
export interface LineSource {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** So many characters are enough to recognise a dump, and more are never looked at. */
export const HEAD_LENGTH = 64 * 1024;

/** The first lines of `document`, together at most `limit` characters. */
export function readHead(document: LineSource, limit: number = HEAD_LENGTH): string {
  const lines: string[] = [];
  let room = limit;
  for (let line = 0; line < document.lineCount && room > 0; line++) {
    const text = document.lineAt(line).text.slice(0, room);
    lines.push(text);
    room -= text.length + 1;
  }
  return lines.join('\n');
}
