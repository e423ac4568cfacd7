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
  whitMonday,
  whitSunday,
} from "../year-days.ts";

type PlainDate = Temporal.PlainDate;

/** 1 May and 17 May are holidays by LOV-1947-04-26-1, the others by helligdagsfredloven (LOV-1995-02-24-12) section 2. */
const fixedHolidays: readonly MonthDay[] = [...newYearAndChristmas, [5, 1], [5, 17]];
/** Of the days that move with Easter, those that close the bank; the two Sundays are holidays besides. */
const movable = [maundyThursday, goodFriday, easterMonday, ascensionDay, whitMonday];

/** Public holidays by law; 24 December is an ordinary day, 31 December too. */
function publicHolidays(year: number): PlainDate[] {
  return [...fixedDays(year, fixedHolidays), ...daysFromEaster(year, [...movable, easterDay, whitSunday])];
}

/** Days on which the settlement system of Norges Bank is closed besides Saturdays and Sundays. 31 December is open. */
function bankClosed(year: number): PlainDate[] {
  return [...fixedDays(year, [...fixedHolidays, [12, 24]]), ...daysFromEaster(year, movable)];
}

/**
 * Norwegian calendar, computed by rule and checked in the tests against the published table 2025-2030 and, for public
 * holidays, against the `date-holidays` package. The rules are trusted through 2035. That a due day moves is our own rule: no general
 * statutory shift was found. Hours are Oslo time.
 */
export const calendar = marketCalendar({ country: "NO", publicHolidays, bankClosed, knownThrough: 2035 });
export const { days, shiftDue, paidInTime, maySend } = calendar;
