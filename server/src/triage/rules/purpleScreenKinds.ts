import type { Facts } from '../facts.js';
import type { Category } from '../verdict.js';

/** What a kind of purple screen says by itself, and which third party on its stack it accuses. */
export interface KindRow {
  readonly category: Category;
  /** A sentence without a stop. */
  readonly what: string;
  /** `any` on the stack; one `on top`, whose own code it was; `nobody`, who only found it. */
  readonly accused: 'any' | 'on top' | 'nobody';
  /** Why nobody is accused, in a sentence; where it is left out, the place on the stack is told instead. */
  readonly because?: string;
  readonly counterparts: readonly string[];
}

/** Forms of message that say more than their kind. */
const FORMS: Readonly<Record<string, KindRow>> = {
  'driver-bug': {
    category: 'driver-bug',
    what: 'A driver found itself in a state that it rules out',
    accused: 'any',
    counterparts: ['assert'],
  },
  uniformity: {
    category: 'configuration',
    what: 'The processors of this host are not alike, so ESXi does not start on it',
    accused: 'nobody',
    because: 'It compares their features before anything else runs.',
    counterparts: [],
  },
  iommu: {
    category: 'driver-bug',
    what: 'A device used memory that its driver had not given it',
    accused: 'nobody',
    because: 'The IOMMU stopped it.',
    counterparts: [],
  },
  'run-queue': {
    category: 'os-bug',
    what: "The scheduler's own queues did not agree with each other",
    accused: 'nobody',
    because: 'A mistake of the kernel or a failing processor does that.',
    counterparts: [],
  },
  deliberate: {
    category: 'deliberate',
    what: 'Somebody stopped the host on purpose, with the command for it',
    accused: 'nobody',
    because: 'There is no fault to look for.',
    counterparts: [],
  },
};

const KINDS: Readonly<Record<string, KindRow>> = {
  'exception-pf': {
    category: 'driver-bug',
    what: 'Code touched an address that is not mapped',
    accused: 'any',
    counterparts: ['page-fault'],
  },
  'exception-gp': {
    category: 'driver-bug',
    what: 'Code used an address or register in a forbidden way',
    accused: 'any',
    counterparts: ['page-fault'],
  },
  'exception-other': {
    category: 'driver-bug',
    what: 'The processor raised an exception in the kernel',
    accused: 'any',
    counterparts: ['page-fault'],
  },
  assert: {
    category: 'os-bug',
    what: 'A check inside the kernel failed',
    accused: 'on top',
    counterparts: ['assert'],
  },
  'not-implemented': {
    category: 'os-bug',
    what: 'The kernel came to a case that it has no code for',
    accused: 'on top',
    counterparts: ['assert'],
  },
  heap: {
    category: 'memory-corruption',
    what: 'The heap was found damaged or misused',
    accused: 'nobody',
    because: 'Whoever found the damage is seldom the one who did it.',
    counterparts: ['heap-corruption'],
  },
};

/** A message without a form of its own that speaks of memory that was not there. */
const NO_MEMORY = /\b(?:out of (?:heap )?memory|(?:failed|unable|cannot) to allocate|not enough memory)\b/i;
const MEMORY_IS_GONE: KindRow = {
  category: 'resource-exhaustion',
  what: 'The kernel ran out of memory, or one of its heaps did',
  accused: 'nobody',
  because: 'Whoever asks last is seldom the one who used it up.',
  counterparts: [],
};

const OTHER: KindRow = {
  category: 'unknown',
  what: 'The kernel stopped the host',
  accused: 'any',
  counterparts: [],
};

/** Exceptions by the letters that the processor's makers gave them (Intel's manual, volume 3, chapter 6). */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  DE: 'Code divided by zero, or the result was too large',
  DB: 'A debug trap was hit in the kernel',
  BP: 'A breakpoint was hit in the kernel',
  OF: 'An overflow check failed in the kernel',
  BR: 'A range check failed in the kernel',
  UD: 'The processor came to bytes that are no instruction (a jump into nowhere, or a check that failed)',
  NM: 'The kernel used the floating-point unit where it may not',
  DF: 'A fault came while another one was being delivered (most often a stack that was used up)',
  TS: 'The task state segment is not valid',
  NP: 'A segment is not present',
  SS: 'A stack segment or stack address is not valid',
  MF: 'A floating-point error in the kernel',
  AC: 'Code used an address that is not aligned',
  XM: 'A floating-point error in the kernel',
};

/** The row for a crash: by the form of its message first, then by its kind. */
export function rowFor({ crash, kind }: Facts): KindRow {
  const { message } = crash;
  const hasNoMemory = message?.form === 'free' && NO_MEMORY.test(message.text.value.slice(0, 200));
  const row = hasNoMemory ? MEMORY_IS_GONE : (FORMS[message?.form ?? ''] ?? KINDS[kind] ?? OTHER);
  const what = EXCEPTIONS[message?.details.exception?.value.toUpperCase() ?? ''];
  return what === undefined ? row : { ...row, what };
}
