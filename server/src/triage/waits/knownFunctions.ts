import { entryOf } from '../readStack.js';
import type { Owner, Wait } from '../verdict.js';
import { CONFIDENCE_OF_BASIS, stackWaiter } from './parties.js';
import type { WaitSources } from './sources.js';
import { isResourceType, unnamedResource } from './sources.js';

/** Functions that the packs know to wait for somebody, and the frames that show for whom. */
export function findKnownFunctions({ crash, stacks, knowledge }: WaitSources): readonly Wait[] {
  return stacks.flatMap((stack) => {
    const entries = stack.frames.map((frame) => ({
      frame,
      entry: frame.distrust?.kind === 'nearest' ? null : entryOf(frame.frame, crash.dialect, knowledge),
    }));
    const at = entries.findIndex(({ entry }) => entry?.waitsFor !== undefined);
    const waiting = entries[at];
    const wants = waiting?.entry?.waitsFor;
    if (!waiting || !wants || !isResourceType(wants.type)) return [];
    const shown = entries.slice(at + 1).find(({ entry }) => entry?.shows?.type === wants.type);
    const shows = shown?.entry?.shows;
    const owner: readonly Owner[] =
      shown && shows
        ? [
            {
              cpu: null,
              thread: null,
              line: shown.frame.frame.line,
              stack: stack.stack.id,
              name: shows.owner,
              basis: 'stack',
              confidence: CONFIDENCE_OF_BASIS.stack,
            },
          ]
        : [];
    return [
      {
        resource: unnamedResource(wants.type, shows?.name ?? wants.name),
        waiters: [stackWaiter(stack, waiting.frame, crash)],
        owners: owner,
      },
    ];
  });
}
