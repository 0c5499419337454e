import type { ResourceType } from '../model/roles.js';
import type { Wait } from './verdict.js';

/** What is waited for where the text gives it no name. */
const WORDS: Readonly<Record<ResourceType, string>> = {
  spinlock: 'a spinlock',
  rwlock: 'a reader-writer lock',
  mutex: 'a mutex',
  pushlock: 'a push lock',
  resource: 'a resource',
  semaphore: 'a semaphore',
  event: 'an event',
  'cpu-heartbeat': 'a heartbeat',
  'tlb-ack': 'a TLB acknowledgement',
  ipi: 'the answer of another CPU',
  dpc: 'a DPC',
  firmware: 'the firmware',
  io: 'an I/O request',
  other: 'something that is not named',
};

/** What is waited for, by name where it has one. */
export function resourceWords({ resource }: Wait): string {
  return resource.name ?? WORDS[resource.type];
}
