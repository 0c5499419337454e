import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalise, openCase } from '../../../server/src/service.js';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { linesOf, wordsAt } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const framesOf = (text: string): readonly string[] =>
  openCase(text).crashes.flatMap(({ stacks }) =>
    stacks.flatMap(({ frames }) => frames.map(({ frame }) => `${frame.module?.value}!${frame.symbol?.value}`)),
  );

describe('a page’s source without line ends', () => {
  for (const sample of SAMPLES) {
    test(`${sample} is read as its lines`, () => {
      const plain = readSample(sample).trimEnd();
      const source = `<p>${plain.replaceAll('\n', '<br>')}</p>`;
      assert.deepEqual(framesOf(source), framesOf(plain));
      assert.equal(onlyCrash(source).signature, onlyCrash(plain).signature);
    });
  }

  test('becomes lines again', () => {
    const screen = printScreen().trimEnd();
    assert.equal(normalise(`<p>${screen.replaceAll('\n', '<br />')}</p>`), screen);
  });
});

describe('tags inside of a line', () => {
  const FRAME = 'contosonic!<lambda_0123>::operator()+0x10';
  const LINKED = FRAME.replace('contosonic', '<u><link cmd="lmvm contosonic">contosonic</link></u>');
  const text = printAnalysis({ frames: ['nt!KeBugCheckEx', LINKED] });

  test('are none of its words, and a template’s argument is no tag', () => {
    assert.deepEqual(framesOf(text), ['nt!KeBugCheckEx', 'contosonic!<lambda_0123>::operator()']);
    assert.deepEqual(framesOf(printAnalysis({ frames: ['contosonic!Queue<b>::Pop+0x4'] })), [
      'contosonic!Queue<b>::Pop',
    ]);
  });

  test('leave every range true', () => {
    const frame = onlyCrash(text).stacks[0]?.frames[1]?.frame;
    assert.ok(frame?.module && frame.symbol);
    // What closes a tag belongs to the word that it closes.
    assert.equal(wordsAt(text, frame.module.range), 'contosonic</link></u>');
    assert.equal(wordsAt(text, frame.symbol.range), '<lambda_0123>::operator()');
  });
});

describe('numbers in front of lines', () => {
  const number = (text: string, from: number): string =>
    linesOf(text)
      .map((line, index) => `${from + index}: ${line}`)
      .join('\n');

  test('may begin anywhere, as where a pager stood', () => {
    assert.deepEqual(framesOf(number(printScreen(), 120)), framesOf(printScreen()));
  });

  test('that a debugger prints, from zero on, are the debugger’s', () => {
    const rows = Array.from(
      { length: 8 },
      (_, cpu) => `  ${cpu}    fffff80152a8018${cpu}  ffffcb088f0a448${cpu}                   ................`,
    );
    const running = ['0: kd> !running', '', '     Prcbs             Current         (pri) Next', ...rows].join('\n');
    const { cpus } = onlyCrash(`${printAnalysis({ frames: ['nt!KeBugCheckEx'] })}${running}\n`).crash;
    assert.deepEqual(
      cpus.map((cpu) => cpu.number),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
  });

  test('of a list that is not about all lines are left alone', () => {
    const text = `1. Open the log\n2. Read it\n3. Call\n${printScreen()}`;
    assert.equal(onlyCrash(text).crash.range.start.line, 3);
  });
});

describe('times in front of lines', () => {
  for (const time of [
    '10:22:01',
    '2024-03-18 02:12:01.123',
    '2024-03-18T02:12:01Z',
    'Mon Mar 18 02:12:01 2024',
    'Mar  8 02:12:01',
  ]) {
    test(`[${time}]`, () => {
      assert.deepEqual(framesOf(printScreen().replace(/^/gm, `[${time}] `)), framesOf(printScreen()));
    });
  }
});
