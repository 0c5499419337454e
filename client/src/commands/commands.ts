/** All commands, by the ids that the manifest and the server use. */
import * as vscode from 'vscode';
import { SHOW_LOCATIONS_COMMAND, TRIAGE_COMMAND } from '../../../server/src/protocol.js';
import type { Detector } from '../detection/detector.js';
import type { LanguageServer } from '../languageServer.js';
import type { ReportPanels } from '../report/panels.js';
import type { NormalisedPreviews } from '../normalised/previews.js';
import { tellFailure } from '../tellFailure.js';
import { applyNormalised } from './applyNormalised.js';
import { copyJson } from './copyJson.js';
import { copyMarkdown } from './copyMarkdown.js';
import { copySignature } from './copySignature.js';
import { copyTicket } from './copyTicket.js';
import { explainFinding } from './explainFinding.js';
import { extractCrash } from './extractCrash.js';
import { foldPlumbing } from './foldPlumbing.js';
import { newKnownIssue } from './newKnownIssue.js';
import { normalise } from './normalise.js';
import { openNormalised } from './openNormalised.js';
import { openSample } from './openSample.js';
import { restartServer } from './restartServer.js';
import { saveReport } from './saveReport.js';
import { searchWeb } from './searchWeb.js';
import { showLocations } from './showLocations.js';
import { triage } from './triage.js';
import { undoDetection } from './undoDetection.js';

/** What commands work with. */
export interface Services {
  readonly server: LanguageServer;
  readonly detector: Detector;
  readonly panels: ReportPanels;
  readonly previews: NormalisedPreviews;
  /** Where the extension's own files are. */
  readonly extensionUri: vscode.Uri;
  /** Of the extension. */
  readonly version: string;
}

export type Command = (services: Services, ...args: readonly unknown[]) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
  [TRIAGE_COMMAND]: triage,
  [SHOW_LOCATIONS_COMMAND]: showLocations,
  'dumplens.copyMarkdown': copyMarkdown,
  'dumplens.copyJson': copyJson,
  'dumplens.copyTicket': copyTicket,
  'dumplens.copySignature': copySignature,
  'dumplens.openSample': openSample,
  'dumplens.saveReport': saveReport,
  'dumplens.searchWeb': searchWeb,
  'dumplens.extractCrash': extractCrash,
  'dumplens.newKnownIssue': newKnownIssue,
  'dumplens.normalise': normalise,
  'dumplens.applyNormalised': applyNormalised,
  'dumplens.openNormalised': openNormalised,
  'dumplens.foldPlumbing': foldPlumbing,
  'dumplens.explainFinding': explainFinding,
  'dumplens.undoDetection': undoDetection,
  'dumplens.restartServer': restartServer,
};

export function registerCommands(services: Services): vscode.Disposable {
  const registrations = Object.entries(COMMANDS).map(([id, command]) =>
    vscode.commands.registerCommand(id, (...args: readonly unknown[]) => run(command, services, args)),
  );
  return vscode.Disposable.from(...registrations);
}

async function run(command: Command, services: Services, args: readonly unknown[]): Promise<void> {
  try {
    await command(services, ...args);
  } catch (error) {
    tellFailure(services.server, error);
  }
}
