import type { Crash, Module } from '../model/crash.js';
import { keyOf } from './facts.js';
import type { Evidence } from './verdict.js';

/** A month that some line prints; days do not matter for an age. */
interface Month {
  readonly year: number;
  /** From 1 on. */
  readonly month: number;
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;

/** `Mon Nov  2 10:21:05 2020`, `Fri Feb  3 09:12:44.123 2023 (UTC + 1:00)`. */
const WORDS = /^[A-Z][a-z]{2} (?<name>[A-Z][a-z]{2}) [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,6})? (?<year>\d{4})\b/;
/** `2023-02-03T09:12:44.123Z`. */
const NUMBERS = /^(?<year>\d{4})-(?<month>\d\d)-\d\d/;
/** The day on which a build of Windows was made: `17763.1.amd64fre.rs5_release.180914-1434`. */
const BUILD = /\.(?<year>\d\d)(?<month>\d\d)\d\d-\d{4}$/;

function toMonth(year: number, month: number): Month | null {
  return month >= 1 && month <= 12 && year >= 1980 ? { year, month } : null;
}

function readMonth(text: string): Month | null {
  const words = WORDS.exec(text)?.groups;
  if (words) return toMonth(Number(words.year), MONTHS.findIndex((name) => name.startsWith(words.name ?? '?')) + 1);
  const numbers = NUMBERS.exec(text)?.groups;
  return numbers ? toMonth(Number(numbers.year), Number(numbers.month)) : null;
}

function readBuildMonth(text: string): Month | null {
  const groups = BUILD.exec(text.slice(-80))?.groups;
  return groups ? toMonth(2000 + Number(groups.year), Number(groups.month)) : null;
}

/** A driver is worth a word only when it is much older than what it runs with. */
const OLD_IN_YEARS = 2;

function yearsBetween(from: Month, to: Month): number {
  return Math.floor((to.year * 12 + to.month - (from.year * 12 + from.month)) / 12);
}

const dateWords = ({ year, month }: Month): string => `${MONTHS[month - 1] ?? ''} ${year}`;

/** What the driver's date is compared with: the time of the crash, else the build of the system. */
function referenceOf(crash: Crash): { readonly month: Month; readonly words: string } | null {
  const { time } = crash.system;
  const crashed = time ? readMonth(time.value) : null;
  if (crashed) return { month: crashed, words: 'before the crash' };
  const built = readBuildMonth(keyOf(crash, 'BUILD_VERSION_STRING')?.value.value ?? '');
  return built && { month: built, words: 'before this build of the system' };
}

function moduleNamed(modules: readonly Module[], name: string): Module | undefined {
  const wanted = name.toLowerCase();
  return modules.find((module) => module.name.value.toLowerCase() === wanted && module.date !== null);
}

/**
 * How old a driver was when the system crashed, where the text prints both dates. Some builds carry a hash of the
 * file in place of its time; a date in the future is such a one.
 */
export function tellDriverAge(crash: Crash, module: string): Evidence | null {
  const date = moduleNamed(crash.modules, module)?.date;
  const made = date ? readMonth(date.value) : null;
  const reference = referenceOf(crash);
  if (!date || !made || !reference) return null;
  const years = yearsBetween(made, reference.month);
  if (years < OLD_IN_YEARS) return null;
  return { line: date.range.start.line, why: `${module} is of ${dateWords(made)}, ${years} years ${reference.words}` };
}
