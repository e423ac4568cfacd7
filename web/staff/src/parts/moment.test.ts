import { describe, expect, test } from "vitest";
import { clock, dayAt, dayBegins, hourAt, moment, shortMoment } from "./moment.ts";

const OSLO = "Europe/Oslo";

describe("H-10 a moment by the clock of the ledger's market, wherever the reader sits", () => {
  test.each([
    ["2026-10-06T06:00:00Z", "6. okt. 2026, 08:00:00"],
    ["2026-12-31T23:30:00Z", "1. jan. 2027, 00:30:00"],
  ])("%s is %s in Oslo", (instant, text) => {
    expect(moment(instant, "nb", OSLO).replaceAll(/\s/g, " ")).toBe(text);
  });

  test("a list has it to the minute", () => {
    expect(shortMoment("2026-12-31T23:30:00Z", "nb", OSLO).replaceAll(/\s/g, " ")).toBe("01.01.2027, 00:30");
  });

  test("in English its day is written as days are, America's way round, and its clock runs to 24", () => {
    const said = (text: string) => text.replaceAll(/\s/g, " ");
    expect(said(moment("2026-10-05T22:07:00Z", "en", OSLO))).toBe("Oct 6, 2026, 00:07:00");
    expect(said(shortMoment("2026-10-05T18:07:00Z", "en", OSLO))).toBe("10/5/26, 20:07");
  });

  test("a zone of its own has a time of its own", () => {
    expect(["Europe/Oslo", "Europe/London", "UTC"].map((zone) => clock("2026-07-01T01:10:00Z", "nb", zone))).toEqual([
      "03:10",
      "02:10",
      "01:10",
    ]);
  });

  test("late in the evening in UTC it is the next day in Oslo", () => {
    expect(dayAt("2026-10-05T21:59:59Z", OSLO)).toBe("2026-10-05");
    expect(dayAt("2026-10-05T22:00:00Z", OSLO)).toBe("2026-10-06");
    expect(hourAt("2026-10-05T22:00:00Z", OSLO)).toBe(0);
  });

  test.each([
    ["2026-10-06", 0, "2026-10-05T22:00:00.000Z"],
    ["2026-10-06", 1, "2026-10-06T22:00:00.000Z"],
    ["2026-01-15", 0, "2026-01-14T23:00:00.000Z"],
    // The nights on which the clock changes, and the days after them.
    ["2026-03-29", 0, "2026-03-28T23:00:00.000Z"],
    ["2026-03-29", 1, "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", 0, "2026-10-24T22:00:00.000Z"],
    ["2026-10-25", 1, "2026-10-25T23:00:00.000Z"],
    ["2026-12-31", 1, "2026-12-31T23:00:00.000Z"],
  ])("%s and %i days later begins at %s", (day, later, instant) => {
    expect(dayBegins(day, OSLO, later)).toBe(instant);
  });
});
