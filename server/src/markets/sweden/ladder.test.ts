import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LadderStep } from "../contract.ts";
import { days } from "./days.ts";
import { deadline, effectiveDue, ladder, stepDue } from "./ladder.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const [first, second, handOver, demand] = ladder as readonly [LadderStep, LadderStep, LadderStep, LadderStep];
/** The chain may count the last five days by the calendar instead (DP-014). */
const byCalendar: LadderStep = { ...handOver, unit: "calendarDays" };

/** Due, due day that counts, first reminder, second, on to head office, and the same with calendar days. */
const worked: readonly (readonly [string, string, string, string, string, string])[] = [
  ["2026-03-27", "2026-03-27", "2026-04-07", "2026-04-14", "2026-04-21", "2026-04-20"],
  ["2026-03-31", "2026-03-31", "2026-04-09", "2026-04-16", "2026-04-23", "2026-04-21"],
  ["2026-04-02", "2026-04-02", "2026-04-13", "2026-04-20", "2026-04-27", "2026-04-27"],
  ["2026-04-05", "2026-04-07", "2026-04-14", "2026-04-21", "2026-04-28", "2026-04-27"],
  ["2026-04-10", "2026-04-10", "2026-04-17", "2026-04-24", "2026-05-04", "2026-04-29"],
  ["2026-05-30", "2026-06-01", "2026-06-08", "2026-06-15", "2026-06-23", "2026-06-22"],
  ["2026-06-12", "2026-06-12", "2026-06-22", "2026-06-29", "2026-07-06", "2026-07-06"],
  ["2026-06-18", "2026-06-18", "2026-06-26", "2026-07-03", "2026-07-10", "2026-07-08"],
  ["2026-06-19", "2026-06-22", "2026-06-29", "2026-07-06", "2026-07-13", "2026-07-13"],
  ["2026-12-15", "2026-12-15", "2026-12-22", "2027-01-04", "2027-01-12", "2027-01-11"],
  ["2026-12-18", "2026-12-18", "2026-12-29", "2027-01-08", "2027-01-15", "2027-01-13"],
  ["2026-12-24", "2026-12-28", "2027-01-07", "2027-01-14", "2027-01-21", "2027-01-19"],
  ["2026-12-26", "2026-12-28", "2027-01-07", "2027-01-14", "2027-01-21", "2027-01-19"],
];

describe("S2-07 S2-14 S2-33 five working days, five more, and five more", () => {
  test.each(worked)("due %s, which counts as %s: %s, %s, %s (or %s)", (due, counts, ...expected) => {
    const dueOn = effectiveDue(date(due), date("2026-03-01"))!;
    expect(dueOn.toString()).toBe(counts);
    const remindedOn = stepDue(first, dueOn, null);
    const againOn = stepDue(second, dueOn, remindedOn);
    const onwards = [handOver, byCalendar].map((step) => stepDue(step, dueOn, againOn));
    expect([remindedOn, againOn, ...onwards].map(String)).toEqual(expected);
  });

  test("a late step moves the rest: sent 9 April for 7 April", () => {
    const dueOn = date("2026-03-27");
    const againOn = stepDue(second, dueOn, date("2026-04-09"));
    expect([againOn, stepDue(handOver, dueOn, againOn)].map(String)).toEqual(["2026-04-16", "2026-04-23"]);
  });

  test("for any due day from 2024 through 2032 exactly five working days lie between the steps", () => {
    const someDue = fc.integer({ min: 0, max: 9 * 365 }).map((add) => date("2024-01-01").add({ days: add }));
    const between = (from: Temporal.PlainDate, to: Temporal.PlainDate): number => {
      let count = 0;
      for (let day = from.add({ days: 1 }); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 }))
        if (days.isWorkingDay(day)) count++;
      return count;
    };
    fc.assert(
      fc.property(someDue, (due) => {
        const dueOn = effectiveDue(due, due)!;
        const remindedOn = stepDue(first, dueOn, null);
        const againOn = stepDue(second, dueOn, remindedOn);
        const onwardsOn = stepDue(handOver, dueOn, againOn);
        for (const day of [dueOn, remindedOn, againOn, onwardsOn]) expect(days.isWorkingDay(day)).toBe(true);
        expect([between(dueOn, remindedOn), between(remindedOn, againOn), between(againOn, onwardsOn)]).toEqual([
          5, 5, 5,
        ]);
      }),
    );
  });

  test("a reminder gives no new due day; a demand at least eight days, ending on a bank day", () => {
    expect([first, second, handOver].map((step) => deadline(step, date("2026-04-07")))).toEqual([null, null, null]);
    expect(String(deadline(demand, date("2026-04-21")))).toBe("2026-04-29");
    expect(String(deadline(demand, date("2026-06-11")))).toBe("2026-06-22");
  });

  test("a rung that follows a letter needs its day", () => {
    expect(() => stepDue(second, date("2026-03-27"), null)).toThrow("reminder follows a letter");
  });

  test.each([
    ["2026-03-27", "2026-03-27", "2026-03-27"],
    ["2026-03-27", "2026-03-30", "2026-03-30"],
    ["2026-03-27", "2026-04-04", "2026-04-07"],
    ["2026-03-27", null, "null"],
  ])("due %s, delivered %s: %s", (dueOn, deliveredOn, expected) => {
    expect(String(effectiveDue(date(dueOn), deliveredOn === null ? null : date(deliveredOn)))).toBe(expected);
  });
});
