import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crashJson } from '../../server/src/report/json.js';
import { openCase } from '../../server/src/service.js';
import { DISGUISES } from '../helpers/disguises.js';
import { ownTexts, readSample, SAMPLES } from '../helpers/samples.js';

/** What a verdict says, without the places where it says it. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'line' && key !== 'range')
      .map(([key, part]) => [key, withoutPlaces(part)]),
  );
}

/** Texts name lines too: "DEFAULT_BUCKET_ID speaks of a driver (line 18)". */
const saidBy = (text: string): string =>
  JSON.stringify(openCase(text).crashes.map((crash) => withoutPlaces(crashJson(crash)))).replaceAll(
    /\(line \d+\)/g,
    '(line N)',
  );

const evidenceLines = (text: string): readonly number[] =>
  openCase(text).crashes.flatMap(({ verdict }) => verdict.evidence.map(({ line }) => line));

describe('the same log in another disguise reads the same', () => {
  for (const sample of SAMPLES) {
    const plain = readSample(sample);
    for (const { name, put, moved } of DISGUISES) {
      test(`${sample}, ${name}`, () => {
        const disguised = put(plain);
        assert.notEqual(disguised, plain);
        assert.equal(saidBy(disguised), saidBy(plain));
        assert.deepEqual(evidenceLines(disguised), evidenceLines(plain).map(moved));
      });
    }
  }
});

describe('several crashes in one text', () => {
  const screen = readSample('psod-spin-count.psod');
  const transcript = readSample('windbg-0x133.txt');
  const together = (...texts: readonly string[]) => openCase(texts.join('\n')).crashes;

  test('a purple screen and a transcript are two crashes in the order of the text', () => {
    const kinds = (...texts: readonly string[]) => together(...texts).map(({ kind }) => kind);
    assert.deepEqual(kinds(screen, transcript), ['spin-count', 'DPC_WATCHDOG_VIOLATION']);
    assert.deepEqual(kinds(transcript, screen), ['DPC_WATCHDOG_VIOLATION', 'spin-count']);
  });

  test('each says what it says alone', () => {
    const alone = JSON.parse(saidBy(screen)) as unknown[];
    const other = JSON.parse(saidBy(transcript)) as unknown[];
    assert.deepEqual(JSON.parse(saidBy(`${screen}\n${transcript}`)), [...alone, ...other]);
    assert.deepEqual(JSON.parse(saidBy(`${transcript}\n${screen}`)), [...other, ...alone]);
  });

  test('they do not reach into each other', () => {
    const [upper, lower] = together(screen, transcript);
    assert.ok(upper && lower);
    assert.ok(upper.crash.range.end.line < lower.crash.range.start.line);
  });

  test('two screens, two transcripts, and all samples at once', () => {
    assert.equal(together(screen, readSample('psod-page-fault.psod')).length, 2);
    assert.equal(together(screen, screen).length, 2);
    assert.equal(together(transcript, readSample('windbg-0xd1.txt')).length, 2);
    assert.equal(together(transcript, transcript).length, 2);
    assert.equal(together(...SAMPLES.map(readSample)).length, SAMPLES.length);
  });

  test('prose between them belongs to neither', () => {
    const crashes = together(screen, 'And an hour later the guest, too:', '', transcript);
    assert.equal(crashes.length, 2);
    const prose = screen.split('\n').length;
    for (const { crash } of crashes) {
      assert.ok(crash.range.end.line < prose || crash.range.start.line > prose);
    }
  });
});

describe('words about crashes are no crash', () => {
  const PROSE: Readonly<Record<string, string>> = {
    'a bug check in a sentence': 'The server stopped with 0x133 (DPC_WATCHDOG_VIOLATION) last night.',
    'a bug check and its code': 'We see DPC_WATCHDOG_VIOLATION (133) on many hosts; is there a fix?',
    'a name on a line of its own':
      'The stop code was\n\nDPC_WATCHDOG_VIOLATION (133)\n\nand nothing else was written down.',
    'a purple screen in a sentence':
      'The host showed a purple screen: Spin count exceeded (iplLock) - possible deadlock.',
    'a product line in a sentence': 'It runs VMware ESX Server [Releasebuild-207095] and should be updated.',
    'a product line alone': 'VMware ESX Server [Releasebuild-207095]',
    'a product line above prose': 'VMware ESXi 6.7.0 [Releasebuild-13006603 x86_64]\nis what we run on all hosts.\n',
    'a frame in a sentence': 'Look for 0x1402a90:[0x634ff3]SP_WaitLock+0x1ca stack: 0x2970600, the frame that waits.',
    'a WinDbg frame in a sentence':
      'The frame nt!KeBugCheckEx+0x0 is always on top, and hal!HalpTimerClockInterrupt+0x86 below.',
    'messages in a list':
      '* Spin count exceeded (lock) - possible deadlock means that a CPU waited too long\n* PCPU 3: no heartbeat means that it was silent\n',
    'a table of bug checks': '| 0x133 | DPC_WATCHDOG_VIOLATION |\n| 0xd1 | DRIVER_IRQL_NOT_LESS_OR_EQUAL |\n',
    'source code':
      'const FORM = /^Spin count exceeded \\((?<lock>[^)]+)\\)/;\nif (line.startsWith("@BlueScreen: ")) read(line);\nprintf("PCPU %d: no heartbeat", cpu);\n',
  };

  for (const [what, text] of Object.entries(PROSE)) {
    test(what, () => {
      const { document } = openCase(text);
      assert.deepEqual(
        document.crashes.map(({ headline }) => headline.value),
        [],
      );
      assert.notEqual(document.remark, null);
    });
  }

  for (const { file, text } of ownTexts()) {
    test(`the project’s own ${file}`, () => {
      assert.deepEqual(
        openCase(text).document.crashes.map(({ headline }) => headline.value),
        [],
      );
    });
  }
});

describe('a text that holds nothing', () => {
  for (const [what, text] of Object.entries({
    empty: '',
    'one line end': '\n',
    blanks: '   \n\t\n',
    'a mark': '\ufeff',
  })) {
    test(what, () => {
      const { document, crashes } = openCase(text);
      assert.equal(document.dialect, null);
      assert.deepEqual(crashes, []);
      assert.equal(document.remark, 'No crash was found in this text.');
    });
  }
});
