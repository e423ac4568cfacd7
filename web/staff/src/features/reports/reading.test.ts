import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readingOf } from "./reading.ts";

const bar = (...openMinor: number[]) =>
  ({ cells: openMinor.map((minor) => ({ openMinor: minor, items: 1 })) }) as unknown as Parameters<
    typeof readingOf
  >[0][number];

describe("G-02 the aging in a sentence", () => {
  test("names the fewest bars that hold most of what is overdue; what is not due does not count", () => {
    const bars = [bar(9_000, 100), bar(0, 620, 80), bar(0, 200)];
    expect(readingOf(bars)).toEqual({ percent: 70, count: 1, all: 3, overdueMinor: 1_000 });
  });

  test("says nothing of one bar, nor where nothing is overdue", () => {
    expect(readingOf([bar(0, 100)])).toBeUndefined();
    expect(readingOf([bar(500), bar(700, 0)])).toBeUndefined();
  });

  test("never says more than is there, and always at least six tenths rounded down", () => {
    const bars = fc
      .array(fc.nat(1_000_000), { minLength: 2, maxLength: 30 })
      .filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(bars, (amounts) => {
        const { percent, count, all } = readingOf(amounts.map((minor) => bar(0, minor)))!;
        expect(percent).toBeGreaterThanOrEqual(60);
        expect(percent).toBeLessThanOrEqual(100);
        expect(count).toBeLessThanOrEqual(all);
      }),
    );
  });
});
