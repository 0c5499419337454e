import type { Crash } from '../model/crash.js';
import { durationWords } from '../util/duration.js';

/** Where a crash stands among those of its log. */
export interface PlaceInTime {
  /** Counted from one, in the order of their times; where some have none, in the order of the log. */
  readonly number: number;
  readonly count: number;
  /**
   * `first`: the one to read. `follows`: in the same boot as an earlier one, from which it follows. `another-boot`: by
   * itself. `unclear`: the log shows neither.
   */
  readonly relation: 'first' | 'follows' | 'another-boot' | 'unclear';
  /** The number of the crash with which its boot ended; null where it is that one, or unclear. */
  readonly after: number | null;
  /** How long after that one, in words; null where the log does not say. */
  readonly gap: string | null;
}

/** No host is up again so soon: whatever happens within is of the same boot. */
const SHORTEST_BOOT = 120;
/** A host that has panicked writes its core and stands still: whatever happens so much later is of another boot. */
const LONGEST_END = 900;
/** Uptime and the log's clock are read at different moments. */
const CLOCK_TOLERANCE = 120;

/** `6:09:43:15.399` of ESX(i), `8 days 14:02:31.640` of a debugger. */
const UPTIMES: readonly RegExp[] = [/^(\d{1,5}):(\d\d):(\d\d):(\d\d)/, /^(\d{1,5}) days? (\d{1,2}):(\d\d):(\d\d)/];

/** Seconds since the boot; null where the text does not say. */
function uptimeOf({ system }: Crash): number | null {
  const printed = system.uptime?.value ?? '';
  const match = UPTIMES.map((pattern) => pattern.exec(printed)).find((found) => found !== null);
  if (!match) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

/** Seconds of the log's own clock, which prints UTC; null where there is no such time. */
function timeOf({ system }: Crash): number | null {
  const printed = system.time?.value ?? '';
  return /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(printed) ? Date.parse(printed) / 1000 : null;
}

/** Seconds from one crash to the next; null where one of them has no time. */
function secondsBetween(earlier: Crash, later: Crash): number | null {
  const [from, to] = [timeOf(earlier), timeOf(later)];
  return from === null || to === null ? null : to - from;
}

/** Whether a host crashed twice without a boot between; null where the log does not show it. */
function isSameBoot(earlier: Crash, later: Crash): boolean | null {
  // Windows stops at its first bug check: each dump is of a boot of its own.
  if (earlier.bugCheck && later.bugCheck) return false;
  const passed = secondsBetween(earlier, later);
  const [before, now] = [uptimeOf(earlier), uptimeOf(later)];
  if (before !== null && now !== null) {
    const grown = now - before;
    if (passed !== null) return Math.abs(grown - passed) <= CLOCK_TOLERANCE;
    return grown < 0 ? false : grown <= LONGEST_END ? true : null;
  }
  if (passed === null) return null;
  return passed <= SHORTEST_BOOT ? true : passed > LONGEST_END ? false : null;
}

/** `4 s`, `2 d 3 h`. */
function gapWords(seconds: number | null): string | null {
  if (seconds === null) return null;
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  return durationWords(`${days}:${hours}:${minutes}:${whole % 60}`);
}

/** Indexes of the crashes in the order of their times, where all have one. */
function inOrder(crashes: readonly Crash[]): readonly number[] {
  const indexes = crashes.map((_, index) => index);
  const times = crashes.map(timeOf);
  if (times.includes(null)) return indexes;
  return indexes.sort((left, right) => (times[left] ?? 0) - (times[right] ?? 0));
}

const RELATIONS = { true: 'follows', false: 'another-boot', null: 'unclear' } as const;

/**
 * The first panic against those that follow: a host that has begun to die often panics again, and only the first one
 * tells why. Times and uptimes tell whether it booted in between. One place for each crash, in the same order.
 */
export function findTimeline(crashes: readonly Crash[]): readonly PlaceInTime[] {
  const places = new Map<number, PlaceInTime>();
  const count = crashes.length;
  /** The crash with which the present boot ended, and its number. */
  let end: { readonly crash: Crash; readonly number: number } | null = null;
  inOrder(crashes).forEach((index, position) => {
    const crash = crashes[index];
    if (!crash) return;
    const number = position + 1;
    const same = end ? isSameBoot(end.crash, crash) : null;
    const relation = end ? RELATIONS[`${same}`] : 'first';
    const isKnown = relation === 'follows' || relation === 'another-boot';
    places.set(index, {
      number,
      count,
      relation,
      after: isKnown ? (end?.number ?? null) : null,
      gap: isKnown && end ? gapWords(secondsBetween(end.crash, crash)) : null,
    });
    if (same !== true) end = { crash, number };
  });
  return crashes.flatMap((_, index) => places.get(index) ?? []);
}
