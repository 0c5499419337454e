import { parseDocument } from '../../server/src/dialects/registry.js';
import { builtinKnowledge } from '../../server/src/knowledge/builtin.js';
import type { Rule } from '../../server/src/triage/facts.js';
import { RULES } from '../../server/src/triage/rules/index.js';
import { triageCrashes } from '../../server/src/triage/triage.js';
import type { TriagedCrash } from '../../server/src/triage/verdict.js';
import { readLines } from '../../server/src/util/lines.js';

/** The first crash of a text, judged by some of the rules; null where there is none. */
export function readFirstCrash(text: string, rules: readonly Rule[] = RULES): TriagedCrash | null {
  const sourceLines = readLines(text);
  const lines = sourceLines.map((line) => line.text);
  return triageCrashes(parseDocument(sourceLines).crashes, lines, builtinKnowledge(), rules)[0] ?? null;
}
