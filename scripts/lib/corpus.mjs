/** The real logs that the project is measured on. They belong to other people: they lie beside the project, if at all. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './project.mjs';

const SHARED = path.resolve(ROOT, '../shared');

/** One folder a dialect, each with an index of what its logs say. */
export const CORPUS = path.join(SHARED, 'corpus');

/** Compares what the command line reads with an index. */
export const MEASURE = path.join(SHARED, 'eval/measure.mjs');

/** Why the project cannot be measured here, or null. */
export function missingCorpus() {
  const isHere = existsSync(CORPUS) && existsSync(MEASURE);
  return isHere ? null : 'the corpus of real logs is not beside the project (../shared)';
}
