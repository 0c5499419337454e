/** Measures texts with the fonts that the page's style sheet gives to the graph. */
import { svgElement } from '../dom.js';
import type { Measure, TextStyle } from './layout.js';

/** A measure for texts drawn inside `frame`; each style's font is read from the page once. */
export function measureWith(frame: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const fonts = new Map<TextStyle, string>();
  return (text, style) => {
    if (context === null) return text.length * ASSUMED_CHARACTER_WIDTH;
    let font = fonts.get(style);
    if (font === undefined) {
      font = readFont(frame, style);
      fonts.set(style, font);
    }
    context.font = font;
    return Math.ceil(context.measureText(text).width);
  };
}

/** For a page without a canvas: wide enough for most letters. */
const ASSUMED_CHARACTER_WIDTH = 8;

function readFont(frame: HTMLElement, style: TextStyle): string {
  const sample = svgElement('text', { class: `text ${style}` });
  const picture = svgElement('svg', { class: 'graph', width: '0', height: '0' }, sample);
  frame.append(picture);
  const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(sample);
  picture.remove();
  return `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
}
