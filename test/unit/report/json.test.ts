import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FRAME_ROLES, RESOURCE_TYPES } from '../../../server/src/model/roles.js';
import { fileJson } from '../../../server/src/report/json.js';
import { openCase } from '../../../server/src/service.js';
import { checkContract } from '../../helpers/contract.js';
import { DISGUISES } from '../../helpers/disguises.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { linesOf } from '../../helpers/text.js';
import { printStack } from '../../helpers/transcripts.js';

/** The object of one file, as a reader of the JSON gets it. */
function report(text: string): unknown {
  const { document, crashes } = openCase(text);
  return JSON.parse(JSON.stringify(fileJson('crash.txt', document, crashes, null)));
}

const TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SAMPLES.map((sample) => [sample, readSample(sample)])),
  'all samples in one file': SAMPLES.map(readSample).join('\n'),
  'a purple screen without a list or owner': printScreen({ worlds: [] }),
  'bare frames': '0x1402a90:[0x634ff3]Foo+0x1ca stack: 0x2970600\n',
  'a stack without a bug check': `0: kd> !thread\n${printStack(['nt!KiSwapContext+0x76'])}\n`,
  'an unknown bug check': 'FROBNICATION_FAILED (7fe)\nArg1: 0000000000000001\n',
  'a Linux log': '[ 1.5] Kernel panic - not syncing: Fatal exception\n',
  prose: 'The host stopped with 0x133.\n',
  nothing: '',
};

describe('the contract’s shape', () => {
  for (const [what, text] of Object.entries(TEXTS)) {
    test(what, () => {
      assert.deepEqual(checkContract(report(text), linesOf(text)), []);
    });
  }

  test('a file that could not be read has an error and no crash', () => {
    const error = { code: 'ENOENT', message: 'There is no such file.' };
    assert.deepEqual(checkContract(fileJson('gone.txt', null, [], error), []), []);
  });

  test('the check itself finds what is wrong', () => {
    const good = report(readSample('psod-spin-count.psod')) as { crashes: Record<string, unknown>[] };
    const [crash = {}] = good.crashes;
    const broken: readonly Record<string, unknown>[] = [
      { ...crash, kind: 7 },
      { ...crash, extra: undefined, signature: undefined },
      { ...crash, range: { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } } },
      { ...crash, stacks: [{ id: 'stack-0', title: '', role: 'guilty', cpu: null, frames: [] }] },
      { ...crash, verdict: { ...(crash.verdict as object), evidence: [{ line: -1, why: 'so' }] } },
    ];
    for (const wrong of broken) {
      assert.notDeepEqual(
        checkContract({ ...good, crashes: [wrong] }, linesOf(readSample('psod-spin-count.psod'))),
        [],
      );
    }
  });
});

test('the release of the system is told beside what is printed', () => {
  const { crashes } = report(readSample('psod-page-fault.psod')) as { crashes: { system: Record<string, unknown> }[] };
  const { version, build, release, released, supportEnds } = crashes[0]?.system ?? {};
  assert.deepEqual([version, build], ['7.0.3', '21424296']);
  assert.deepEqual([release, released], ['ESXi 7.0 Update 3l', '2023-03-30']);
  assert.deepEqual(supportEnds, [{ date: '2025-10-02' }]);
});

test('the contract’s words are the model’s', () => {
  assert.equal(FRAME_ROLES.length, 38);
  assert.equal(RESOURCE_TYPES.length, 14);
});

describe('the same text gives the same bytes', () => {
  for (const sample of SAMPLES) {
    test(sample, () => {
      const text = readSample(sample);
      assert.equal(JSON.stringify(report(text)), JSON.stringify(report(text)));
    });
  }
});

describe('places lie in the text', () => {
  for (const { name, put } of DISGUISES) {
    test(`also with ${name}`, () => {
      const text = put(SAMPLES.map(readSample).join('\n'));
      assert.deepEqual(checkContract(report(text), linesOf(text)), []);
    });
  }
});
