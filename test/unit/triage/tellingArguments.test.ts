import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { lineOf } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';
import { EXCEPTION, PAGE_FAULT } from '../../helpers/traps.js';

const whyAt = (text: string, marked: string): string =>
  onlyCrash(text).verdict.evidence.find(({ line }) => line === lineOf(text, marked))?.why ?? '';

describe('an argument that says what went wrong', () => {
  test('is told in the summary and at its line', () => {
    const text = printAnalysis({
      headline: 'BAD_POOL_HEADER (19)',
      parameters: ['21', 'ffffe00112345000', '1038', '0'],
    });
    assert.match(onlyCrash(text).verdict.summary, /Argument 1 is 0x21: .*overrun\./);
    assert.match(whyAt(text, 'Arg1'), /^argument 1 is 0x21: /);
  });

  test('that is a status has its name, also where it is extended to 64 bits', () => {
    const text = printAnalysis({
      headline: 'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED (7e)',
      parameters: ['ffffffffc0000005', 'fffff80312345678', 'ffffd00012345678', 'ffffd00012345000'],
      frames: [...EXCEPTION, 'contosonic!Copy+0x10'],
    });
    assert.match(onlyCrash(text).verdict.summary, /Argument 1 is 0xc0000005, STATUS_ACCESS_VIOLATION: /);
  });

  test('may be a later one: why a page could not be read', () => {
    const text = printAnalysis({
      headline: 'KERNEL_DATA_INPAGE_ERROR (7a)',
      parameters: ['fffff6fc40008070', 'ffffffffc000000e', '12345860', 'fffff8800100e000'],
    });
    assert.match(whyAt(text, 'Arg2'), /^argument 2 is 0xc000000e, STATUS_NO_SUCH_DEVICE: /);
  });
});

describe('an argument that says little', () => {
  const text = printAnalysis({
    headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
    parameters: ['28', '2', '1', 'fffff80312345678'],
    frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
  });

  test('is not told: the kind of access', () => {
    assert.equal(whyAt(text, 'Arg3'), '');
    assert.doesNotMatch(onlyCrash(text).verdict.summary, /Argument/);
  });

  test('is not told: zero behind the first one', () => {
    const died = printAnalysis({
      headline: 'CRITICAL_PROCESS_DIED (ef)',
      parameters: ['ffffe00112345060', '0', '0', '0'],
    });
    assert.equal(whyAt(died, 'Arg2'), '');
  });
});
