/** What is needed of a workspace's memory; `vscode.Memento` has it. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What is needed of a document; `vscode.TextDocument` has it. */
export interface DeclinableDocument {
  readonly uri: { readonly scheme: string; toString(): string };
}

const KEY = 'dumplens.declinedDocuments';
/** The oldest are forgotten first. */
export const MAX_REMEMBERED = 200;

/**
 * The documents of which the reader has said that they are plain text, remembered for the workspace.
 * An untitled document's name is used again for the next one, so that is remembered by object only.
 */
export class DeclinedDocuments {
  private readonly objects = new WeakSet<DeclinableDocument>();

  constructor(private readonly memory: Memory) {}

  has(document: DeclinableDocument): boolean {
    return this.objects.has(document) || this.remembered().includes(document.uri.toString());
  }

  async add(document: DeclinableDocument): Promise<void> {
    this.objects.add(document);
    if (document.uri.scheme === 'untitled') return;
    const others = this.others(document);
    await this.memory.update(KEY, [...others, document.uri.toString()].slice(-MAX_REMEMBERED));
  }

  async remove(document: DeclinableDocument): Promise<void> {
    this.objects.delete(document);
    const others = this.others(document);
    if (others.length < this.remembered().length) await this.memory.update(KEY, others);
  }

  private others(document: DeclinableDocument): readonly string[] {
    return this.remembered().filter((uri) => uri !== document.uri.toString());
  }

  private remembered(): readonly string[] {
    const value = this.memory.get(KEY);
    return Array.isArray(value) ? value.filter((uri) => typeof uri === 'string') : [];
  }
}
