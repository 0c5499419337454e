import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCase } from '../../../server/src/service.js';
import { answerExport, answerReport, describeCase } from '../../../server/src/session/requests.js';
import { URI } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { lineOf } from '../../helpers/text.js';

const text = `${readSample('psod-spin-count.psod')}\n${readSample('windbg-0x133.txt')}`;
const both = openCase(text);

describe('which crash a report is of', () => {
  const indexFor = (place: { index?: number; line?: number }) =>
    answerReport(both, { uri: URI, ...place }, 1).model?.index;

  test('the first, where nothing else is said', () => {
    assert.equal(indexFor({}), 0);
  });

  test('the one with that index; the last one where there are fewer by now', () => {
    assert.equal(indexFor({ index: 1 }), 1);
    assert.equal(indexFor({ index: 5 }), 1);
    assert.equal(indexFor({ index: -1 }), 0);
  });

  test('the one at or above that line', () => {
    const second = lineOf(text, 'DPC_WATCHDOG_VIOLATION (133)');
    assert.equal(indexFor({ line: 0 }), 0);
    assert.equal(indexFor({ line: second - 1 }), 0);
    assert.equal(indexFor({ line: second }), 1);
    assert.equal(indexFor({ line: 100_000 }), 1);
  });
});

test('a text without a crash says what it is instead', () => {
  const answer = answerReport(openCase('[ 1.5] Kernel panic - not syncing: x\n'), { uri: URI }, 1);
  assert.equal(answer.model, null);
  assert.equal(answer.dialect, null);
  assert.match(answer.remark, /Linux kernel log/);
});

describe('a verdict to copy', () => {
  test('as Markdown', () => {
    assert.match(
      answerExport(both, { uri: URI, index: 1, format: 'markdown' }).text,
      /^## `DPC_WATCHDOG_VIOLATION \(133\)`/,
    );
  });

  test('as JSON, with a line end', () => {
    const { text: json } = answerExport(both, { uri: URI, index: 0, format: 'json' });
    assert.equal((JSON.parse(json) as { kind: string }).kind, 'spin-count');
    assert.ok(json.endsWith('}\n'));
  });

  test('is empty where there is no crash', () => {
    assert.equal(answerExport(openCase(''), { uri: URI, index: 0, format: 'json' }).text, '');
  });
});

test('the status item is told of each crash by its headline', () => {
  const { crashes, dialect, remark, version } = describeCase(both, URI, 3, 1.5);
  assert.equal(dialect, 'psod');
  assert.equal(remark, null);
  assert.equal(version, 3);
  assert.deepEqual(
    crashes.map(({ headline }) => headline),
    ['Spin count exceeded (pathListLock) - possible deadlock', 'DPC_WATCHDOG_VIOLATION (133)'],
  );
});
