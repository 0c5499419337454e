/** A log that was cut off at any byte says less than the whole one, never something else. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCase } from '../../server/src/service.js';
import { decodeText } from '../../server/src/util/decode.js';
import { readSample, SAMPLES } from '../helpers/samples.js';
import type { TriagedCrash } from '../../server/src/triage/verdict.js';

/** On what an owner's name may rest that is more than a list of candidates. */
const WAIT_OWNERS = new Set(['named', 'stack', 'exclusion']);

/** Who is said to own something, for certain. */
const ownersOf = ({ waits }: TriagedCrash): readonly string[] =>
  waits.flatMap(({ owners }) => owners.filter(({ basis }) => WAIT_OWNERS.has(basis)).map(({ name }) => name));

for (const sample of SAMPLES) {
  const bytes = Buffer.from(readSample(sample));
  const [whole] = openCase(bytes.toString()).crashes;

  describe(`${sample}, cut anywhere`, () => {
    test('is the same crash, or none', () => {
      assert.ok(whole);
      const owners = new Set(ownersOf(whole));
      for (let cut = 0; cut < bytes.length; cut++) {
        const decoded = decodeText(bytes.subarray(0, cut));
        assert.ok('text' in decoded, `cut at ${cut} it is still text`);
        const { crashes } = openCase(decoded.text);
        assert.ok(crashes.length <= 1, `cut at ${cut} there are ${crashes.length} crashes`);
        for (const crash of crashes) {
          assert.equal(crash.crash.dialect, whole.crash.dialect, `cut at ${cut}`);
          const invented = ownersOf(crash).filter((name) => !owners.has(name));
          assert.deepEqual(invented, [], `cut at ${cut} an owner is named that the whole log does not name`);
        }
      }
    });
  });
}
