import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanLine, readLines } from '../../../server/src/util/lines.js';

describe('splitting a text', () => {
  const ENDS: Readonly<Record<string, string>> = {
    LF: 'a\nb\n\nc',
    CRLF: 'a\r\nb\r\n\r\nc',
    CR: 'a\rb\r\rc',
    mixed: 'a\r\nb\n\rc',
  };
  for (const [name, text] of Object.entries(ENDS)) {
    test(`at ${name}`, () => {
      assert.deepEqual(
        readLines(text).map((line) => [line.number, line.text]),
        [
          [0, 'a'],
          [1, 'b'],
          [2, ''],
          [3, 'c'],
        ],
      );
    });
  }

  test('an empty text is one empty line', () => {
    assert.deepEqual(readLines(''), [{ number: 0, text: '' }]);
  });
});

describe('what is no content is blanked, in its columns', () => {
  const LINES: Readonly<Record<string, string>> = {
    '> > quoted': '    quoted',
    '>quoted': ' quoted',
    'a\u00a0b\u202fc\u3000d': 'a b c d',
    '\ufefffirst': ' first',
    '\u001b[35mcoloured\u001b[0m': '     coloured    ',
    '^[[1;31mspelled': '        spelled',
    'a\u0000b\u007fc': 'a b c',
    'a\tb': 'a\tb',
    'a > b': 'a > b',
    '3: kd> k': '3: kd> k',
  };
  for (const [line, expected] of Object.entries(LINES)) {
    test(JSON.stringify(line), () => {
      assert.equal(cleanLine(line), expected);
      assert.equal(cleanLine(line).length, line.length);
    });
  }
});
