import { describe, expect, test } from "vitest";
import { CalendarUnknown } from "../calendar.ts";
import { days, maySend, paidInTime, shiftDue } from "./days.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** Closures that fall on Monday to Friday, as published. */
const closures: readonly (readonly [number, string])[] = [
  [2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31"],
  [2027, "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31"],
  [2028, "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26"],
];

describe("N-01 N-11 the Swedish calendar", () => {
  test.each(closures)("%i is closed on the published weekdays, and no others", (year, expected) => {
    const weekdays = days.bankClosed(year).filter((day) => day.dayOfWeek <= 5);
    expect(weekdays.map((day) => day.toString().slice(5)).join(" ")).toBe(expected);
  });

  test("bank days in each month of 2026", () => {
    const counted = Array.from({ length: 12 }, (_, at) => {
      const first = new Temporal.PlainDate(2026, at + 1, 1);
      const all = Array.from({ length: first.daysInMonth }, (_each, add) => first.add({ days: add }));
      return all.filter((day) => days.isBankDay(day)).length;
    });
    expect(counted).toEqual([20, 20, 22, 20, 19, 21, 23, 21, 22, 22, 21, 20]);
  });

  test.each([
    ["2026-04-02", "2026-04-07", "Maundy Thursday is a bank day, Easter is not"],
    ["2026-04-30", "2026-05-04", "30 April"],
    ["2026-05-13", "2026-05-15", "the Friday after Ascension is a bank day"],
    ["2026-06-18", "2026-06-22", "Midsummer"],
    ["2026-12-23", "2026-12-28", "Christmas"],
    ["2026-12-30", "2027-01-04", "New Year"],
    ["2027-01-05", "2027-01-07", "5 January is a bank day, 6 January is not"],
    ["2026-10-30", "2026-11-02", "the day before All Saints' is a bank day"],
  ])("the bank day after %s is %s: %s", (on, next) => {
    expect(days.isBankDay(date(on))).toBe(true);
    expect(days.addBankDays(date(on), 1).toString()).toBe(next);
  });

  test.each([
    ["2026-06-18", true],
    ["2026-06-19", false],
    ["2026-12-24", false],
    ["2026-12-31", false],
    ["2035-12-28", true],
  ])("%s is a working day: %s", (on, expected) => {
    expect(days.isWorkingDay(date(on))).toBe(expected);
  });

  test("a year past 2035 is not guessed (E36)", () => {
    expect(() => days.isBankDay(date("2036-01-02"))).toThrow(CalendarUnknown);
  });

  test.each([
    ["2026-06-19", "2026-06-22"],
    ["2026-12-24", "2026-12-28"],
    ["2026-12-31", "2027-01-04"],
    ["2026-10-19", "2026-10-19"],
  ])("a due day of %s becomes %s, and payment on that day is in time", (due, expected) => {
    expect(shiftDue(date(due)).toString()).toBe(expected);
    expect(paidInTime(date(due), date(expected))).toBe(true);
    expect(paidInTime(date(due), date(expected).add({ days: 1 }))).toBe(false);
  });

  test.each([
    ["2026-06-18T19:59:59", true],
    ["2026-06-18T20:00", false],
    ["2026-06-19T12:00", false],
    ["2026-06-22T07:59:59", false],
    ["2026-06-22T08:00", true],
  ])("a message may leave at %s: %s", (at, expected) => {
    expect(maySend(Temporal.PlainDateTime.from(at))).toBe(expected);
  });
});
