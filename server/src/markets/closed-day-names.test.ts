import { describe, expect, test } from "vitest";
import { CLOSED_DAY_NAMES, type ClosedDayName } from "./closed-day-names.ts";
import type { Country } from "./contract.ts";
import { marketPack, openMarkets } from "./index.ts";

const named = (country: Country, day: string) => marketPack(country).days.nameOf(Temporal.PlainDate.from(day));
const YEARS = Array.from({ length: 2035 - 2024 + 1 }, (_, at) => 2024 + at);

/** Every day of the years that a country's calendar has as a holiday or a day without banks. */
const closedDays = (country: Country) =>
  YEARS.flatMap((year) => {
    const { days } = marketPack(country);
    return [...days.holidays(year), ...days.bankClosed(year)];
  });

describe("F-03 the days that do not count have names", () => {
  test.each(openMarkets)("%s: every closed day of the calendar through 2035 has one", (country) => {
    const nameless = closedDays(country).filter((on) => marketPack(country).days.nameOf(on) === null);
    expect(nameless.map(String)).toEqual([]);
  });

  test("each name is some country's, so that no text is without a day", () => {
    const used = new Set(
      openMarkets.flatMap((country) => closedDays(country).map((on) => marketPack(country).days.nameOf(on))),
    );
    // Store Bededag was a holiday until 2023.
    expect(CLOSED_DAY_NAMES.filter((name) => !used.has(name))).toEqual(["storeBededag"]);
  });

  test.each<[Country, string, ClosedDayName | null]>([
    ["NO", "2026-04-02", "maundyThursday"],
    ["NO", "2026-05-17", "norwayConstitutionDay"],
    ["NO", "2026-12-24", "christmasEve"],
    ["NO", "2026-06-05", null],
    ["SE", "2026-06-19", "midsummerEve"],
    ["SE", "2026-06-18", null],
    ["SE", "2026-10-31", "allSaints"],
    ["DK", "2026-05-15", "dayAfterAscension"],
    ["DK", "2023-05-05", "storeBededag"],
    ["DK", "2026-06-05", "denmarkConstitutionDay"],
    ["IT", "2026-10-04", "sanFrancesco"],
    ["US", "2026-11-26", "thanksgiving"],
    ["US", "2026-04-03", null],
    // 4 July 2027 is a Sunday.
    ["US", "2027-07-05", "independenceDay"],
    ["US", "2026-07-06", null],
  ])("%s %s is %s", (country, day, name) => {
    expect(named(country, day)).toBe(name);
  });
});
