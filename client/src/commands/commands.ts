/** All commands, by the ids that the manifest and the server use. */
import * as vscode from 'vscode';
import { SHOW_LOCATIONS_COMMAND, TRIAGE_COMMAND } from '../../../server/src/protocol.js';
import type { Detector } from '../detection/detector.js';
import type { LanguageServer } from '../languageServer.js';
import type { ReportPanels } from '../report/panels.js';
import { tellFailure } from '../tellFailure.js';
import { copyJson } from './copyJson.js';
import { copyMarkdown } from './copyMarkdown.js';
import { restartServer } from './restartServer.js';
import { showLocations } from './showLocations.js';
import { triage } from './triage.js';
import { undoDetection } from './undoDetection.js';

/** What commands work with. */
export interface Services {
  readonly server: LanguageServer;
  readonly detector: Detector;
  readonly panels: ReportPanels;
}

export type Command = (services: Services, ...args: readonly unknown[]) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
  [TRIAGE_COMMAND]: triage,
  [SHOW_LOCATIONS_COMMAND]: showLocations,
  'dumplens.copyMarkdown': copyMarkdown,
  'dumplens.copyJson': copyJson,
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
