import { BrowserMessageReader } from 'vscode-languageclient/browser';
import { onSilence } from './silence.js';

/** Reads what a worker says; one that does not even answer the first question counts as one that ended. */
export class WorkerReader extends BrowserMessageReader {
  constructor(worker: Worker) {
    super(worker);
    onSilence(worker, () => {
      this.fireClose();
    });
  }
}
