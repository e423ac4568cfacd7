/** The days of a year that calendars are made of. Weekdays count from Monday, 1, to Sunday, 7. */
import { easterSunday } from "@kvitt/values";

type PlainDate = Temporal.PlainDate;
export type MonthDay = readonly [month: number, day: number];

/** The same holidays in each of our countries but the United States. */
export const newYearAndChristmas: readonly MonthDay[] = [
  [1, 1],
  [12, 25],
  [12, 26],
];

/** Days from Easter Sunday. */
export const maundyThursday = -3;
export const goodFriday = -2;
export const easterDay = 0;
export const easterMonday = 1;
export const storeBededag = 26;
export const ascensionDay = 39;
export const whitSunday = 49;
export const whitMonday = 50;

/** The same day of each year. */
export function fixedDays(year: number, days: readonly MonthDay[]): PlainDate[] {
  return days.map(([month, day]) => new Temporal.PlainDate(year, month, day));
}

/** Days that move with Easter. */
export function daysFromEaster(year: number, offsets: readonly number[]): PlainDate[] {
  const easter = easterSunday(year);
  return offsets.map((days) => easter.add({ days }));
}

/** The first such weekday on the day or after it. */
export function weekdayFrom(on: PlainDate, weekday: number): PlainDate {
  return on.add({ days: (weekday - on.dayOfWeek + 7) % 7 });
}

/** The n-th such weekday of a month, counted from 1. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): PlainDate {
  return weekdayFrom(new Temporal.PlainDate(year, month, 7 * (nth - 1) + 1), weekday);
}

/** The last such weekday of a month. */
export function lastWeekday(year: number, month: number, weekday: number): PlainDate {
  const lastWeek = new Temporal.PlainDate(year, month, 1).add({ months: 1 }).subtract({ days: 7 });
  return weekdayFrom(lastWeek, weekday);
}
