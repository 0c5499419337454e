/** Snapshots: what a test saw last time, kept as a text beside it. `UPDATE_SNAPSHOTS=1` writes them anew. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { TokenizedLine } from './tokenize.js';

/** Compares a text with its snapshot, or makes it the snapshot. */
export async function matchSnapshot(name: string, actual: string): Promise<void> {
  const path = `test/grammar/snapshots/${name}.snap`;
  if (process.env.UPDATE_SNAPSHOTS) await writeFile(path, actual);
  assert.equal(actual, await readFile(path, 'utf8'), `${path} differs; UPDATE_SNAPSHOTS=1 writes what is now seen`);
}

/** Writes each line with `>` and, below it, carets under every token that has a scope. */
export function drawTokens(lines: readonly TokenizedLine[]): string {
  return lines.map(({ line, tokens }) => `>${line}\n${drawLine(tokens)}`).join('');
}

function drawLine(tokens: TokenizedLine['tokens']): string {
  let column = 0;
  let drawing = '';
  for (const { text, scopes } of tokens) {
    if (scopes.length > 0) drawing += `#${' '.repeat(column)}${'^'.repeat(text.length)} ${scopes.join(' ')}\n`;
    column += text.length;
  }
  return drawing;
}
