import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { SCHEMAS } from '../../../server/src/packs/schemas.js';
import { readOwnPacks } from '../../../server/src/service.js';

/** Every pack that the documentation shows. */
const EXAMPLES = [...readFileSync('docs/packs.md', 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(
  ([, text = ''], index) => ({ uri: `example ${index + 1}`, text }),
);

describe('the packs in docs/packs.md', () => {
  const { packs } = readOwnPacks(EXAMPLES);

  for (const { uri, pack, problems } of packs) {
    test(`${uri}, ${pack?.id ?? 'no pack'}, has no fault`, () => {
      assert.ok((pack?.entries.length ?? 0) > 0);
      assert.deepEqual(
        problems.filter(({ severity }) => severity !== 'hint'),
        [],
      );
    });
  }

  test('show every kind', () => {
    const shown = new Set(packs.map(({ pack }) => pack?.pack));
    assert.deepEqual([...shown].sort(), Object.keys(SCHEMAS).sort());
  });
});
