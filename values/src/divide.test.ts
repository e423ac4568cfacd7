import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyRate,
  basisPoints,
  divideCeiling,
  divideFloor,
  divideHalfAwayFromZero,
  divideHalfEven,
  divideHalfUp,
  divideTruncate,
  percent,
  shareOfGross,
} from "./divide.ts";

const DIVISIONS = [
  divideFloor,
  divideCeiling,
  divideTruncate,
  divideHalfUp,
  divideHalfAwayFromZero,
  divideHalfEven,
] as const;

describe("divisions, each named by where the rest goes", () => {
  it.each([
    // tenths     floor ceil trunc halfUp away even
    { tenths: 25n, expected: [2n, 3n, 2n, 3n, 3n, 2n] },
    { tenths: 15n, expected: [1n, 2n, 1n, 2n, 2n, 2n] },
    { tenths: 12n, expected: [1n, 2n, 1n, 1n, 1n, 1n] },
    { tenths: 18n, expected: [1n, 2n, 1n, 2n, 2n, 2n] },
    { tenths: 20n, expected: [2n, 2n, 2n, 2n, 2n, 2n] },
    { tenths: 0n, expected: [0n, 0n, 0n, 0n, 0n, 0n] },
    { tenths: 5n, expected: [0n, 1n, 0n, 1n, 1n, 0n] },
    { tenths: -5n, expected: [-1n, 0n, 0n, 0n, -1n, 0n] },
    { tenths: -12n, expected: [-2n, -1n, -1n, -1n, -1n, -1n] },
    { tenths: -15n, expected: [-2n, -1n, -1n, -1n, -2n, -2n] },
    { tenths: -18n, expected: [-2n, -1n, -1n, -2n, -2n, -2n] },
    { tenths: -25n, expected: [-3n, -2n, -2n, -2n, -3n, -2n] },
  ])("$tenths / 10, and the same with both signs turned", ({ tenths, expected }) => {
    expect(DIVISIONS.map((divide) => divide(tenths, 10n))).toEqual(expected);
    expect(DIVISIONS.map((divide) => divide(-tenths, -10n))).toEqual(expected);
  });

  it.each(DIVISIONS.map((divide) => [divide.name, divide] as const))("%s refuses zero", (_, divide) => {
    expect(() => divide(1n, 0n)).toThrow(expect.objectContaining({ code: "divisionByZero" }));
  });

  it("none is a whole unit off; those to the nearest are at most half a unit off", () => {
    const divisors = fc.bigInt({ min: -1000n, max: 1000n }).filter((divisor) => divisor !== 0n);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), divisors, (dividend, divisor) => {
        const size = magnitude(divisor);
        DIVISIONS.forEach((divide, index) => {
          const off = magnitude(divide(dividend, divisor) * divisor - dividend);
          expect(index < 3 ? off : 2n * off).toBeLessThanOrEqual(index < 3 ? size - 1n : size);
        });
      }),
    );
  });
});

describe("rates", () => {
  it("are exact until the one rounding", () => {
    expect(applyRate(12_345n, percent(25n), divideHalfAwayFromZero)).toBe(3_086n);
    expect(applyRate(-12_346n, percent(25n), divideHalfAwayFromZero)).toBe(-3_087n);
    expect(applyRate(100_000n, basisPoints(1_250n), divideHalfEven)).toBe(12_500n);
    expect(applyRate(100n, { numerator: 1n, denominator: 3n }, divideFloor)).toBe(33n);
  });

  it("find the tax within a gross amount", () => {
    expect(applyRate(12_500n, shareOfGross(percent(25n)), divideHalfAwayFromZero)).toBe(2_500n);
    expect(applyRate(99_900n, shareOfGross(percent(25n)), divideHalfAwayFromZero)).toBe(19_980n);
  });
});

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
