/** Dates as text, `2013-04-25` or less exact: no clock, no time zone of this machine, no locale. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2015-08-24T14:19:25.710Z`. */
const ISO = /^\d{4}-\d{2}-\d{2}(?!\d)/;
/** `Mon Apr  8 22:17:47.016 2013 (UTC + 2:00)`. */
const DEBUGGER = /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) [\d:.]{5,20} (?<year>\d{4})\b/;

/** The day of a printed time, as `2013-04-08`; null where the form is another. */
export function dayOf(printed: string): string | null {
  const iso = ISO.exec(printed);
  if (iso) return iso[0];
  const { year, month, day } = DEBUGGER.exec(printed)?.groups ?? {};
  const number = MONTHS.findIndex((name) => name.slice(0, 3) === month) + 1;
  if (!year || !day || number === 0) return null;
  return [year, String(number).padStart(2, '0'), day.padStart(2, '0')].join('-');
}

/** `25 April 2013`, `April 2013` or `2013`, as exact as the date is. */
export function dateWords(date: string): string {
  const [year = '', month, day] = date.split('-');
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** `April 2013`: for a list where the day does not matter. */
export function monthWords(date: string): string {
  return dateWords(date.slice(0, 7));
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const DAY = 86_400_000;
/** Up to so many days an age is counted in days, up to so many months in months. */
const MOST_DAYS = 60;
const MOST_MONTHS = 24;

/** How much later one day is than another: `10 days`, `7 months`, `3 years`. Null where it is earlier, or a date is inexact. */
export function ageWords(from: string, to: string): string | null {
  if (!ISO.test(from) || !ISO.test(to) || to < from) return null;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  if (days <= MOST_DAYS) return count(days, 'day');
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [laterYear = 0, laterMonth = 0, laterDay = 0] = to.split('-').map(Number);
  const months = (laterYear - year) * 12 + laterMonth - month - (laterDay < day ? 1 : 0);
  return months < MOST_MONTHS ? count(months, 'month') : count(Math.floor(months / 12), 'year');
}
