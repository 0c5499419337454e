import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type Message,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { WorkerWatch } from './workerWatch.js';

class ClosingReader extends BrowserMessageReader {
  close(): void {
    this.fireClose();
  }
}

class WatchedWriter extends BrowserMessageWriter {
  constructor(
    worker: Worker,
    private readonly watch: WorkerWatch,
  ) {
    super(worker);
  }

  override write(message: Message): Promise<void> {
    this.watch.sent(message);
    return super.write(message);
  }
}

/** The server in a worker: when it ends, its connection closes, as that of a process does. */
export class ServerWorker {
  readonly transports: MessageTransports;
  private readonly worker: Worker;
  private readonly watch: WorkerWatch;

  constructor(script: string) {
    this.worker = new Worker(script);
    const reader = new ClosingReader(this.worker);
    this.watch = new WorkerWatch(this.worker, () => {
      this.end();
      reader.close();
    });
    this.transports = { reader, writer: new WatchedWriter(this.worker, this.watch) };
  }

  /** Ends the worker, of which its connection is not told. */
  end(): void {
    this.watch.end();
    this.worker.terminate();
  }
}
