/** The settings that the server reads, per document. */
export interface Settings {
  readonly codeLens: boolean;
}

export const DEFAULT_SETTINGS: Settings = { codeLens: true };

/** Reads what a client answered for the section `dumplens`; anything odd counts as not set. */
export function readSettings(answer: unknown): Settings {
  const section = answer as { readonly codeLens?: { readonly enabled?: unknown } } | null | undefined;
  const enabled = section?.codeLens?.enabled;
  return { codeLens: typeof enabled === 'boolean' ? enabled : DEFAULT_SETTINGS.codeLens };
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
