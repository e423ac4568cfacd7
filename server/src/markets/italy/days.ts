import { marketCalendar } from "../calendar.ts";
import {
  daysFromEaster,
  easterDay,
  easterMonday,
  fixedDays,
  goodFriday,
  type MonthDay,
  newYearAndChristmas,
} from "../year-days.ts";

type PlainDate = Temporal.PlainDate;

const fixedHolidays: readonly MonthDay[] = [
  ...newYearAndChristmas,
  [1, 6],
  [4, 25],
  [5, 1],
  [6, 2],
  [8, 15],
  [11, 1],
  [12, 8],
];
/** San Francesco is a national holiday again since 1 January 2026 (law 151/2025). */
const sanFrancesco: MonthDay = [10, 4];
const sanFrancescoSince = 2026;
/** Fixed days on which TARGET is closed. */
const targetClosed: readonly MonthDay[] = [...newYearAndChristmas, [5, 1]];

/** National holidays; every Sunday is one besides, and each municipality has its patron saint, which is the clinic's to say. */
function publicHolidays(year: number): PlainDate[] {
  const days = year >= sanFrancescoSince ? [...fixedHolidays, sanFrancesco] : fixedHolidays;
  return [...fixedDays(year, days), ...daysFromEaster(year, [easterDay, easterMonday])];
}

/** Banks settle in euro whenever TARGET is open: on Epiphany, 25 April, 2 June, Ferragosto and the saints' days, not on Good Friday. */
function bankClosed(year: number): PlainDate[] {
  return [...fixedDays(year, targetClosed), ...daysFromEaster(year, [goodFriday, easterMonday])];
}

/**
 * Italian calendar, computed by rule and checked in the tests against the `date-holidays` package. The rules are trusted through 2035. A
 * working day is neither a national holiday nor a day on which TARGET is closed. That a due day moves to the next bank day is our own rule.
 * Hours are Rome time.
 */
export const calendar = marketCalendar({ country: "IT", publicHolidays, bankClosed, knownThrough: 2035 });
export const { days, shiftDue, paidInTime, maySend } = calendar;
