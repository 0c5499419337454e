import type { Hover } from 'vscode-languageserver-types';
import { MarkupKind } from 'vscode-languageserver-types';
import type { Position } from '../model/position.js';
import { SHOW_LOCATIONS_COMMAND } from '../report/commands.js';
import { escapeMarkdown } from '../report/escape.js';
import type { Case } from '../triage/case.js';
import { explainKey, explainKeyValue } from '../triage/explain/analyzeKey.js';
import { explainBugCheck, explainParameter, explainTrap } from '../triage/explain/bugCheck.js';
import { explainCommand, explainConsoleCommand } from '../triage/explain/command.js';
import type { Explanation, Paragraph } from '../triage/explain/explanation.js';
import { basisWords } from '../triage/explain/explanation.js';
import { explainFrame, explainPart } from '../triage/explain/frame.js';
import { explainFrameColumn, explainUnnamed } from '../triage/explain/frameColumn.js';
import { explainMessageDetail } from '../triage/explain/messageDetail.js';
import { explainModule } from '../triage/explain/module.js';
import {
  explainCpu,
  explainLock,
  explainRegister,
  explainSystem,
  explainTerm,
  explainTime,
  explainUptime,
} from '../triage/explain/screen.js';
import { rangeAtLine } from './places.js';
import type { FrameTarget, Target } from './target.js';
import { findTarget } from './target.js';
import { findWord, WORDS } from './words.js';

/** A module stands for its frame where the frame has no function. */
function partOfModule({ triaged, stack, frame }: FrameTarget): readonly Paragraph[] {
  return frame.frame.symbol ? [] : explainPart(triaged, stack, frame);
}

function explain(target: Target, opened: Case): Explanation | null {
  const { triaged } = target;
  const { knowledge } = opened;
  const { dialect } = triaged.crash;
  switch (target.kind) {
    case 'symbol':
      return explainFrame(triaged, target.stack, target.frame, knowledge);
    case 'module':
      return target.module === null ? null : explainModule(target.module, dialect, knowledge, partOfModule(target));
    case 'register':
      return explainRegister(triaged, target.register, knowledge);
    case 'cpu':
      return explainCpu(triaged, target.cpu.number, knowledge);
    case 'lock':
      return explainLock(triaged, target.name, knowledge);
    case 'accused':
      return explainCpu(triaged, target.cpu, knowledge);
    case 'heading':
      return explainTerm(dialect, WORDS, 'Saved backtrace', knowledge);
    case 'bug-check':
      return explainBugCheck(triaged, knowledge);
    case 'parameter':
      return explainParameter(triaged, target.number, knowledge);
    case 'word':
      return explainTerm(dialect, WORDS, target.word, knowledge);
    case 'system':
      return explainSystem(triaged);
    case 'uptime':
      return explainUptime(target.printed);
    case 'trap':
      return explainTrap(target.number, knowledge);
    case 'console':
      return explainConsoleCommand(target.typed, knowledge);
    case 'command':
      return explainCommand(triaged, target.command, knowledge);
    case 'key':
      return explainKey(target.pair.key.value, knowledge);
    case 'value':
      return explainKeyValue(target.pair, triaged, knowledge);
    case 'column':
      return explainFrameColumn(triaged, target.stack, target.frame, target.column, target.printed);
    case 'detail':
      return explainMessageDetail(triaged, target.name, target.printed.value, knowledge);
    case 'time':
      return explainTime(target.printed);
    case 'frame':
      return explainUnnamed(target.frame);
  }
}

/** A link that jumps to lines of the log; the client allows this one command in hovers. */
function jumpLink(jump: NonNullable<Paragraph['jump']>, target: Target, uri: string): string {
  const ranges = jump.places.map(({ line, cpu }) => rangeAtLine(target.triaged, line, cpu));
  const argument = encodeURIComponent(JSON.stringify([uri, target.range.start, ranges]));
  return ` [${escapeMarkdown(jump.label)}](command:${SHOW_LOCATIONS_COMMAND}?${argument})`;
}

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

function renderParagraph(paragraph: Paragraph, target: Target, uri: string): string {
  const text = escapeMarkdown(clip(paragraph.text));
  const jump = paragraph.jump && paragraph.jump.places.length > 0 ? jumpLink(paragraph.jump, target, uri) : '';
  switch (paragraph.kind) {
    case 'here':
      return `**Here:** ${text}${jump}`;
    case 'guess':
      return `*${text}*${jump}`;
    case 'meaning':
    case 'elsewhere':
      return `${text}${jump}`;
  }
}

function renderFooter({ links, basis }: Explanation): string {
  const parts = links.map(
    ({ title, url }) => `[${escapeMarkdown(title)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`,
  );
  return [...parts, ...(basis ? [escapeMarkdown(basisWords(basis))] : [])].join(' · ');
}

function render(explanation: Explanation, target: Target, uri: string): string {
  const title = [
    `**${escapeMarkdown(clip(explanation.title))}**`,
    ...explanation.tags.map((tag) => `*${escapeMarkdown(clip(tag))}*`),
  ].join(' · ');
  const paragraphs = fitting(explanation.paragraphs).map((paragraph) => renderParagraph(paragraph, target, uri));
  return [title, ...paragraphs, renderFooter(explanation)].filter((part) => part !== '').join('\n\n');
}

/** What is known of the thing at `position`: its meaning, its part in this crash, how sure that is. */
export function findHover(opened: Case, uri: string, position: Position): Hover | null {
  const target = findTarget(opened, position) ?? findWord(opened, position);
  const explanation = target && explain(target, opened);
  if (!explanation) return null;
  return { contents: { kind: MarkupKind.Markdown, value: render(explanation, target, uri) }, range: target.range };
}
