/** Runs the TextMate grammars as VS Code does: vscode-textmate over Oniguruma. */
import { readFile, readdir } from 'node:fs/promises';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

export type Language = 'psod' | 'windbg';

/** A piece of a line, and what names it: the outermost scope first, without the one of the whole document. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

export interface TokenizedLine {
  readonly line: string;
  readonly tokens: readonly Token[];
}

/** A grammar file as far as the tests look into it. */
export interface GrammarFile {
  readonly path: string;
  readonly scopeName: string;
  readonly content: string;
}

/** Reads every grammar of the extension. */
export async function readGrammarFiles(): Promise<readonly GrammarFile[]> {
  const names = (await readdir('syntaxes')).filter((name) => name.endsWith('.tmLanguage.json'));
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(`syntaxes/${name}`, 'utf8');
      return { path: `./syntaxes/${name}`, content, ...(JSON.parse(content) as { scopeName: string }) };
    }),
  );
}

/** Loads the grammar of a language with all that it includes. */
export async function loadGrammar(language: Language): Promise<textmate.IGrammar> {
  const grammar = await (await registry).loadGrammar(`text.${language}`);
  if (!grammar) throw new Error(`there is no grammar for ${language}`);
  return grammar;
}

/** Tokenises a text, line by line. */
export async function tokenize(language: Language, text: string): Promise<readonly TokenizedLine[]> {
  const grammar = await loadGrammar(language);
  let state = textmate.INITIAL;
  return text.split(/\r\n|\r|\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return {
      line,
      tokens: tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes: scopes.slice(1),
      })),
    };
  });
}

const registry = createRegistry();

async function createRegistry(): Promise<textmate.Registry> {
  const wasm = await readFile('node_modules/vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const files = await readGrammarFiles();
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scopeName) => {
      const file = files.find((candidate) => candidate.scopeName === scopeName);
      return Promise.resolve(file ? textmate.parseRawGrammar(file.content, file.path) : null);
    },
  });
}
