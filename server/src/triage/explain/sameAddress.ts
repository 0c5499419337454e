import { nameOf } from '../facts.js';
import { resourceWords } from '../resourceWords.js';
import type { ReadFrame, TriagedCrash } from '../verdict.js';
import type { Paragraph } from './explanation.js';
import { present } from './explanation.js';

/** Below it the same number stands in many places by chance. */
const LOWEST_ADDRESS = 0x10000;

const isAddress = (value: string): boolean => /^0x[\da-f]{1,16}$/.test(value) && Number(value) >= LOWEST_ADDRESS;

/** Which other frame has the value for its code or its place on the stack. */
function frameParagraph({ stacks }: TriagedCrash, value: string, except: ReadFrame | null): Paragraph | null {
  for (const other of stacks.flatMap(({ frames }) => frames)) {
    const { address, stackAddress, line } = other.frame;
    if (other === except || (address?.value !== value && stackAddress?.value !== value)) continue;
    const what = address?.value === value ? 'the code' : 'the place on the stack';
    const jump = { label: 'show', places: [{ line, cpu: null }] };
    return { kind: 'here', text: `${what} of the frame ${nameOf(other)}.`, jump };
  }
  return null;
}

/** Which lock the value is, or is taken for. */
function lockParagraph({ waits }: TriagedCrash, value: string): Paragraph | null {
  const wait = waits.find(({ resource }) => resource.address === value);
  if (!wait) return null;
  return wait.resource.addressIsGuess
    ? { kind: 'guess', text: `Perhaps the address of ${resourceWords(wait)}.` }
    : { kind: 'here', text: `the address of ${resourceWords(wait)}.` };
}

/** Which registers had the same value. */
function registerParagraph({ crash }: TriagedCrash, value: string, except: string | null): Paragraph | null {
  const same = crash.registers.filter((register) => register.value === value && register.name !== except);
  const names = same.map(({ name }) => name);
  return names.length > 0 ? { kind: 'here', text: `the same value is in ${[...new Set(names)].join(', ')}.` } : null;
}

/** What is not told of itself. */
interface Itself {
  readonly frame?: ReadFrame;
  readonly register?: string;
  /** The value is the lock that is told of. */
  readonly isLock?: boolean;
}

/** What else in a crash has an address: a frame, a lock, registers. */
export function findSameAddress(triaged: TriagedCrash, value: string, itself: Itself = {}): readonly Paragraph[] {
  if (!isAddress(value)) return [];
  return present(
    frameParagraph(triaged, value, itself.frame ?? null),
    itself.isLock === true ? null : lockParagraph(triaged, value),
    registerParagraph(triaged, value, itself.register ?? null),
  );
}
