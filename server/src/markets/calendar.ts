import { compareDates, bankCalendar, isWeekend } from "@kvitt/values";
import type { MarketDays } from "./contract.ts";

type PlainDate = Temporal.PlainDate;
type DayRule = {
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
export function marketDays(rule: DayRule): MarketDays {
  const years = new Map<number, Year>();
  const yearOf = (year: number): Year => {
    const known = years.get(year) ?? readYear(rule, year);
    years.set(year, known);
    return known;
  };
  const bank = bankCalendar((on) => isWeekend(on) || yearOf(on.year).closedKeys.has(key(on)));
  const isWorkingDay = (on: PlainDate): boolean => bank.isBankDay(on) && !yearOf(on.year).holidayKeys.has(key(on));
  const working = bankCalendar((on) => !isWorkingDay(on));
  return {
    ...bank,
    holidays: (year) => yearOf(year).holidays,
    bankClosed: (year) => yearOf(year).closed,
    isWorkingDay,
    addWorkingDays: (on, count) => working.addBankDays(on, count),
    knownThrough: rule.knownThrough,
  };
}

function readYear(rule: DayRule, year: number): Year {
  if (year > rule.knownThrough) throw new CalendarUnknown(year, rule.knownThrough);
  const holidays = distinct(rule.publicHolidays(year));
  const closed = distinct(rule.bankClosed(year));
  return { holidays, closed, holidayKeys: new Set(holidays.map(key)), closedKeys: new Set(closed.map(key)) };
}

/** Ascending, each day once: Whit Monday falls on 17 May in some years. */
function distinct(days: readonly PlainDate[]): readonly PlainDate[] {
  const sorted = days.toSorted(compareDates);
  return sorted.filter((day, i) => i === 0 || !day.equals(sorted[i - 1]!));
}

/** A number that names a day within its year. */
function key(on: PlainDate): number {
  return on.month * 32 + on.day;
}
