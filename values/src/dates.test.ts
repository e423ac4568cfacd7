import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareDates,
  compareIsoDates,
  dateOf,
  daysBetween,
  earlier,
  isBetween,
  isIsoDate,
  later,
  parseIsoDate,
} from "./dates.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

describe("reading a calendar date", () => {
  it.each(["2026-01-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-04-30"])("reads %s", (text) => {
    expect(parseIsoDate(text)?.toString()).toBe(text);
    expect(isIsoDate(text)).toBe(true);
  });

  it.each([
    ...["", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32"],
    ...["20260101", "2026-1-1", "2026-01-01T00:00", "2026-01-01Z", " 2026-01-01", "01.01.2026", "0000-01-01"],
    ...["+002026-01-01", "-2026-01-01", "2026-01-0１", "2026/01/01", "2026-W01-1", "2026-01-01\n"],
  ])("does not read %j", (text) => {
    expect(parseIsoDate(text)).toBeUndefined();
    expect(isIsoDate(text)).toBe(false);
  });

  it("agrees with the calendar on every number of day and month", () => {
    for (const year of [1900, 2000, 2023, 2024]) {
      for (let month = 0; month <= 13; month++) {
        for (let dayOfMonth = 0; dayOfMonth <= 32; dayOfMonth++) {
          expect(dateOf(year, month, dayOfMonth)?.toString()).toBe(byTemporal(year, month, dayOfMonth));
        }
      }
    }
  });
});

describe("comparing calendar dates", () => {
  it("text and date give the same order", () => {
    const dates = fc.integer({ min: 0, max: 3_652_058 }).map((days) => day("0001-01-01").add({ days }).toString());
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(compareIsoDates(a, b)).toBe(compareDates(parseIsoDate(a)!, parseIsoDate(b)!));
      }),
    );
  });

  it.each([
    ["2026-01-31", false],
    ["2026-02-01", true],
    ["2026-02-28", true],
    ["2026-03-01", false],
  ])("%s in February: %s, first and last day included", (date, within) => {
    expect(isBetween(day(date), day("2026-02-01"), day("2026-02-28"))).toBe(within);
  });

  it("counts days over months, leap days and summer time", () => {
    expect(daysBetween(day("2026-01-01"), day("2026-01-02"))).toBe(1);
    expect(daysBetween(day("2026-03-01"), day("2026-04-01"))).toBe(31);
    expect(daysBetween(day("2024-01-01"), day("2025-01-01"))).toBe(366);
    expect(daysBetween(day("2026-01-02"), day("2026-01-01"))).toBe(-1);
    expect(daysBetween(day("2026-01-01"), day("2026-01-01"))).toBe(0);
  });

  it("finds the earlier and the later", () => {
    const [a, b] = [day("2026-01-01"), day("2026-01-02")];
    expect([earlier(a, b), earlier(b, a)]).toEqual([a, a]);
    expect([later(a, b), later(b, a)]).toEqual([b, b]);
  });
});

function byTemporal(year: number, month: number, dayOfMonth: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}
