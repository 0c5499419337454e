/** What is told to those who hear the page; the place for it outlives every redraw. */
import { element } from './dom.js';

export const liveRegion = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });

/** Says `text` to a screen reader, the same text a second time, too. */
export function announce(text: string): void {
  liveRegion.replaceChildren(element('span', {}, text));
}
