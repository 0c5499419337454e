import type { PlaceInTime } from '../triage/timeline.js';

/** `first of 3 crashes in this log`; empty where it is the only one. */
export function timelineWords({ number, count, relation, after, gap }: PlaceInTime): string {
  if (count < 2) return '';
  if (relation === 'first') return `first of ${count} crashes in this log`;
  const place = `crash ${number} of ${count} in this log`;
  const later = gap === null ? 'after' : `${gap} after`;
  if (relation === 'follows') return `${place}, ${later} crash ${after} in the same boot: it follows from that one`;
  if (relation === 'another-boot')
    return `${place}, in another boot than crash ${after}${gap === null ? '' : `, ${gap} later`}`;
  return `${place}; nothing shows whether it follows from the one before`;
}
