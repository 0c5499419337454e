import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { SCHEMAS } from '../../../server/src/packs/schemas.js';

const FOLDER = 'server/data/schemas';
const readJson = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;

describe('the schema that editors read for a pack of any kind', () => {
  const ajv = new Ajv({ validateFormats: false });
  for (const [kind, schema] of Object.entries(SCHEMAS)) ajv.addSchema(schema, `${kind}.schema.json`);
  const whole = readJson(`${FOLDER}/pack.schema.json`);
  const validate = ajv.compile(whole);

  test('knows every kind', () => {
    const { pack } = (whole as { properties: { pack: { enum: readonly string[] } } }).properties;
    assert.deepEqual([...pack.enum].sort(), Object.keys(SCHEMAS).sort());
    for (const kind of Object.keys(SCHEMAS)) {
      assert.equal(validate({ pack: kind, id: 'team', system: 'nowhere', entries: [] }), false, kind);
    }
  });

  for (const { name } of readdirSync('server/data/packs', { withFileTypes: true }).filter((entry) => entry.isFile())) {
    test(`takes ${name}`, () => assert.ok(validate(readJson(`server/data/packs/${name}`)), ajv.errorsText()));
  }

  test('takes no entry of another kind', () => {
    const pack = readJson('server/data/packs/counterparts.json');
    assert.equal(validate({ ...pack, pack: 'terms' }), false);
  });
});
