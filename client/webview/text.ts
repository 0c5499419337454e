/** Small, pure helpers for the words on the page. */

/** `text` cut to at most `limit` characters, with an ellipsis where something is missing. */
export function shorten(text: string, limit: number): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** `text` in lines of at most `limit` characters, broken between words; what is beyond `maxLines` is cut. */
export function wrap(text: string, limit: number, maxLines: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    const longer = `${line ?? ''} ${word}`;
    const fits = line !== undefined && longer.length <= limit;
    if (fits || lines.length === maxLines) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => shorten(line, limit));
}

/** The number that an editor shows for a zero-based line. */
export function lineNumber(line: number): string {
  return String(line + 1);
}

/** `url` when it leads to the web; null for every other scheme and for what is no address at all. */
export function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/** `7 candidates`, `1 candidate`. */
export function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
