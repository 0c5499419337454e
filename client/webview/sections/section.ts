/** What every section of the report is made of. */
import type { PageRequest } from '../../src/report/messages.js';
import { button, element, type Child } from '../dom.js';
import { announce } from '../live.js';
import { lineNumber, webAddress } from '../text.js';

/** Asks the extension for something that a page cannot do. */
export type Post = (request: PageRequest) => void;

/** A titled section that can be folded; null where there is nothing to put into it. */
export function section(
  name: string,
  title: string | readonly Child[],
  content: readonly Child[],
  isOpen = true,
): HTMLElement | null {
  if (content.length === 0) return null;
  return element(
    'section',
    { class: `section ${name}` },
    element(
      'details',
      { 'data-fold': name, open: isOpen ? '' : undefined },
      element(
        'summary',
        { 'data-focus-key': `fold:${name}` },
        element('h2', {}, ...(typeof title === 'string' ? [title] : title)),
      ),
      ...content,
    ),
  );
}

/** A line of the log and what it says; a press goes to the line. */
export function lineButton(focusKey: string, line: number, text: Child, post: Post): HTMLButtonElement {
  return button(
    focusKey,
    { class: 'line-button', title: `Go to line ${lineNumber(line)}` },
    () => {
      post({ type: 'revealLine', line });
    },
    element('span', { class: 'visually-hidden' }, 'Line '),
    element('span', { class: 'line-number' }, lineNumber(line)),
    text,
  );
}

/** A link that the extension opens; plain text where the address is none of the web. */
export function webLink(text: string, url: string | null, post: Post): HTMLElement {
  const address = webAddress(url);
  if (address === null) return element('span', {}, text);
  const link = element('a', { href: address, title: address, 'data-focus-key': `link:${address}` }, text);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    post({ type: 'openLink', url: address });
  });
  return link;
}

/** A button that says for a moment that it has copied. */
export function copyButton(
  focusKey: string,
  label: string,
  description: string,
  onPress: () => void,
): HTMLButtonElement {
  const copy = button(
    focusKey,
    { class: 'quiet-button screen-only', title: description },
    () => {
      onPress();
      copy.textContent = 'Copied';
      announce('Copied');
      setTimeout(() => {
        copy.textContent = label;
      }, COPIED_SHOWN_FOR);
    },
    label,
  );
  return copy;
}

const COPIED_SHOWN_FOR = 1500;
