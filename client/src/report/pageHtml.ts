/** The frame of the report page; its content is drawn by the page's own script. */
export interface PageResources {
  readonly script: string;
  readonly style: string;
  /** Where the webview loads its resources from. */
  readonly cspSource: string;
  readonly nonce: string;
}

/** Nothing is allowed but the page's own script and style sheet. */
export function pageHtml({ script, style, cspSource, nonce }: PageResources): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Triage report</title>
    <link rel="stylesheet" href="${style}">
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

/** A word that nobody can guess, new for every page. */
export function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
