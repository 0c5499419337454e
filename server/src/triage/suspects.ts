import type { Knowledge } from '../knowledge/store.js';
import { plainModule } from '../knowledge/symbols.js';
import { systemOf } from './kinds.js';
import { isPlumbing } from './readStack.js';
import type { Facts } from './facts.js';
import type { Blame, ReadFrame, ReadStack } from './verdict.js';

/** A frame that may be to blame, and how it was chosen. */
export interface Suspect {
  readonly frame: ReadFrame;
  readonly module: string;
  readonly thirdParty: boolean;
  /** A framework or port driver, chosen because nothing else is there. */
  readonly messenger: boolean;
  /** Nothing but the kernel and frameworks lies above it. */
  readonly direct: boolean;
  /** Nothing but the kernel itself lies above it: it made the call. */
  readonly called: boolean;
  /** It is the very first code below the plumbing. */
  readonly onTop: boolean;
  /** Other third-party code on the same stack, nearest first: weighed and not chosen. */
  readonly others: readonly ReadFrame[];
}

/** The kernels themselves: to name one of them names nobody. */
const KERNEL_MODULES: ReadonlySet<string> = new Set(['nt', 'hal', 'vmkernel']);

/** Names that show by themselves that a module belongs to the system, where the packs do not know it. */
const SYSTEM_NAME = /^(?:nt|hal|vmkernel|esx|com\.vmware\.)/i;

/** The manager that carries each file request through the filters, top to bottom and back. */
const FILTER_MANAGER = 'fltmgr';

/** What the packs call software that filters file requests. */
const FILTER_CLASSES: ReadonlySet<string> = new Set(['antivirus', 'filter']);

/** `KiSwapThread`: a short prefix of the component, then a name. */
const KERNEL_FUNCTION = /^[A-Z][a-z]{1,3}[A-Z]/;

/** A Zw call enters the kernel's services as a program does, but from kernel code: the caller below is a driver. */
const CALLED_FROM_KERNEL = 'KiServiceLinkage';

/** A module as the debugger calls it: other tools print the kernel under the names of its files. */
const moduleOf = ({ frame }: ReadFrame): string => plainModule(frame.module?.value ?? '');

function moduleAt(frames: readonly ReadFrame[], index: number): string {
  const frame = frames[index];
  return frame ? moduleOf(frame) : '';
}

type Asker = Pick<Facts, 'crash' | 'knowledge'>;

/**
 * Whether somebody else than the system's vendor wrote a module, as far as the packs and its name tell. ESXi comes with
 * drivers that the makers of the hardware write, and mend.
 */
export function isThirdParty({ crash, knowledge }: Asker, module: string): boolean {
  const system = systemOf(crash.dialect);
  const known = knowledge.module(system, module);
  if (!known) return !SYSTEM_NAME.test(module);
  return !known.inbox || (system === 'esxi' && !known.messenger && !known.vendor.startsWith('VMware'));
}

/** Whether a module only passes on what others ask for. */
export function isMessenger({ crash, knowledge }: Asker, module: string): boolean {
  return knowledge.module(systemOf(crash.dialect), module)?.messenger ?? false;
}

/**
 * Where the kernel was entered from a program: a program cannot crash the kernel by itself, so what lies below is out
 * of the question. A driver's own Zw call goes through the same entry and is told apart by its return address.
 */
function endOfKernel({ frames }: ReadStack, from: number, to: number): number {
  const entry = frames.findIndex(
    ({ frame, role }, index) =>
      index >= from &&
      role === 'syscall-entry' &&
      (frame.symbol?.value ?? '').startsWith('Ki') &&
      frame.symbol?.value !== CALLED_FROM_KERNEL &&
      frames[index + 1]?.frame.symbol?.value !== CALLED_FROM_KERNEL,
  );
  return entry < 0 ? to : Math.min(entry, to);
}

/** Old debuggers print the kernel's functions without their module, `KiSwapThread+0xb5`, as others print a bare module. */
function isKernelFunction({ frame }: ReadFrame, knowledge: Knowledge): boolean {
  const name = frame.module?.value ?? '';
  return frame.symbol === null && KERNEL_FUNCTION.test(name) && knowledge.symbol('windows', 'nt', name) !== null;
}

/**
 * Frames that name a module that can be believed. The debugger knows a module by its range of addresses, so that it is
 * right also where the symbol is only the nearest one; classic ESX knows neither.
 */
function usableFrames({ crash, knowledge }: Asker, stack: ReadStack, from: number, to: number): readonly ReadFrame[] {
  return stack.frames
    .slice(from, endOfKernel(stack, from, to))
    .filter(
      (frame) =>
        frame.frame.module &&
        !isKernelFunction(frame, knowledge) &&
        !isPlumbing(frame) &&
        (frame.distrust === null || !frame.frame.symbol || crash.dialect === 'windbg'),
    );
}

