import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, languages } from "../format.ts";
import { daysLater, typedDay } from "./typed-day.ts";

const TODAY = "2026-03-09";

describe("K-05 a day as people type it, on Monday 9 March 2026", () => {
  test.each([
    ["+14", "2026-03-23"],
    ["+0", "2026-03-09"],
    ["-9", "2026-02-28"],
    ["−9", "2026-02-28"],
    ["+365", "2027-03-09"],
    ["15", "2026-03-15"],
    ["1", "2026-03-01"],
    ["15.3", "2026-03-15"],
    ["15.3.", "2026-03-15"],
    ["15.12", "2026-12-15"],
    ["15/3", "2026-03-15"],
    ["29.2.2028", "2028-02-29"],
    ["15.3.27", "2027-03-15"],
    ["15.03.2026", "2026-03-15"],
    ["15032026", "2026-03-15"],
    ["2026-03-15", "2026-03-15"],
    ["20260315", "2026-03-15"],
    ["2026-3-5", "2026-03-05"],
  ])("%s in every language", (text, wanted) => {
    for (const language of languages) expect(typedDay(text, language, TODAY), language).toBe(wanted);
  });

  test.each([
    ["nb", "150326", "2026-03-15"],
    ["sv", "260315", "2026-03-15"],
    ["sv", "03-15", "2026-03-15"],
    ["da", "15-3", "2026-03-15"],
    ["en", "3/4", "2026-03-04"],
    ["it", "3/4", "2026-04-03"],
    ["nb", "15. mars", "2026-03-15"],
    ["sv", "3 maj 2027", "2027-05-03"],
    ["da", "15. okt", "2026-10-15"],
    ["it", "15 gennaio", "2026-01-15"],
    ["en", "Mar 15, 2027", "2027-03-15"],
  ] as const)("in %s %s is %s", (language, text, wanted) => expect(typedDay(text, language, TODAY)).toBe(wanted));

  test.each(["32", "0", "31.4", "29.2", "15.13", "soon", "15. blah", "+", "+12345", "1.1.1", "99999999", "2026-02-30"])(
    "%s is no day",
    (text) => {
      for (const language of languages) expect(typedDay(text, language, TODAY), language).toBeNull();
    },
  );

  test("nothing typed is nothing", () => expect(typedDay(" ", "nb", TODAY)).toBeUndefined());

  test("what the screens write is read back, in every language", () =>
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.constantFrom(...languages), (days, language) => {
        const given = daysLater(TODAY, days);
        expect(typedDay(day(given, language), language, TODAY)).toBe(given);
      }),
    ));
});

test("a day later is a calendar day, also over the change of the clocks and of February", () => {
  expect(daysLater("2026-03-28", 2)).toBe("2026-03-30");
  expect(daysLater("2028-02-28", 1)).toBe("2028-02-29");
  expect(daysLater("2027-02-28", 1)).toBe("2027-03-01");
});
