import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crashMarkdown } from '../../../server/src/report/markdown.js';
import { onlyCrash } from '../../helpers/ask.js';
import { renderMarkdown } from '../../helpers/renderMarkdown.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { linesOf } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const markdown = (text: string): string => crashMarkdown(onlyCrash(text));

test('a purple screen: headline, verdict, who waits for whom, evidence, steps, references', () => {
  const text = readSample('psod-spin-count.psod');
  const written = markdown(text);
  assert.match(written, /^## `Spin count exceeded \(pathListLock\) - possible deadlock`$/m);
  assert.match(written, /^ESX 3\.5 Update 4, released 30 March 2009; supported until 21 May 2010/m);
  assert.match(written, /^\*\*PCPU 0 is the victim/m);
  assert.match(written, /^- Category: lock contention$/m);
  assert.match(written, /^- Blamed: nobody on this screen$/m);
  assert.match(written, /^- PCPU 0 waits for `pathListLock`; owner: not named, 7 candidates \(PCPU 1 to 7\)$/m);
  assert.match(written, /^- \[KB 1020105: .*\]\(<https:\/\/\S+>\)$/m);
  assert.match(written, /^Signature: `psod \|/m);
});

test('lines count from one', () => {
  const text = readSample('psod-spin-count.psod');
  const [, line = ''] = /^- line (\d+): SP_WaitLock/m.exec(markdown(text)) ?? [];
  assert.match(linesOf(text)[Number(line) - 1] ?? '', /SP_WaitLock/);
});

for (const sample of SAMPLES) {
  test(`${sample}: the same text gives the same Markdown`, () => {
    const text = readSample(sample);
    assert.equal(markdown(text), markdown(text));
  });
}

describe('hostile words come out inert', () => {
  const NAMES: readonly string[] = [
    'f](command:evil)',
    '![x](https://evil.test/)',
    'a`b``c```d',
    '<script>alert(1)</script>',
    '**bold**',
    '`](command:evil)`',
    'x<!--',
  ];
  for (const name of NAMES) {
    test(name, () => {
      const screen = printScreen({
        headline: `Spin count exceeded (${name.replaceAll(/[()]/g, '')}) - possible deadlock with PCPU 1`,
        worlds: [`w${name}`, `v${name}`],
        saved: {
          heading: 'Saved backtrace from: pcpu 1 SpinLock spin out NMI',
          frames: [`g${name}@(m${name.replaceAll(/[()#:]/g, '')})#<None>+0x3`],
        },
      });
      const analysis = printAnalysis({
        keys: [`PROCESS_NAME:  ${name}`],
        frames: ['nt!KeBugCheckEx', `contosonic!f${name}+0x1`],
      });
      for (const written of [markdown(screen), markdown(analysis)]) {
        const { kinds, links } = renderMarkdown(written);
        for (const kind of ['html', 'image', 'em', 'del', 'table']) assert.equal(kinds.has(kind), false, kind);
        assert.deepEqual(
          links.filter((link) => !/^https:\/\/(?:knowledge\.broadcom|kb\.vmware|learn\.microsoft)\.com\//.test(link)),
          [],
        );
      }
    });
  }
});
