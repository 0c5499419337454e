import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { DIAGNOSTIC_CODES, findDiagnostics } from '../../../server/src/service.js';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printFrames, printScreen } from '../../helpers/screens.js';
import { CLOCK_NOTICED, printAnalysis } from '../../helpers/transcripts.js';

const codesOf = (text: string): readonly string[] => new Asked(text).findings().map(({ code }) => code);

function only(text: string, code: string) {
  const [finding, ...others] = new Asked(text).findings().filter((each) => each.code === code);
  assert.ok(finding, `no ${code}`);
  assert.deepEqual(others, []);
  return finding;
}

describe('what is wrong with a text', () => {
  test('a log that ends in the middle of a frame, at the last line that is whole', () => {
    const whole = printScreen({ frames: ['Panic+0x10', 'SP_WaitLock+0x1ca'] });
    const cut = whole.slice(0, whole.indexOf(']SP_WaitLock') - 3);
    assert.match(only(cut, 'cut-log').words, /Panic\+0x10 stack/);
  });

  test('log lines in the middle of a stack, at the first of them', () => {
    const [upper = '', ...lower] = printFrames(['Panic+0x10', 'SP_WaitLock+0x1ca', 'BH_Check+0x84']).split('\n');
    const text = [
      'VMware ESX Server [Releasebuild-153875]',
      'Spin count exceeded (iplLock) - possible deadlock',
      upper,
      'nmp_ThrottleLogForDevice: a path went down',
      ...lower,
      '',
    ].join('\n');
    assert.match(only(text, 'interleaved-lines').words, /^nmp_ThrottleLogForDevice/);
  });

  test('values that somebody masked', () => {
    const text = printScreen()
      .replace('VMK uptime: 12:04:51:08.772', 'VMK uptime: ##:##:##:##.###')
      .replace('cr2=0xb7f1cfff', 'cr2=0x########');
    assert.match(only(text, 'masked-values').message, /masked/);
  });

  test('values that somebody masked in a stack without a headline, at its first line', () => {
    const stack = '0xADDRESS1:[0xADDRESS2]PanicvPanicInt@vmkernel#nover+0x202 stack: 0xADDRESS3';
    const text = `${stack}\n${stack.replace('PanicvPanicInt', 'SP_WaitLock')}\n`;
    assert.equal(only(text, 'masked-values').words, stack);
  });

  test('nothing, where nothing is', () => {
    assert.deepEqual(codesOf(printScreen()), []);
    assert.deepEqual(codesOf('nothing of interest\n'), []);
  });
});

describe('whom !analyze blames', () => {
  const frames = [
    ...CLOCK_NOTICED,
    'contosonic!RxRing_Refill+0x1b4',
    'contosonic!InterruptDpc+0x88',
    'nt!KiExecuteAllDpcs+0x30e',
  ];
  test('is told with one stop, also where the line that blames ends with one', () => {
    const parameters = ['0', '501', '500', '0'];
    const text = `${printAnalysis({ parameters, frames })}\nProbably caused by : ndis.sys.\n`;
    assert.match(only(text, 'analyze-disagrees').message, /^Probably caused by says ndis\.sys\. [A-Z]/);
  });

  const blaming = (name: string) =>
    printAnalysis({
      parameters: ['0, A single DPC or ISR exceeded its time allotment', '501', '500', '0'],
      keys: ['PROCESS_NAME:  System', `MODULE_NAME: ${name}`, `IMAGE_NAME:  ${name}.sys`],
      frames,
    });

  test('another module than the stack does', () => {
    const { words, message } = only(blaming('fabrikamusb'), 'analyze-disagrees');
    assert.equal(words, 'fabrikamusb');
    assert.match(message, /^MODULE_NAME says fabrikamusb\. The text says contosonic, because of line \d+/);
  });

  test('the same one, in whatever case', () => {
    assert.ok(!codesOf(blaming('contosonic')).includes('analyze-disagrees'));
    assert.ok(!codesOf(blaming('ContosoNic')).includes('analyze-disagrees'));
  });

  test('is worth a line in the list of problems; all else is a hint', () => {
    const { opened } = new Asked(`${blaming('fabrikamusb')}\n${readSample('psod-spin-count.psod')}`);
    const severities = findDiagnostics(opened, null).map(({ code, severity }) => [code, severity]);
    assert.ok(severities.length > 1);
    for (const [code, severity] of severities) {
      assert.equal(severity, code === 'analyze-disagrees' ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint);
    }
  });
});

test('a name that cannot be the function that ran', () => {
  const findings = new Asked(readSample('psod-spin-count.psod')).findings();
  assert.deepEqual(
    findings.map(({ code, words }) => `${code}: ${words}`),
    ['unreliable-symbols: cosShadow+0x2d1', 'unreliable-symbols: cosShadow+0x31d06'],
  );
  assert.match(findings[1]?.message ?? '', /^cosShadow\+0x31d06 is only the nearest symbol: /);
});

describe('each code', () => {
  test('leads to its explanation, where the client has one', () => {
    const { opened } = new Asked(readSample('psod-spin-count.psod'));
    const [finding] = findDiagnostics(opened, 'https://example.com/diagnostics#{code}');
    assert.deepEqual(finding?.codeDescription, { href: 'https://example.com/diagnostics#unreliable-symbols' });
    assert.equal(findDiagnostics(opened, null)[0]?.codeDescription, undefined);
  });

  test('has a heading of its own in the explanations, and no heading is left over', () => {
    const headings = [...readFileSync('docs/diagnostics.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, words]) => words);
    assert.deepEqual(headings, DIAGNOSTIC_CODES);
  });
});
