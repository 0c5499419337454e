import type { Position } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { sliceLine } from '../match.js';

/** What pages put in front of each line of a transcript: comment signs, headings, bullets. */
const WRAPPERS: readonly RegExp[] = [
  // `//   BugCheck 50, {...}`, `# BUGCHECK_STR:` and `;   STACK_TEXT:` in exploit and script files; a Markdown heading
  /^\s{0,8}(?:\/\/|#{1,6}(?=\s|[A-Z]|$)|;(?=\s|$))/,
  // a list or a comment block in which each line is an entry; not an argument's own list, which is indented,
  // and not the frame of stars around a heading
  /^(?:[-+•]|\s{0,3}\*)(?=\s{1,8}[^\s*]|\s*$)(?!.*\*\s*$)/,
  // a list's bullet or number before a prompt
  /^\s{0,8}(?:[*-]|\d{1,3}\.)(?=\s\d{1,3}: kd> )/,
];

/** The time at which a collector of logs received the line. */
const TIME_STAMP = /^\s{0,8}\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?(?:\s|$)/;

/** A line that stands in back-ticks or in bold as a whole. */
const TICKED = /^(\s{0,8})(`|\*\*(?=[^\s*]))(.*)\2(\s{0,4})$/;

/** Signs that word processors and web pages put in the place of those that a debugger prints; as long as those. */
const TYPOGRAPHIC: Readonly<Record<string, string>> = { '×': 'x', '’': "'", '‘': "'", '“': '"', '”': '"' };
const TYPOGRAPHIC_SIGN = /[×’‘“”]/g;

/** Signs that a page shows as they stand in its source. */
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#96': '`',
  nbsp: ' ',
};
const ENTITY = /&(lt|gt|amp|quot|#39|#96|nbsp);/g;

/** Puts the signs back for which a page's entities stand; what follows one moves, so its place is taken along. */
function decodeEntities(line: SourceLine): SourceLine {
  const places: number[] = [];
  let text = '';
  let from = 0;
  for (const match of line.text.matchAll(ENTITY)) {
    for (let index = from; index <= match.index; index++) places.push(index);
    text += line.text.slice(from, match.index) + (ENTITIES[match[1] ?? ''] ?? '');
    from = match.index + match[0].length;
  }
  const tail = from - text.length;
  const placeOf = (index: number): Position => ({ line: line.number, character: places[index] ?? index + tail });
  return { number: line.number, text: text + line.text.slice(from), placeOf };
}

/** Gives back the signs that a page exchanged for others. */
export function restoreSigns(printed: SourceLine): SourceLine {
  const line = printed.text.includes('&') ? decodeEntities(printed) : printed;
  const text = line.text.replace(TYPOGRAPHIC_SIGN, (sign) => TYPOGRAPHIC[sign] ?? sign);
  return text === line.text ? line : { ...line, text };
}

/** A line of the transcript without what a page did to it: marks around it are blanked out, signs are restored. */
export function unwrapLine(printed: SourceLine): SourceLine {
  const restored = restoreSigns(printed);
  const stamp = TIME_STAMP.exec(restored.text);
  const line = stamp ? sliceLine(restored, stamp[0].length) : restored;
  const ticked = TICKED.exec(line.text);
  if (ticked) {
    const [, before = '', mark = '', content = '', behind = ''] = ticked;
    const blank = ' '.repeat(mark.length);
    return { ...line, text: `${before}${blank}${content}${blank}${behind}` };
  }
  for (const wrapper of WRAPPERS) {
    const match = wrapper.exec(line.text);
    if (match) return { ...line, text: ' '.repeat(match[0].length) + line.text.slice(match[0].length) };
  }
  return line;
}
