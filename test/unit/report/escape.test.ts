import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { escapeMarkdown, inlineCode } from '../../../server/src/report/escape.js';

describe('words in Markdown', () => {
  const EXAMPLES: Readonly<Record<string, string>> = {
    'SP_WaitLock+0x1ca': 'SP\\_WaitLock\\+0x1ca',
    '[x](command:evil)': '\\[x\\]\\(command\\:evil\\)',
    '<b>&lt;</b>': '\\<b\\>\\&lt;\\</b\\>',
    '`code` $(icon) ~~x~~': '\\`code\\` \\$\\(icon\\) \\~\\~x\\~\\~',
    'two\r\nlines\u0007': 'two lines ',
    'plain words': 'plain words',
    '': '',
  };
  for (const [text, expected] of Object.entries(EXAMPLES)) {
    test(JSON.stringify(text), () => {
      assert.equal(escapeMarkdown(text), expected);
    });
  }

  test('every character that Markdown acts upon is taken literally', () => {
    for (const character of '\\`*_{}[]()#+-.!|<>~&:@$') assert.equal(escapeMarkdown(character), `\\${character}`);
  });
});

describe('words as inline code', () => {
  const EXAMPLES: Readonly<Record<string, string>> = {
    'nt!KeBugCheckEx': '`nt!KeBugCheckEx`',
    'a`b': '``a`b``',
    '`a`': '`` `a` ``',
    'a```b``c': '````a```b``c````',
    'two\nlines': '`two lines`',
    '': '',
  };
  for (const [text, expected] of Object.entries(EXAMPLES)) {
    test(JSON.stringify(text), () => {
      assert.equal(inlineCode(text), expected);
    });
  }
});
