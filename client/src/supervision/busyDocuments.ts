/** With which documents a server is busy, and which of them it has not survived. */

/** A server that ended so often while it was busy with a document is not given that document again. */
export const MOST_ENDS = 2;

/** A text is read when it is opened, or when it rests after changes; a question about it is put off until then. */
export type Work = 'reading' | 'question';

export class BusyDocuments {
  /** What is going on, the oldest first. */
  private readonly works: Readonly<Record<Work, Set<{ readonly uri: string }>>> = {
    reading: new Set(),
    question: new Set(),
  };
  private readonly ends = new Map<string, number>();

  /** The server was given something to do; returns what to call when that is done. */
  begin(uri: string, work: Work): () => void {
    const one = { uri };
    const same = this.works[work];
    same.add(one);
    return () => {
      same.delete(one);
    };
  }

  /** The server ended. Returns the document that is suspected; null where it was busy with none. */
  serverEnded(): string | null {
    const [oldest] = [...this.works.reading, ...this.works.question];
    this.works.reading.clear();
    this.works.question.clear();
    if (oldest === undefined) return null;
    this.ends.set(oldest.uri, (this.ends.get(oldest.uri) ?? 0) + 1);
    return oldest.uri;
  }

  isSetAside(uri: string): boolean {
    return (this.ends.get(uri) ?? 0) >= MOST_ENDS;
  }

  /** The document is gone; under its name another one may come. */
  forget(uri: string): void {
    this.ends.delete(uri);
  }

  /** Every document gets another chance. */
  forgetAll(): void {
    this.ends.clear();
  }
}
