import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocateLast, allocateSpread, equalWeights } from "./allocate.ts";

const WAYS = { allocateSpread, allocateLast };

describe("S0-36 sharing a whole out", () => {
  it.each([
    { total: 245_001n, weights: [50n, 50n], spread: [122_501n, 122_500n], last: [122_500n, 122_501n] },
    { total: 100n, weights: [1n, 1n, 1n], spread: [34n, 33n, 33n], last: [33n, 33n, 34n] },
    { total: 200n, weights: [1n, 1n, 1n], spread: [67n, 67n, 66n], last: [66n, 66n, 68n] },
    { total: -200n, weights: [1n, 1n, 1n], spread: [-67n, -67n, -66n], last: [-66n, -66n, -68n] },
    { total: 10n, weights: [1n, 6n, 3n], spread: [1n, 6n, 3n], last: [1n, 6n, 3n] },
    { total: 10n, weights: [1n, 1n, 5n], spread: [2n, 1n, 7n], last: [1n, 1n, 8n] },
    { total: 101n, weights: [1n, 1n, 0n], spread: [51n, 50n, 0n], last: [50n, 51n, 0n] },
    { total: 2n, weights: [1n, 1n, 1n, 1n], spread: [1n, 1n, 0n, 0n], last: [0n, 0n, 0n, 2n] },
    { total: 0n, weights: [3n, 4n], spread: [0n, 0n], last: [0n, 0n] },
    { total: 7n, weights: [9n], spread: [7n], last: [7n] },
  ])("$total by $weights", ({ total, weights, spread, last }) => {
    expect(allocateSpread(total, weights)).toEqual(spread);
    expect(allocateLast(total, weights)).toEqual(last);
  });

  it("has no answer without a weight", () => {
    for (const allocate of Object.values(WAYS)) {
      for (const weights of [[], [0n, 0n], [2n, -1n], [-1n]]) {
        expect(() => allocate(1n, weights)).toThrow(expect.objectContaining({ code: "badWeights" }));
      }
    }
  });
});

describe("S0-36 the laws of sharing out", () => {
  const totals = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const weightings = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 40 })
    .filter((weights) => weights.some((weight) => weight > 0n));

  it.each(Object.entries(WAYS))(
    "%s: the parts sum to the whole, zero weight gets nothing, signs agree",
    (_, allocate) => {
      fc.assert(
        fc.property(totals, weightings, (total, weights) => {
          const parts = allocate(total, weights);
          expect(parts).toHaveLength(weights.length);
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
          parts.forEach((part, index) => {
            if (weights[index] === 0n) expect(part).toBe(0n);
            expect(part * total).toBeGreaterThanOrEqual(0n);
          });
        }),
      );
    },
  );

  it.each(Object.entries(WAYS))("%s: a negative whole is the mirror image", (_, allocate) => {
    fc.assert(
      fc.property(totals, weightings, (total, weights) => {
        expect(allocate(-total, weights)).toEqual(allocate(total, weights).map((part) => -part));
      }),
    );
  });

  it("allocateSpread: no part is a whole unit from its exact share", () => {
    fc.assert(
      fc.property(totals, weightings, (total, weights) => {
        const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
        allocateSpread(total, weights).forEach((part, index) => {
          const off = part * weightSum - total * weights[index]!;
          expect(off < 0n ? -off : off).toBeLessThan(weightSum);
        });
      }),
    );
  });

  it("allocateSpread: equal weights differ by one unit at most, the larger first", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 400 }), (total, count) => {
        const parts = allocateSpread(total, equalWeights(count));
        expect(parts[0]! - parts.at(-1)!).toBeLessThanOrEqual(1n);
        expect(parts).toEqual(parts.toSorted((a, b) => Number(b - a)));
      }),
    );
  });
});
