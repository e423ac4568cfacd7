import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daily, date, inCalendarDays, item, norway, sent, sweden, weekly, withFee } from "./facts.fixture.ts";
import { decide, type ItemFacts, type Policy, timeline, type TimelineStep, workingDaysBetween } from "./index.ts";
import { rememberingDays } from "./remember-days.ts";
import type { MarketPack } from "../markets/index.ts";

const firstDay = date("2024-01-01");
const daysThrough2032 = 3_287;
const dueDay = fc.integer({ min: 0, max: daysThrough2032 }).map((days) => firstDay.add({ days }));
const pack = fc.constantFrom(sweden, norway);
const anyPolicy = fc.constantFrom(daily, weekly, inCalendarDays(daily), inCalendarDays(weekly));

function stepsOf(policy: Policy, market: MarketPack, dueOn: Temporal.PlainDate): readonly TimelineStep[] {
  const answer = timeline(policy, market, { dueOn, deliveredOn: dueOn.subtract({ days: 20 }), sent: new Map() });
  if (!answer.ok) throw new Error(answer.code);
  return answer.steps;
}

function billDue(dueOn: Temporal.PlainDate, asOf: Temporal.PlainDate, other: Partial<ItemFacts> = {}): ItemFacts {
  const aroseOn = dueOn.subtract({ days: 20 });
  const limitation = { debtor: "consumer", aroseOn, claimableOn: aroseOn, interruptedOn: null } as const;
  return item(asOf.toString(), { dueOn, deliveredOn: aroseOn, debtAroseOn: aroseOn, limitation, ...other });
}

describe("N-01 laws of the follow-up, for any due day from 2024 through 2032", () => {
  test("S2-07 S2-14 S2-16 R1 < R2 < HQ, all working days, exactly five working days between in daily mode", () => {
    fc.assert(
      fc.property(dueDay, pack, (dueOn, market) => {
        const steps = stepsOf(daily, market, dueOn).slice(0, 3);
        let previous = market.days.addWorkingDays(dueOn, 0);
        for (const { on, lag } of steps) {
          expect(market.days.isWorkingDay(on)).toBe(true);
          expect(workingDaysBetween(market.days, previous, on)).toBe(5);
          expect(lag).toBe(0);
          previous = on;
        }
      }),
    );
  });

  test("S2-12 in any mode the steps are in order, on working days, never before their target, and a weekly one on a follow-up day", () => {
    fc.assert(
      fc.property(dueDay, pack, anyPolicy, (dueOn, market, policy) => {
        const steps = stepsOf(policy, market, dueOn);
        for (const [at, { on, targetOn }] of steps.entries()) {
          expect(market.days.isWorkingDay(on)).toBe(true);
          expect(Temporal.PlainDate.compare(on, targetOn)).toBeGreaterThanOrEqual(0);
          if (at > 0) expect(Temporal.PlainDate.compare(on, steps[at - 1]!.on)).toBe(1);
          if (policy.followUp.mode === "weekly" && on.dayOfWeek !== policy.followUp.weekday) {
            const closedWednesday = on.subtract({ days: (on.dayOfWeek - policy.followUp.weekday + 7) % 7 });
            expect(workingDaysBetween(market.days, closedWednesday.subtract({ days: 1 }), on)).toBe(1);
          }
        }
      }),
    );
  });

  test("DP-019 run every day: each step on its planned day, once, and nothing on any other", () => {
    fc.assert(
      fc.property(dueDay, pack, anyPolicy, (dueOn, market, policy) => {
        const planned = stepsOf(policy, market, dueOn).slice(0, 3);
        const last = planned.at(-1)!.on;
        let steps: ItemFacts["sent"] = [];
        const taken: string[] = [];
        for (let asOf = dueOn; Temporal.PlainDate.compare(asOf, last) <= 0; asOf = asOf.add({ days: 1 })) {
          const decision = decide(policy, market, billDue(dueOn, asOf, { sent: steps }));
          if (decision.kind !== "step") continue;
          taken.push(`${decision.level} ${asOf.toString()}`);
          steps = [...steps, sent(decision.level, asOf.toString())];
          const again = decide(policy, market, billDue(dueOn, asOf, { sent: steps }));
          expect(again.kind).toBe("notYet");
        }
        expect(taken).toEqual(planned.map(({ level, on }) => `${level} ${on.toString()}`));
      }),
    );
  });

  test("DP-015 however late each step is, the next is five working days after it, never fewer", () => {
    const delays = fc.tuple(fc.nat(30), fc.nat(30));
    fc.assert(
      fc.property(dueDay, delays, (dueOn, [late1, late2]) => {
        const { days } = sweden;
        const first = days.addWorkingDays(stepsOf(daily, sweden, dueOn)[0]!.on, late1);
        const second = days.addWorkingDays(first, 5 + late2);
        const left = new Map([
          ["remind1", first],
          ["remind2", second],
        ] as const);
        const answer = timeline(daily, sweden, { dueOn, deliveredOn: dueOn, sent: left });
        if (!answer.ok) throw new Error(answer.code);
        expect(answer.steps.slice(0, 2).map(({ lag }) => lag)).toEqual([late1, late2]);
        expect(workingDaysBetween(days, second, answer.steps[2]!.on)).toBe(5);
      }),
    );
  });

  test("a calendar that remembers answers as the one it asks, the second time too, and refuses the same years", () => {
    fc.assert(
      fc.property(dueDay, pack, fc.integer({ min: -3, max: 12 }), (on, market, count) => {
        const { days } = rememberingDays(market);
        const expected = market.days.addWorkingDays(on, count).toString();
        const asked = [days.addWorkingDays(on, count), days.addWorkingDays(on, count)];
        expect(asked.map(String)).toEqual([expected, expected]);
      }),
    );
    expect(() => rememberingDays(sweden).days.addWorkingDays(date("2035-12-28"), 5)).toThrow("known through 2035");
  });

  test("SEC-84 whatever else is true, nothing is asked of who has paid, disputes, or may have paid", () => {
    const asOf = fc.integer({ min: 0, max: 120 });
    const settled: readonly Partial<ItemFacts>[] = [
      { leftMinor: 0n },
      { dispute: { openedOn: firstDay, answer: null } },
      { hasUnknownPayment: true },
      { bank: { completeThrough: firstDay, missing: [] } },
      { custodyOf: "a partner" },
    ];
    fc.assert(
      fc.property(dueDay, asOf, pack, anyPolicy, fc.constantFrom(...settled), (dueOn, days, market, policy, facts) => {
        const onDay = dueOn.add({ days });
        fc.pre(Temporal.PlainDate.compare(onDay, date("2024-01-10")) > 0);
        expect(decide(policy, market, billDue(dueOn, onDay, facts)).kind).not.toBe("step");
      }),
    );
  });

  test("DP-030 X-19 in Norway no letter ever carries a fee before day 14 after the due day", () => {
    const policy = withFee(daily, "remind1", "remind2");
    fc.assert(
      fc.property(dueDay, fc.nat(20), (dueOn, days) => {
        const asOf = norway.days.addWorkingDays(dueOn.add({ days: 5 + days }), 0);
        const steps = [sent("remind1", dueOn.add({ days: 1 }).toString())];
        const decision = decide(policy, norway, billDue(dueOn, asOf, { sent: steps }));
        if (decision.kind !== "step" || decision.fee.feeMinor === 0n) return;
        expect(dueOn.until(asOf).days).toBeGreaterThanOrEqual(14);
        expect(decision.deadlineOn === null ? 0 : asOf.until(decision.deadlineOn).days).toBeGreaterThanOrEqual(14);
      }),
    );
  });
});
