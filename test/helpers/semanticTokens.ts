/** Semantic tokens as a reader sees them: words, and what they are said to be. */
import type { SemanticTokens } from 'vscode-languageserver-types';
import { SEMANTIC_TOKENS_LEGEND } from '../../server/src/service.js';
import { linesOf } from './text.js';

/** A token with its place in the text. */
export interface ReadToken {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly type: string;
  readonly modifiers: readonly string[];
}

/** Reads the protocol's numbers: five a token, its place told from the token before it. */
export function readTokens(text: string, { data }: SemanticTokens): readonly ReadToken[] {
  const lines = linesOf(text);
  const { tokenTypes, tokenModifiers } = SEMANTIC_TOKENS_LEGEND;
  const tokens: ReadToken[] = [];
  let [line, from] = [0, 0];
  for (let index = 0; index < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = -1, bits = 0] = data.slice(index, index + 5);
    line += down;
    from = down === 0 ? from + right : right;
    const to = from + length;
    tokens.push({
      line,
      from,
      to,
      words: (lines[line] ?? '').slice(from, to),
      type: tokenTypes[type] ?? `(no type ${type})`,
      modifiers: tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0),
    });
  }
  return tokens;
}

/** `SP_WaitLock: function`, `0x1ca: number.hexadecimal`. */
export function describeToken({ words, type, modifiers }: ReadToken): string {
  return `${words}: ${[type, ...modifiers].join('.')}`;
}
