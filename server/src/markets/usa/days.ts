import { marketCalendar } from "../calendar.ts";
import { fixedDays, lastWeekday, type MonthDay, nthWeekday } from "../year-days.ts";

type PlainDate = Temporal.PlainDate;

const fixedHolidays: readonly MonthDay[] = [
  [1, 1],
  [7, 4],
  [11, 11],
  [12, 25],
];
const juneteenth: MonthDay = [6, 19];
const juneteenthSince = 2021;
const monday = 1;
const thursday = 4;
const sunday = 7;

/** Federal holidays on their own days: with those of fixed date, Martin Luther King, Presidents, Memorial, Labor, Columbus, Thanksgiving. */
function federalHolidays(year: number): PlainDate[] {
  const fixed = year >= juneteenthSince ? [...fixedHolidays, juneteenth] : fixedHolidays;
  return [
    ...fixedDays(year, fixed),
    nthWeekday(year, 1, monday, 3),
    nthWeekday(year, 2, monday, 3),
    lastWeekday(year, 5, monday),
    nthWeekday(year, 9, monday, 1),
    nthWeekday(year, 10, monday, 2),
    nthWeekday(year, 11, thursday, 4),
  ];
}

/** The Federal Reserve closes on Monday for a holiday on a Sunday; one on a Saturday moves nothing, other than in federal offices. */
function bankClosed(year: number): PlainDate[] {
  return federalHolidays(year).map((day) => (day.dayOfWeek === sunday ? day.add({ days: 1 }) : day));
}

/**
 * Calendar of the United States, computed by rule and checked in the tests against the published closures 2026-2028 and, for holidays,
 * against the `date-holidays` package. The rules are trusted through 2035. Due days of consumers are rarely moved by law: that payment on
 * the next bank day is in time is our own rule. Hours are those of the receiver's zone.
 */
export const calendar = marketCalendar({
  country: "US",
  publicHolidays: federalHolidays,
  bankClosed,
  knownThrough: 2035,
});
export const { days, shiftDue, paidInTime, maySend } = calendar;
