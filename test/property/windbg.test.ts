/** A transcript says the same however it is brought, and as much of it as there is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Crash } from '../../server/src/model/crash.js';
import { framesOf } from '../../server/src/model/crash.js';
import type { Frame } from '../../server/src/model/frame.js';
import type { Located, Range } from '../../server/src/model/position.js';
import { openCase } from '../../server/src/service.js';
import { normaliseHex } from '../../server/src/util/hex.js';
import { DISGUISES, type Disguise } from '../helpers/disguises.js';
import { linesOf, wordsAt } from '../helpers/text.js';
import { printAnalysis } from '../helpers/transcripts.js';

/** A failing run prints its seed and path, with which it can be run again. */
const RUNS = { numRuns: 150 };

const crashesOf = (text: string): readonly Crash[] => openCase(text).document.crashes;

/** Numbers in the form of a debugger: an address of the kernel, of a program, a small number. */
const anyAddress = fc
  .tuple(fc.constantFrom('fffff800', 'ffffd181', '00007ffa', '00000000'), fc.integer({ min: 0, max: 0xffffffff }))
  .map(([high, low]) => `${high}\`${low.toString(16).padStart(8, '0')}`);
const anyShortAddress = fc.integer({ min: 0, max: 0xffffffff }).map((value) => value.toString(16).padStart(8, '0'));

const anyModule = fc.constantFrom('nt', 'hal', 'Wdf01000', 'contosonic', 'contoso-fs', 'NETIO', '_leading');
const anyName = fc.constantFrom(
  'KeBugCheckEx',
  'KiIdleLoop',
  'Queue<int, Lock<2> >::Push',
  "`anonymous namespace'::send",
  "?? ::FNODOBFM::`string'",
  '~Holder',
  'operator new',
  'Node::operator<<',
  'filt$0',
);
const anyOffset = fc.integer({ min: 1, max: 0xffffff }).map((value) => `+0x${value.toString(16)}`);
const anySource = fc.constantFrom('', ' [d:\\src\\a b\\lock.h @ 42]', ' (TrapFrame @ fffff803`6c897e50)', '   ');

interface Printed {
  readonly line: string;
  readonly symbol: string;
  readonly module: string;
  readonly offset: string;
}

const anySymbol = fc.record({ module: anyModule, symbol: anyName, offset: fc.oneof(fc.constant(''), anyOffset) });

/** The columns before the symbol. */
const anyColumns = fc.oneof(
  fc
    .tuple(anyAddress, anyAddress, fc.array(anyAddress, { minLength: 4, maxLength: 4 }), fc.constantFrom(' ', '     '))
    .map(([sp, ret, words, blanks]) => `${sp} ${ret}${blanks}: ${words.join(' ')} : `),
  fc
    .tuple(fc.constantFrom('', '00 ', '1f ', '02       140 '), anyAddress, anyAddress)
    .map(([number, sp, ret]) => `${number}${sp} ${ret} `),
  fc
    .tuple(anyShortAddress, anyShortAddress, fc.array(anyShortAddress, { minLength: 3, maxLength: 3 }))
    .map(([sp, ret, words]) => `${sp} ${ret} ${words.join(' ')} `),
  fc.constantFrom('(Inline Function) --------`-------- ', '04 (Inline) -------- '),
);

const anyFrame: fc.Arbitrary<Printed> = fc
  .tuple(anyColumns, anySymbol, anySource)
  .map(([columns, { module, symbol, offset }, source]) => ({
    line: `${columns}${module}!${symbol}${offset}${source}`,
    module,
    symbol,
    offset,
  }));

const isInside = (inner: Range, outer: Range): boolean =>
  inner.start.line === outer.start.line &&
  inner.start.character >= outer.start.character &&
  inner.end.line === outer.end.line &&
  inner.end.character <= outer.end.character;

const partsOf = ({
  module,
  symbol,
  offset,
  source,
  stackAddress,
  returnAddress,
  address,
  words,
}: Frame): readonly Located<string>[] =>
  [module, symbol, offset, source, stackAddress, returnAddress, address, ...words].filter((part) => part !== null);

test('each part of a frame lies in the frame and reads back to the same words', () => {
  const property = fc.property(fc.array(anyFrame, { minLength: 1, maxLength: 6 }), (printed) => {
    const text = `0: kd> k\n${printed.map(({ line }) => line).join('\n')}\n`;
    const frames = crashesOf(text).flatMap(framesOf);
    assert.equal(frames.length, printed.length);
    frames.forEach((frame, index) => {
      const { module, symbol, offset, line } = printed[index] ?? assert.fail();
      assert.deepEqual([frame.module?.value, frame.symbol?.value], [module, symbol]);
      assert.equal(frame.offset ? `+${frame.offset.value}` : '', offset);
      assert.equal(wordsAt(text, frame.range), line.trimEnd());
      for (const part of partsOf(frame)) {
        const words = wordsAt(text, part.range);
        assert.ok(isInside(part.range, frame.range), `${words} stands outside of its frame`);
        assert.ok(words === part.value || normaliseHex(words) === part.value, `${words} is not ${part.value}`);
      }
    });
  });
  fc.assert(property, RUNS);
});

