import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { builtinKnowledge } from '../../../server/src/knowledge/builtin.js';
import type { PrintedBuild, Release } from '../../../server/src/knowledge/builds.js';
import { indexBuilds } from '../../../server/src/knowledge/builds.js';
import type { BuildEntry, Pack } from '../../../server/src/knowledge/types.js';

const { release: find } = builtinKnowledge();

const esx = (build: number, version: string | null, product = 'ESXi'): Release | null =>
  find({ system: 'esxi', build, product, version, kind: null });
const windows = (build: number, kind: PrintedBuild['kind'] = null): Release | null =>
  find({ system: 'windows', build, product: '', version: null, kind });

const readPack = (id: string): readonly BuildEntry[] =>
  (JSON.parse(readFileSync(`server/data/packs/${id}.json`, 'utf8')) as Pack<'builds'>).entries;

describe('the packs of builds', () => {
  const packs = [readPack('esxi-builds'), readPack('windows-builds')];

  test('know more than 150 builds of ESX(i) and 40 of Windows', () => {
    assert.ok((packs[0]?.length ?? 0) >= 150);
    assert.ok((packs[1]?.length ?? 0) >= 40);
  });

  test('say each build once for client and once for server', () => {
    for (const entries of packs) {
      const keys = entries.map(({ build, kind }) => `${build} ${kind ?? ''}`);
      assert.equal(new Set(keys).size, keys.length);
    }
  });

  test('know no end of support before the release', () => {
    const wrong = packs
      .flat()
      .filter(({ released, supportEnds }) => supportEnds?.some(({ date }) => released && date < released));
    assert.deepEqual(wrong, []);
  });

  test('name a version of ESX(i) as the version says', () => {
    const wrong = readPack('esxi-builds').filter(
      ({ name, version }) => !name.startsWith(version?.split('.').slice(0, 2).join('.') ?? '?'),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('a build of ESX(i)', () => {
  test('is the release of its number, named as the screen names the product', () => {
    const found = esx(1065491, '5.1.0');
    assert.equal(found?.name, 'ESXi 5.1 Update 1');
    assert.equal(found.released, '2013-04-25');
    assert.deepEqual(found.supportEnds, [{ date: '2016-08-24' }]);
    assert.equal(esx(207095, null, 'ESX')?.name, 'ESX 3.5 Update 5');
  });

  test('is past its support where that ended before the newest release that is known', () => {
    assert.deepEqual(
      [esx(207095, null, 'ESX')?.ended, esx(1065491, '5.1.0')?.ended, esx(24755229, '9.0.0')?.ended],
      [true, true, false],
    );
  });

  test('has the end of support of its version, whatever its update', () => {
    assert.deepEqual(esx(25067014, '8.0.3')?.supportEnds, esx(20513097, '8.0.0')?.supportEnds);
  });

  test('is told by its neighbours of the same version where it is unknown', () => {
    const found = esx(1200000, '5.1.0');
    assert.equal(found?.name, 'a build between ESXi 5.1 Patch 2 (July 2013) and ESXi 5.1 Patch 3 (October 2013)');
    assert.equal(found.exact, false);
    assert.equal(found.released, null);
    assert.deepEqual(found.supportEnds, [{ date: '2016-08-24' }]);
  });

  test('may be of two versions where the screen prints none', () => {
    const found = esx(98200, null, 'ESX');
    assert.match(found?.name ?? '', /ESX 3\.0.*or between ESX 3\.5/);
    assert.deepEqual(found?.supportEnds, []);
  });

  test('takes a masked digit of the version for any', () => {
    assert.equal(esx(22348816, '7.X.X')?.name, 'ESXi 7.0 Update 3o');
    assert.equal(esx(22348816, '6.X.X'), null);
  });

  test('is not known outside of the known builds of its version', () => {
    assert.equal(esx(99999999, '8.0.3'), null);
    assert.equal(esx(1000, '5.1.0'), null);
  });

  test('from memory says so', () => {
    assert.equal(esx(64607, null)?.basis, 'recalled');
    assert.equal(esx(24022510, '8.0.3')?.basis, 'documented');
  });
});

describe('a build of Windows', () => {
  test('is named by its number, whatever the banner calls it', () => {
    assert.equal(windows(22000, 'client')?.name, 'Windows 11, version 21H2');
    assert.equal(windows(20348, 'server')?.name, 'Windows Server 2022');
  });

  test('is client or server as the text says, or both', () => {
    assert.equal(windows(17763, 'client')?.name, 'Windows 10, version 1809');
    assert.equal(windows(17763, 'server')?.name, 'Windows Server 2019');
    const either = windows(14393);
    assert.equal(either?.name, 'Windows 10, version 1607, or Windows Server 2016');
    assert.equal(either.released, null, 'they were released on different days');
    assert.deepEqual(either.supportEnds.at(-1), { edition: 'Windows Server 2016', date: '2027-01-12' });
  });

  test('that several releases print is said to be shared', () => {
    assert.equal(windows(19041, 'client')?.shared, true);
    assert.match(windows(19041, 'client')?.name ?? '', /2004 to 22H2/);
    assert.equal(windows(19045, 'client')?.shared, false);
  });

  test('between two releases is a preview', () => {
    const found = windows(21390, 'client');
    assert.match(found?.name ?? '', /^a preview or insider build between Windows 10, version 22H2 .* and Windows 11/);
    assert.deepEqual(found?.supportEnds, []);
  });

  test('beyond what is known is unknown', () => {
    assert.equal(windows(99999), null);
    assert.equal(windows(3), null);
  });
});

test('a build that a team adds is found', () => {
  const own: BuildEntry = { id: 'own', build: 42, version: '8.0.3', name: '8.0 of our own', basis: 'seen' };
  const found = indexBuilds([own])({ system: 'esxi', build: 42, product: 'ESXi', version: '8.0.3', kind: null });
  assert.equal(found?.name, 'ESXi 8.0 of our own');
  assert.deepEqual(found.supportEnds, []);
});
