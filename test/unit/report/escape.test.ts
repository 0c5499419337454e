import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { escapeMarkdown, inlineCode } from '../../../server/src/report/escape.js';
import { renderMarkdown } from '../../helpers/renderMarkdown.js';

describe('words in Markdown', () => {
  const EXAMPLES: Readonly<Record<string, string>> = {
    'SP_WaitLock+0x1ca': 'SP_WaitLock+0x1ca',
    'nt!KeBugCheckEx: 3 of 4 (waits), see bora/vmkernel/main.c:12':
      'nt!KeBugCheckEx: 3 of 4 (waits), see bora/vmkernel/main.c:12',
    '__fastcall _x_ a_': '\\_\\_fastcall \\_x\\_ a\\_',
    '[x](command:evil)': '\\[x\\](command:evil)',
    '<b>&lt;</b>': '\\<b>\\&lt;\\</b>',
    '`code` $(icon) ~~x~~ :smile:': '\\`code\\` \\$(icon) \\~\\~x\\~\\~ \\:smile:',
    'https://example.com www.example.com a@example.com': 'https\\://example.com www\\.example.com a\\@example.com',
    '# no heading': '\\# no heading',
    '- no list': '\\- no list',
    '12. no list': '12\\. no list',
    'two\r\nlines\u0007': 'two lines ',
    'plain words': 'plain words',
    '': '',
  };
  for (const [text, expected] of Object.entries(EXAMPLES)) {
    test(JSON.stringify(text), () => {
      assert.equal(escapeMarkdown(text), expected);
    });
  }

  test('whatever they are, they are read as words and nothing else, at the beginning of a line and behind others', () => {
    const pieces = fc.constantFrom(
      ...Array.from('\\`*_{}[]()#+-.!|<>~&:@$=/^"\' \t0a'),
      ...[
        '://',
        'www.',
        'http',
        '&lt;',
        '&#60;',
        '1.',
        '- ',
        '![x](y)',
        '<b>',
        '_a_',
        'a@b.example',
        ':tada:',
        '$(alert)',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('', 'line 3: '),
        (parts, before) => {
          const text = parts.join('').replace(/\s+/g, ' ').trim();
          const { kinds, words } = renderMarkdown(`${before}${escapeMarkdown(text)}`);
          assert.deepEqual(
            [...kinds].filter((kind) => !['paragraph', 'text', 'escape', 'space'].includes(kind)),
            [],
            text,
          );
          assert.equal(words.trim(), `${before}${text}`.trim());
        },
      ),
      { numRuns: 3000 },
    );
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
