import { describe, expect, test } from "vitest";
import { createCalendar, easterSunday, isNorwegianBankDay } from "./bank-days.ts";

const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);

describe("Norwegian bank days", () => {
  test.each(["2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21"])(
    "Easter Sunday %s",
    (iso) => {
      expect(easterSunday(Number(iso.slice(0, 4))).toString()).toBe(iso);
    },
  );

  test.each([
    ["2026-04-01", true, "Wednesday before Easter"],
    ["2026-04-02", false, "Maundy Thursday"],
    ["2026-04-03", false, "Good Friday"],
    ["2026-04-06", false, "Easter Monday"],
    ["2026-04-07", true, "Tuesday after Easter"],
    ["2026-05-01", false, "1 May"],
    ["2026-05-14", false, "Ascension"],
    ["2026-05-25", false, "Whit Monday"],
    ["2027-05-17", false, "17 May and Whit Monday"],
    ["2026-12-24", false, "Christmas Eve"],
    ["2026-12-31", true, "New Year's Eve is open"],
    ["2027-01-01", false, "New Year's Day"],
    ["2026-10-24", false, "Saturday"],
    ["2026-10-26", true, "Monday"],
  ])("%s open: %s (%s)", (iso, open) => {
    expect(isNorwegianBankDay(day(iso))).toBe(open);
  });

  test("bank days are counted over weekends and holidays", () => {
    const calendar = createCalendar(isNorwegianBankDay);
    expect(calendar.onOrAfter(day("2026-04-02")).toString()).toBe("2026-04-07");
    expect(calendar.plus(day("2026-04-01"), 2).toString()).toBe("2026-04-08");
  });

  test("a rule without bank days is refused instead of searched for ever", () => {
    expect(() => createCalendar(() => false).onOrAfter(day("2026-01-01"))).toThrow("no bank day");
  });
});
