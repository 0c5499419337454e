import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { PATIENCE_MILLISECONDS, WorkerWatch } from '../../../../client/src/browser/workerWatch.js';

const message = (content: object) => ({ jsonrpc: '2.0', ...content });
const question = (id: number) => message({ id, method: 'textDocument/hover' });
const answer = (id: number) => message({ id, result: null });

function watch() {
  const worker = new EventTarget();
  const tell = mock.fn<() => void>();
  const watched = new WorkerWatch(worker as never, tell);
  const says = (data: object) => worker.dispatchEvent(new MessageEvent('message', { data }));
  return { worker, tell, watched, says };
}

describe('a worker', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  for (const failure of ['error', 'messageerror']) {
    it(`with an event "${failure}" has ended, which is told once`, () => {
      const { worker, tell, watched } = watch();
      watched.sent(question(1));
      worker.dispatchEvent(new Event(failure));
      worker.dispatchEvent(new Event(failure));
      mock.timers.tick(PATIENCE_MILLISECONDS);
      assert.equal(tell.mock.callCount(), 1);
    });
  }

  it('that was asked and says nothing has ended', () => {
    const { tell, watched } = watch();
    watched.sent(question(1));
    mock.timers.tick(PATIENCE_MILLISECONDS - 1);
    watched.sent(question(2));
    assert.equal(tell.mock.callCount(), 0);
    mock.timers.tick(1);
    assert.equal(tell.mock.callCount(), 1);
  });

  it('that answers one of two questions has its time for the other', () => {
    const { tell, watched, says } = watch();
    watched.sent(question(1));
    watched.sent(question(2));
    mock.timers.tick(PATIENCE_MILLISECONDS - 1);
    says(answer(2));
    mock.timers.tick(PATIENCE_MILLISECONDS - 1);
    assert.equal(tell.mock.callCount(), 0);
    mock.timers.tick(1);
    assert.equal(tell.mock.callCount(), 1);
  });

  it('that asks something itself has not answered', () => {
    const { tell, watched, says } = watch();
    watched.sent(question(1));
    says(message({ id: 1, method: 'workspace/configuration' }));
    mock.timers.tick(PATIENCE_MILLISECONDS);
    assert.equal(tell.mock.callCount(), 1);
  });

  it('that owes no answer may be silent for as long as it likes', () => {
    const { tell, watched, says } = watch();
    watched.sent(question(1));
    says(answer(1));
    watched.sent(message({ method: 'textDocument/didClose' }));
    watched.sent(answer(7));
    mock.timers.tick(PATIENCE_MILLISECONDS * 2);
    assert.equal(tell.mock.callCount(), 0);
  });

  it('that is ended on purpose is not told of', () => {
    const { worker, tell, watched } = watch();
    watched.sent(question(1));
    watched.end();
    worker.dispatchEvent(new Event('error'));
    mock.timers.tick(PATIENCE_MILLISECONDS);
    assert.equal(tell.mock.callCount(), 0);
  });
});
