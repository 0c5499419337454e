import type { Figure } from './figures.js';

/**
 * How well signatures sort logs into bugs. Precision: of the pairs with the same signature, how many tell of the same
 * bug. Recall: of the pairs that tell of the same bug, how many have the same signature.
 * `areSame` is the truth; a pair of which it says null is not counted.
 */
export function comparePairs<Log extends { readonly signature: string }>(
  name: string,
  logs: readonly Log[],
  areSame: (left: Log, right: Log) => boolean | null,
): readonly [precision: Figure, recall: Figure] {
  let hit = 0;
  let together = 0;
  let same = 0;
  logs.forEach((left, index) => {
    for (const right of logs.slice(index + 1)) {
      const truth = areSame(left, right);
      if (truth === null) continue;
      const isTogether = left.signature === right.signature;
      if (isTogether) together++;
      if (truth) same++;
      if (isTogether && truth) hit++;
    }
  });
  return [
    { name: `${name}: pair precision`, hit, of: together },
    { name: `${name}: pair recall`, hit, of: same },
  ];
}
