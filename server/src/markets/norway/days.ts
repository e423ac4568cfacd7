import { compareDates, easterSunday } from "@kvitt/values";
import { marketDays } from "../calendar.ts";
import type { MarketDays } from "../contract.ts";

type PlainDate = Temporal.PlainDate;

/**
 * Fixed days as [month, day]. 1 May and 17 May are holidays by LOV-1947-04-26-1, the others by helligdagsfredloven
 * (LOV-1995-02-24-12) section 2.
 */
const fixedHolidays: readonly (readonly [number, number])[] = [
  [1, 1],
  [5, 1],
  [5, 17],
  [12, 25],
  [12, 26],
];
const maundyThursday = -3;
const goodFriday = -2;
const easterMonday = 1;
const ascensionDay = 39;
const whitSunday = 49;
const whitMonday = 50;

/** Public holidays by law; 24 December is an ordinary day, 31 December too. */
function publicHolidays(year: number): PlainDate[] {
  return [
    ...fixed(year),
    ...fromEaster(year, [maundyThursday, goodFriday, 0, easterMonday, ascensionDay, whitSunday, whitMonday]),
  ];
}

/** Days on which the settlement system of Norges Bank is closed besides Saturdays and Sundays. 31 December is open. */
function bankClosed(year: number): PlainDate[] {
  return [
    ...fixed(year),
    new Temporal.PlainDate(year, 12, 24),
    ...fromEaster(year, [maundyThursday, goodFriday, easterMonday, ascensionDay, whitMonday]),
  ];
}

function fixed(year: number): PlainDate[] {
  return fixedHolidays.map(([month, day]) => new Temporal.PlainDate(year, month, day));
}

function fromEaster(year: number, offsets: readonly number[]): PlainDate[] {
  const easter = easterSunday(year);
  return offsets.map((days) => easter.add({ days }));
}

/**
 * Norwegian calendar, computed by rule and checked in the tests against the published table 2025-2030 and, for public
 * holidays, against the `date-holidays` package. The rules are trusted through 2035.
 */
export const days: MarketDays = marketDays({ publicHolidays, bankClosed, knownThrough: 2035 });

/** A due day of ours that is no bank day moves to the next one (own rule; no general statutory shift was found). */
export function shiftDue(on: PlainDate): PlainDate {
  return days.bankDayOnOrAfter(on);
}

/** Paid on the due day, or on the next bank day when the due day is none. */
export function paidInTime(dueOn: PlainDate, paidOn: PlainDate): boolean {
  return compareDates(paidOn, days.bankDayOnOrAfter(dueOn)) <= 0;
}

/** 08:00 to 20:00, Oslo time, on working days only. */
export const quietHours = { from: new Temporal.PlainTime(8), to: new Temporal.PlainTime(20), days: "working" } as const;

/** A message may leave from 08:00 and before 20:00 on a working day. */
export function maySend(at: Temporal.PlainDateTime): boolean {
  const time = at.toPlainTime();
  return (
    days.isWorkingDay(at.toPlainDate()) &&
    Temporal.PlainTime.compare(time, quietHours.from) >= 0 &&
    Temporal.PlainTime.compare(time, quietHours.to) < 0
  );
}
