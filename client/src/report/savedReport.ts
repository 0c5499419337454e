/** A report as a file of its own, for readers without an editor: no script, nothing loaded, nothing of this machine. */
export interface SavedReport {
  /** The page's own drawing as markup. */
  readonly content: string;
  readonly style: string;
  readonly headline: string;
  /** The name of the log, without its folder. */
  readonly document: string;
  readonly version: string;
}

/** Even if a word of the log became markup, nothing of it could run or load. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

export function savedReport({ content, style, headline, document, version }: SavedReport): string {
  const name = escapeHtml(document);
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="Dump Lens ${escapeHtml(version)}">
    <title>${escapeHtml(headline)} · ${name}</title>
    <style>${style.replaceAll('</', '<\\/')}</style>
  </head>
  <body class="paper">
${content.replace(/<\/main>\s*$/, '')}
    <p class="origin">Made by Dump Lens ${escapeHtml(version)} from the text of ${name}; numbers in front of words are lines of it.</p>
    </main>
  </body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
