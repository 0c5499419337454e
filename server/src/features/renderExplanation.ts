import type { Position, Range } from '../model/position.js';
import { SHOW_LOCATIONS_COMMAND } from '../report/commands.js';
import { escapeMarkdown } from '../report/escape.js';
import type { Explanation, Paragraph } from '../triage/explain/explanation.js';
import { basisWords } from '../triage/explain/explanation.js';
import type { TriagedCrash } from '../triage/verdict.js';
import { rangeAtLine } from './places.js';

/** What an editor can show. */
export interface HoverForm {
  readonly markdown: boolean;
  /** It carries out the command that shows places of the log. */
  readonly jumps: boolean;
}

export const RICH: HoverForm = { markdown: true, jumps: true };

/** Where a hover stands. */
export interface HoverPlace {
  readonly uri: string;
  readonly from: Position;
  readonly triaged: TriagedCrash;
}

/** How each part is written. */
interface Style {
  readonly text: (text: string) => string;
  readonly title: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly here: string;
  readonly link: (title: string, url: string) => string;
}

const MARKDOWN: Style = {
  text: escapeMarkdown,
  title: (text) => `**${text}**`,
  quiet: (text) => `*${text}*`,
  here: '**Here:**',
  link: (title, url) => `[${title}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`,
};

const PLAIN: Style = {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  text: (text) => text.replace(/[\u0000-\u001f\u007f]+/g, ' '),
  title: (text) => text,
  quiet: (text) => text,
  here: 'Here:',
  link: (title, url) => `${title}: ${url}`,
};

/** A name of a log may be of any length; so much of it is enough to know it again. */
const LONGEST_WORD = 60;
const LONG_WORDS = /\S{61,}/g;
/** A paragraph of some five lines is enough. */
const LONGEST_PARAGRAPH = 450;

function clip(text: string): string {
  const words = text.replace(LONG_WORDS, (word) => `${word.slice(0, LONGEST_WORD)}…`);
  return words.length > LONGEST_PARAGRAPH ? `${words.slice(0, LONGEST_PARAGRAPH).trimEnd()} …` : words;
}

/** How wide an editor shows a hover, in characters, and how many such lines are read in passing. */
const WIDTH = 90;
const MOST_LINES = 10;

/** The paragraphs that fit, in their order; the report has the rest. */
function fitting(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  let lines = 0;
  return paragraphs.filter(({ text }) => {
    const height = Math.ceil(clip(text).length / WIDTH);
    const fits = lines === 0 || lines + height <= MOST_LINES;
    lines += fits ? height : 0;
    return fits;
  });
}

/** So many lines are named where nothing leads to them. */
const MOST_NAMED = 8;

/** `lines 8, 9`: where nothing can be clicked. */
function lineWords(ranges: readonly Range[]): string {
  const lines = [...new Set(ranges.map(({ start }) => start.line + 1))];
  const named = lines.slice(0, MOST_NAMED).join(', ');
  return ` (${lines.length === 1 ? 'line' : 'lines'} ${named}${lines.length > MOST_NAMED ? ', …' : ''})`;
}

/** A link that jumps to lines of the log, else the numbers of the lines. */
function renderJump({ jump }: Paragraph, { uri, from, triaged }: HoverPlace, { markdown, jumps }: HoverForm): string {
  if (!jump || jump.places.length === 0) return '';
  const ranges = jump.places.map(({ line, cpu }) => rangeAtLine(triaged, line, cpu));
  if (!markdown || !jumps) return lineWords(ranges);
  const argument = encodeURIComponent(JSON.stringify([uri, from, ranges]));
  return ` [${escapeMarkdown(jump.label)}](command:${SHOW_LOCATIONS_COMMAND}?${argument})`;
}

function renderParagraph(paragraph: Paragraph, style: Style): string {
  const text = style.text(clip(paragraph.text));
  switch (paragraph.kind) {
    case 'here':
      return `${style.here} ${text}`;
    case 'guess':
      return style.quiet(text);
    case 'meaning':
    case 'elsewhere':
      return text;
  }
}

function renderFooter({ links, basis }: Explanation, style: Style): string {
  const parts = links.map(({ title, url }) => style.link(style.text(title), url));
  return [...parts, ...(basis ? [style.text(basisWords(basis))] : [])].join(' · ');
}

/** An explanation as an editor shows it at a word. */
export function renderExplanation(explanation: Explanation, place: HoverPlace, form: HoverForm): string {
  const style = form.markdown ? MARKDOWN : PLAIN;
  const title = [
    style.title(style.text(clip(explanation.title))),
    ...explanation.tags.map((tag) => style.quiet(style.text(clip(tag)))),
  ].join(' · ');
  const paragraphs = fitting(explanation.paragraphs).map(
    (paragraph) => `${renderParagraph(paragraph, style)}${renderJump(paragraph, place, form)}`,
  );
  return [title, ...paragraphs, renderFooter(explanation, style)].filter((part) => part !== '').join('\n\n');
}
