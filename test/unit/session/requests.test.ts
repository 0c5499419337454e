import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCase } from '../../../server/src/service.js';
import {
  answerCrash,
  answerExport,
  answerNormalise,
  answerReport,
  describeCase,
} from '../../../server/src/session/requests.js';
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

  test('as plain text for a ticket, without a margin and without colours', () => {
    const { text: ticket } = answerExport(both, { uri: URI, index: 1, format: 'ticket' });
    assert.match(ticket, /^DPC_WATCHDOG_VIOLATION \(133\)\n/);
    assert.match(ticket, /^ {2}because {2}line \d+: /m);
    assert.ok(ticket.endsWith('\n') && !ticket.includes('\u001b'));
  });

  test('is empty where there is no crash', () => {
    assert.equal(answerExport(openCase(''), { uri: URI, index: 0, format: 'json' }).text, '');
  });
});

describe('where a crash stands and how it is known again', () => {
  test('its range is that of its text', () => {
    const { crash } = answerCrash(both, { uri: URI, index: 1 });
    assert.equal(crash?.range.start.line, lineOf(text, 'DPC_WATCHDOG_VIOLATION (133)'));
    assert.equal(crash.headline, 'DPC_WATCHDOG_VIOLATION (133)');
    assert.equal(crash.dialect, 'windbg');
  });

  test('the search is in words, without signs that only a signature has', () => {
    const { crash } = answerCrash(both, { uri: URI, line: 0 });
    assert.match(crash?.signature ?? '', / \| /);
    assert.match(crash?.query ?? '', /^ESXi purple screen spin-count pathListLock \w+/);
    assert.doesNotMatch(crash?.query ?? '', /[|:#]|0x/);
  });

  test('a text without a crash has none', () => {
    const answer = answerCrash(openCase(''), { uri: URI });
    assert.deepEqual(answer, { crash: null, remark: 'No crash was found in this text.' });
  });
});

describe('a text as it was printed', () => {
  test('without the marks of a mail', () => {
    const screen = readSample('psod-spin-count.psod');
    const quoted = screen.replace(/^/gm, '> ');
    assert.equal(answerNormalise(quoted, openCase(quoted)).text, screen);
  });

  test('is no other one where nothing was done to it', () => {
    const screen = readSample('psod-spin-count.psod');
    assert.equal(answerNormalise(screen, openCase(screen)).text, null);
  });
});

test('the status item is told of each crash by its headline', () => {
  const { crashes, dialect, remark, version, cut } = describeCase(both, URI, 3, 1.5);
  assert.equal(cut, 0);
  assert.equal(dialect, 'psod');
  assert.equal(remark, null);
  assert.equal(version, 3);
  assert.deepEqual(
    crashes.map(({ headline }) => headline),
    ['Spin count exceeded (pathListLock) - possible deadlock', 'DPC_WATCHDOG_VIOLATION (133)'],
  );
});
