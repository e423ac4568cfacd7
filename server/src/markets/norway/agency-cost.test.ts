import { describe, expect, test } from "vitest";
import { agencyCost } from "./agency-cost.ts";

const facts = { paidOn: Temporal.PlainDate.from("2026-12-31"), debtor: "consumer", done: [] } as const;
const answer = (changes: Partial<Parameters<typeof agencyCost>[0]> & { principalMinor: bigint }): bigint | string => {
  const result = agencyCost({ ...facts, heavy: false, creditorDeductsVat: true, ...changes });
  return result.ok ? result.costMinor : result.code;
};

/** Top of the bracket, light, heavy, light with VAT, heavy with VAT; as published for 2026. */
const published: readonly (readonly [bigint, bigint, bigint, bigint, bigint])[] = [
  [500_00n, 187_50n, 375_00n, 234_38n, 468_75n],
  [1_000_00n, 262_50n, 525_00n, 328_13n, 656_25n],
  [2_500_00n, 300_00n, 600_00n, 375_00n, 750_00n],
  [10_000_00n, 600_00n, 1_200_00n, 750_00n, 1_500_00n],
  [50_000_00n, 1_200_00n, 2_400_00n, 1_500_00n, 3_000_00n],
  [250_000_00n, 2_700_00n, 5_400_00n, 3_375_00n, 6_750_00n],
  [250_000_01n, 5_400_00n, 10_800_00n, 6_750_00n, 13_500_00n],
];

describe("X-19 agency costs the debtor may be asked to pay", () => {
  test.each(published)("principal %s øre", (principalMinor, light, heavy, lightVat, heavyVat) => {
    expect([
      answer({ principalMinor }),
      answer({ principalMinor, heavy: true }),
      answer({ principalMinor, creditorDeductsVat: false }),
      answer({ principalMinor, heavy: true, creditorDeductsVat: false }),
    ]).toEqual([light, heavy, lightVat, heavyVat]);
  });

  test.each([
    [500_01n, 262_50n],
    [1_000_01n, 300_00n],
    [2_500_01n, 600_00n],
    [10_000_01n, 1_200_00n],
    [50_000_01n, 2_700_00n],
  ])("one øre above a bracket, %s, costs %s", (principalMinor, expected) => {
    expect(answer({ principalMinor })).toBe(expected);
  });

  test("a business pays half as much again", () => {
    expect(answer({ principalMinor: 500_00n, debtor: "business" })).toBe(281_25n);
  });

  test.each([
    ["2025-12-31", 175_00n],
    ["2026-01-01", 187_50n],
    ["2027-01-01", "agencyCostNotKnown"],
  ])("paid %s: %s", (paidOn, expected) => {
    expect(answer({ principalMinor: 500_00n, paidOn: Temporal.PlainDate.from(paidOn) })).toBe(expected);
  });
});
