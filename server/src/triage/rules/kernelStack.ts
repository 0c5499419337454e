import type { Facts, Judgement, Rule } from '../facts.js';
import { capitalise, codeOf, doubtfulFrames, formatCount, step } from '../facts.js';
import { driverSteps, packSteps } from '../nextSteps.js';
import { isThirdParty } from '../suspects.js';
import type { ReadFrame } from '../verdict.js';

/** The trap number of a double fault, argument 1 of 0x7F. */
const DOUBLE_FAULT = '0x8';

/** Below this share of the frames nobody has used up the stack. */
const SHARE = 1 / 3;

/** A driver with its newest frame, and how many of the frames are its. */
interface Consumer {
  readonly module: string;
  readonly first: ReadFrame;
  readonly count: number;
}

/** The third parties on the stack, the one with the most frames first. */
function findConsumers(facts: Facts): readonly Consumer[] {
  const consumers = new Map<string, Consumer>();
  for (const frame of facts.stack?.frames ?? []) {
    const module = frame.frame.module?.value;
    if (module === undefined || !isThirdParty(facts, module)) continue;
    const known = consumers.get(module);
    consumers.set(module, { module, first: known?.first ?? frame, count: (known?.count ?? 0) + 1 });
  }
  return [...consumers.values()].sort((left, right) => right.count - left.count);
}

/** So many of them are named. */
const MOST_NAMED = 3;

/** `20 of 33 frames are contosonic's`, or, where layers share the stack, the frames of each. */
function tellShares(consumers: readonly Consumer[], total: number): string {
  const [first] = consumers;
  if (first && consumers.length === 1) {
    return `${formatCount(first.count)} of ${formatCount(total)} frames are ${first.module}'s`;
  }
  const shares = consumers.slice(0, MOST_NAMED).map(({ module, count }) => `${formatCount(count)} are ${module}'s`);
  return `of ${formatCount(total)} frames ${shares.join(', ')}`;
}

const sumOf = (consumers: readonly Consumer[]): number => consumers.reduce((sum, { count }) => sum + count, 0);

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const total = stack?.frames.length ?? 0;
  const consumers = findConsumers(facts);
  const guilty = consumers.find(({ count }) => count >= total * SHARE) ?? null;
  const layers = !guilty && consumers.length > 1 && sumOf(consumers) >= total * SHARE ? consumers : [];
  const shares = tellShares(guilty ? [guilty] : layers, total);
  const told = guilty !== null || layers.length > 0;
  const shared = layers.length > 0 ? ': layers that share the stack, of which none alone is to blame' : '';
  return {
    category: guilty ? 'driver-bug' : 'unknown',
    brief: `The kernel stack was most likely used up${told ? `; ${shares}` : ''}`,
    summary: `A double fault: the kernel stack was most likely used up. ${told ? `${capitalise(shares)}${shared}.` : 'No third party fills the stack that is shown.'}`,
    confidence: guilty ? 'medium' : 'low',
    blamed: guilty
      ? {
          module: guilty.module,
          symbol: guilty.first.frame.symbol?.value ?? null,
          line: guilty.first.frame.line,
          basis: 'stack',
        }
      : null,
    evidence: [
      { line: crash.headline.range.start.line, why: 'the bug check' },
      ...(guilty ? [{ line: guilty.first.frame.line, why: shares }] : []),
      ...layers.slice(0, MOST_NAMED).map(({ module, first, count }) => ({
        line: first.frame.line,
        why: `${formatCount(count)} frames are ${module}'s`,
      })),
      ...doubtfulFrames(stack),
    ],
    nextSteps: [
      step('Show the stack with the size of each frame', 'kf'),
      step("Show the thread with its stack's limits", '!thread'),
      ...(guilty ? driverSteps(facts, guilty.module) : []),
      ...layers
        .slice(0, MOST_NAMED)
        .map(({ module }) => step(`Show the version and date of ${module}`, `lmvm ${module}`)),
      ...packSteps(facts, guilty?.module ?? null),
    ],
    wouldChange: ['the sizes of the frames (kf): one large frame can use up more than many small ones'],
    counterparts: [],
  };
}

/**
 * 0x7F with a double fault: the processor could not even push the frame of an exception, mostly because the kernel
 * stack (12 to 24 kB) was used up. Then who is on top is chance, and who fills the stack counts: recursion, or many
 * layers of filters that each take their share.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x7f--unexpected-kernel-mode-trap
 */
export const kernelStack: Rule = {
  name: 'kernel-stack',
  applies: (facts) => codeOf(facts) === '0x7f' && facts.crash.bugCheck?.parameters[0]?.value === DOUBLE_FAULT,
  judge,
};
