import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCase } from '../../../client/src/statusText.js';
import type { CaseParams } from '../../../server/src/protocol.js';

const crash = { line: 1, headline: 'Spin count exceeded' };
const read: CaseParams = {
  uri: 'file:///host.psod',
  version: 1,
  dialect: 'psod',
  crashes: [crash],
  remark: null,
  duration: 3.21,
};

test('one crash: dialect, number and time', () => {
  assert.deepEqual(describeCase(read), { text: 'PSOD · 1 crash', detail: 'read in 3.2 ms' });
});

test('several crashes', () => {
  assert.equal(describeCase({ ...read, crashes: [crash, crash] }).text, 'PSOD · 2 crashes');
});

test('no crash: the remark says what the text is instead', () => {
  const none = { ...read, dialect: null, crashes: [], remark: 'It looks like a Linux log.', duration: 12.6 };
  assert.deepEqual(describeCase(none), {
    text: 'Dump Lens · no crash',
    detail: 'read in 13 ms · It looks like a Linux log.',
  });
});
