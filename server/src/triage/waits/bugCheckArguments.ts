import type { BugCheckParameter } from '../../model/crash.js';
import type { ResourceType } from '../../model/roles.js';
import type { Owner, Party, Wait, Waiter } from '../verdict.js';
import { namedOwner, namedWaiter, ownerCpu, panickingWaiter, partyFinder } from './parties.js';
import type { WaitSources } from './sources.js';

type ArgumentNumber = 1 | 2 | 3 | 4;

/** A bug check that says by its arguments who waited for whom (the meanings are those of Microsoft's bug check reference). */
interface ArgumentRow {
  /** Lower-case hex without padding. */
  readonly code: string;
  /** Holds only for these values of the first argument. */
  readonly when?: readonly string[];
  readonly type: ResourceType;
  readonly name: string | null;
  /** The argument that holds the resource's address. */
  readonly address?: ArgumentNumber;
  /** A part of the system that waits; without it the CPU that stopped the system. */
  readonly waiter?: string;
  /** What the argument names, or that the waiter has the resource itself. */
  readonly owner: { readonly argument: ArgumentNumber; readonly is: 'thread' | 'cpu' } | 'itself' | null;
}

const ROWS: readonly ArgumentRow[] = [
  { code: '0xf', type: 'spinlock', name: null, owner: 'itself' },
  {
    code: '0x9f',
    when: ['0x4'],
    type: 'resource',
    name: 'the plug-and-play lock',
    waiter: 'the power manager',
    owner: { argument: 3, is: 'thread' },
  },
  { code: '0xc4', when: ['0x1000'], type: 'resource', name: null, address: 2, owner: 'itself' },
  { code: '0x101', type: 'cpu-heartbeat', name: null, owner: { argument: 4, is: 'cpu' } },
  {
    code: '0x17c',
    type: 'other',
    name: 'the lock of the power dependency coordinator',
    waiter: 'its watchdog',
    owner: { argument: 1, is: 'thread' },
  },
  {
    code: '0x1d5',
    type: 'other',
    name: 'a plug-and-play operation',
    waiter: 'the plug-and-play manager',
    owner: { argument: 3, is: 'thread' },
  },
  {
    code: '0x1df',
    type: 'cpu-heartbeat',
    name: 'first sign of life of a processor',
    owner: { argument: 3, is: 'cpu' },
  },
];

/** No system has more CPUs: a larger argument is something else. */
const MOST_CPUS = 4096;

function partOfSystem(name: string, line: number): Party {
  return { cpu: null, thread: null, line, stack: null, name };
}

function ownersOf({ owner }: ArgumentRow, sources: WaitSources, waiter: Waiter): readonly Owner[] {
  if (owner === null) return [];
  if (owner === 'itself') return [namedOwner(waiter)];
  const argument = sources.crash.bugCheck?.parameters[owner.argument - 1];
  if (!argument || (owner.is === 'thread' && argument.value === '0x0')) return [];
  if (owner.is === 'thread') return [namedOwner(partyFinder(sources)(argument))];
  const cpu = Number(argument.value);
  return cpu < MOST_CPUS ? [ownerCpu(sources, cpu, 'named', argument.range.start.line)] : [];
}

function holds({ code, when }: ArgumentRow, known: string, first: BugCheckParameter | null | undefined): boolean {
  return (
    code === known && (when === undefined || (first !== null && first !== undefined && when.includes(first.value)))
  );
}

/** The waits that a bug check's own arguments tell of. */
export function findBugCheckArguments(sources: WaitSources): readonly Wait[] {
  const { bugCheck, headline } = sources.crash;
  if (!bugCheck) return [];
  const code = sources.knowledge.bugCheck(bugCheck.code.value)?.code ?? bugCheck.code.value;
  return ROWS.filter((row) => holds(row, code, bugCheck.parameters[0])).map((row) => {
    const waiter = row.waiter
      ? namedWaiter(partOfSystem(row.waiter, headline.range.start.line))
      : panickingWaiter(sources, null);
    const address = row.address ? (bugCheck.parameters[row.address - 1]?.value ?? null) : null;
    return {
      resource: { type: row.type, name: row.name, address, addressIsGuess: false },
      waiters: [waiter],
      owners: ownersOf(row, sources, waiter),
    };
  });
}