const anyHex = fc.integer({ min: 0, max: 0xffffff }).map((value) => value.toString(16));
const anyAnalysis = fc
  .record({
    headline: fc.constantFrom('DPC_WATCHDOG_VIOLATION (133)', 'IRQL_NOT_LESS_OR_EQUAL (a)', 'BAD_POOL_HEADER (19)'),
    parameters: fc.array(anyHex, { minLength: 4, maxLength: 4 }),
    words: fc.constantFrom('', ', The time that was allowed', ', address which\n\tit referenced'),
    keys: fc.subarray([
      'PROCESS_NAME:  System',
      'CURRENT_IRQL:  2',
      'FAULTING_IP: \ncontosonic!Send+1d2',
      'IMAGE_NAME:  contosonic.sys',
    ]),
    frames: fc.array(anySymbol, { minLength: 1, maxLength: 6 }),
  })
  .map(({ headline, parameters, words, keys, frames }) =>
    printAnalysis({
      headline,
      parameters: parameters.map((parameter) => `${parameter}${words}`),
      keys,
      frames: frames.map(({ module, symbol, offset }) => `${module}!${symbol}${offset}`),
    }),
  );

/** A crash without its places. */
function withoutPlaces(crash: Crash): unknown {
  const places = new Set(['range', 'line']);
  return JSON.parse(JSON.stringify(crash, (key, value: unknown) => (places.has(key) ? undefined : value)));
}

const bare = (crash: Crash): unknown => ({ ...(withoutPlaces(crash) as object), unparsed: crash.unparsed.length });

const linesIn = (text: string, { start, end }: Range): string =>
  linesOf(text)
    .slice(start.line, end.line + 1)
    .join('\n');

test('the lines of a crash, read alone, are the same crash', () => {
  const property = fc.property(
    anyAnalysis,
    fc.array(fc.constantFrom('', 'It stopped again.'), { maxLength: 4 }),
    (analysis, prose) => {
      const text = [...prose, analysis, ...prose].join('\n');
      const [crash, ...others] = crashesOf(text);
      assert.ok(crash);
      assert.deepEqual(others, []);
      assert.deepEqual(crashesOf(linesIn(text, crash.range)).map(bare), [bare(crash)]);
    },
  );
  fc.assert(property, RUNS);
});

describe('a transcript says the same', () => {
  const eachLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');
  const stays = (line: number): number => line;
  const WAYS: readonly Disguise[] = [
    ...DISGUISES,
    {
      name: 'with the time before every line',
      put: (text) => eachLine(text, (line) => `2024-03-05T10:11:12.345Z ${line}`),
      moved: stays,
    },
    { name: 'as a comment', put: (text) => eachLine(text, (line) => `// ${line}`), moved: stays },
    { name: 'as the entries of a list', put: (text) => eachLine(text, (line) => `- ${line}`), moved: stays },
    {
      name: 'with entities for its signs',
      put: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      moved: stays,
    },
  ];
  for (const { name, put, moved } of WAYS) {
    test(name, () => {
      const property = fc.property(anyAnalysis, (analysis) => {
        const text = `0: kd> !analyze -v\n${analysis}`;
        const [plain] = crashesOf(text).map(withoutPlaces);
        const disguised = crashesOf(put(text));
        const strip = (crash: unknown): unknown => ({ ...(crash as object), unparsed: null });
        assert.deepEqual(disguised.map(withoutPlaces).map(strip), [strip(plain)]);
        assert.deepEqual(
          disguised.flatMap(framesOf).map(({ line }) => line),
          crashesOf(text)
            .flatMap(framesOf)
            .map(({ line }) => moved(line)),
        );
      });
      fc.assert(property, { numRuns: 40 });
    });
  }
});

test('two transcripts, one below the other, are both crashes', () => {
  const property = fc.property(
    anyAnalysis,
    anyAnalysis,
    fc.constantFrom('', 'And an hour later:\n\n'),
    (upper, lower, prose) => {
      const alone = [...crashesOf(upper), ...crashesOf(lower)].map(withoutPlaces);
      const joined = crashesOf(`${upper}\n\n${prose}${lower}`).map(withoutPlaces);
      const strip = (crash: unknown): unknown => ({ ...(crash as object), unparsed: null });
      assert.deepEqual(joined.map(strip), alone.map(strip));
    },
  );
  fc.assert(property, RUNS);
});

test('cut anywhere, a transcript has no symbol that the whole one has not', () => {
  const property = fc.property(anyAnalysis, fc.nat(), (analysis, at) => {
    const text = `0: kd> !analyze -v\n${analysis}`;
    const cut = text.slice(0, at % (text.length + 1));
    const whole = new Map(
      crashesOf(text)
        .flatMap(framesOf)
        .map((frame) => [frame.line, frame]),
    );
    const lastLine = linesOf(cut).length - 1;
    for (const { line, module, symbol } of crashesOf(cut).flatMap(framesOf)) {
      const full = whole.get(line);
      assert.equal(module?.value, full?.module?.value);
      const [has, had] = [symbol?.value ?? '', full?.symbol?.value ?? ''];
      // Only on the line that is cut can a name end too early.
      assert.ok(line === lastLine ? had.startsWith(has) : had === has, `${has} was ${had}`);
    }
  });
  fc.assert(property, { numRuns: 400 });
});
