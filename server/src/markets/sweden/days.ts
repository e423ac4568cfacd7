import { marketCalendar } from "../calendar.ts";
import {
  ascensionDay,
  daysFromEaster,
  easterDay,
  easterMonday,
  fixedDays,
  goodFriday,
  type MonthDay,
  newYearAndChristmas,
  weekdayFrom,
  whitSunday,
} from "../year-days.ts";

type PlainDate = Temporal.PlainDate;

/** Lagen (1989:253) om allmänna helgdagar. */
const fixedHolidays: readonly MonthDay[] = [...newYearAndChristmas, [1, 6], [5, 1], [6, 6]];
/** Ordinary days by law on which no bank settles. */
const bankEves: readonly MonthDay[] = [
  [12, 24],
  [12, 31],
];
const friday = 5;
const saturday = 6;

/** Public holidays by law. Midsummer Day is the Saturday of 20 to 26 June, All Saints' Day that of 31 October to 6 November. */
function publicHolidays(year: number): PlainDate[] {
  return [
    ...fixedDays(year, fixedHolidays),
    ...daysFromEaster(year, [goodFriday, easterDay, easterMonday, ascensionDay, whitSunday]),
    weekdayFrom(new Temporal.PlainDate(year, 6, 20), saturday),
    weekdayFrom(new Temporal.PlainDate(year, 10, 31), saturday),
  ];
}

/** Days on which Swedish banks settle nothing besides Saturdays and Sundays: Midsummer Eve is the Friday of 19 to 25 June. */
function bankClosed(year: number): PlainDate[] {
  return [
    ...fixedDays(year, [...fixedHolidays, ...bankEves]),
    ...daysFromEaster(year, [goodFriday, easterMonday, ascensionDay]),
    weekdayFrom(new Temporal.PlainDate(year, 6, 19), friday),
  ];
}

/**
 * Swedish calendar, computed by rule and checked in the tests against the published closures 2026-2028 and, for public
 * holidays, against the `date-holidays` package. Maundy Thursday, 5 January, 30 April, the day before All Saints' and the
 * Friday after Ascension are ordinary bank days. The rules are trusted through 2035. Known, not read: lag (1930:173) om beräkning av
 * lagstadgad tid; a payment on the next bank day is in time. Hours are Stockholm time.
 */
export const calendar = marketCalendar({ country: "SE", publicHolidays, bankClosed, knownThrough: 2035 });
export const { days, shiftDue, paidInTime, maySend } = calendar;
