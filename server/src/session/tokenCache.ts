import type { SemanticTokens, SemanticTokensDelta, SemanticTokensEdit } from 'vscode-languageserver-types';

/** One edit from `before` to `after`: what differs between their common beginning and their common end. */
function editBetween(before: readonly number[], after: readonly number[]): SemanticTokensEdit | null {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const deleteCount = before.length - start - tail;
  const data = after.slice(start, after.length - tail);
  return deleteCount === 0 && data.length === 0 ? null : { start, deleteCount, data };
}

/**
 * The tokens that a client has of each document, so that after an edit it gets only what became different: places are
 * told from the token before, so a changed line changes a few numbers of thousands.
 */
export class TokenCache {
  private readonly sent = new Map<string, Required<SemanticTokens>>();
  private count = 0;

  /** All tokens, under a name to which the next request may refer. */
  whole(uri: string, tokens: SemanticTokens): SemanticTokens {
    return this.remember(uri, tokens);
  }

  /** What became different since `previous`; all tokens where that is not what the client has. */
  since(uri: string, previous: string, tokens: SemanticTokens): SemanticTokens | SemanticTokensDelta {
    const known = this.sent.get(uri);
    const named = this.remember(uri, tokens);
    if (known?.resultId !== previous) return named;
    const edit = editBetween(known.data, named.data);
    return { resultId: named.resultId, edits: edit ? [edit] : [] };
  }

  drop(uri: string): void {
    this.sent.delete(uri);
  }

  private remember(uri: string, { data }: SemanticTokens): Required<SemanticTokens> {
    this.count += 1;
    const named = { resultId: String(this.count), data };
    this.sent.set(uri, named);
    return named;
  }
}
