import * as vscode from 'vscode';
import type { LineRange } from '../../../server/src/protocol.js';
import { MESSAGES } from '../messages.js';
import { openDocument } from '../openDocument.js';
import { readLocationArguments } from './arguments.js';
import type { Command } from './commands.js';

/** Goes to the only place, or shows several in a peek view. Lenses and hovers call it. */
export const showLocations: Command = async (_services, ...args) => {
  const read = readLocationArguments(args);
  if (read === null) return;
  const document = await openDocument(vscode.Uri.parse(read.uri));
  const ranges = read.ranges.map(toRange);
  const [first] = ranges;
  if (first !== undefined && ranges.length === 1) {
    await vscode.window.showTextDocument(document, { selection: first });
    return;
  }
  const position = new vscode.Position(read.position.line, read.position.character);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  const locations = ranges.map((range) => new vscode.Location(document.uri, range));
  await vscode.commands.executeCommand(
    'editor.action.goToLocations',
    document.uri,
    position,
    locations,
    'peek',
    MESSAGES.noPlace,
  );
};

function toRange({ start, end }: LineRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
