import { isFrameOf } from '../triage/framesOfParties.js';
import type { Owner, Wait } from '../triage/verdict.js';
import type { Target } from './target.js';

/** The waits in which the target waits, or whose resource it names: from here one goes to the owner. */
export function waitsFrom(target: Target): readonly Wait[] {
  const { waits } = target.triaged;
  switch (target.kind) {
    case 'symbol':
    case 'column':
    case 'frame':
      return waits.filter(({ waiters }) => waiters.some((waiter) => isFrameOf(waiter, target.triaged, target.frame)));
    case 'lock':
      return waits.filter(({ resource }) => resource.name === target.name);
    case 'cpu':
      return waits.filter(({ waiters }) => waiters.some(({ cpu }) => cpu === target.cpu.number));
    case 'accused':
      return waits
        .map((wait) => ({ ...wait, owners: wait.owners.filter(({ cpu }) => cpu === target.cpu) }))
        .filter(({ owners }) => owners.length > 0);
    default:
      return [];
  }
}

/** The waits of which the target is an owner hint: from here one goes to those that wait. */
export function waitsOn(target: Target): readonly Wait[] {
  const { waits } = target.triaged;
  switch (target.kind) {
    case 'symbol':
    case 'column':
    case 'frame':
    case 'heading': {
      const { stack } = target.stack;
      const frame = target.kind === 'heading' ? null : target.frame;
      const isHere = (owner: Owner): boolean => frame !== null && isFrameOf(owner, target.triaged, frame);
      return waits.filter(({ owners }) =>
        owners.some((owner) => (stack.origin === 'saved' ? owner.stack === stack.id : isHere(owner))),
      );
    }
    case 'cpu':
      return waits.filter(({ owners }) => owners.some(({ cpu }) => cpu === target.cpu.number));
    case 'accused':
      return waits.filter(({ owners }) => owners.some(({ cpu }) => cpu === target.cpu));
    case 'lock':
      return waits.filter(({ resource }) => resource.name === target.name);
    default:
      return [];
  }
}
