/** Purple screens of any content: what is read of one holds whatever carries it, wherever it is cut, whatever it is joined with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Crash } from '../../server/src/model/crash.js';
import { framesOf } from '../../server/src/model/crash.js';
import type { Frame } from '../../server/src/model/frame.js';
import type { Located, Range } from '../../server/src/model/position.js';
import { openCase } from '../../server/src/service.js';
import { normaliseHex } from '../../server/src/util/hex.js';
import { printScreen } from '../helpers/screens.js';
import { linesOf, wordsAt } from '../helpers/text.js';

const RUNS = { numRuns: 80 };

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z_0-9]{1,20}$/);
const hex = fc.bigInt({ min: 0x10000n, max: 0xffff_ffff_ffffn }).map((number) => `0x${number.toString(16)}`);
const decoration = fc.oneof(
  fc.constantFrom('', '@vmkernel#nover', '@vmkernel:nover', '@esx#nover', '@<None>#<None>', '@#', "'@'vmkernel#nover"),
  name.map((module) => `@(${module})#<None>`),
  name.map((module) => `@com.${module}.net#9.2.1`),
);
const frame = fc
  .tuple(name, decoration, fc.nat({ max: 0xffff }), fc.array(hex, { minLength: 1, maxLength: 5 }))
  .map(([symbol, module, offset, words]) => `${symbol}${module}+0x${offset.toString(16)} stack: ${words.join(', ')}`);
const frames = fc.array(frame, { minLength: 1, maxLength: 12 });
const headline = fc.oneof(
  name.map((lock) => `Spin count exceeded (${lock}) - possible deadlock`),
  fc.nat({ max: 999 }).map((cpu) => `PCPU ${cpu}: no heartbeat (2/2 IPIs received)`),
  fc.tuple(hex, hex).map(([ip, at]) => `#PF Exception 14 in world 4711:vmnic1-poll IP ${ip} addr ${at}`),
  fc.tuple(name, fc.nat()).map(([file, line]) => `ASSERT bora/vmkernel/main/${file}.c:${line % 9999}`),
);
const saved = fc
  .tuple(fc.nat({ max: 255 }), fc.constantFrom('SpinLock spin out NMI', 'Heartbeat NMI'), frames)
  .map(([cpu, reason, some]) => ({ heading: `Saved backtrace from: pcpu ${cpu} ${reason}`, frames: some }));
const screen = fc
  .record({ headline, frames, saved }, { requiredKeys: ['headline', 'frames'] })
  .map((parts) => printScreen(parts));

const crashesIn = (text: string): readonly Crash[] => openCase(text).document.crashes;

const wordsOfFrame = ({ symbol, module, offset, address, stackAddress, words }: Frame): readonly (string | null)[] =>
  [symbol, module, offset, address, stackAddress, ...words].map((part) => part?.value ?? null);
const wordsOfFrames = (crash: Crash): unknown => framesOf(crash).map(wordsOfFrame);

/** A crash without its places. */
const withoutPlaces = (crash: Crash): unknown =>
  JSON.parse(
    JSON.stringify(crash, (key, value: unknown) =>
      key === 'range' || key === 'line' ? undefined : key === 'unparsed' ? (value as readonly Range[]).length : value,
    ),
  );

test('every part of a frame lies in the frame and is printed there', () => {
  const property = fc.property(screen, (text) => {
    for (const crash of crashesIn(text)) {
      for (const each of framesOf(crash)) {
        const { symbol, module, offset, address, stackAddress, words, range } = each;
        const inside = ({ range: { start, end } }: Located<string>): boolean =>
          start.line === each.line && start.character >= range.start.character && end.character <= range.end.character;
        const parts = [stackAddress, address, symbol, module, offset, ...words].filter((part) => part !== null);
        assert.ok(parts.every(inside));
        for (const part of [symbol, module]) if (part) assert.equal(wordsAt(text, part.range), part.value);
        for (const part of [stackAddress, address, offset, ...words]) {
          if (part) assert.equal(normaliseHex(wordsAt(text, part.range)), part.value);
        }
        const ends = parts.map((part) => part.range.end.character);
        assert.deepEqual(
          ends,
          ends.toSorted((left, right) => left - right),
        );
      }
    }
  });
  fc.assert(property, RUNS);
});

