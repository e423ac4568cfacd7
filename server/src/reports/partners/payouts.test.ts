import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marketPack } from "../../markets/index.ts";
import { bankDaysBetween, payoutStanding, type ClearingDay } from "./payouts.ts";

const calendar = marketPack("NO").days;
const day = (text: string) => Temporal.PlainDate.from(text);
const on = (text: string, takenMinor: bigint, paidMinor = 0n): ClearingDay => ({
  day: day(text),
  takenMinor,
  paidMinor,
});
const before = day("2026-09-30");
const asOf = (today: string, promisedBankDays: number | null = 1) => ({ today: day(today), promisedBankDays });

describe("H-07 how soon a partner pays out", () => {
  test.each([
    // Thursday to Friday, Friday to Monday, over the two closed days of Easter 2027 (26 and 29 March).
    ["2026-10-01", "2026-10-02", 1],
    ["2026-10-02", "2026-10-05", 1],
    ["2026-10-02", "2026-10-02", 0],
    ["2026-10-03", "2026-10-05", 0],
    ["2027-03-24", "2027-03-30", 1],
    ["2026-10-05", "2026-10-12", 5],
  ])("SV-051 from %s to %s are %i bank days", (from, to, days) => {
    expect(bankDaysBetween(calendar, day(from), day(to))).toBe(days);
  });

  test("what was taken first is paid out first: in time, late, and on its way", () => {
    const days = [
      on("2026-10-01", 100_00n),
      on("2026-10-02", 50_00n, 100_00n),
      on("2026-10-06", 0n, 30_00n),
      on("2026-10-08", 70_00n),
    ];
    expect(payoutStanding({ openingMinor: 0n, before, days }, asOf("2026-10-08"), calendar)).toEqual({
      onTheWayMinor: 90_00n,
      oldestOn: day("2026-10-02"),
      lateMinor: 20_00n,
      aheadMinor: 0n,
      paidMinor: 130_00n,
      inTimeMinor: 100_00n,
      medianBankDays: 1,
      longestBankDays: 2,
    });
  });

  test("SV-052 late is what has not come by the end of the promised day; without a promise nothing is late", () => {
    const clearing = { openingMinor: 0n, before, days: [on("2026-10-02", 50_00n)] };
    const late = (today: string, promised: number | null = 1) =>
      payoutStanding(clearing, asOf(today, promised), calendar).lateMinor;
    expect([late("2026-10-05"), late("2026-10-06"), late("2026-11-05", null)]).toEqual([0n, 50_00n, null]);
  });

  test("what goes back to a payer comes off the next pay-out; what is paid ahead of our books meets what comes", () => {
    const refunded = [on("2026-10-01", 100_00n), on("2026-10-02", -40_00n, 60_00n)];
    expect(payoutStanding({ openingMinor: 0n, before, days: refunded }, asOf("2026-10-02"), calendar)).toMatchObject({
      onTheWayMinor: 0n,
      oldestOn: null,
      paidMinor: 60_00n,
      longestBankDays: 1,
    });
    const ahead = [on("2026-10-01", 0n, 30_00n), on("2026-10-02", 100_00n)];
    expect(payoutStanding({ openingMinor: 0n, before, days: ahead }, asOf("2026-10-02"), calendar)).toMatchObject({
      onTheWayMinor: 70_00n,
      paidMinor: 0n,
      medianBankDays: null,
    });
  });

  test("property: what is on its way, or was paid ahead, is what the account shows, and what was paid never more than was taken", () => {
    const amounts = fc.array(fc.tuple(fc.bigInt(-50_00n, 100_00n), fc.bigInt(0n, 100_00n)), { maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt(-100_00n, 100_00n), amounts, (openingMinor, moves) => {
        const days = moves.map(([taken, paid], at) => on(day("2026-10-01").add({ days: at }).toString(), taken, paid));
        const balance = moves.reduce((sum, [taken, paid]) => sum + taken - paid, openingMinor);
        const { onTheWayMinor, aheadMinor, paidMinor } = payoutStanding(
          { openingMinor, before, days },
          asOf("2026-11-01"),
          calendar,
        );
        expect(onTheWayMinor - aheadMinor).toBe(balance);
        expect(onTheWayMinor === 0n || aheadMinor === 0n).toBe(true);
        expect(paidMinor).toBeLessThanOrEqual(moves.reduce((sum, [, paid]) => sum + paid, 0n));
      }),
    );
  });
});
