import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amount, day, decimalOf, grouped, money } from "./format.ts";

describe("amounts", () => {
  test.each([
    [0n, "0.00"],
    [5n, "0.05"],
    [-5n, "-0.05"],
    [124_050n, "1240.50"],
    [9_007_199_254_740_993n, "90071992547409.93"],
  ])("%s minor units are %s", (minor, text) => expect(decimalOf(minor)).toBe(text));

  test("no digit is lost, however large", () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (minor) => {
        const digits = amount(minor, "en").replaceAll(",", "").replace("−", "-").replace(".", "");
        expect(BigInt(digits)).toBe(minor);
      }),
    ));

  test.each([
    ["nb", "1 240,50 kr"],
    ["sv", "1 240,50 kr"],
    ["da", "1.240,50 kr."],
    ["it", "1240,50 NKr"],
  ] as const)("L-01 %s writes %s", (language, written) =>
    expect(money(124_050, "NOK", language).replace(/[\u00a0\u202f]/g, " ")).toBe(written),
  );
});

test.each([
  ["nb", "14.03.2026"],
  ["sv", "2026-03-14"],
  ["da", "14.03.2026"],
  ["it", "14/03/2026"],
  ["en", "14/03/2026"],
] as const)("L-01 a day in %s is %s", (language, written) => expect(day("2026-03-14", language)).toBe(written));

test("a reference is grouped for reading", () => expect(grouped("1047112601018")).toBe("1047 1126 01018"));
