import type { Token } from 'marked';
import { marked } from 'marked';

/** Markdown as a reader gets it. */
export interface RenderedMarkdown {
  /** What it is made of: `paragraph`, `text`, `escape`, `strong`, `html`, ... */
  readonly kinds: ReadonlySet<string>;
  /** The words of its text; code is not among them. */
  readonly words: string;
  /** Where its links lead. */
  readonly links: readonly string[];
}

/** Takes Markdown for what a renderer takes it. */
export function renderMarkdown(markdown: string): RenderedMarkdown {
  const kinds = new Set<string>();
  const links: string[] = [];
  let words = '';
  const take = (token: Token): void => {
    kinds.add(token.type);
    if (token.type === 'link' && 'href' in token) links.push(String(token.href));
    if (token.type !== 'text' && token.type !== 'escape') return;
    if ('tokens' in token) return;
    words += /&(?:#|\w+;)/.test(token.raw) ? '<a character by its name>' : String(token.text);
  };
  void marked.walkTokens(marked.lexer(markdown), take);
  return { kinds, words, links };
}
