import type { Target } from './target.js';
import type { Wait } from '../triage/verdict.js';

/** The waits in which the target waits, or whose resource it names: from here one goes to the owner. */
export function waitsFrom(target: Target): readonly Wait[] {
  const { waits } = target.triaged;
  switch (target.kind) {
    case 'symbol':
    case 'frame':
      return waits.filter(({ waiters }) => waiters.some(({ line }) => line === target.frame.frame.line));
    case 'lock':
      return waits.filter(({ resource }) => resource.name === target.name);
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
    case 'frame':
    case 'heading': {
      const { stack } = target.stack;
      const line = target.kind === 'heading' ? null : target.frame.frame.line;
      const saved = stack.origin === 'saved';
      return waits.filter(({ owners }) =>
        owners.some((owner) => (saved ? owner.stack === stack.id : owner.line === line)),
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
