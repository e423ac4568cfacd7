import { describe, expect, test } from "vitest";
import { CalendarUnknown } from "../calendar.ts";
import { closedWeekdays, date, texts } from "../pack.fixture.ts";
import { calendar, days, maySend, paidInTime, shiftDue } from "./days.ts";

describe("N-01 N-11 the Danish calendar", () => {
  test.each([
    [2023, "04-06 04-07 04-10 05-05 05-18 05-19 05-29 06-05 12-25 12-26"],
    [2024, "01-01 03-28 03-29 04-01 05-09 05-10 05-20 06-05 12-24 12-25 12-26 12-31"],
    [2026, "01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31"],
    [2027, "01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31"],
    [2028, "04-13 04-14 04-17 05-25 05-26 06-05 12-25 12-26"],
  ])("%i is closed on these weekdays, and no others", (year, expected) => {
    expect(closedWeekdays(calendar, year)).toBe(expected);
  });

  test("Whit Monday and Constitution Day of 2028 are one closed day", () => {
    expect(texts(days.bankClosed(2028)).filter((day) => day === "2028-06-05")).toHaveLength(1);
  });

  test.each([
    ["2023-05-05", false, "the last Store Bededag"],
    ["2024-04-26", true, "it would have been Store Bededag"],
    ["2026-05-01", true, "1 May is an ordinary bank day"],
    ["2026-05-15", false, "the Friday after Ascension Day"],
    ["2026-06-05", false, "Constitution Day"],
    ["2026-12-24", false, "Christmas Eve"],
    ["2026-12-30", true, "the day before New Year's Eve"],
    ["2028-02-29", true, "a leap day"],
    ["2035-12-28", true, "the last year known"],
  ])("%s is a bank and working day: %s (%s)", (on, expected) => {
    expect([days.isBankDay(date(on)), days.isWorkingDay(date(on))]).toEqual([expected, expected]);
  });

  test("the church's days and the bank's are told apart", () => {
    expect(texts(days.holidays(2026))).not.toContain("2026-06-05");
    expect(texts(days.holidays(2026))).toContain("2026-05-24");
    expect(days.holidays(2023)).toHaveLength(days.holidays(2024).length + 1);
  });

  test.each([
    ["2026-12-24", "2026-12-28"],
    ["2026-12-31", "2027-01-04"],
    ["2026-04-02", "2026-04-07"],
    ["2026-05-29", "2026-05-29"],
  ])("a due day of %s becomes %s, and payment on that day is in time", (due, expected) => {
    expect(shiftDue(date(due)).toString()).toBe(expected);
    expect(paidInTime(date(due), date(expected))).toBe(true);
    expect(paidInTime(date(due), date(expected).add({ days: 1 }))).toBe(false);
  });

  test("messages leave on working days, and a year past 2035 is not guessed (E36)", () => {
    const noon = (on: string) => maySend(Temporal.PlainDateTime.from(`${on}T12:00`));
    expect([noon("2026-06-04"), noon("2026-06-05")]).toEqual([true, false]);
    expect(() => days.isBankDay(date("2036-01-02"))).toThrow(CalendarUnknown);
  });
});
