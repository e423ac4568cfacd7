import { compareDates, bankCalendar, isWeekend } from "@kvitt/values";
import { closedDayName } from "./closed-day-names.ts";
import type { Country, MarketDays, MarketPack } from "./contract.ts";

type PlainDate = Temporal.PlainDate;
export type DayRule = {
  readonly country: Country;
  readonly publicHolidays: (year: number) => readonly PlainDate[];
  readonly bankClosed: (year: number) => readonly PlainDate[];
  readonly knownThrough: number;
};
type Year = {
  readonly holidays: readonly PlainDate[];
  readonly closed: readonly PlainDate[];
  readonly holidayKeys: ReadonlySet<number>;
  readonly closedKeys: ReadonlySet<number>;
};

/** A day was asked for that lies past the last year the market's calendar is trusted for. */
export class CalendarUnknown extends Error {
  readonly code = "calendarUnknown";
  readonly year: number;
  readonly knownThrough: number;
  constructor(year: number, knownThrough: number) {
    super(`the bank calendar is known through ${knownThrough}, not ${year}`);
    this.year = year;
    this.knownThrough = knownThrough;
  }
}

/** Turns a country's two yearly lists into answers about single days. Years are computed once and kept. */
function marketDays(rule: DayRule): MarketDays {
  const years = new Map<number, Year>();
  const yearOf = (year: number): Year => {
    const known = years.get(year) ?? readYear(rule, year);
    years.set(year, known);
    return known;
  };
  const bank = bankCalendar((on) => isWeekend(on) || yearOf(on.year).closedKeys.has(dayKey(on)));
  const isWorkingDay = (on: PlainDate): boolean => bank.isBankDay(on) && !yearOf(on.year).holidayKeys.has(dayKey(on));
  const working = bankCalendar((on) => !isWorkingDay(on));
  return {
    ...bank,
    holidays: (year) => yearOf(year).holidays,
    bankClosed: (year) => yearOf(year).closed,
    isWorkingDay,
    nameOf: (on) => closedDayName(rule.country, on),
    addWorkingDays: (on, count) => working.addBankDays(on, count),
    knownThrough: rule.knownThrough,
  };
}

/** A market's calendar with all that follows from it in every market: due days, days in time, hours of sending. */
export type MarketCalendar = Pick<MarketPack, "days" | "shiftDue" | "paidInTime" | "quietHours" | "maySend">;

export function marketCalendar(rule: DayRule): MarketCalendar {
  const days = marketDays(rule);
  return { days, ...dueDays(days), ...sendingHours(days) };
}

/** Due days of ours that are no bank day move to the next one, and a payment on that day is in time for any due day. */
function dueDays(days: MarketDays): Pick<MarketPack, "shiftDue" | "paidInTime"> {
  return {
    shiftDue: (on) => days.bankDayOnOrAfter(on),
    paidInTime: (dueOn, paidOn) => compareDates(paidOn, days.bankDayOnOrAfter(dueOn)) <= 0,
  };
}

/** Messages leave from 08:00 and before 20:00 local time, on working days only: our own rule in every market. */
function sendingHours(days: MarketDays): Pick<MarketPack, "quietHours" | "maySend"> {
  const quietHours = { from: new Temporal.PlainTime(8), to: new Temporal.PlainTime(20), days: "working" } as const;
  return {
    quietHours,
    maySend(at) {
      const time = at.toPlainTime();
      return (
        days.isWorkingDay(at.toPlainDate()) &&
        Temporal.PlainTime.compare(time, quietHours.from) >= 0 &&
        Temporal.PlainTime.compare(time, quietHours.to) < 0
      );
    },
  };
}

function readYear(rule: DayRule, year: number): Year {
  if (year > rule.knownThrough) throw new CalendarUnknown(year, rule.knownThrough);
  const holidays = distinct(rule.publicHolidays(year));
  const closed = distinct(rule.bankClosed(year));
  return { holidays, closed, holidayKeys: new Set(holidays.map(dayKey)), closedKeys: new Set(closed.map(dayKey)) };
}

/** Ascending, each day once: Whit Monday falls on 17 May in some years. */
function distinct(days: readonly PlainDate[]): readonly PlainDate[] {
  const sorted = days.toSorted(compareDates);
  return sorted.filter((day, i) => i === 0 || !day.equals(sorted[i - 1]!));
}

/** A number that names a day of the ISO calendar, greater for a later day; cheaper to compare than two dates. */
export function dayKey(on: PlainDate): number {
  return (on.year * 16 + on.month) * 32 + on.day;
}
