import * as vscode from 'vscode';
import type { PacksResult } from '../../../server/src/protocol.js';
import type { LanguageServer } from '../languageServer.js';
import { describeFaultyPacks, describeMissingPacks, SHOWN_FOR } from '../messages.js';
import { findLocations, type PackLocation } from './locations.js';
import { isInPackFolder, isPackName, PACK_FILES, PACK_FOLDER } from './packPath.js';
import { readPacks, type FoundPacks } from './readPacks.js';

const SETTING = 'dumplens.packs';

/** Several files may change at once: a branch is checked out, an archive is unpacked. */
const LOAD_DELAY = 200;

/** The packs of a team or a person: found, handed to the server, and handed over again when they change. */
export class OwnPacks implements vscode.Disposable {
  private readonly loadedEmitter = new vscode.EventEmitter<PacksResult>();
  private readonly subscriptions: vscode.Disposable;
  private watchers: vscode.Disposable | null = null;
  private pending: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  /** What the running server has, as one text. */
  private sent = '';
  /** What the user was told of. */
  private told = '';
  private toldMissing = '';

  /** After the server has taken packs, or has lost its last one: what is known has become another. */
  readonly onDidLoad = this.loadedEmitter.event;

  /** `home`: what `~` stands for; null where there is no such folder. */
  constructor(
    private readonly server: LanguageServer,
    private readonly home: vscode.Uri | null,
  ) {
    const { workspace } = vscode;
    this.subscriptions = vscode.Disposable.from(
      this.loadedEmitter,
      server.onDidChangeRunning((isRunning) => this.follow(isRunning)),
      workspace.onDidGrantWorkspaceTrust(() => this.watchAndLoad()),
      workspace.onDidChangeWorkspaceFolders(() => this.watchAndLoad()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTING)) this.watchAndLoad();
      }),
      // Not every file system tells of changes, but VS Code tells of its own.
      workspace.onDidSaveTextDocument(({ uri }) => this.changed([uri])),
      workspace.onDidCreateFiles(({ files }) => this.changed(files)),
      workspace.onDidDeleteFiles(({ files }) => this.changed(files)),
      workspace.onDidRenameFiles(({ files }) => this.changed(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
      workspace.onDidOpenTextDocument(({ uri }) => this.startFor(uri)),
    );
    workspace.textDocuments.forEach(({ uri }) => this.startFor(uri));
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.watchers?.dispose();
    this.subscriptions.dispose();
  }

  /** Who writes a pack is helped before any dump is open; in a workspace that is not trusted with what is open alone. */
  private startFor(uri: vscode.Uri): void {
    if (this.isRunning || !isInPackFolder(uri.path)) return;
    this.server.start().catch((error: unknown) => this.server.log(String(error)));
  }

  private follow(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.sent = '';
    if (isRunning) this.watchAndLoad();
  }

  private changed(uris: readonly vscode.Uri[]): void {
    // A folder may have held packs.
    if (uris.some(({ path }) => isPackName(path) || !/\.\w+$/.test(path) || path.endsWith(PACK_FOLDER)))
      this.loadSoon();
  }

  private loadSoon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.load(), LOAD_DELAY);
  }

  private watchAndLoad(): void {
    this.watchers?.dispose();
    const watchers = findLocations(this.home).map((location) => watch(location, () => this.loadSoon()));
    this.watchers = vscode.Disposable.from(...watchers);
    void this.load();
  }

  private async load(): Promise<void> {
    if (!this.isRunning) return;
    try {
      const found = await readPacks(findLocations(this.home));
      const text = found.files.length === 0 ? '' : JSON.stringify(found.files);
      if (text !== this.sent) {
        this.sent = text;
        const result = await this.server.takePacks(found);
        this.loadedEmitter.fire(result);
        this.tell(result, found);
      }
      this.tellMissing(found);
    } catch (error) {
      this.server.log(`Packs could not be handed to the language server: ${String(error)}`);
    }
  }

  /** One word where something is wrong, and no second one for the same. */
  private tell({ faulty }: PacksResult, { files }: FoundPacks): void {
    const content = JSON.stringify(files.filter(({ uri }) => faulty.some((other) => other === uri)));
    if (faulty.length === 0 || content === this.told) return;
    this.told = content;
    this.say(describeFaultyPacks(faulty.length));
  }

  private tellMissing({ missing }: FoundPacks): void {
    const content = missing.join(', ');
    if (missing.length === 0 || content === this.toldMissing) return;
    this.toldMissing = content;
    this.say(describeMissingPacks(SETTING, content));
  }

  /** In the status bar and in the log: nobody has asked, so nothing pops up. */
  private say(message: string): void {
    vscode.window.setStatusBarMessage(message, SHOWN_FOR.while);
    this.server.log(message);
  }
}

/** Watches a place: a file by its name in its folder, so that it is seen when it comes. */
function watch({ base, patterns }: PackLocation, onChange: () => void): vscode.Disposable {
  const isFile = patterns.length === 0 && isPackName(base.path);
  const folder = isFile ? vscode.Uri.joinPath(base, '..') : base;
  const names = isFile ? base.path.slice(base.path.lastIndexOf('/') + 1) : patterns.join('/') || PACK_FILES;
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, names));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(onChange),
    watcher.onDidCreate(onChange),
    watcher.onDidDelete(onChange),
  );
}
