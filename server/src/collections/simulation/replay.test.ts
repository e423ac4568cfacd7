import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { date, daily, sweden, withFee } from "../facts.fixture.ts";
import { swedishChain } from "../policy-data.ts";
import type { Policy } from "../policy-model.ts";
import type { Behaviour, FactGroup, Outcome, SendingPrices } from "./model.ts";
import { replayInto, standsFor } from "./replay.ts";
import { tally } from "./tally.ts";

/** Invoices of 1 200.00 sent 25 February, due Friday 27 March 2026: reminders on 7 and 14 April, head office 21, agency 24 April. */
const group = (behaviour: Behaviour, other: Partial<FactGroup> = {}): FactGroup => ({
  ...{ issuedOn: date("2026-02-25"), dueOn: date("2026-03-27"), debtor: "consumer" },
  ...{ behaviour, count: 1, sumMinor: 120_000n },
  ...other,
});
const byItself = (days: number): Behaviour => ({ kind: "byItself", days });
const after = (level: "remind1" | "remind2", days: number): Behaviour => ({ kind: "afterLevel", level, days });
const lastDay = date("2026-12-31");
/** The chain with seven working days instead of five before the first reminder: 9 April. */
const seven: Policy = {
  ...swedishChain,
  levels: swedishChain.levels.map((level) =>
    level.name === "remind1" ? { ...level, wait: { ...level.wait, days: 7 } } : level,
  ),
};
const PRICES = { messageMinor: 40n, paperMinor: 1_500n } as const;
function replay(
  policy: Policy,
  groups: readonly FactGroup[],
  through = lastDay,
  prices: SendingPrices = PRICES,
): Outcome {
  const sum = tally();
  replayInto(sum, policy, sweden, groups, through, prices);
  return sum.outcome();
}
const of = (policy: Policy, ...groups: readonly FactGroup[]) => replay(policy, groups);

describe("N-13 past invoices under a policy", () => {
  test("DP-010 who paid by themselves pays as then; a letter that leaves before that day is sent", () => {
    expect(of(daily, group(byItself(-3)))).toMatchObject({ steps: {}, paid: 1, tenthDaysToPay: 270 });
    // E1: paid on the reminder's day, no reminder; a day later, one.
    expect(of(daily, group(byItself(11))).steps).toEqual({});
    expect(of(daily, group(byItself(12))).steps).toEqual({ remind1: 1 });
    // 27 March and 13 days are 9 April, the day seven working days would remind.
    expect(of(seven, group(byItself(13))).steps).toEqual({});
  });

  test("who paid two days after the first reminder does so in the draft: five days and seven days differ by two", () => {
    const [five, later] = [of(daily, group(after("remind1", 2))), of(seven, group(after("remind1", 2)))];
    expect([five.tenthDaysToPay, later.tenthDaysToPay]).toEqual([430, 450]);
    expect([five.steps, later.steps]).toEqual([{ remind1: 1 }, { remind1: 1 }]);
    expect(five.cashByMonth).toEqual([{ month: "2026-04", minor: 120_000n }]);
  });

  test("what leaves is counted by its way and priced; a price that nobody has said leaves the sum unsaid", () => {
    const levels = daily.levels.map((level) => (level.name === "remind2" ? { ...level, channels: "postOnly" } : level));
    const byPost = { ...daily, levels } as Policy;
    const never = group({ kind: "never", lost: false });
    expect(of(byPost, never, never)).toMatchObject({ messages: 2, papers: 2, sendingMinor: 3_080n });
    expect(of(daily, never)).toMatchObject({ messages: 2, papers: 0, sendingMinor: 80n });
    const noPaper = { messageMinor: 40n, paperMinor: null };
    expect(replay(byPost, [never], lastDay, noPaper)).toMatchObject({ papers: 1, sendingMinor: null });
    expect(replay(daily, [never], lastDay, noPaper)).toMatchObject({ papers: 0, sendingMinor: 80n });
  });

  test("who never paid goes the ladder's way to its end; what was lost is lost under any policy", () => {
    const never = of(daily, group({ kind: "never", lost: false }), group({ kind: "never", lost: true }));
    expect(never).toMatchObject({
      ...{ paid: 0, tenthDaysToPay: null, openMinor: 120_000n, lostMinor: 120_000n },
      steps: { remind1: 2, remind2: 2, headOffice: 2, agency: 2 },
    });
  });

  test("S2-07 nothing is counted after the last day, neither a letter nor money", () => {
    const through = (day: string) => replay(daily, [group(after("remind1", 2))], date(day));
    expect(through("2026-04-06")).toMatchObject({ steps: {}, paid: 0, openMinor: 120_000n });
    expect(through("2026-04-08")).toMatchObject({ steps: { remind1: 1 }, paid: 0 });
    expect(through("2026-04-09")).toMatchObject({ steps: { remind1: 1 }, paid: 1, openMinor: 0n });
  });

  test("DP-030 a fee that the draft turns on is charged as the law allows, once for each invoice", () => {
    const fees = of(withFee(daily, "remind2"), group(after("remind2", 1), { count: 10, sumMinor: 1_200_000n }));
    expect(fees).toMatchObject({ steps: { remind1: 10, remind2: 10 }, feesMinor: 600_00n });
  });

  test("where the draft has no such letter the one before it stands for it, else its first", () => {
    const without = { ...daily, levels: daily.levels.filter(({ name }) => name !== "remind2") };
    expect(standsFor(without, "remind2")).toBe("remind1");
    expect(standsFor({ ...daily, levels: daily.levels.slice(1) }, "remind1")).toBe("remind2");
    expect(standsFor({ ...daily, levels: [] }, "remind1")).toBeUndefined();
  });

  const behaviour = fc.oneof(
    fc.integer({ min: -20, max: 60 }).map(byItself),
    fc
      .tuple(fc.constantFrom("remind1" as const, "remind2" as const), fc.nat(20))
      .map(([level, days]) => after(level, days)),
    fc.boolean().map((lost): Behaviour => ({ kind: "never", lost })),
  );

  test("law: identical invoices followed once come to what they come to one by one, and every øre is paid, open or lost", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(behaviour, fc.integer({ min: 1, max: 5 })), { maxLength: 8 }), (all) => {
        const grouped = all.map(([of, count]) => group(of, { count, sumMinor: 120_000n * BigInt(count) }));
        const single = all.flatMap(([of, count]) => Array.from({ length: count }, () => group(of)));
        const [one, other] = [of(seven, ...grouped), of(seven, ...single)];
        expect(one).toEqual(other);
        expect(one.paidMinor + one.openMinor + one.lostMinor).toBe(120_000n * BigInt(one.invoices));
        expect(one.cashByMonth.reduce((sum, { minor }) => sum + minor, 0n)).toBe(one.paidMinor);
      }),
      { numRuns: 60 },
    );
  });
});
