import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom on the server (ARCHITECTURE.md tells why): each room, the files that it is made of,
 * and the rooms that it may look into. Types of the protocol are plain data and lie outside the rooms.
 */
const ROOMS = ['model', 'util', 'dialects', 'knowledge', 'packs', 'triage', 'report', 'features', 'session', 'cli'];
const ROOFS = [
  'service',
  'answers',
  'capabilities',
  'packServer',
  'server',
  'cli',
  'packsBeside',
  'node',
  'browser',
  'protocol',
];
const TABLE = [
  { files: 'model/**', may: [] },
  { files: 'util/**', may: [] },
  { files: 'dialects/**', may: ['model', 'util'] },
  { files: 'knowledge/**', may: ['model/roles', 'util'] },
  {
    files: 'packs/**',
    may: ['model/position', 'knowledge/types', 'util'],
    packages: ['yaml', 'leven', 'ajv'],
  },
  { files: 'triage/**', may: ['model', 'knowledge', 'util'] },
  { files: 'report/**', may: ['triage', 'model', 'util'] },
  {
    files: 'features/**',
    may: ['triage', 'report', 'packs', 'knowledge', 'model', 'util'],
    packages: ['vscode-languageserver-types'],
  },
  {
    files: 'service.ts',
    may: ['model', 'util', 'dialects', 'knowledge', 'packs', 'triage', 'report', 'features', 'protocol'],
    packages: ['vscode-languageserver-types'],
  },
  { files: 'session/**', may: ['service', 'report', 'util', 'protocol'], packages: ['vscode-languageserver-types'] },
  { files: 'protocol.ts', may: ['report'] },
  { files: 'cli.ts', may: ['service', 'report', 'util', 'packsBeside'], node: true },
  { files: 'cli/**', may: ['service', 'util'], node: true },
  { files: 'capabilities.ts', may: ['service'], packages: ['vscode-languageserver'] },
  {
    files: 'answers.ts',
    may: ['session', 'service'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  {
    files: 'packServer.ts',
    may: ['session', 'capabilities', 'protocol'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  {
    files: 'server.ts',
    may: ['session', 'service', 'capabilities', 'answers', 'packServer', 'protocol'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-languageserver-types'],
  },
  { files: 'packsBeside.ts', may: ['knowledge/packs.provided'], node: true },
  { files: 'node.ts', may: ['server', 'packsBeside'], packages: ['vscode-languageserver'] },
  {
    files: 'browser.ts',
    may: ['server', 'knowledge/packs.provided'],
    packages: ['vscode-languageserver', 'fflate'],
  },
  { files: 'main.ts', may: ['node', 'browser'] },
];

/** Who reads the packs of the product, and the schemas that all packs are checked by. */
const DATA_READERS = ['knowledge', 'packs'];

/** @param {string} text */
const escapeForRegex = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** @param {readonly string[]} alternatives */
const anyOf = (alternatives) => `(?:${alternatives.map(escapeForRegex).join('|')})`;

const NODE_MODULES = `^(?:node:|${anyOf(builtinModules)}(?:/|$))`;
const NO_NODE = { regex: NODE_MODULES, message: 'Node modules are for the entry points that only run in Node.' };

/**
 * @param {string[]} files
 * @param {object[]} patterns
 * @returns {import('eslint').Linter.Config}
 */
function forbid(files, patterns) {
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } };
}

/**
 * One pattern forbids each other room, one the packages that the room does not need.
 * @param {{ files: string, may: readonly string[], packages?: readonly string[], node?: boolean }} row
 */
function enforceRow({ files, may, packages = [], node = false }) {
  const own = files.split('/')[0] ?? files;
  const isOther = (/** @type {string} */ name) => name !== own && `${name}.ts` !== own && !may.includes(name);
  const exceptions = may.filter((name) => name.includes('/')).map((name) => `(?!${escapeForRegex(name)}\\.js$)`);
  const others = [
    ...ROOMS.filter(isOther).map((room) => `${room}/`),
    ...ROOFS.filter(isOther).map((roof) => `${roof}.js`),
    ...(DATA_READERS.includes(own) ? [] : ['data/']),
  ];
  const wantedPackages = packages.length > 0 ? `(?!${anyOf(packages)}(?:/|$))` : '';
  const allowedNode = node ? '(?!node:)' : '';
  const patterns = [
    {
      regex: `^\\.{1,2}/(?:\\.\\./)*${exceptions.join('')}${anyOf(others)}`,
      message: `${files} may import only ${may.join(', ') || 'nothing of ours'}.`,
    },
    {
      regex: `^(?!\\.)${allowedNode}${wantedPackages}`,
      message: `${files} may use only ${[...packages, ...(node ? ['node:*'] : [])].join(', ') || 'no package'}.`,
    },
  ];
  return forbid([`server/src/${files}`], patterns);
}

const SERVER_FROM_CLIENT = {
  regex: '/server/src/(?!protocol\\.js$|report/reportModel\\.js$)',
  message: 'The client knows the server by its protocol and its report model only.',
};
const ENTRY_FROM_SHARED = {
  regex: '^(?:\\.\\./)*(?:\\./)?(?:node|browser)/|^vscode-languageclient/',
  message: 'What both entry points share is written for both.',
};
const WEBVIEW_FROM_CLIENT = { regex: '/webview/', message: 'The report page is a bundle of its own.' };

const CLIENT_TABLE = [
  forbid(['client/src/**'], [NO_NODE, SERVER_FROM_CLIENT, ENTRY_FROM_SHARED, WEBVIEW_FROM_CLIENT]),
  forbid(['client/src/browser/**'], [NO_NODE, SERVER_FROM_CLIENT, WEBVIEW_FROM_CLIENT]),
  forbid(['client/src/node/**'], [SERVER_FROM_CLIENT, WEBVIEW_FROM_CLIENT]),
  // Whether a plain text is a dump is decided before the server starts, by the server's own test.
  forbid(
    ['client/src/detection/**', 'client/src/detection.ts'],
    [
      NO_NODE,
      { ...SERVER_FROM_CLIENT, regex: '/server/src/(?!dialects/sniff\\.js$)' },
      ENTRY_FROM_SHARED,
      WEBVIEW_FROM_CLIENT,
    ],
  ),
  forbid(
    ['client/webview/**'],
    [
      NO_NODE,
      {
        regex: '/server/|^\\.\\./src/|^\\.\\./\\.\\./src/',
        allowTypeImports: true,
        message: 'The report page draws; it shares types only.',
      },
      { regex: '^vscode', message: 'The report page runs outside of the extension host.' },
    ],
  ),
];

export default defineConfig(
  { ignores: ['**/dist/', 'out/', '.vscode-server/', 'node_modules/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-console': 'error',
      // The type checker knows what is defined, in scripts too.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A number or a flag in a message needs no conversion to be clear.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'before', 'after'] },
          ],
        },
      ],
    },
  },
  {
    files: ['server/src/**', 'client/**'],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 60],
    },
  },
  {
    files: ['server/src/**'],
    ignores: ['server/src/packsBeside.ts', 'server/src/cli.ts', 'server/src/cli/**'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'global', 'require', '__dirname'] },
  },
  {
    files: ['client/webview/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
          property,
          message: 'The words of a log become text nodes, never markup.',
        })),
      ],
    },
  },
  { files: ['scripts/**', 'esbuild.mjs', 'test/**'], rules: { 'no-console': 'off' } },
  {
    // Scripts say their types in comments, and these rules do not read a type assertion that is a comment.
    files: ['**/*.mjs', '**/*.cjs'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  TABLE.map(enforceRow),
  CLIENT_TABLE,
);