test('the lines of a crash, read alone, are the same crash', () => {
  const around = fc.array(fc.constantFrom('', 'A remark.', '2021-03-18T06:42:17.3Z cpu7:21)NetPort: 1426: port 0x2'), {
    maxLength: 5,
  });
  const property = fc.property(around, screen, around, (before, text, behind) => {
    const whole = [...before, text, ...behind, ''].join('\n');
    const [crash, ...others] = crashesIn(whole);
    assert.ok(crash);
    assert.deepEqual(others, []);
    const own = linesOf(whole).slice(crash.range.start.line, crash.range.end.line + 1);
    const [again] = crashesIn(`${own.join('\n')}\n`);
    assert.ok(again);
    assert.deepEqual(withoutPlaces(again), withoutPlaces(crash));
  });
  fc.assert(property, RUNS);
});

const eachLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');

const CARRIERS: Readonly<Record<string, (text: string) => string>> = {
  'a time and a CPU before every line': (text) =>
    eachLine(text, (line) => (line === '' ? '' : `2021-03-18T06:42:17.322Z cpu0:1024)${line}`)),
  'a severity and a program before every line': (text) =>
    eachLine(text, (line) => (line === '' ? '' : `2021-03-18T06:42:17.322Z In(14) LogEFI[2097]: ${line}`)),
  'a quote mark before every line': (text) => eachLine(text, (line) => `> ${line}`),
  'a number before every line': (text) => {
    let number = 0;
    return eachLine(text, (line) => (line === '' ? '' : `${(number += 1).toString().padStart(3)}. ${line}`));
  },
  'escapes for Markdown': (text) => text.replaceAll(/[[\]_*]/g, String.raw`\$&`),
  'doubled line ends': (text) => text.replaceAll('\n', '\n\n'),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  CR: (text) => text.replaceAll('\n', '\r'),
};
for (const [carrier, put] of Object.entries(CARRIERS)) {
  test(`${carrier}: the same message, registers, CPUs and frames`, () => {
    const property = fc.property(screen, (text) => {
      const [plain, carried] = [crashesIn(text), crashesIn(put(text))];
      assert.equal(carried.length, 1);
      const read = ({ message, registers, cpus }: Crash): unknown => [
        message?.text.value,
        registers.map((register) => [register.name, register.value]),
        cpus.map((cpu) => [cpu.number, cpu.worldName, cpu.marked]),
      ];
      assert.deepEqual(carried.map(wordsOfFrames), plain.map(wordsOfFrames));
      assert.deepEqual(carried.map(read), plain.map(read));
    });
    fc.assert(property, RUNS);
  });
}

test('two logs joined give both crashes', () => {
  const property = fc.property(
    screen,
    screen,
    fc.constantFrom('', '\n', 'Some words of an engineer.\n'),
    (one, two, between) => {
      assert.deepEqual(
        crashesIn(one + between + two).map((crash) => [crash.headline.value, wordsOfFrames(crash)]),
        [...crashesIn(one), ...crashesIn(two)].map((crash) => [crash.headline.value, wordsOfFrames(crash)]),
      );
    },
  );
  fc.assert(property, RUNS);
});

test('cutting at any byte invents no function and no module', () => {
  const property = fc.property(screen, (text) => {
    const whole = crashesIn(text).flatMap(framesOf);
    const printed = new Set(whole.flatMap(({ symbol, module }) => [symbol?.value, module?.value]));
    for (let cut = 0; cut < text.length; cut += 1) {
      const read = crashesIn(text.slice(0, cut))
        .flatMap(framesOf)
        .flatMap(({ symbol, module }) => [symbol?.value, module?.value]);
      const invented = read.filter((each) => each !== undefined && !printed.has(each));
      assert.deepEqual(invented, [], `cut at ${cut}`);
    }
  });
  fc.assert(property, { numRuns: 6 });
});
