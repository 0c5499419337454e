/** `npm run packs`: what it finds in packs, and where. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { checkBuiltinPacks } from '../../scripts/lib/checkPacks.mjs';
import { inProject } from '../../scripts/lib/project.mjs';

/** @typedef {typeof import('../../server/src/packs/readPack.js') & typeof import('../../server/src/packs/parsePack.js') & typeof import('../../server/src/packs/places.js') & typeof import('../../server/src/packs/checks.js')} Sources */

const scratch = mkdtempSync(path.join(tmpdir(), 'dump-lens-packs-'));
after(() => rmSync(scratch, { recursive: true }));

/** @param {string} id @param {string} more */
const module = (id, more = '') =>
  `  - { id: ${id}, module: ${id}, vendor: Contoso, product: NIC, class: network, inbox: false, messenger: false, note: Ours., basis: seen${more} }`;

/** @param {string} kind @param {string} id @param {readonly string[]} entries */
const pack = (kind, id, ...entries) =>
  [`pack: ${kind}`, `id: ${id}`, 'system: esxi', 'entries:', ...entries].join('\n');

describe('the checks of the packs of the product', () => {
  /** @type {Sources} */
  let sources;
  before(async () => {
    const names = ['readPack', 'parsePack', 'places', 'checks'];
    await build({
      stdin: {
        contents: names.map((name) => `export * from './server/src/packs/${name}.ts';`).join('\n'),
        resolveDir: inProject('.'),
      },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      outfile: path.join(scratch, 'sources.cjs'),
    });
    sources = /** @type {Sources} */ (await import(pathToFileURL(path.join(scratch, 'sources.cjs')).href));
  });

  /** @param {readonly string[]} texts @param {string} [translation] */
  const faultsOf = (texts, translation) =>
    checkBuiltinPacks(
      texts.map((text, index) => sources.readPack({ uri: `${index}.json`, text })),
      translation === undefined ? [] : [{ uri: 'ko.json', parsed: sources.parsePack(translation) }],
      sources,
    ).map(({ file, range, message }) => `${file}:${range.start.line + 1}: ${message}`);

  it('find nothing in what is right', () => {
    const translation = 'translates: one\nlanguage: ko\nentries: { nic: { note: 우리의 것 } }';
    assert.deepEqual(faultsOf([pack('modules', 'one', module('nic'))], translation), []);
  });

  it('find what two files say', () => {
    const texts = [pack('modules', 'one', module('nic')), pack('modules', 'two', module('nic'))];
    assert.deepEqual(faultsOf(texts), ['1.json:5: nic is in 0.json too.']);
  });

  it('find packs of one name', () => {
    const texts = [pack('modules', 'one', module('nic')), pack('modules', 'one', module('hba'))];
    assert.deepEqual(faultsOf(texts), ['1.json:1: The pack in 0.json has the same id.']);
  });

  it('find patterns without a sample', () => {
    const entry = '  - { id: a, module: nic, symbol: Rx_*, role: network, meaning: Receives., basis: seen }';
    assert.deepEqual(faultsOf([pack('symbols', 'one', entry)]), [
      '0.json:5: A pattern needs a sample and a counter-sample.',
    ]);
  });

  it('find addresses that lead nowhere', () => {
    const dead = 'https://blogs.technet.microsoft.com/nic';
    assert.deepEqual(faultsOf([pack('modules', 'one', module('nic', `, source: '${dead}'`))]), [
      `0.json:5: ${dead} leads nowhere any more.`,
    ]);
  });

  it('find translations of what is gone', () => {
    const texts = [pack('modules', 'one', module('nic'))];
    assert.deepEqual(faultsOf(texts, 'translates: two\nlanguage: ko\nentries: {}'), [
      'ko.json:1: There is no pack of this id.',
    ]);
    const entries = 'entries:\n  hba: { note: 없음 }\n  nic: { cause: 없음 }';
    assert.deepEqual(faultsOf(texts, `translates: one\nlanguage: ko\n${entries}`), [
      'ko.json:4: hba is gone.',
      'ko.json:5: nic has no text called cause.',
    ]);
  });
});

describe('npm run packs', () => {
  it('finds the faults of a folder, by file, line and column, and ends with status 1', () => {
    const file = path.join(scratch, 'team.yaml');
    writeFileSync(file, pack('modules', 'team', module('nic').replace('basis: seen', 'basis: heard')));
    const { status, stdout } = spawnSync(process.execPath, [inProject('scripts/packs.mjs'), scratch], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stdout, /team\.yaml:5:\d+: `basis` must be one of/);
    assert.match(stdout, /\d+ packs, \d+ entries, \d+ translations, \d+ faults\n$/);
  });
});
