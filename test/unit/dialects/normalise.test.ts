import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crashJson } from '../../../server/src/report/json.js';
import { normalise, openCase } from '../../../server/src/service.js';
import { DISGUISES } from '../../helpers/disguises.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printFrames, printScreen } from '../../helpers/screens.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const FRAMES = [
  'IOChain_Resume@vmkernel#nover+0x210',
  'PortOutput@vmkernel#nover+0xae',
  'vmk_PortInput@vmkernel#nover+0x1e',
];

/** Without blank lines and blanks at the ends of lines, and with one kind of line end. */
const essence = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');

const verdictsOf = (text: string): unknown =>
  openCase(text).crashes.map((crash) => {
    const { verdict, kind, bugCheck, signature } = JSON.parse(JSON.stringify(crashJson(crash))) as {
      verdict: { brief: string; category: string };
      kind: string;
      bugCheck: unknown;
      signature: string;
    };
    return { brief: verdict.brief, category: verdict.category, kind, bugCheck, signature };
  });

describe('what pages and mails do is undone', () => {
  for (const sample of SAMPLES) {
    const plain = normalise(readSample(sample));
    for (const { name, put } of DISGUISES) {
      test(`${sample}, ${name}`, () => {
        assert.equal(essence(normalise(put(plain))), essence(plain));
      });
    }

    test(`${sample}: once is enough, and the verdict stays`, () => {
      assert.equal(normalise(plain), plain);
      assert.deepEqual(verdictsOf(plain), verdictsOf(readSample(sample)));
    });
  }

  test('a blank line below every line', () => {
    const screen = printScreen();
    assert.equal(normalise(screen.trimEnd().replaceAll('\n', '\n\n')), screen.trimEnd());
  });

  test('the line ends of a text stay what they are', () => {
    const quoted = printScreen().replace(/^/gm, '> ').replaceAll('\n', '\r\n');
    assert.equal(normalise(quoted), printScreen().replaceAll('\n', '\r\n'));
  });
});

describe('a purple screen', () => {
  const screen = printScreen();

  test('loses the prefixes of a log', () => {
    const logged = screen.replace(/^(?=.)/gm, '2021-03-18T06:42:17.318Z cpu0:1024)');
    assert.equal(normalise(logged), screen);
  });

  test('keeps the prefixes of a backtrace that nothing else shows to be a crash', () => {
    const prefix = '2021-03-18T06:42:17.318Z cpu4:33837)';
    const lines = [
      'World: 9729: PRDA 0x41804be00000 ss 0x0 ds 0x4018 es 0x4018 fs 0x0 gs 0x0',
      'Backtrace for current CPU #4, worldID=33837, rbp=0x43a647ac47d0',
      ...printFrames(FRAMES).split('\n'),
    ];
    const text = lines.map((line) => `${prefix}${line}\n`).join('');
    assert.equal(openCase(text).crashes.length, 1);
    assert.equal(normalise(text.replace(/^(?=.)/gm, '> ')), text);
  });

  test('loses the numbers of a list and the escapes of Markdown', () => {
    const lines = screen.trimEnd().split('\n');
    const listed = lines.map((line, index) => `${index + 1}. ${line.replaceAll('_', '\\_')}`).join('\n');
    assert.equal(normalise(listed), lines.join('\n'));
  });

  test('gets back the signs for which a page has names', () => {
    const frames = ['Panic+0x10', 'Send@(contosonic)#<None>+0x5f'];
    const screenOf = printScreen({ frames });
    const escaped = screenOf.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    assert.equal(normalise(escaped), screenOf);
  });
});

describe('a transcript', () => {
  const frames = ['nt!KeBugCheckEx', 'contosonic!Send+0x10'];
  const transcript = printAnalysis({ frames }).replace(/ +$/gm, '');

  test('loses comment signs', () => {
    assert.equal(normalise(transcript.replace(/^(?=.)/gm, '// ')), transcript);
  });

  test('loses the times at which a collector received its lines', () => {
    assert.equal(normalise(transcript.replace(/^(?=.)/gm, '2024-05-02 10:11:12,345 ')), transcript);
  });

  test('gets its wrapped frames back in one line', () => {
    const wrapped = transcript.replace(/ : (?=contosonic)/, ' :\n');
    assert.notEqual(wrapped, transcript);
    assert.equal(normalise(wrapped), transcript);
  });
});

test('what is not part of a crash keeps all but the marks of a quotation', () => {
  const text = `> Hello,\n>\n> 1. see cpu0:1024)below\n\n${printScreen()}\nRegards\n`;
  assert.equal(normalise(text), `Hello,\n\n1. see cpu0:1024)below\n\n${printScreen()}\nRegards\n`);
});

test('two crashes in one text are each read by their own rules', () => {
  const screen = printScreen();
  const transcript = printAnalysis().replace(/ +$/gm, '');
  const text = `${screen.replace(/^(?=.)/gm, '2021-03-18T06:42:17.318Z cpu0:1024)')}\n${transcript.replace(/^(?=.)/gm, '# ')}`;
  assert.equal(openCase(text).crashes.length, 2);
  assert.equal(normalise(text), `${screen}\n${transcript}`);
});

test('prose stays prose', () => {
  assert.equal(normalise('Nothing happened.\n  - really\n'), 'Nothing happened.\n  - really\n');
});

test('a crash at the end of a very long log stands there afterwards', () => {
  const noise = '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd completed without a word\n';
  const screen = readSample('psod-spin-count.psod');
  const normalised = normalise(noise.repeat(200_000) + screen);
  assert.equal(essence(normalised.slice(-normalise(screen).length)), essence(normalise(screen)));
});
