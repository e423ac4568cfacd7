import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LadderStep, Step } from "../contract.ts";
import { days } from "./days.ts";
import { fee } from "./fees.ts";
import { deadline, effectiveDue, ladder, stepDue } from "./ladder.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const rung = (step: Step): LadderStep => ladder.find((each) => each.step === step)!;

describe("X-19 the default timetable", () => {
  test("the worked case: due 19 October 2026, handed over 8 December", () => {
    const dueOn = date("2026-10-19");
    expect(stepDue(rung("nudge"), dueOn, null).toString()).toBe("2026-10-22");
    const remindedOn = stepDue(rung("reminder"), dueOn, null);
    const reminderDeadline = deadline(rung("reminder"), remindedOn);
    expect([remindedOn, reminderDeadline].map(String)).toEqual(["2026-11-03", "2026-11-17"]);
    const noticedOn = stepDue(rung("collectionNotice"), dueOn, reminderDeadline);
    const noticeDeadline = deadline(rung("collectionNotice"), noticedOn);
    expect([noticedOn, noticeDeadline].map(String)).toEqual(["2026-11-19", "2026-12-03"]);
    expect(stepDue(rung("handOver"), dueOn, noticeDeadline).toString()).toBe("2026-12-08");
    const demandedOn = stepDue(rung("paymentDemand"), dueOn, noticeDeadline);
    expect([demandedOn, deadline(rung("paymentDemand"), demandedOn)].map(String)).toEqual(["2026-12-08", "2026-12-22"]);
  });

  test.each([
    ["nudge", "2026-10-14", "2026-10-19", "a Saturday moves to Monday"],
    ["reminder", "2026-03-18", "2026-04-07", "Maundy Thursday moves past Easter"],
    ["reminder", "2026-12-09", "2026-12-28", "Christmas Eve moves past the weekend"],
  ] as const)("%s of a claim due %s is sent %s: %s", (step, dueOn, sentOn, _why) => {
    expect(stepDue(rung(step), date(dueOn), null).toString()).toBe(sentOn);
  });

  test.each([
    ["2026-03-19", "2026-04-07"],
    ["2026-10-05", "2026-10-19"],
    ["2026-12-10", "2026-12-28"],
  ])("a reminder sent %s gives until %s", (sentOn, expected) => {
    expect(String(deadline(rung("reminder"), date(sentOn)))).toBe(expected);
  });

  test("a message and a hand-over have no deadline", () => {
    expect(deadline(rung("nudge"), date("2026-10-22"))).toBeNull();
    expect(deadline(rung("handOver"), date("2026-12-08"))).toBeNull();
  });

  test("a rung that follows a letter needs its deadline", () => {
    expect(() => stepDue(rung("handOver"), date("2026-10-19"), null)).toThrow("handOver follows a letter");
  });

  test("for any due day of 2025 to August 2026 the ladder obeys the law: bank days, 14 days' grace, fees allowed", () => {
    const someDue = fc.integer({ min: 0, max: 600 }).map((add) => date("2025-01-01").add({ days: add }));
    const person = { debtor: "consumer", debtorIsMinor: false, feeAgreedOn: null } as const;
    const facts = {
      ...person,
      sender: "owner",
      reasonableObjection: false,
      conductBroken: false,
      planBroken: false,
    } as const;
    fc.assert(
      fc.property(someDue, (dueOn) => {
        const earlierFeeLetters = [];
        let previousDeadlineOn = null;
        for (const step of ["reminder", "collectionNotice", "paymentDemand"] as const) {
          const sentOn = stepDue(rung(step), dueOn, previousDeadlineOn);
          const deadlineOn = deadline(rung(step), sentOn)!;
          expect([days.isBankDay(sentOn), days.isBankDay(deadlineOn)]).toEqual([true, true]);
          expect(sentOn.until(deadlineOn, { largestUnit: "days" }).days).toBeGreaterThanOrEqual(14);
          expect(
            fee({ ...facts, step, debtAroseOn: dueOn, dueOn, sentOn, earlierFeeLetters: [...earlierFeeLetters] }),
          ).toMatchObject({
            ok: true,
          });
          earlierFeeLetters.push({ step, sentOn, deadlineOn });
          previousDeadlineOn = deadlineOn;
        }
      }),
    );
  });
});

describe("FR-34 a late delivered invoice is due ten days after it came", () => {
  test.each([
    ["2026-10-19", "2026-10-05", "2026-10-19"],
    ["2026-10-19", "2026-10-09", "2026-10-19"],
    ["2026-10-19", "2026-10-10", "2026-10-20"],
    ["2026-10-19", "2026-11-02", "2026-11-12"],
    ["2026-10-19", null, "null"],
  ])("due %s, delivered %s: %s", (dueOn, deliveredOn, expected) => {
    expect(String(effectiveDue(date(dueOn), deliveredOn === null ? null : date(deliveredOn)))).toBe(expected);
  });
});
