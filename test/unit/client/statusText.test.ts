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
  cut: 0,
  duration: 3.21,
};

test('one crash: dialect, number and time', () => {
  assert.deepEqual(describeCase(read, null), { text: 'PSOD · 1 crash', detail: 'read in 3.2 ms' });
});

test('several crashes', () => {
  assert.equal(describeCase({ ...read, crashes: [crash, crash] }, null).text, 'PSOD · 2 crashes');
});

test('no crash: the remark says what the text is instead', () => {
  const none = { ...read, dialect: null, crashes: [], remark: 'It looks like a Linux log.', duration: 12.6 };
  assert.deepEqual(describeCase(none, null), {
    text: 'Dump Lens · no crash',
    detail: 'read in 13 ms · It looks like a Linux log.',
  });
});

test('how the document was recognised', () => {
  assert.equal(describeCase(read, 'content').detail, 'read in 3.2 ms · recognised by its content');
  assert.equal(describeCase(read, 'hand').detail, 'read in 3.2 ms · language set by hand');
});

test('a log that is cut', () => {
  assert.equal(describeCase({ ...read, cut: 1 }, 'name').detail, 'read in 3.2 ms · recognised by its name · cut off');
  const three = { ...read, crashes: [crash, crash, crash], cut: 2 };
  assert.equal(describeCase(three, null).detail, 'read in 3.2 ms · 2 of them cut off');
});
