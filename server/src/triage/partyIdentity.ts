import type { Party, Wait } from './verdict.js';

/** Names a party alike wherever it is met. */
export type IdentifyParty = (party: Party) => string;

/** A CPU and the thread that runs on it are one party, whichever of the two a source names. */
export function partyIdentifier(waits: readonly Wait[]): IdentifyParty {
  const cpuOf = new Map<string, number>();
  for (const { waiters, owners } of waits) {
    for (const { thread, cpu } of [...waiters, ...owners]) {
      if (thread !== null && cpu !== null) cpuOf.set(thread, cpu);
    }
  }
  return ({ thread, cpu, name }) => {
    const runsOn = cpu ?? (thread === null ? undefined : cpuOf.get(thread));
    if (runsOn !== undefined) return `cpu ${runsOn}`;
    return thread === null ? `named ${name}` : `thread ${thread}`;
  };
}
