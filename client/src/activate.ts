/** What happens when a dump or a plain text is opened for the first time; the same in Node and in a browser. */
import * as vscode from 'vscode';
import { registerCommands } from './commands/commands.js';
import { DeclinedDocuments } from './detection/declinedDocuments.js';
import { Detector } from './detection/detector.js';
import type { LanguageContribution } from './detection/recognition.js';
import { isDumpLanguage } from './languages.js';
import { LanguageServer, type CreateClient } from './languageServer.js';
import { NormalisedPreviews } from './normalised/previews.js';
import { OwnPacks } from './packs/ownPacks.js';
import { ReportPanels } from './report/panels.js';
import { SourceLinks } from './sources/sourceLinks.js';
import { StatusItem } from './status.js';

/** What is read of the extension's own manifest. */
interface Manifest {
  readonly version: string;
  readonly contributes: { readonly languages: readonly LanguageContribution[] };
}

/**
 * Sets everything up and returns the server, which the caller stops at the end. `home`: the user's folder; null where
 * there is none.
 */
export function activateShared(
  context: vscode.ExtensionContext,
  createClient: CreateClient,
  home: vscode.Uri | null,
): LanguageServer {
  const { version, contributes } = context.extension.packageJSON as Manifest;
  const server = new LanguageServer(createClient);
  const detector = new Detector(new DeclinedDocuments(context.workspaceState), contributes.languages);
  const panels = new ReportPanels(context.extensionUri, { server, detector });
  const previews = new NormalisedPreviews(server);
  const ownPacks = new OwnPacks(server, home);
  context.subscriptions.push(
    server,
    detector,
    panels,
    previews,
    ownPacks,
    ownPacks.onDidLoad(() => panels.refresh()),
    new SourceLinks(server),
    new StatusItem(server, detector),
    startWithFirstDump(server),
    registerCommands({ server, detector, panels, previews, extensionUri: context.extensionUri, version }),
  );
  detector.watch();
  return server;
}

/** Before the first dump there is nothing to serve, so nothing runs. */
function startWithFirstDump(server: LanguageServer): vscode.Disposable {
  const startFor = (document: vscode.TextDocument): void => {
    if (!isDumpLanguage(document.languageId)) return;
    listener.dispose();
    server.start().catch((error: unknown) => {
      server.log(String(error));
    });
  };
  const listener = vscode.workspace.onDidOpenTextDocument(startFor);
  const open = vscode.workspace.textDocuments.find((document) => isDumpLanguage(document.languageId));
  if (open !== undefined) startFor(open);
  return listener;
}
