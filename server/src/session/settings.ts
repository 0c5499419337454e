/** The settings that the server reads, per document; the manifest describes them. */
export interface Settings {
  readonly codeLens: boolean;
  readonly diagnostics: boolean;
  readonly hintValues: boolean;
  readonly hintRoles: boolean;
}

export const DEFAULT_SETTINGS: Settings = { codeLens: true, diagnostics: true, hintValues: true, hintRoles: false };

/** Where each setting stands in the section `dumplens`. */
const PATHS: Readonly<Record<keyof Settings, readonly [string, string]>> = {
  codeLens: ['codeLens', 'enabled'],
  diagnostics: ['diagnostics', 'enabled'],
  hintValues: ['inlayHints', 'values'],
  hintRoles: ['inlayHints', 'roles'],
};

function readFlag(section: unknown, name: keyof Settings): boolean {
  const [group, key] = PATHS[name];
  const groups = section as Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null | undefined;
  const value = groups?.[group]?.[key];
  return typeof value === 'boolean' ? value : DEFAULT_SETTINGS[name];
}

/** Reads what a client answered for the section `dumplens`; anything odd counts as not set. */
export function readSettings(section: unknown): Settings {
  return {
    codeLens: readFlag(section, 'codeLens'),
    diagnostics: readFlag(section, 'diagnostics'),
    hintValues: readFlag(section, 'hintValues'),
    hintRoles: readFlag(section, 'hintRoles'),
  };
}

/** Settings per document, asked for once and forgotten when they change. */
export class SettingsCache {
  private readonly known = new Map<string, Promise<Settings>>();

  /** `ask` gets the section `dumplens` for a document; it may fail or answer null. */
  constructor(private readonly ask: (uri: string) => Promise<unknown>) {}

  get(uri: string): Promise<Settings> {
    const known = this.known.get(uri) ?? this.ask(uri).then(readSettings, () => DEFAULT_SETTINGS);
    this.known.set(uri, known);
    return known;
  }

  drop(uri: string): void {
    this.known.delete(uri);
  }

  clear(): void {
    this.known.clear();
  }
}
