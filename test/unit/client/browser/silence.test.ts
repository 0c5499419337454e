import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { onSilence, PATIENCE_MILLISECONDS } from '../../../../client/src/browser/silence.js';

describe('a worker', () => {
  const start = () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const worker = new EventTarget();
    const tell = mock.fn<() => void>();
    onSilence(worker as never, tell);
    return { worker, tell };
  };

  it('that never speaks is told of, once', () => {
    const { tell } = start();
    mock.timers.tick(PATIENCE_MILLISECONDS - 1);
    assert.equal(tell.mock.callCount(), 0);
    mock.timers.tick(PATIENCE_MILLISECONDS * 2);
    assert.equal(tell.mock.callCount(), 1);
    mock.timers.reset();
  });

  it('that has spoken may be silent for as long as it likes', () => {
    const { worker, tell } = start();
    worker.dispatchEvent(new Event('message'));
    mock.timers.tick(PATIENCE_MILLISECONDS * 2);
    assert.equal(tell.mock.callCount(), 0);
    mock.timers.reset();
  });
});
