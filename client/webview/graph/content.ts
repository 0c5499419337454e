/** What is written in a shape, and how big that makes it. */
import { shorten, wrap } from '../text.js';
import type { Shape } from './arrange.js';
import type { Direction, Measure, PlacedRow, PlacedText } from './layout.js';

export const ROW_HEIGHT = 26;
const BOX_PADDING = 14;
/** A resource is drawn as a pill: its round ends need room. */
export const PILL_PADDING = 26;
/** The longest lines of a box, in characters, where there is room for them. */
export const LONGEST_LINE = 36;
const MAX_LABEL_LINES = 3;
const MAX_DETAIL_LINES = 4;
const LABEL_BASELINE = 24;
const LABEL_LINE_HEIGHT = 18;
const DETAIL_LINE_HEIGHT = 17;
/** Between the label and the first line of the detail. */
const DETAIL_GAP = 3;
/** Below the last line of words. */
const BOX_FOOT = 14;
/** A number stays with the word before it: `line 12`. */
const NO_BREAK = '\u00a0';
/** Between the label and the detail of a row. */
const ROW_GAP = 8;
/** In a column the first line says what the labels are: `held by one of?`. */
const COLUMN_INDENT = { LR: 10, TB: 22 } as const;

/** Texts and rows are placed from the shape's own corner. */
export interface Content {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
  readonly rows: readonly PlacedRow[];
}

/** A box with its label and detail, in lines of at most `longest` characters. */
export function boxContent(shape: Shape, measure: Measure, longest: number): Content {
  const isPill = shape.kind === 'resource';
  const padding = isPill ? PILL_PADDING : BOX_PADDING;
  const labels = wrap(shape.label, longest, MAX_LABEL_LINES);
  const details =
    shape.detail === null ? [] : wrap(shape.detail.replace(/ (?=\d)/g, NO_BREAK), longest, MAX_DETAIL_LINES);
  const labelsEnd = LABEL_BASELINE + (labels.length - 1) * LABEL_LINE_HEIGHT;
  const lines = [
    ...labels.map((text, index) => ({ text, style: 'label' as const, y: LABEL_BASELINE + index * LABEL_LINE_HEIGHT })),
    ...details.map((text, index) => ({
      text,
      style: 'detail' as const,
      y: labelsEnd + DETAIL_GAP + (index + 1) * DETAIL_LINE_HEIGHT,
    })),
  ].map((line) => ({ ...line, width: measure(line.text, line.style) }));
  const inner = Math.max(...lines.map((line) => line.width));
  const texts = lines.map(({ text, style, width, y }) => ({
    text,
    style,
    x: padding + (isPill ? (inner - width) / 2 : 0),
    y,
  }));
  const last = lines.at(-1)?.y ?? labelsEnd;
  return { width: inner + 2 * padding, height: last + BOX_FOOT, texts, rows: [] };
}

/** Labels under each other, below what the lines that lead to them say. */
export function columnContent(
  shape: Shape,
  heading: string,
  measure: Measure,
  direction: Direction,
  longest: number,
): Content {
  const indent = COLUMN_INDENT[direction];
  const headingHeight = heading === '' ? 0 : ROW_HEIGHT;
  const headingText = edgeText(heading);
  // What is the same for all says nothing of one.
  const isSame = new Set(shape.members.map((member) => member.detail)).size === 1;
  const rows = shape.members.map((member, nodeIndex): PlacedRow => {
    const middle = headingHeight + (nodeIndex + 0.5) * ROW_HEIGHT;
    const label = shorten(member.label, longest);
    const labelWidth = measure(label, 'row');
    const texts: PlacedText[] = [{ text: label, style: 'row', x: indent, y: middle + 4 }];
    const anchor = { x: indent - 7, y: middle };
    if (member.detail === null || isSame) return { nodeIndex, texts, anchor, width: labelWidth };
    const detail = shorten(member.detail, longest);
    texts.push({ text: detail, style: 'detail', x: indent + labelWidth + ROW_GAP, y: middle + 4 });
    return { nodeIndex, texts, anchor, width: labelWidth + ROW_GAP + measure(detail, 'detail') };
  });
  const inner = Math.max(measure(headingText, 'edge'), ...rows.map((row) => row.width));
  return {
    width: indent + inner + 6,
    height: headingHeight + rows.length * ROW_HEIGHT,
    texts: heading === '' ? [] : [{ text: headingText, style: 'edge', x: indent, y: ROW_HEIGHT / 2 + 4 }],
    rows,
  };
}

/** The words on a line. */
export function edgeText(label: string): string {
  return shorten(label, LONGEST_LINE);
}
