import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crashText } from '../../../server/src/report/text.js';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { printStack } from '../../helpers/transcripts.js';
import { linesOf } from '../../helpers/text.js';

const printed = (text: string): string => crashText(onlyCrash(text));

describe('a verdict for the terminal', () => {
  test('first the headline, the machine and its release, then the answer', () => {
    const [headline, machine, release, answer] = printed(readSample('psod-spin-count.psod')).split('\n');
    assert.equal(headline, '  Spin count exceeded (pathListLock) - possible deadlock');
    assert.equal(
      machine,
      '  VMware ESX Server, build 153875 · PCPU 0 panicked in world 1024 console · up 12 d 4 h 51 min',
    );
    assert.match(release ?? '', /^ {2}ESX 3\.5 Update 4, released 30 March 2009; supported until 21 May 2010/);
    assert.match(answer ?? '', /^ {2}PCPU 0 is the victim: it waited too long for the spinlock pathListLock\./);
  });

  test('who waits for whom, as a chain', () => {
    assert.match(
      printed(readSample('psod-spin-count.psod')),
      /^ {4}waits {4}PCPU 0 \(line 12\) -> pathListLock -> one of PCPU 1 to 7 \?$/m,
    );
    assert.match(printed(readSample('psod-spin-count-owner.psod')), /-> a spinlock -> PCPU 3$/m);
    assert.match(
      printed(readSample('windbg-0x133.txt')),
      /\(line 37\) -> firmware operation \(ERST write\) -> platform firmware$/m,
    );
  });

  test('who is to blame and of what category, once where that is the same', () => {
    assert.match(printed(readSample('windbg-0x133.txt')), /^ {4}blamed {3}firmware · confidence high/m);
    assert.match(printed(readSample('windbg-0xd1.txt')), /^ {4}blamed {3}fabrikamusb.* · driver bug · confidence/m);
  });

  test('evidence names lines that hold what it speaks of, counted from one', () => {
    const text = readSample('psod-spin-count.psod');
    const [, line = ''] = /line (\d+): SP_WaitLock/.exec(printed(text)) ?? [];
    assert.match(linesOf(text)[Number(line) - 1] ?? '', /SP_WaitLock/);
  });

  test('what was only weighed comes after what to do, and is neither the verdict nor ruled out', () => {
    const text = printed(readSample('windbg-0x133.txt'));
    assert.match(text, /^ {4}next {5}KB 2877237: [^]*^ {4}weighed {2}DEFAULT_BUCKET_ID speaks of a driver/m);
    assert.match(text, /^ {13}HP servers with ocnd64\.sys .*: a thing to check: /m);
    assert.doesNotMatch(text, /^ {4}not\b/m);
  });

  test('candidates that are no neighbours are listed', () => {
    assert.match(printed(printScreen({ star: 1 })), /one of PCPU 0, 2 to 3 \?/);
  });

  test('a single candidate is one, and bears the name that its system gives to processors', () => {
    const running = ['nt!KxWaitForSpinLockAndAcquire+0x2f', 'contosonic!Poll+0x10'].map(
      (frame, cpu) => `${cpu}: kd> ~${cpu}s\n${cpu}: kd> k\n${printStack([frame, 'contosonic!Dpc+0x88'])}\n`,
    );
    assert.match(printed(running.join('\n')), /-> a spinlock -> CPU 1 \?$/m);
  });
});

for (const sample of SAMPLES) {
  test(`${sample}: below the headline and the machine only a single long word is wider than a terminal`, () => {
    const [, , ...body] = printed(readSample(sample)).split('\n');
    const wide = body.filter((line) => line.length > 102 && !/^\s+(?:\w+\s+)?\S+$/.test(line));
    assert.deepEqual(wide, []);
  });

  test(`${sample}: colours only paint, they change no word`, () => {
    const paint = (text: string): string => `\u001b[1m${text}\u001b[0m`;
    const painted = crashText(onlyCrash(readSample(sample)), {
      headline: paint,
      verdict: paint,
      label: paint,
      guess: paint,
    });
    assert.notEqual(painted, printed(readSample(sample)));
    // eslint-disable-next-line no-control-regex -- the escape character is what is taken out
    assert.equal(painted.replaceAll(/\u001b\[\dm/g, ''), printed(readSample(sample)));
  });
}
