/** Stands in for `node:assert/strict` where there is no Node. */
import { assert } from 'chai';

/** What Node calls it, and what it is here. */
const NAMES = { equal: 'strictEqual', deepEqual: 'deepStrictEqual', doesNotMatch: 'notMatch' } as const;

const renamed = Object.entries(NAMES).map(([name, own]) => [name, assert[own].bind(assert)]);

export default { ...assert, ...Object.fromEntries(renamed) };
