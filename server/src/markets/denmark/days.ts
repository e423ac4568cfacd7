import { marketCalendar } from "../calendar.ts";
import {
  ascensionDay,
  daysFromEaster,
  easterDay,
  easterMonday,
  fixedDays,
  goodFriday,
  maundyThursday,
  type MonthDay,
  newYearAndChristmas,
  storeBededag,
  whitMonday,
  whitSunday,
} from "../year-days.ts";

type PlainDate = Temporal.PlainDate;

/** Constitution Day, Christmas Eve and New Year's Eve: no holidays of the church, and no bank settles. */
const bankEves: readonly MonthDay[] = [
  [6, 5],
  [12, 24],
  [12, 31],
];
/** Store Bededag was abolished from 2024 on; 5 May 2023 was the last one. */
const lastStoreBededag = 2023;

function movable(year: number): readonly number[] {
  const days = [maundyThursday, goodFriday, easterMonday, ascensionDay, whitMonday];
  return year <= lastStoreBededag ? [...days, storeBededag] : days;
}

function publicHolidays(year: number): PlainDate[] {
  return [...fixedDays(year, newYearAndChristmas), ...daysFromEaster(year, [...movable(year), easterDay, whitSunday])];
}

/** Days on which Danish banks settle nothing besides Saturdays and Sundays; the Friday after Ascension Day is one. */
function bankClosed(year: number): PlainDate[] {
  return [
    ...fixedDays(year, [...newYearAndChristmas, ...bankEves]),
    ...daysFromEaster(year, [...movable(year), ascensionDay + 1]),
  ];
}

/**
 * Danish calendar, computed by rule and checked in the tests against the published closures 2026-2028 and, for public holidays, against
 * the `date-holidays` package. The rules are trusted through 2035. Known, not read: what falls due on a day that is no bank day is payable
 * on the next one. Hours are Copenhagen time.
 */
export const calendar = marketCalendar({ country: "DK", publicHolidays, bankClosed, knownThrough: 2035 });
export const { days, shiftDue, paidInTime, maySend } = calendar;
