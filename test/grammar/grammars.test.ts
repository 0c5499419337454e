import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { loadGrammar, readGrammarFiles, tokenize, type Language } from './tokenize.js';

const LANGUAGES: readonly Language[] = ['psod', 'windbg'];

interface Manifest {
  readonly contributes: {
    readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
    readonly languages: readonly { readonly id: string; readonly configuration: string }[];
  };
}

const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as unknown;
const readManifest = async () => (await readJson('package.json')) as Manifest;

/** Every value under a key of that name, however deep. */
function collect(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return entries.flatMap(([name, child]) => [...(name === key ? [child] : []), ...collect(child, key)]);
}

test('VS Code is told of every grammar', async () => {
  const { contributes } = await readManifest();
  const told = contributes.grammars.map(({ scopeName, path }) => `${scopeName} ${path}`).sort();
  const present = (await readGrammarFiles()).map(({ scopeName, path }) => `${scopeName} ${path}`).sort();
  assert.deepEqual(told, present);
});

test('what a grammar includes is there', async () => {
  const grammars = new Map((await readGrammarFiles()).map(({ scopeName, content }) => [scopeName, content]));
  for (const [scopeName, content] of grammars) {
    for (const include of collect(JSON.parse(content), 'include')) {
      const [grammar = '', rule = ''] = String(include).split('#');
      const { repository } = JSON.parse(grammars.get(grammar || scopeName) ?? '{}') as { repository?: object };
      assert.ok(rule in (repository ?? {}), `${scopeName} includes ${String(include)}`);
    }
  }
});

test('no pattern uses what only one kind of regular expression knows', async () => {
  for (const { path, content } of await readGrammarFiles()) {
    for (const pattern of collect(JSON.parse(content), 'match').map(String)) {
      assert.doesNotThrow(() => new RegExp(pattern), `${path}: ${pattern}`);
      assert.doesNotMatch(pattern, /\\[hHGAzZRXKpPQE]|\(\?[>ixm#~(]|[*+?}]\+|\[\[:|&&/, `${path}: ${pattern}`);
    }
  }
});

test('no repetition is without a bound', async () => {
  for (const { path, content } of await readGrammarFiles()) {
    for (const pattern of collect(JSON.parse(content), 'match').map(String)) {
      const withoutLiterals = pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x');
      assert.doesNotMatch(withoutLiterals, /[*+]|\{\d+,\}/, `${path}: ${pattern}`);
    }
  }
});

test('prose keeps the colour of prose', async () => {
  const prose = 'If kernel debugger is available get stack backtrace.';
  for (const language of LANGUAGES) {
    const [line] = await tokenize(language, prose);
    assert.deepEqual(line?.tokens, [{ text: prose, scopes: [] }]);
  }
});

test('the state of a line does not leak into the next', async () => {
  for (const language of LANGUAGES) {
    const grammar = await loadGrammar(language);
    const { ruleStack } = grammar.tokenizeLine('DPC_WATCHDOG_VIOLATION (133) 0x1:[0x1]Panic+0x10 stack: 0x0', null);
    assert.equal(ruleStack.depth, 1);
  }
});

/** What a double click selects: the word of the language's pattern that holds the given text. */
async function selectWord(language: Language, line: string, within: string): Promise<string | undefined> {
  const { contributes } = await readManifest();
  const path = contributes.languages.find(({ id }) => id === language)?.configuration ?? '';
  const { wordPattern } = (await readJson(path)) as { readonly wordPattern: string };
  const at = line.indexOf(within);
  return [...line.matchAll(new RegExp(wordPattern, 'g'))].find(
    ({ index, 0: word }) => index <= at && at < index + word.length,
  )?.[0];
}

const WORDS: readonly { readonly language: Language; readonly line: string; readonly word: string }[] = [
  { language: 'psod', line: '0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40', word: 'SP_WaitLock' },
  { language: 'psod', line: '0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40', word: '0x62db87' },
  { language: 'psod', line: 'VSCSI@(hbr_filter)#<None>+0x14d', word: 'hbr_filter' },
  { language: 'psod', line: '*0:1024/console', word: '1024' },
  { language: 'windbg', line: 'fffff880`0c4a54f8 fffff802`145e3cb3 : nt!KeBugCheckEx', word: 'nt!KeBugCheckEx' },
  { language: 'windbg', line: 'fffff880`0c4a54f8 fffff802`145e3cb3 : nt!KeBugCheckEx', word: 'fffff802`145e3cb3' },
  { language: 'windbg', line: 'netkvm!CNdisSpinLock::Lock+0xa', word: 'netkvm!CNdisSpinLock::Lock' },
  { language: 'windbg', line: 'Arg2: 0000000000001e00, The watchdog', word: '0000000000001e00' },
  { language: 'windbg', line: 'IMAGE_NAME:  contosonic.sys', word: 'contosonic.sys' },
];

for (const { language, line, word } of WORDS) {
  test(`${language}: ${word} is one word`, async () => {
    const middle = word.slice(Math.floor(word.length / 2));
    assert.equal(await selectWord(language, line, middle), word);
  });
}
