import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amount, languages, money, type Language } from "../format.ts";
import { typedAmount } from "./typed-amount.ts";

const minor = (text: string, language: Language = "nb") => typedAmount(text, language)?.minor;

describe("K-05 an amount as people type it", () => {
  test.each([
    ["1240,5", 124_050],
    ["1.240,50", 124_050],
    ["1 240,50", 124_050],
    ["1 240,50", 124_050],
    ["1,240.50", 124_050],
    ["1240", 124_000],
    ["1240,-", 124_000],
    ["100:-", 10_000],
    [",5", 50],
    ["0,05", 5],
    ["1240,", 124_000],
    ["12 345 678,90", 1_234_567_890],
    ["1'240.50", 124_050],
    ["1 240,50 kr", 124_050],
    ["1240kr.", 124_000],
    ["€ 12,40", 1240],
    ["NOK 12,40", 1240],
    ["-200", -20_000],
    ["−200,50", -20_050],
  ])("%s in every language", (text, wanted) => {
    for (const language of languages) expect(minor(text, language), language).toBe(wanted);
  });

  test.each([
    ["3000/4", 75_000],
    ["3000:4", 75_000],
    ["1000/3", 33_333],
    ["2000/3", 66_667],
    ["0,05/2", 3],
    ["-0,05/2", -3],
    ["1240,50 + 200", 144_050],
    ["1.240,50-240,50", 100_000],
    ["3*450", 135_000],
    ["3 x 450", 135_000],
    ["3×450", 135_000],
    ["100+50*2", 20_000],
    ["(100+50)*2", 30_000],
    ["100*-2", -20_000],
    ["1000/3*3", 100_000],
  ])("%s is reckoned exactly, rounded once at the end", (text, wanted) =>
    expect(typedAmount(text, "nb")).toEqual({ minor: wanted, reckoned: true }),
  );

  test("three digits after the mark are thousands where the mark can only group, and refused where it may be decimals", () => {
    expect(minor("1.240", "nb")).toBe(124_000);
    expect(minor("1.240", "it")).toBe(124_000);
    expect(minor("1,240", "en")).toBe(124_000);
    expect(minor("1,240,500", "nb")).toBe(124_050_000);
    expect(typedAmount("1,240", "nb")).toBeNull();
    expect(typedAmount("1.240", "en")).toBeNull();
    expect(typedAmount("0.500", "nb")).toBeNull();
  });

  test.each([
    "abc",
    "12 40",
    "1.24.500",
    "1.240.50",
    "1240,505",
    "1,2,3",
    "3000/0",
    "3000/",
    "(100",
    "100)",
    "--",
    "+",
    ".",
    "kr",
    "1e5",
    "9".repeat(20),
    `1${"+1".repeat(40)}`,
  ])("%s is no amount", (text) => expect(typedAmount(text, "nb")).toBeNull());

  test.each(["", "  ", " "])("nothing typed is nothing", (text) => expect(typedAmount(text, "nb")).toBeUndefined());

  test("what the screens write is read back, in every language", () =>
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.constantFrom(...languages), (given, language) => {
        expect(typedAmount(amount(given, language), language)).toEqual({ minor: given, reckoned: false });
        const currency = language === "it" ? "EUR" : "NOK";
        expect(minor(money(given, currency, language), language)).toBe(given);
      }),
    ));
});
