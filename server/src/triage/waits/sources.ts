import type { Crash } from '../../model/crash.js';
import type { ResourceType } from '../../model/roles.js';
import { RESOURCE_TYPES } from '../../model/roles.js';
import type { Knowledge } from '../../knowledge/store.js';
import type { ReadStack, Wait } from '../verdict.js';

/** What the finders of waits may look at. */
export interface WaitSources {
  readonly crash: Crash;
  readonly kind: string;
  readonly stacks: readonly ReadStack[];
  readonly knowledge: Knowledge;
}

/** One source of waits. What it does not see, it does not say: an owner that is not shown is no owner. */
export type FindWaits = (sources: WaitSources) => readonly Wait[];

/** A resource that only its type and perhaps a name tell apart. */
export function unnamedResource(type: ResourceType, name: string | null = null): Wait['resource'] {
  return { type, name, address: null, addressIsGuess: false };
}

/** Whether a word of a pack is one of the contract's resource types. */
export function isResourceType(type: string): type is ResourceType {
  return (RESOURCE_TYPES as readonly string[]).includes(type);
}
