import * as vscode from 'vscode';

const PATIENCE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 50;

const inFolder = (name: string): vscode.Uri => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The samples are not open.');
  return vscode.Uri.joinPath(folder.uri, name);
};

/** Puts a file of one's own beside the samples. */
export async function writeSample(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));
}

/** Opens a sample of the workspace's folder in an editor. */
export async function openSample(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(inFolder(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The middle of the first `words` in the text, or of the first behind `after`. */
export function positionOf(document: vscode.TextDocument, words: string, after = ''): vscode.Position {
  const text = document.getText();
  const offset = text.indexOf(words, text.indexOf(after) + after.length);
  if (offset < 0) throw new Error(`The text does not hold ${words}.`);
  return document.positionAt(offset + Math.floor(words.length / 2));
}

/** The zero-based line of the first `words`. */
export function lineOf(document: vscode.TextDocument, words: string): number {
  return positionOf(document, words).line;
}

type Answer<T> = { readonly value: T } | 'given up';

/** What VS Code gives up because the text has changed meanwhile is no failure: an editor asks again. */
async function answerOf<T>(ask: () => Thenable<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (failure) {
    if (failure instanceof Error && failure.name === 'Canceled') return 'given up';
    throw failure;
  }
}

/** Asks again until the answer is the expected one; the server may still be starting, or the text be changing. */
export async function until<T>(ask: () => Thenable<T>, isExpected: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const answer = await answerOf(ask);
    if (answer !== 'given up' && isExpected(answer.value)) return answer.value;
    if (Date.now() > deadline) throw new Error(`Waited in vain; the last answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
