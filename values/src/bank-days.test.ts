import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bankCalendar, isWeekend } from "./bank-days.ts";
import { easterSunday } from "./easter.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

// Easter 2026 in Norway: Maundy Thursday 2 April to Easter Monday 6 April.
const EASTER_2026 = new Set(["2026-04-02", "2026-04-03", "2026-04-06"]);
const calendar = bankCalendar((date) => isWeekend(date) || EASTER_2026.has(date.toString()));

describe("N-01 bank days", () => {
  it.each([
    ["2026-04-01", true],
    ["2026-04-02", false],
    ["2026-04-04", false],
    ["2026-04-06", false],
    ["2026-04-07", true],
  ])("%s is a bank day: %s", (date, open) => {
    expect(calendar.isBankDay(day(date))).toBe(open);
  });

  it.each([
    // date          next          previous      on or after   on or before
    ["2026-04-01", "2026-04-07", "2026-03-31", "2026-04-01", "2026-04-01"],
    ["2026-04-02", "2026-04-07", "2026-04-01", "2026-04-07", "2026-04-01"],
    ["2026-04-05", "2026-04-07", "2026-04-01", "2026-04-07", "2026-04-01"],
    ["2026-04-07", "2026-04-08", "2026-04-01", "2026-04-07", "2026-04-07"],
  ])("around %s", (date, next, previous, onOrAfter, onOrBefore) => {
    expect(calendar.nextBankDay(day(date)).toString()).toBe(next);
    expect(calendar.previousBankDay(day(date)).toString()).toBe(previous);
    expect(calendar.bankDayOnOrAfter(day(date)).toString()).toBe(onOrAfter);
    expect(calendar.bankDayOnOrBefore(day(date)).toString()).toBe(onOrBefore);
  });

  it.each([
    ["2026-04-01", 0, "2026-04-01"],
    ["2026-04-03", 0, "2026-04-07"],
    ["2026-04-01", 1, "2026-04-07"],
    ["2026-04-03", 1, "2026-04-07"],
    ["2026-04-01", 5, "2026-04-13"],
    ["2026-04-07", -1, "2026-04-01"],
    ["2026-04-04", -2, "2026-03-31"],
  ])("%s and %i bank days is %s", (date, count, expected) => {
    expect(calendar.addBankDays(day(date), count).toString()).toBe(expected);
  });

  it("there and back again, from any bank day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 40 }), (offset, count) => {
        const start = calendar.bankDayOnOrAfter(day("2020-01-01").add({ days: offset }));
        const end = calendar.addBankDays(start, count);
        expect(calendar.isBankDay(end)).toBe(true);
        expect(calendar.addBankDays(end, -count).toString()).toBe(start.toString());
      }),
    );
  });

  it("a calendar that never opens is a broken table, and half a day is no count", () => {
    const closed = bankCalendar(() => true);
    expect(() => closed.nextBankDay(day("2026-01-01"))).toThrow(expect.objectContaining({ code: "noBankDay" }));
    expect(() => calendar.addBankDays(day("2026-01-01"), 0.5)).toThrow(
      expect.objectContaining({ code: "badDayCount" }),
    );
  });
});

describe("N-01 Easter Sunday", () => {
  it.each([
    ...["2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21"],
    // The earliest and latest there are, and the years in which the epact's two exceptions bite (1954, 1981, 2049, 2076).
    ...["1818-03-22", "2285-03-22", "1943-04-25", "2038-04-25", "1954-04-18", "1981-04-19", "2049-04-18", "2076-04-19"],
  ])("%s", (date) => {
    expect(easterSunday(day(date).year).toString()).toBe(date);
  });

  it("agrees with Knuth's algorithm E (The Art of Computer Programming 1, 1.3.2, exercise 14) in 1583 to 9999", () => {
    for (let year = 1583; year <= 9999; year++) {
      const { month, day: dayOfMonth } = easterSunday(year);
      expect([year, month, dayOfMonth]).toEqual([year, ...knuthEaster(year)]);
    }
  });

  it.each([1582, 10_000, 2026.5, NaN])("is not known for the year %d", (year) => {
    expect(() => easterSunday(year)).toThrow(expect.objectContaining({ code: "badYear" }));
  });
});

function knuthEaster(year: number): [month: number, day: number] {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const droppedLeapDays = Math.floor((3 * century) / 4) - 12;
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5;
  const sunday = Math.floor((5 * year) / 4) - droppedLeapDays - 10;
  let epact = (((11 * golden + 20 + moonCorrection - droppedLeapDays) % 30) + 30) % 30;
  if ((epact === 25 && golden > 11) || epact === 24) epact++;
  let fullMoon = 44 - epact;
  if (fullMoon < 21) fullMoon += 30;
  const easter = fullMoon + 7 - ((sunday + fullMoon) % 7);
  return easter > 31 ? [4, easter - 31] : [3, easter];
}
