import type { SourceLine } from '../../util/lines.js';

/** What pages put around each line of a transcript: comment signs, back-ticks, bullets. */
const WRAPPERS: readonly RegExp[] = [
  // `//   BugCheck 50, {...}` and `# BUGCHECK_STR:` in exploit and script files
  /^\s{0,8}(?:\/\/|#(?=\s{0,4}[A-Z]))/d,
  // a list's bullet or number before a prompt
  /^\s{0,8}(?:[*-]|\d{1,3}\.)(?=\s\d{1,3}: kd> )/d,
];

/** A line that stands in back-ticks as a whole. */
const TICKED = /^(\s{0,8})`(.*)`(\s{0,4})$/;

/** Blanks out what a page put around a line of the transcript; columns stay where they are. */
export function unwrapLine(line: SourceLine): SourceLine {
  const ticked = TICKED.exec(line.text);
  if (ticked) return { ...line, text: `${ticked[1] ?? ''} ${ticked[2] ?? ''} ${ticked[3] ?? ''}` };
  for (const wrapper of WRAPPERS) {
    const match = wrapper.exec(line.text);
    if (match) return { ...line, text: ' '.repeat(match[0].length) + line.text.slice(match[0].length) };
  }
  return line;
}
