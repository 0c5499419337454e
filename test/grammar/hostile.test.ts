import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchSnapshot } from './snapshot.js';
import { tokenize, type Language } from './tokenize.js';

const LANGUAGES: readonly Language[] = ['psod', 'windbg'];

/** VS Code gives up on lines that are longer. */
const LONGEST_LINE = 20_000;

/** What a line of a binary file, a damaged log or an attacker may repeat. */
const HOSTILE_PIECES: readonly string[] = [
  '1',
  'f',
  '0123456789abcdef',
  "fffff880`0c4a54f8 : fffff802'145e3cb3",
  'fffff880`',
  ':',
  '[',
  '[0x',
  '[ @ ',
  '((',
  '0x',
  '0x1:[0x1]',
  ' ',
  '\t',
  '*',
  '> ',
  '.',
  '-',
  'A_',
  'Aa ',
  'a!',
  'a+',
  'a.c:',
  'cpu1:1)',
  '*0:1/a',
  'PCPU ',
  '0:00:00:00.000 ',
  'world 1:',
  'Spin count exceeded (',
  'stack: 0x1, ',
  'nt! ??::<<a> >',
  '\u001b[0',
];

/** How the piece meets the start of a line, where most rules look. */
const BEGINNINGS: readonly string[] = [
  '',
  'Arg1: ',
  '0: kd> ',
  'KEY: ',
  'fffff880`0c4a54f8 fffff802`145e3cb3 ',
  '0x1:[0x1]',
];

const fill = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

for (const language of LANGUAGES) {
  test(`${language}: no line of ${LONGEST_LINE} characters is slow`, async () => {
    await tokenize(language, fill('plain words ', LONGEST_LINE));
    const slow: string[] = [];
    for (const beginning of BEGINNINGS) {
      for (const piece of HOSTILE_PIECES) {
        const milliseconds = await timeTokens(language, beginning + fill(piece, LONGEST_LINE - beginning.length));
        if (milliseconds > 500) slow.push(`${JSON.stringify(beginning + piece)}: ${Math.round(milliseconds)} ms`);
      }
    }
    assert.deepEqual(slow, []);
  });

  test(`${language}: a line twice as long takes about twice as long`, async () => {
    const steep: string[] = [];
    for (const piece of HOSTILE_PIECES) if (await growsSteeply(language, piece)) steep.push(piece);
    assert.deepEqual(steep, []);
  });

  test(`${language}: a hostile line has the scopes that it had`, async () => {
    const summaries = await Promise.all(
      HOSTILE_PIECES.map(
        async (piece) => `${JSON.stringify(piece)}\n${await countScopes(language, fill(piece, LONGEST_LINE))}`,
      ),
    );
    await matchSnapshot(`hostile.${language}`, summaries.join(''));
  });
}

/**
 * Quadratic work takes four times as long for a line twice as long, every time; a busy machine only now and then.
 */
async function growsSteeply(language: Language, piece: string): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const half = await timeTokens(language, fill(piece, LONGEST_LINE / 2));
    const whole = await timeTokens(language, fill(piece, LONGEST_LINE));
    if (whole < half * 3) return false;
  }
  return true;
}

/** The best of three runs: what the machine does besides only ever makes a run slower. */
async function timeTokens(language: Language, line: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    await tokenize(language, line);
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

async function countScopes(language: Language, line: string): Promise<string> {
  const counts = new Map<string, number>();
  for (const { tokens } of await tokenize(language, line)) {
    for (const { scopes } of tokens) {
      const name = scopes.join(' ') || '(none)';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, count]) => `  ${count} × ${name}\n`).join('');
}
