import { describe, expect, test } from "vitest";
import { marketPack } from "../markets/index.ts";
import { overdueOn } from "./day.ts";

describe("F-03 how long a claim has been due, in working days", () => {
  test.each([
    ["NO", "2026-12-21", "2026-12-30", 5, 2, ["2026-12-24 christmasEve", "2026-12-25 christmasDay"]],
    [
      "SE",
      "2026-12-21",
      "2026-12-31",
      5,
      2,
      ["2026-12-24 christmasEve", "2026-12-25 christmasDay", "2026-12-31 newYearsEve"],
    ],
    ["SE", "2026-06-17", "2026-06-23", 3, 2, ["2026-06-19 midsummerEve"]],
    ["DK", "2026-05-13", "2026-05-18", 1, 2, ["2026-05-14 ascensionDay", "2026-05-15 dayAfterAscension"]],
    ["NO", "2026-09-28", "2026-10-16", 14, 4, []],
  ] as const)("%s due %s, on %s", (country, dueOn, asOf, workingDays, weekendDays, closed) => {
    const found = overdueOn({ pack: marketPack(country) }, dueOn, asOf);
    expect([found.workingDays, found.weekendDays]).toEqual([workingDays, weekendDays]);
    expect(found.closed.map(({ on, name }) => `${on} ${name}`)).toEqual(closed);
  });
});