/** Frames of one module that lie directly on each other, with the modules at both ends. */
interface Stretch {
  readonly module: string;
  readonly neighbours: readonly string[];
  /** A file system, the storage below it or another third party lies nearer to the fault. */
  readonly covered: boolean;
}

const FILE_ROLES: ReadonlySet<string | null> = new Set(['file-system', 'storage']);

function cutIntoStretches(facts: Asker, frames: readonly ReadFrame[]): readonly Stretch[] {
  const firsts = frames.flatMap((frame, index) =>
    index === 0 || moduleOf(frame) !== moduleAt(frames, index - 1) ? [index] : [],
  );
  let covered = false;
  return firsts.map((first, index) => {
    const module = moduleAt(frames, first);
    const next = firsts[index + 1] ?? frames.length;
    const neighbours = [moduleAt(frames, first - 1), moduleAt(frames, next)].map((name) => name.toLowerCase());
    const stretch = { module, neighbours, covered };
    const worksOnFiles =
      module.toLowerCase() !== FILTER_MANAGER && frames.slice(first, next).some(({ role }) => FILE_ROLES.has(role));
    covered ||= worksOnFiles || isThirdParty(facts, module);
    return stretch;
  });
}

/**
 * File filters that only lie in the path of a request: antivirus, encryption and backup software is on the stack of
 * every file access, so that its presence says nothing where somebody else lies nearer to the fault.
 * https://learn.microsoft.com/windows-hardware/drivers/ifs/filter-manager-concepts
 */
function modulesInThePath(facts: Asker, frames: readonly ReadFrame[]): ReadonlySet<string> {
  const stretches = cutIntoStretches(facts, frames);
  const isFilter = ({ module, neighbours }: Stretch): boolean =>
    neighbours.includes(FILTER_MANAGER) ||
    FILTER_CLASSES.has(facts.knowledge.module(systemOf(facts.crash.dialect), module)?.class ?? '');
  const working = new Set(stretches.filter(({ covered }) => !covered).map(({ module }) => module));
  return new Set(
    stretches.filter((stretch) => isFilter(stretch) && !working.has(stretch.module)).map(({ module }) => module),
  );
}

/**
 * The first module below the plumbing that is nobody's messenger and does not merely lie in the path of a file
 * request: a third party's if there is one, else one that the system's vendor ships, else a messenger that is not the
 * kernel itself. Frames whose names cannot be trusted accuse nobody.
 */
export function findSuspect(facts: Asker, stack: ReadStack, from: number, to = stack.frames.length): Suspect | null {
  const usable = usableFrames(facts, stack, from, to);
  const inThePath = modulesInThePath(facts, usable);
  const third = usable.filter((frame) => isThirdParty(facts, moduleOf(frame)) && !isMessenger(facts, moduleOf(frame)));
  const active = third.find((frame) => !inThePath.has(moduleOf(frame)));
  const inbox = usable.find((frame) => !isMessenger(facts, moduleOf(frame)) && !inThePath.has(moduleOf(frame)));
  const messenger = usable.find((frame) => !KERNEL_MODULES.has(moduleOf(frame)));
  const chosen = active ?? inbox ?? messenger;
  if (!chosen) return null;
  const above = usable.slice(0, usable.indexOf(chosen));
  const module = moduleOf(chosen);
  return {
    frame: chosen,
    module,
    thirdParty: active !== undefined,
    messenger: active === undefined && inbox === undefined,
    direct: above.every((frame) => isMessenger(facts, moduleOf(frame))),
    called: above.every((frame) => KERNEL_MODULES.has(moduleOf(frame))),
    onTop: above.length === 0,
    others: [...new Map(third.toReversed().map((frame) => [moduleOf(frame), frame])).values()]
      .reverse()
      .filter((frame) => moduleOf(frame) !== module),
  };
}

/** The suspect of a stack's own story, below what only noticed; null where all of the stack only noticed. */
export function suspectOfStory(facts: Asker, stack: ReadStack | null): Suspect | null {
  const start = stack?.start ?? null;
  if (!stack || start === null) return null;
  // A story begins at the first name that is certain; the module of a doubtful one above it still counts.
  const part = stack.parts.find(({ from, to }) => start >= from && start < to);
  return findSuspect(facts, stack, part?.from ?? start);
}

/** A suspect as the contract's blame. */
export function blame({ frame, module }: Suspect): Blame {
  const symbol = frame.distrust === null ? (frame.frame.symbol?.value ?? null) : null;
  return { module, symbol, line: frame.frame.line, basis: 'stack' };
}
