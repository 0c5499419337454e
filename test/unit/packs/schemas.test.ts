import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import type { PackName } from '../../../server/src/knowledge/types.js';
import { fieldsOf, formAt, structureOf } from '../../../server/src/packs/form.js';
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

/** The fields of a group, and of the groups in it, that say nothing of what they are for. */
function silentFields(kind: PackName, path: readonly (string | number)[] = []): readonly string[] {
  return fieldsOf(kind, path).flatMap(({ name, form }) => {
    const below = structureOf(form) === 'list' ? [...path, name, 0] : [...path, name];
    const isNumbered = /^\d$/.test(name);
    const isSilent = form.description === undefined && !isNumbered;
    return [...(isSilent ? [below.join('/')] : []), ...(formAt(kind, below) ? silentFields(kind, below) : [])];
  });
}

describe('the schema of each kind', () => {
  for (const kind of Object.keys(SCHEMAS) as readonly PackName[]) {
    test(`says of every field of ${kind} what it is for`, () => assert.deepEqual(silentFields(kind), []));
  }
});
