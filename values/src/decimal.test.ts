import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyDecimals } from "./currency.ts";
import { formatDecimal, parseDecimal } from "./decimal.ts";

describe("S0-16 reading decimal text as whole minor units", () => {
  it.each([
    ["1234.50", 2, 123_450n],
    ["1234.5", 2, 123_450n],
    ["1234", 2, 123_400n],
    ["0.01", 2, 1n],
    ["8.850", 2, 885n],
    ["8.85000", 2, 885n],
    ["105678.50", 2, 10_567_850n],
    ["000123.10", 2, 12_310n],
    ["0", 2, 0n],
    ["-0.05", 2, -5n],
    ["-0", 2, 0n],
    ["12", 0, 12n],
    ["12.00", 0, 12n],
    ["1.2345", 4, 12_345n],
    ["92233720368547758.07", 2, 2n ** 63n - 1n],
    ["-92233720368547758.07", 2, -(2n ** 63n - 1n)],
  ])("%s with %i decimals is %i", (text, decimals, value) => {
    expect(parseDecimal(text, decimals)).toEqual({ ok: true, value });
  });

  it.each([
    ...[" ", " 1", "1 ", "1 000.00", "+1", "--1", "-", ".", "1.", ".5", "-.5", "1.2.3", "1,50"],
    ...["1e5", "1E2", "0x10", "0b1", "NaN", "Infinity", "1n", "1_000", "１２", "1.-5"],
  ])("refuses the shape of %j", (text) => {
    expect(parseDecimal(text, 2)).toEqual({ ok: false, problem: { code: "notDecimal" } });
  });

  it.each([
    ["", "decimalMissing"],
    ["8.855", "tooManyDecimals"],
    ["0.001", "tooManyDecimals"],
    ["1.000000", "tooManyDecimals"],
    ["92233720368547758.08", "decimalTooLarge"],
    ["-92233720368547758.08", "decimalTooLarge"],
    ["9".repeat(100_000), "decimalTooLarge"],
  ])("refuses %j: %s", (text, code) => {
    expect(parseDecimal(text, 2)).toMatchObject({ ok: false, problem: { code } });
  });

  it("says how many decimals the currency has", () => {
    expect(parseDecimal("1.5", 0)).toEqual({ ok: false, problem: { code: "tooManyDecimals", decimals: 0 } });
  });

  it("reads what it writes, and agrees with the number where a number is exact", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
        fc.integer({ min: 0, max: 5 }),
        (minor, decimals) => {
          const text = formatDecimal(minor, decimals);
          expect(parseDecimal(text, decimals)).toEqual({ ok: true, value: minor });
          expect(text.split(".")[1]?.length ?? 0).toBe(decimals);
          expect(Number(text) * 10 ** decimals).toBeCloseTo(Number(minor), -3);
        },
      ),
    );
  });

  it("never throws, and reads only what is written as a plain decimal", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,e ]{0,12}$/)), (text) => {
        if (parseDecimal(text, 2).ok) expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });
});

describe("writing minor units as decimal text", () => {
  it.each([
    [123_450n, 2, "1234.50"],
    [5n, 2, "0.05"],
    [-5n, 2, "-0.05"],
    [0n, 2, "0.00"],
    [7n, 0, "7"],
    [-7n, 0, "-7"],
    [1n, 5, "0.00001"],
  ])("%i with %i decimals is %s", (minor, decimals, text) => {
    expect(formatDecimal(minor, decimals)).toBe(text);
  });

  it.each([-1, 6, 1.5, NaN])("has no currency of %d decimals", (decimals) => {
    expect(() => formatDecimal(1n, decimals)).toThrow(expect.objectContaining({ code: "badDecimals" }));
    expect(() => parseDecimal("1", decimals)).toThrow(expect.objectContaining({ code: "badDecimals" }));
  });

  it.each([
    ["NOK", 2],
    ["EUR", 2],
    ["ISK", 0],
    ["JPY", 0],
    ["KWD", 3],
    ["CLF", 4],
  ])("%s has %i decimals", (currency, decimals) => {
    expect(currencyDecimals(currency)).toBe(decimals);
  });
});
