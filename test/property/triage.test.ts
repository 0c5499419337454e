/** Judging a crash takes time in proportion to what was read of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../server/src/dialects/registry.js';
import { builtinKnowledge } from '../../server/src/knowledge/builtin.js';
import { triageCrashes } from '../../server/src/triage/triage.js';
import { readLines } from '../../server/src/util/lines.js';
import { CRASHES } from '../bench/crashes.js';
import { alwaysSteeperThan, fastest } from '../helpers/timing.js';

const SMALL = 500;
const LARGE = 4000;
/** Eight times the frames; what is quadratic takes sixty-four times as long. */
const MOST = (LARGE / SMALL) * 2.5;

/** Judges the crash of a text that has been read. */
function prepare(text: string): () => void {
  const sourceLines = readLines(text);
  const lines = sourceLines.map((line) => line.text);
  const { crashes } = parseDocument(sourceLines);
  return () => void triageCrashes(crashes, lines, builtinKnowledge());
}

describe('triage of eight times the frames takes about eight times as long', () => {
  for (const { name, write } of CRASHES) {
    test(name, () => {
      const [small, large] = [prepare(write(SMALL)), prepare(write(LARGE))];
      assert.ok(!alwaysSteeperThan(MOST, () => [fastest(small), fastest(large)]));
    });
  }
});
