import type { Wait } from '../verdict.js';
import { namedOwner, namedWaiter, panickingWaiter } from './parties.js';
import type { WaitSources } from './sources.js';
import { unnamedResource } from './sources.js';

/**
 * `NMI IPI: Panic requested by another PCPU`: the kernel sends it to a CPU that keeps another one waiting, and that CPU
 * then stops the host. Where a saved backtrace says what was waited for, the kind is no longer `nmi`. Who asked is not
 * printed: the CPU behind `Src` is the one that was asked.
 */
export function findRequestedPanic(sources: WaitSources): readonly Wait[] {
  const { crash, kind } = sources;
  if (kind !== 'nmi' || crash.message?.form !== 'nmi-ipi') return [];
  const asked = panickingWaiter(sources, null);
  if (asked.cpu === null) return [];
  const line = crash.headline.range.start.line;
  return [
    {
      resource: unnamedResource('ipi', 'panic that another PCPU asked for'),
      waiters: [namedWaiter({ cpu: null, thread: null, line, stack: null, name: 'another PCPU' })],
      owners: [{ ...namedOwner(asked), confidence: 'medium' }],
    },
  ];
}
