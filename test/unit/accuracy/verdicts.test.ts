import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RealLog } from '../../accuracy/corpora.js';
import { moduleStem } from '../../accuracy/corpora.js';
import { calibrate, measureBlame } from '../../accuracy/verdicts.js';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';

const crash = onlyCrash(readSample('windbg-0xd1.txt'));
const KNOWN: RealLog = { file: 'log', text: '', blamed: ['fabrikamusb'], isHardware: false, owners: null };
const counts = (log: Partial<RealLog>, read = crash) =>
  measureBlame('own', [{ log: { ...KNOWN, ...log }, crash: read }]).map(({ name, hit, of }) => [name, hit, of]);

test('a verdict is right if it blames whom the index blames', () => {
  assert.deepEqual(counts({}), [['own: blamed rightly', 1, 1]]);
  assert.deepEqual(counts({ blamed: ['tailspin'] }), [['own: blamed rightly', 0, 1]]);
});

test('a log of which nobody knows is no case', () => {
  assert.deepEqual(counts({ blamed: [] }), []);
});

test('hardware that is not known for what it is is wrong', () => {
  assert.deepEqual(counts({ blamed: [], isHardware: true }), [['own: hardware known', 0, 1]]);
});

test('a claim counts for its confidence, and abstaining is none', () => {
  const claimsOf = (read: typeof crash) =>
    calibrate([{ log: KNOWN, crash: read }]).flatMap(({ name, hit, of }) => (of > 0 ? [[name, hit, of]] : []));
  const { confidence } = crash.verdict;
  assert.deepEqual(claimsOf(crash), [[`calibration: blame, ${confidence}`, 1, 1]]);
  assert.deepEqual(claimsOf({ ...crash, verdict: { ...crash.verdict, blamed: null } }), []);
});

test('an owner counts if it is one of those that the index names', () => {
  const spinning = onlyCrash(readSample('psod-spin-count-owner.psod'));
  const owner = spinning.waits.flatMap(({ owners }) => owners)[0]?.cpu;
  assert.ok(owner !== undefined && owner !== null);
  const rightOf = (owners: readonly number[]) =>
    calibrate([{ log: { ...KNOWN, blamed: [], owners }, crash: spinning }]).find(({ name }) =>
      name.endsWith('owner, high'),
    );
  assert.equal(rightOf([owner])?.hit, 1);
  assert.equal(rightOf([owner + 1])?.hit, 0);
});

test('a module goes by its name alone', () => {
  assert.equal(moduleStem('\\SystemRoot\\System32\\drivers\\TailSpin.SYS'), 'tailspin');
  assert.equal(moduleStem('ntkrnlmp.exe'), 'nt');
});
