import { describe, expect, test } from "vitest";
import { tooLarge } from "./run-size.ts";

describe("DP-019 a run far above its usual size", () => {
  const usual = [100, 90, 110, 95, 105];
  test.each([
    [150, usual, 1, false],
    [151, usual, 1, true],
    [300, usual, 2, false],
    [301, usual, 2, true],
    [20, [], 1, false],
    [21, [], 1, true],
    [24, [4, 4, 4], 1, false],
    [25, [4, 4, 4], 1, true],
  ])("%i steps after %j, making up %i days: %s", (steps, earlier, days, expected) => {
    expect(tooLarge(steps, earlier, days)).toBe(expected);
  });
});
