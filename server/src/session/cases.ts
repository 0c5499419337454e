import type { Case, Knowledge } from '../service.js';
import { openCase } from '../service.js';

/** What a case is made from: an open document's text at one version. */
export interface TextSource {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

interface Entry {
  readonly version: number;
  readonly opened: Case;
}

/** So many cases are kept; the one that was used longest ago goes first. */
const MOST_CASES = 20;

/** Cases of open documents, each read once a version. */
export class CaseCache {
  private readonly entries = new Map<string, Entry>();

  /**
   * `onOpened` is told of each case that had to be read anew, with the milliseconds that it took. `knowledge`: what is
   * known when a case is read; undefined where that is what the product knows by itself.
   */
  constructor(
    private readonly onOpened: (source: TextSource, opened: Case, duration: number) => void = () => undefined,
    private readonly knowledge: () => Knowledge | undefined = () => undefined,
  ) {}

  get(source: TextSource): Case {
    const known = this.entries.get(source.uri);
    this.entries.delete(source.uri);
    if (known?.version === source.version) {
      this.entries.set(source.uri, known);
      return known.opened;
    }
    const started = performance.now();
    const opened = openCase(source.getText(), this.knowledge());
    this.entries.set(source.uri, { version: source.version, opened });
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST_CASES && oldest !== undefined) this.entries.delete(oldest);
    this.onOpened(source, opened, performance.now() - started);
    return opened;
  }

  /** The case of a text that has been read already; nothing is read for it. */
  peek({ uri, version }: Pick<TextSource, 'uri' | 'version'>): Case | null {
    const known = this.entries.get(uri);
    return known?.version === version ? known.opened : null;
  }

  drop(uri: string): void {
    this.entries.delete(uri);
  }

  clear(): void {
    this.entries.clear();
  }
}
