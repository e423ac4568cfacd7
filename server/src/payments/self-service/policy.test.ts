import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marketPack } from "../../markets/index.ts";
import { daysToMove, equalParts, limitsOf, mostPartsOf } from "./policy.ts";

const { days } = marketPack("NO");
const on = (text: string) => Temporal.PlainDate.from(text);

describe("a split into equal parts", () => {
  test("FR-51 N-18 the odd øre stands on the last, a month apart, on bank days", () => {
    expect(equalParts(100_001n, 3, on("2026-10-31"), days)).toEqual([
      { amountMinor: 33_333n, dueOn: "2026-11-02" },
      { amountMinor: 33_333n, dueOn: "2026-11-30" },
      { amountMinor: 33_335n, dueOn: "2026-12-31" },
    ]);
  });

  test("the parts are the amount, whatever it is and however many they are", () => {
    const first = fc.integer({ min: 0, max: 700 }).map((add) => on("2026-01-01").add({ days: add }));
    fc.assert(
      fc.property(
        fc.bigInt({ min: 24n, max: 10_000_000n }),
        fc.integer({ min: 2, max: 24 }),
        first,
        (minor, count, firstOn) => {
          const parts = equalParts(minor, count, firstOn, days);
          expect(parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(minor);
          expect(parts.every((part) => part.amountMinor > 0n && days.isBankDay(on(part.dueOn)))).toBe(true);
          expect(parts.map((part) => part.dueOn)).toEqual(parts.map((part) => part.dueOn).toSorted());
        },
      ),
    );
  });

  test.each([
    [149_999n, 2],
    [150_000n, 3],
    [10_000_000n, 3],
    [49_999n, 0],
  ])("of %s øre at most %i parts of at least 500", (minor, most) => {
    expect(mostPartsOf(minor, limitsOf({ settings: {} }))).toBe(most);
  });
});

describe("X-13 the days a due date may be moved to", () => {
  const limits = { mostDaysToMove: 10 };
  test.each([
    ["as issued", { dueOn: "2026-10-19", originalOn: "2026-10-19", today: "2026-10-06" }, ["2026-10-20", "2026-10-29"]],
    [
      "moved before: what is left",
      { dueOn: "2026-10-28", originalOn: "2026-10-19", today: "2026-10-06" },
      ["2026-10-29", "2026-10-29"],
    ],
    [
      "overdue by some days: from today",
      { dueOn: "2026-10-19", originalOn: "2026-10-19", today: "2026-10-25" },
      ["2026-10-25", "2026-10-29"],
    ],
    [
      "on the last day",
      { dueOn: "2026-10-19", originalOn: "2026-10-19", today: "2026-10-29" },
      ["2026-10-29", "2026-10-29"],
    ],
  ])("%s", (_, facts, [earliestOn, latestOn]) => expect(daysToMove(facts, limits)).toEqual({ earliestOn, latestOn }));

  test("none the day after, none when used up, none where the clinic allows none", () => {
    const issued = { dueOn: "2026-10-19", originalOn: "2026-10-19" };
    expect(daysToMove({ ...issued, today: "2026-10-30" }, limits)).toBeNull();
    expect(daysToMove({ ...issued, dueOn: "2026-10-29", today: "2026-10-06" }, limits)).toBeNull();
    expect(daysToMove({ ...issued, today: "2026-10-06" }, { mostDaysToMove: 0 })).toBeNull();
  });
});
