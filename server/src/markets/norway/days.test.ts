import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CalendarUnknown } from "../calendar.ts";
import { days, maySend, paidInTime, shiftDue } from "./days.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.PlainDateTime => Temporal.PlainDateTime.from(text);

/** Maundy Thursday, Good Friday, Easter Sunday, Easter Monday, Ascension Day, Whit Monday, as published. */
const movable: readonly (readonly [number, string, string, string, string, string, string])[] = [
  [2025, "2025-04-17", "2025-04-18", "2025-04-20", "2025-04-21", "2025-05-29", "2025-06-09"],
  [2026, "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-25"],
  [2027, "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-17"],
  [2028, "2028-04-13", "2028-04-14", "2028-04-16", "2028-04-17", "2028-05-25", "2028-06-05"],
  [2029, "2029-03-29", "2029-03-30", "2029-04-01", "2029-04-02", "2029-05-10", "2029-05-21"],
  [2030, "2030-04-18", "2030-04-19", "2030-04-21", "2030-04-22", "2030-05-30", "2030-06-10"],
];

describe("N-11 the Norwegian calendar", () => {
  test.each(movable)("%i has the published closed days, and no others", (year, thursday, friday, _sunday, ...rest) => {
    const fixed = ["01-01", "05-01", "05-17", "12-24", "12-25", "12-26"].map((day) => `${year}-${day}`);
    const expected = new Set([...fixed, thursday, friday, ...rest]);
    expect(days.bankClosed(year).map(String)).toEqual([...expected].toSorted());
  });

  test.each(movable)("%i has Easter Sunday as a public holiday", (year, _thursday, _friday, sunday) => {
    expect(days.holidays(year).map(String)).toContain(sunday);
  });

  test.each([
    ["2026-10-16", true, true, "Friday"],
    ["2026-10-17", false, false, "Saturday"],
    ["2026-10-18", false, false, "Sunday"],
    ["2026-10-19", true, true, "Monday"],
    ["2026-04-01", true, true, "the day before Maundy Thursday"],
    ["2026-04-02", false, false, "Maundy Thursday"],
    ["2026-04-07", true, true, "the day after Easter Monday"],
    ["2026-12-23", true, true, "the day before Christmas Eve"],
    ["2026-12-24", false, false, "Christmas Eve: closed in the bank"],
    ["2026-12-31", true, true, "New Year's Eve"],
    ["2027-05-17", false, false, "17 May and Whit Monday"],
    ["2035-12-31", true, true, "the last day known"],
  ])("%s: bank day %s, working day %s (%s)", (day, bank, working) => {
    expect([days.isBankDay(date(day)), days.isWorkingDay(date(day))]).toEqual([bank, working]);
  });

  test("a year past 2035 is not guessed", () => {
    expect(() => days.isBankDay(date("2036-01-02"))).toThrow(CalendarUnknown);
    expect(() => days.bankClosed(2036)).toThrow("known through 2035");
  });

  test.each([
    ["2026-10-19", "2026-10-19"],
    ["2026-10-17", "2026-10-19"],
    ["2026-04-02", "2026-04-07"],
    ["2026-12-24", "2026-12-28"],
    ["2026-12-31", "2026-12-31"],
    ["2027-01-01", "2027-01-04"],
  ])("a due day of %s becomes %s", (due, expected) => {
    expect(shiftDue(date(due)).toString()).toBe(expected);
  });

  test.each([
    ["2026-10-19", "2026-10-19", true],
    ["2026-10-19", "2026-10-20", false],
    ["2026-10-17", "2026-10-19", true],
    ["2026-10-17", "2026-10-20", false],
  ])("due %s and paid %s is in time: %s", (due, paid, expected) => {
    expect(paidInTime(date(due), date(paid))).toBe(expected);
  });

  test("a shifted due day is the first bank day from it on", () => {
    const someDay = fc.integer({ min: 0, max: 26 * 365 }).map((add) => date("2009-01-01").add({ days: add }));
    fc.assert(
      fc.property(someDay, (due) => {
        const shifted = shiftDue(due);
        expect(days.isBankDay(shifted)).toBe(true);
        for (let day = due; !day.equals(shifted); day = day.add({ days: 1 })) expect(days.isBankDay(day)).toBe(false);
      }),
    );
  });
});

describe("messages leave 08 to 20 on working days", () => {
  test.each([
    ["2026-10-19T07:59:59", false],
    ["2026-10-19T08:00", true],
    ["2026-10-19T19:59:59", true],
    ["2026-10-19T20:00", false],
    ["2026-10-18T12:00", false],
    ["2026-05-14T12:00", false],
  ])("%s: %s", (when, expected) => {
    expect(maySend(at(when))).toBe(expected);
  });
});
