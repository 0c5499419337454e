import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchSnapshot } from './snapshot.js';
import { tokenize, type Language } from './tokenize.js';

const LANGUAGES: readonly Language[] = ['psod', 'windbg'];

/** VS Code gives up on lines that are longer. */
const LONGEST_LINE = 20_000;

/** What a healthy line is made of, over and over: the measure of what may be asked of the machine. */
const HARMLESS_FRAME: Readonly<Record<Language, string>> = {
  psod: '0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, 0x9d7d07 ',
  windbg: 'fffff880`0b6d3550 fffff800`5e9caec6 : nt!KeUpdateTime+0x2ec ',
};

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

/** Every mark that a rule may hope for, at the far end: without it a scanner gives up before it has begun. */
const ENDING = '!?+=:;.,@#*/|()[]{}<>';

const fill = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

for (const language of LANGUAGES) {
  test(`${language}: no line of ${LONGEST_LINE} characters is slow`, async () => {
    const allowed = 4 * (await timeTokens(language, fill(HARMLESS_FRAME[language], LONGEST_LINE)));
    for (const beginning of BEGINNINGS) {
      for (const piece of HOSTILE_PIECES) {
        const line = beginning + fill(piece, LONGEST_LINE - beginning.length - ENDING.length) + ENDING;
        const taken = await timeTokens(language, line, allowed);
        assert.ok(taken < allowed, `${JSON.stringify(beginning + piece)} takes ${taken} ms, allowed are ${allowed} ms`);
      }
    }
  });

  test(`${language}: a line four times as long takes about four times as long`, async () => {
    for (const piece of HOSTILE_PIECES) assert.equal(await growsSteeply(language, piece), false, JSON.stringify(piece));
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
 * Quadratic work takes sixteen times as long for a line four times as long, every time; a busy machine only now and
 * then.
 */
async function growsSteeply(language: Language, piece: string): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const quarter = await timeTokens(language, fill(piece, LONGEST_LINE / 4) + ENDING);
    const whole = await timeTokens(language, fill(piece, LONGEST_LINE) + ENDING);
    if (whole < quarter * 8) return false;
  }
  return true;
}

/**
 * The best of three runs, as what the machine does besides only ever makes a run slower. A run that is fast `enough`
 * is the last.
 */
async function timeTokens(language: Language, line: string, enough = 0): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < 3 && best > enough; run += 1) {
    const start = performance.now();
    await tokenize(language, line);
    best = Math.min(best, performance.now() - start);
  }
  return best;
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
