/** What acts wherever it stands: emphasis, code, links, HTML, tables, and the escape itself. */
const ACTS_ANYWHERE = /[\\`*[\]<|~]/;

/**
 * What acts only in some places. A name such as `SP_WaitLock` is left as it is: chats and trackers that know only half of
 * Markdown show the backslash.
 */
const ACTS_IN_PLACE: readonly RegExp[] = [
  // the beginning of a heading, quote or list, and what makes a heading of the line above
  /^\s*[#>+=-]/,
  /^\s*\d{1,9}[.)]/,
  // emphasis, unless inside of a word
  /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
  // a character by its name, an icon of VS Code, an emoji
  /&(?=#|\w)/,
  /\$(?=\()/,
  /:(?=[\w+-]{1,40}:)/,
  // what is a link without being marked as one: an address, a mail box
  /:(?=\/\/)/,
  /(?<=www)\.(?=\S)/i,
  /@/,
];

const ACTIVE = new RegExp([ACTS_ANYWHERE, ...ACTS_IN_PLACE].map(({ source }) => source).join('|'), 'giu');

/**
 * The one way in which words of a log get into Markdown: nothing in them acts as markup,
 * no link, image or HTML can come of them, and control characters are gone.
 */
export function escapeMarkdown(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return clean.replace(ACTIVE, (found) => `${found.slice(0, -1)}\\${found.slice(-1)}`);
}

/** Words of a log as inline code, whatever back-ticks are in them. */
export function inlineCode(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return clean === '' ? '' : `${fence}${pad}${clean}${pad}${fence}`;
}
