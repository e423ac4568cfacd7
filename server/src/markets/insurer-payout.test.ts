import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marketPack, openMarkets } from "./index.ts";
import { lastPayoutOn } from "./insurer-payout.ts";
import { date } from "./pack.fixture.ts";

const thursdays = { weekday: 4, payouts: 3 };

describe("E40 S0-45 the last payout that the state's part may wait for", () => {
  test.each([
    ["2026-03-02", "a Monday: the Thursday of that week is the first", "2026-03-19"],
    ["2026-03-04", "a Wednesday", "2026-03-19"],
    ["2026-03-05", "a Thursday: its own payout was made up before", "2026-03-26"],
    ["2026-03-06", "a Friday", "2026-03-26"],
    ["2026-03-08", "a Sunday", "2026-03-26"],
  ])("of %s, %s: %s", (openedOn, _which, expected) => {
    expect(lastPayoutOn(thursdays, date(openedOn)).toString()).toBe(expected);
  });

  test("is always on the weekday, after one to seven days for the first and a week for each more", () => {
    const someDay = fc.integer({ min: 0, max: 4_000 }).map((add) => date("2024-01-01").add({ days: add }));
    const someRule = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), payouts: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(someDay, someRule, (openedOn, rule) => {
        const last = lastPayoutOn(rule, openedOn);
        const first = openedOn.until(last).days - 7 * (rule.payouts - 1);
        expect(last.dayOfWeek).toBe(rule.weekday);
        expect(first).toBeGreaterThanOrEqual(1);
        expect(first).toBeLessThanOrEqual(7);
      }),
    );
  });

  test("only Sweden has such payouts: three Thursdays", () => {
    expect(openMarkets.map((country) => [country, marketPack(country).insurerPayout?.value])).toEqual([
      ["NO", undefined],
      ["SE", thursdays],
      ["DK", undefined],
      ["IT", undefined],
      ["US", undefined],
    ]);
  });
});
