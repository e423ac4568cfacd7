import { describe, expect, test } from "vitest";
import { CalendarUnknown } from "../calendar.ts";
import { closedWeekdays, date, texts } from "../pack.fixture.ts";
import { calendar, days, maySend, shiftDue } from "./days.ts";

describe("N-01 N-11 the Italian calendar: national holidays, and banks by TARGET", () => {
  test.each([
    [2026, "01-01 04-03 04-06 05-01 12-25"],
    [2027, "01-01 03-26 03-29"],
    [2028, "04-14 04-17 05-01 12-25 12-26"],
  ])("%i: TARGET is closed on these weekdays, and no others", (year, expected) => {
    expect(closedWeekdays(calendar, year)).toBe(expected);
  });

  test.each([
    ["2026-01-06", true, false, "Epiphany"],
    ["2026-04-03", false, false, "Good Friday, no holiday"],
    ["2026-04-06", false, false, "Easter Monday"],
    ["2025-04-25", true, false, "Liberation Day"],
    ["2026-06-02", true, false, "Republic Day"],
    ["2025-08-15", true, false, "Ferragosto"],
    ["2026-12-08", true, false, "Immaculate Conception"],
    ["2026-12-24", true, true, "Christmas Eve"],
    ["2026-12-31", true, true, "New Year's Eve"],
    ["2025-10-03", true, true, "a Friday"],
    ["2027-10-04", true, false, "San Francesco, a Monday"],
    ["2028-02-29", true, true, "a leap day"],
    ["2035-12-28", true, true, "the last year known"],
  ])("%s: bank day %s, working day %s (%s)", (on, bank, working) => {
    expect([days.isBankDay(date(on)), days.isWorkingDay(date(on))]).toEqual([bank, working]);
  });

  test("San Francesco is a holiday from 2026 on; in 2026 a Sunday", () => {
    expect(texts(days.holidays(2025))).not.toContain("2025-10-04");
    expect(texts(days.holidays(2026))).toContain("2026-10-04");
  });

  test.each([
    ["2026-04-03", "2026-04-07"],
    ["2026-12-25", "2026-12-28"],
    ["2026-06-02", "2026-06-02"],
  ])("a due day of %s becomes %s", (due, expected) => {
    expect(shiftDue(date(due)).toString()).toBe(expected);
  });

  test("nothing leaves on a holiday though banks are open, and a year past 2035 is not guessed (E36)", () => {
    const noon = (on: string) => maySend(Temporal.PlainDateTime.from(`${on}T12:00`));
    expect([noon("2026-06-01"), noon("2026-06-02")]).toEqual([true, false]);
    expect(() => days.isBankDay(date("2036-01-02"))).toThrow(CalendarUnknown);
  });
});
