/** Elements made of text nodes and attributes only: words of the log can never become markup. */

export type Child = Node | string | null;

export interface Attributes {
  readonly class?: string;
  readonly title?: string;
  readonly [name: string]: string | undefined;
}

/** An HTML element with these attributes and children; a null child is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** Words of the log that have no spaces, with places at which a narrow page may break them. */
export function breakable(words: string): readonly Child[] {
  return words
    .split(BREAKS)
    .flatMap((piece, index) => (index === 0 ? [piece] : [document.createElement('wbr'), piece]));
}

/** Between a module and its function, the parts of its name, and before the offset. */
const BREAKS = /(?<=!|::)|(?=\+0x)/;

/** A button; `focusKey` names it across redraws, so that the keyboard focus survives an update. */
export function button(
  focusKey: string,
  attributes: Attributes,
  onPress: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-focus-key': focusKey, ...attributes }, ...children);
  made.addEventListener('click', onPress);
  return made;
}

/** Gives an SVG group the manners of a button: focus, Enter, Space and click. */
export function pressable(group: SVGGElement, onPress: () => void): SVGGElement {
  group.setAttribute('role', 'button');
  group.setAttribute('tabindex', '0');
  group.addEventListener('click', onPress);
  group.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onPress();
  });
  return group;
}

function fill<T extends Element>(target: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) target.setAttribute(name, value);
  }
  target.append(...children.filter((child) => child !== null));
  return target;
}
