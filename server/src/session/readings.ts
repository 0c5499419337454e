/** What is needed of an open document; its object stays the same while its text changes. */
interface OpenText {
  readonly uri: string;
}

/** A text that has changed and is not read yet. */
interface Resting {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly wasRead: Promise<void>;
  readonly end: () => void;
}

/** The longest wait for the next key, in milliseconds. */
export const LONGEST_REST = 1000;

/**
 * When open texts are read. One that changes is read when it has rested for as long as reading it took the last time:
 * a small text at once, and a large one not at every key, which would take longer than typing it.
 */
export class Readings<Text extends OpenText> {
  private readonly resting = new Map<string, Resting>();
  /** By document: how many milliseconds reading took. */
  private readonly costs = new Map<string, number>();

  constructor(
    private readonly readText: (text: Text) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  opened(text: Text): void {
    const began = this.now();
    this.readText(text);
    this.costs.set(text.uri, this.now() - began);
  }

  changed(text: Text): void {
    const { uri } = text;
    const before = this.resting.get(uri);
    clearTimeout(before?.timer);
    const rest = Math.min(this.costs.get(uri) ?? 0, LONGEST_REST);
    const timer = setTimeout(() => {
      this.opened(text);
      this.end(uri);
    }, rest);
    this.resting.set(uri, { ...(before ?? createWait()), timer });
  }

  /** Until the text has rested and was read; at once where it rests already. */
  async waitFor(uri: string): Promise<void> {
    await this.resting.get(uri)?.wasRead;
  }

  /** The document is closed: its text is not read any more, and nobody waits for that. */
  closed(uri: string): void {
    this.costs.delete(uri);
    this.end(uri);
  }

  private end(uri: string): void {
    const resting = this.resting.get(uri);
    clearTimeout(resting?.timer);
    this.resting.delete(uri);
    resting?.end();
  }
}

function createWait(): Pick<Resting, 'wasRead' | 'end'> {
  let end = (): void => undefined;
  const wasRead = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { wasRead, end };
}
