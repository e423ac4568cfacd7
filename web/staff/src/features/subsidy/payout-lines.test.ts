import { describe, expect, test } from "vitest";
import { payoutLines } from "./payout-lines.ts";

describe("N-15 the lines of a state pay-out as they are pasted", () => {
  test.each([
    ["besok-1;1 500,01", 150_001],
    ["besok-1\t1500,01", 150_001],
    ["besok-1 1500,01", 150_001],
    ["  besok-1 ; 1500,01 kr ", 150_001],
    ["besok-1;-400", -40_000],
  ])("%j is a visit with its amount to the öre", (row, amountMinor) => {
    expect(payoutLines(row, "sv")).toEqual({ lines: [{ visitId: "besok-1", amountMinor }], wrong: [] });
  });

  test("empty lines are passed over; what cannot be read is named by its number, and nothing counts as nought", () => {
    expect(payoutLines("besok-1;10\n\nbesok-2\r\nbesok-3;tio\nbesok-4;0", "sv")).toEqual({
      lines: [{ visitId: "besok-1", amountMinor: 1_000 }],
      wrong: [3, 4, 5],
    });
  });
});
