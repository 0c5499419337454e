import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPaste, mayBeDump, type Candidate } from '../../../../client/src/detection/decide.js';

const plainFile: Candidate = { languageId: 'plaintext', scheme: 'file', declined: false, setting: 'auto' };

test('plain texts and logs may be dumps, wherever they lie', () => {
  assert.equal(mayBeDump(plainFile), true);
  assert.equal(mayBeDump({ ...plainFile, languageId: 'log' }), true);
  assert.equal(mayBeDump({ ...plainFile, scheme: 'untitled' }), true);
  assert.equal(mayBeDump({ ...plainFile, scheme: 'vscode-vfs' }), true);
});

const never: Readonly<Record<string, Partial<Candidate>>> = {
  'of another language': { languageId: 'markdown' },
  'that is a dump already': { languageId: 'psod' },
  'that the reader declined': { declined: true },
  'where the setting is off': { setting: 'off' },
  'that is an output channel': { scheme: 'output' },
};

for (const [which, difference] of Object.entries(never)) {
  test(`a document ${which} is left alone`, () => {
    assert.equal(mayBeDump({ ...plainFile, ...difference }), false);
  });
}

const pastedLog = `VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]\n#PF Exception 14 in world 2097152:vmnic0-pollW IP 0x0\n`;

test('some lines at once are a paste', () => {
  assert.equal(isPaste([{ rangeOffset: 0, text: pastedLog }], 1000), true);
});

test('typing is no paste, with or without a new line', () => {
  assert.equal(isPaste([{ rangeOffset: 0, text: 'V' }], 1000), false);
  assert.equal(isPaste([{ rangeOffset: 0, text: '\n    ' }], 1000), false);
});

test('what comes in behind the head is not looked at', () => {
  assert.equal(isPaste([{ rangeOffset: 1000, text: pastedLog }], 1000), false);
});
