import type { Message, NotificationMessage, RequestMessage, ResponseMessage } from 'vscode-languageclient';

/** Far longer than the server takes for the largest text that VS Code gives away. */
export const PATIENCE_MILLISECONDS = 60_000;

type Id = RequestMessage['id'];

/**
 * Notices that a worker has ended. Of an error that nobody caught the browser tells; of a worker that closes itself or
 * goes round in circles it does not: such a one was asked something and then says nothing at all.
 */
export class WorkerWatch {
  private readonly unanswered = new Set<Id>();
  private patience: ReturnType<typeof setTimeout> | undefined;
  private isOver = false;

  /** `tell` is called once, unless the watch is over before. */
  constructor(
    worker: Pick<Worker, 'addEventListener'>,
    private readonly tell: () => void,
  ) {
    for (const failure of ['error', 'messageerror'] as const) {
      worker.addEventListener(failure, () => {
        this.ended();
      });
    }
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      this.heard(data);
    });
  }

  /** A message goes to the worker. */
  sent(message: Message): void {
    const { id, method } = message as Partial<RequestMessage>;
    if (id === undefined || method === undefined) return;
    this.unanswered.add(id);
    this.patience ??= this.wait();
  }

  /** The worker is no longer of interest. */
  end(): void {
    this.isOver = true;
    clearTimeout(this.patience);
  }

  /** Whatever a worker says, it lives; it may take its time for what it still owes. */
  private heard(message: Message): void {
    const { id, method } = message as Partial<ResponseMessage & NotificationMessage>;
    if (method === undefined && id !== undefined) this.unanswered.delete(id);
    clearTimeout(this.patience);
    this.patience = this.unanswered.size > 0 ? this.wait() : undefined;
  }

  private wait(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.ended();
    }, PATIENCE_MILLISECONDS);
  }

  private ended(): void {
    if (this.isOver) return;
    this.end();
    this.tell();
  }
}
