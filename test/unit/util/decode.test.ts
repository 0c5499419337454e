import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeText } from '../../../server/src/util/decode.js';
import { openCase } from '../../../server/src/service.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';

const bytesOf = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);
const bigEndian = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
const MARK = '\ufeff';

const kinds = (bytes: Uint8Array): readonly string[] => {
  const decoded = decodeText(bytes);
  assert.ok('text' in decoded, 'it is text');
  return openCase(decoded.text).crashes.map(({ kind }) => kind);
};

describe('every sample reads the same', () => {
  for (const sample of SAMPLES) {
    const text = readSample(sample);
    const plain = kinds(bytesOf(text));
    const FORMS: Readonly<Record<string, Uint8Array>> = {
      'UTF-8 with a mark': bytesOf(MARK + text),
      'UTF-16 LE': bytesOf(text, 'utf16le'),
      'UTF-16 LE with a mark': bytesOf(MARK + text, 'utf16le'),
      'UTF-16 BE': bigEndian(text),
      'UTF-16 BE with a mark': bigEndian(MARK + text),
    };
    for (const [form, bytes] of Object.entries(FORMS)) {
      test(`${sample}, ${form}`, () => {
        assert.equal(plain.length, 1);
        assert.deepEqual(kinds(bytes), plain);
      });
    }
  }
});

describe('what is no text is refused with a clear word', () => {
  const BINARIES: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    'a kernel dump': [
      bytesOf('PAGEDU64\u000f\u0000\u0000\u0000\u0061\u001d', 'latin1'),
      /Windows kernel dump.*WinDbg.*!analyze -v.*\.logopen/,
    ],
    'a 32-bit kernel dump': [bytesOf('PAGEDUMP\u000f\u0000', 'latin1'), /Windows kernel dump/],
    'a minidump of a program': [bytesOf('MDMP\u0093\u00a7\u0000\u0000', 'latin1'), /user-mode minidump/],
    'an ELF core': [bytesOf('\u007fELF\u0002\u0001\u0001\u0000', 'latin1'), /ELF/],
    'a picture': [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), /binary file/],
    zeros: [new Uint8Array(100), /binary file/],
  };
  for (const [what, [bytes, message]] of Object.entries(BINARIES)) {
    test(what, () => {
      const decoded = decodeText(bytes);
      assert.ok('error' in decoded);
      assert.equal(decoded.error.code, 'EBINARY');
      assert.match(decoded.error.message, message);
    });
  }
});

test('an empty file is text', () => {
  assert.deepEqual(decodeText(new Uint8Array()), { text: '' });
});

test('bytes that are no UTF-8 are replaced, not refused', () => {
  const decoded = decodeText(Uint8Array.from([0x61, 0xff, 0x62, 0x0a]));
  assert.deepEqual(decoded, { text: 'a\ufffdb\n' });
});
