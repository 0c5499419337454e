import type { FrameRole } from '../model/roles.js';
import type { PartName, ReadFrame, StackPart, StackRole } from './verdict.js';

/** A stretch of a stack that has no words yet. */
export type Piece = Omit<StackPart, 'text'>;

/** What a stretch of a stack did, by the roles that are in it; the first row whose roles are all there speaks. */
const SENTENCES: readonly {
  readonly part: PartName;
  readonly roles: readonly FrameRole[];
  readonly text: string;
}[] = [
  {
    part: 'noticed',
    roles: ['tlb'],
    text: 'A CPU did not acknowledge a TLB flush in time, so the host stopped itself.',
  },
  { part: 'noticed', roles: ['heartbeat'], text: 'The check for silent CPUs found one and stopped the host.' },
  { part: 'noticed', roles: ['spin-wait'], text: 'It waited for a lock that was not released in time.' },
  { part: 'noticed', roles: ['nmi'], text: 'A non-maskable interrupt stopped this CPU.' },
  {
    part: 'noticed',
    roles: ['clock-interrupt'],
    text: 'The clock interrupt saw that the time limit was over and stopped the system.',
  },
  { part: 'noticed', roles: ['trap'], text: 'The processor raised an exception that nobody could handle.' },
  { part: 'noticed', roles: ['panic-plumbing'], text: 'The kernel stopped the system.' },
  { part: 'noticed', roles: [], text: 'The kernel was interrupted here.' },
  {
    part: 'asking',
    roles: ['timer', 'bottom-half'],
    text: 'A timer ran in the bottom half of an interrupt and wanted the lock.',
  },
  { part: 'asking', roles: ['bottom-half'], text: 'The bottom half of an interrupt wanted the lock.' },
  { part: 'asking', roles: ['timer'], text: 'A timer wanted the lock.' },
  { part: 'asking', roles: ['dpc-dispatch'], text: 'A DPC wanted the lock.' },
  { part: 'asking', roles: ['interrupt-dispatch'], text: 'An interrupt handler wanted the lock.' },
  { part: 'running', roles: ['dpc-dispatch'], text: 'A DPC was running.' },
  { part: 'running', roles: ['bottom-half'], text: 'The bottom half of an interrupt was running.' },
  {
    part: 'running',
    roles: ['machine-check', 'stall'],
    text: 'It handled a hardware error and was busy-waiting.',
  },
  {
    part: 'interrupted',
    roles: ['machine-check', 'stall'],
    text: 'It handled a hardware error and was busy-waiting.',
  },
  { part: 'interrupted', roles: ['stall'], text: 'It was busy-waiting.' },
  { part: 'interrupted', roles: ['spin-wait'], text: 'It was spinning for a lock.' },
  { part: 'interrupted', roles: ['dpc-dispatch'], text: 'A DPC was running.' },
];

const IDLE = 'The CPU was idle: this part has nothing to do with the crash.';

/** One sentence on a stretch of a stack; empty where its name says all that is known. */
export function describePart(part: Piece, frames: readonly ReadFrame[], role: StackRole): string {
  if (part.idle) return IDLE;
  const roles = new Set(frames.slice(part.from, part.to).map((frame) => frame.role));
  const sentence = SENTENCES.find((row) => row.part === part.name && row.roles.every((each) => roles.has(each)));
  if (role === 'owner' && part.name === 'running') return 'This is what the owner was doing while the others waited.';
  return sentence?.text ?? '';
}
