import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { builtinKnowledge } from '../../../server/src/knowledge/builtin.js';
import { findHover, openCase } from '../../../server/src/service.js';
import { URI } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../helpers/transcripts.js';

/** A hover is as wide as an editor shows it, and no longer than one reads in passing. */
const WIDTH = 90;
const MOST_LINES = 12;

/** What is left to read of Markdown: no targets of links, no marks, no escapes. */
function readable(markdown: string): string {
  return markdown
    .replaceAll(/\]\((?:<[^>]*>|command:[^)]*)\)/g, '')
    .replaceAll(/(?<!\\)[[*]/g, '')
    .replaceAll(/\\([^\w\s])/g, '$1');
}

/** How many lines a paragraph takes when its words are wrapped. */
function linesOf(paragraph: string): number {
  let lines = 1;
  let column = 0;
  for (const { length } of paragraph.split(/\s+/)) {
    const wraps = column > 0 && column + 1 + length > WIDTH;
    lines += (wraps ? 1 : 0) + Math.floor(length / (WIDTH + 1));
    column = wraps || column === 0 ? length : column + 1 + length;
  }
  return lines;
}

const heightOf = (markdown: string): number =>
  readable(markdown)
    .split('\n\n')
    .reduce((sum, paragraph) => sum + linesOf(paragraph), 0);

/** All hovers of a text, each once. */
function hoversOf(text: string): ReadonlySet<string> {
  const opened = openCase(text);
  const hovers = new Set<string>();
  opened.lines.forEach((line, number) => {
    for (let character = 0; character < line.length; character += 2) {
      const contents = findHover(opened, URI, { line: number, character })?.contents;
      if (contents && typeof contents === 'object' && 'value' in contents) hovers.add(contents.value);
    }
  });
  return hovers;
}

function assertShort(text: string): void {
  const hovers = [...hoversOf(text)];
  assert.ok(hovers.length > 0);
  assert.deepEqual(
    hovers.filter((hover) => heightOf(hover) > MOST_LINES).map((hover) => `${heightOf(hover)} lines: ${hover}`),
    [],
  );
}

describe(`no hover is longer than ${MOST_LINES} lines`, () => {
  for (const sample of readdirSync('samples').filter((file) => file !== 'README.md')) {
    test(sample, () => {
      assertShort(readSample(sample));
    });
  }

  test('the bug check and the arguments of every code', () => {
    for (let code = 1; code <= 0x1ff; code++) {
      const hex = code.toString(16);
      const known = builtinKnowledge().bugCheck(`0x${hex}`);
      if (!known) continue;
      const values = known.parameters.find(({ n }) => n === 1)?.values ?? [];
      const first = values[0]?.value.slice(2) ?? '1';
      assertShort(
        printAnalysis({
          headline: `${known.name} (${hex})`,
          parameters: [first, 'fffff80312345678', 'ffffc00212345678', '2'],
          frames: ['nt!KeBugCheckEx', 'contosonic!Send+0x10'],
        }),
      );
    }
  });

  test('a watchdog’s crash with a wait, a driver and a bucket', () => {
    const frames = [...CLOCK_NOTICED, 'nt!KeAcquireSpinLockRaiseToDpc+0x35', 'contosonic!Send+0x10', ...IDLE_DPCS];
    assertShort(printAnalysis({ keys: ['DEFAULT_BUCKET_ID:  WIN8_DRIVER_FAULT'], frames }));
  });

  test('names of a log that are longer than any hover', () => {
    const name = 'A'.repeat(5000);
    assertShort(
      printAnalysis({ keys: [`MODULE_NAME: ${name}`], frames: ['nt!KeBugCheckEx', `contosonic!${name}+0x1`] }),
    );
  });
});
