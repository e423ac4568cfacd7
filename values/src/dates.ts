/// <reference lib="esnext.temporal" preserve="true" />

/** A calendar date as text, `YYYY-MM-DD`. Such texts compare as dates with `<`, and sort as dates. */
export type IsoDate = string;

/**
 * Reads exactly `YYYY-MM-DD`, years 0001 to 9999, as a calendar date. Anything else is undefined, never thrown: other
 * shapes, a time behind the date, a day the month does not have.
 * @example parseIsoDate("2026-02-29") is undefined
 */
export function parseIsoDate(text: string): Temporal.PlainDate | undefined {
  if (!hasIsoShape(text)) return undefined;
  return dateOf(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
}

/** Whether the text is a calendar date that exists, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): text is IsoDate {
  if (!hasIsoShape(text)) return false;
  return isCalendarDate(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
}

/** Whether year 1 to 9999, month and day make a date that exists (Gregorian calendar). */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && day >= 1 && day <= daysInMonth(year, month);
}

/** The date of these numbers, or undefined when there is none. For formats that write dates as `DDMMYY` and the like. */
export function dateOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  return isCalendarDate(year, month, day) ? new Temporal.PlainDate(year, month, day) : undefined;
}

/** Negative when `a` is earlier, 0 when the same day, positive when later: fit for `sort`. */
export function compareDates(a: Temporal.PlainDate, b: Temporal.PlainDate): -1 | 0 | 1 {
  return Temporal.PlainDate.compare(a, b) as -1 | 0 | 1;
}

/** The same order for dates written `YYYY-MM-DD`, without reading them. */
export function compareIsoDates(a: IsoDate, b: IsoDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether `date` is `first`, `last`, or a day between them. */
export function isBetween(date: Temporal.PlainDate, first: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  return compareDates(first, date) <= 0 && compareDates(date, last) <= 0;
}

/** Calendar days from `first` to `last`: 1 for tomorrow, negative when `last` is earlier. */
export function daysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate): number {
  return first.until(last, { largestUnit: "days" }).days;
}

/** The earlier of two dates. */
export function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compareDates(a, b) <= 0 ? a : b;
}

/** The later of two dates. */
export function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compareDates(a, b) >= 0 ? a : b;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** `dddd-dd-dd`, told by character codes: this runs once a bank line. */
function hasIsoShape(text: string): boolean {
  if (text.length !== 10) return false;
  for (let at = 0; at < 10; at++) {
    const code = text.charCodeAt(at);
    if (at === 4 || at === 7 ? code !== 45 : code < 48 || code > 57) return false;
  }
  return true;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
