import { describe, expect, test } from "vitest";
import { CalendarUnknown } from "../calendar.ts";
import { closedWeekdays, date, texts } from "../pack.fixture.ts";
import { calendar, days, paidInTime, shiftDue } from "./days.ts";

describe("N-01 N-11 the calendar of the Federal Reserve", () => {
  test.each([
    [2026, "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25"],
    [2027, "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25"],
    [2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25"],
  ])("%i is closed on the published weekdays, and no others", (year, expected) => {
    expect(closedWeekdays(calendar, year)).toBe(expected);
  });

  test.each([
    ["2026-07-03", true, "the Friday before a Saturday's holiday is open"],
    ["2026-07-04", false, "Independence Day, a Saturday"],
    ["2027-07-05", false, "Independence Day on a Sunday closes Monday"],
    ["2027-06-18", true, "Juneteenth of 2027 is a Saturday"],
    ["2026-06-19", false, "Juneteenth"],
    ["2020-06-19", true, "before it was a holiday"],
    ["2026-11-27", true, "the day after Thanksgiving"],
    ["2026-12-24", true, "Christmas Eve"],
    ["2027-12-31", true, "the Friday before New Year on a Saturday"],
    ["2028-02-29", true, "a leap day"],
    ["2023-01-02", false, "New Year on a Sunday closes Monday"],
    ["2035-12-28", true, "the last year known"],
  ])("%s is a bank and working day: %s (%s)", (on, expected) => {
    expect([days.isBankDay(date(on)), days.isWorkingDay(date(on))]).toEqual([expected, expected]);
  });

  test("holidays stand on their own days, and Juneteenth from 2021 on", () => {
    expect(texts(days.holidays(2027))).toContain("2027-07-04");
    expect(days.holidays(2020)).toHaveLength(10);
    expect(texts(days.holidays(2021))).toContain("2021-06-19");
  });

  test("paid on the next bank day is in time, and a year past 2035 is not guessed (E36)", () => {
    expect(shiftDue(date("2026-07-04")).toString()).toBe("2026-07-06");
    expect(paidInTime(date("2026-07-04"), date("2026-07-06"))).toBe(true);
    expect(paidInTime(date("2026-07-04"), date("2026-07-07"))).toBe(false);
    expect(() => days.isBankDay(date("2036-01-02"))).toThrow(CalendarUnknown);
  });
});
