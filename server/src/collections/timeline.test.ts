import { describe, expect, test } from "vitest";
import { daily, date, inCalendarDays, norway, sweden, wednesdays, weekly, withFee } from "./facts.fixture.ts";
import { marketPack, openMarkets } from "../markets/index.ts";
import { defaultPolicy } from "./policy-data.ts";
import type { LevelName, Policy } from "./policy-model.ts";
import type { MarketPack } from "../markets/index.ts";
import { followUpDay, isRed, timeline, type TimelineStep, workingDaysBetween } from "./timeline.ts";

type Sent = Partial<Record<LevelName, string>>;

function stepsOf(policy: Policy, pack: MarketPack, dueOn: string, sent: Sent = {}): readonly TimelineStep[] {
  const left = new Map(Object.entries(sent).map(([level, on]) => [level as LevelName, date(on)]));
  const answer = timeline(policy, pack, { dueOn: date(dueOn), deliveredOn: date("2026-01-02"), sent: left });
  if (!answer.ok) throw new Error(answer.code);
  return answer.steps;
}

/** First reminder, second reminder, head office. */
function daysOf(policy: Policy, dueOn: string, sent: Sent = {}, pack = sweden): string {
  const steps = stepsOf(policy, pack, dueOn, sent).slice(0, 3);
  return steps.map(({ on }) => on.toString()).join(" ");
}

// due, R1 R2 HQ daily, HQ if calendar days, R1 R2 HQ on Wednesdays
const calendar = [
  ["2026-03-27", "2026-04-07 2026-04-14 2026-04-21", "2026-04-20", "2026-04-08 2026-04-15 2026-04-22"],
  ["2026-03-31", "2026-04-09 2026-04-16 2026-04-23", "2026-04-21", "2026-04-15 2026-04-22 2026-04-29"],
  ["2026-04-02", "2026-04-13 2026-04-20 2026-04-27", "2026-04-27", "2026-04-15 2026-04-22 2026-04-29"],
  ["2026-04-05", "2026-04-14 2026-04-21 2026-04-28", "2026-04-27", "2026-04-15 2026-04-22 2026-04-29"],
  ["2026-04-10", "2026-04-17 2026-04-24 2026-05-04", "2026-04-29", "2026-04-22 2026-04-29 2026-05-13"],
  ["2026-05-30", "2026-06-08 2026-06-15 2026-06-23", "2026-06-22", "2026-06-10 2026-06-17 2026-07-01"],
  ["2026-06-12", "2026-06-22 2026-06-29 2026-07-06", "2026-07-06", "2026-06-24 2026-07-01 2026-07-08"],
  ["2026-06-18", "2026-06-26 2026-07-03 2026-07-10", "2026-07-08", "2026-07-01 2026-07-08 2026-07-15"],
  ["2026-06-19", "2026-06-29 2026-07-06 2026-07-13", "2026-07-13", "2026-07-01 2026-07-08 2026-07-15"],
  ["2026-12-15", "2026-12-22 2027-01-04 2027-01-12", "2027-01-11", "2026-12-23 2027-01-07 2027-01-20"],
  ["2026-12-18", "2026-12-29 2027-01-08 2027-01-15", "2027-01-13", "2026-12-30 2027-01-13 2027-01-20"],
  ["2026-12-24", "2027-01-07 2027-01-14 2027-01-21", "2027-01-19", "2027-01-07 2027-01-20 2027-01-27"],
  ["2026-12-26", "2027-01-07 2027-01-14 2027-01-21", "2027-01-19", "2027-01-07 2027-01-20 2027-01-27"],
] as const;

describe("N-01 the Swedish chain's calendar, from a due day to head office", () => {
  test.each(calendar)("S2-07 S2-14 S2-16 DP-010 DP-013 DP-014 due %s, daily: %s", (dueOn, expected) => {
    expect(daysOf(daily, dueOn)).toBe(expected);
  });
  test.each(calendar)("S2-33 DP-014 due %s (%s), head office by calendar days: %s", (dueOn, inDays, headOfficeOn) => {
    const [first, second] = inDays.split(" ");
    expect(daysOf(inCalendarDays(daily), dueOn)).toBe(`${first!} ${second!} ${headOfficeOn}`);
  });
  test.each(calendar)("S2-12 DP-018 due %s (daily %s, %s), on Wednesdays: %s", (dueOn, _daily, _hq, onWednesdays) => {
    expect(daysOf(weekly, dueOn)).toBe(onWednesdays);
  });

  test.each([
    ["Easter", "2026-03-27", ["2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-07"]],
    ["Midsummer", "2026-06-12", ["2026-06-15", "2026-06-16", "2026-06-17", "2026-06-18", "2026-06-22"]],
    ["Christmas", "2026-12-15", ["2026-12-16", "2026-12-17", "2026-12-18", "2026-12-21", "2026-12-22"]],
  ])("S2-07 %s counted out from %s: the five days one by one", (_name, dueOn, counted) => {
    const between = Array.from({ length: 14 }, (_, at) => date(dueOn).add({ days: at + 1 }));
    const working = between.filter((on) => sweden.days.isWorkingDay(on)).slice(0, 5);
    expect(working.map(String)).toEqual(counted);
    expect(daysOf(daily, dueOn).split(" ")[0]).toBe(counted[4]);
  });

  test("weekly with head office by calendar days: the target moves to the next Wednesday", () => {
    expect(daysOf(inCalendarDays(weekly), "2026-03-27")).toBe("2026-04-08 2026-04-15 2026-04-22");
    expect(daysOf(inCalendarDays(weekly), "2026-04-10")).toBe("2026-04-22 2026-04-29 2026-05-06");
  });
});

describe("DP-015 each step counts from the actual one before", () => {
  test("S2-10 an outage until 9 April: R1 is two days late, and all that follows is moved", () => {
    const late = stepsOf(daily, sweden, "2026-03-27", { remind1: "2026-04-09" });
    expect(late.map(({ on, lag, isRed: red }) => [on.toString(), lag, red]).slice(0, 3)).toEqual([
      ["2026-04-09", 2, true],
      ["2026-04-16", 0, false],
      ["2026-04-23", 0, false],
    ]);
    expect(late[0]).toMatchObject({ isSent: true });
    expect(late[0]!.targetOn.toString()).toBe("2026-04-07");
  });
});

describe("DP-018 lag and red marks", () => {
  test.each([
    ["daily", 0, false],
    ["daily", 1, true],
    ["weekly", 5, false],
    ["weekly", 6, true],
  ] as const)("%s follow-up, %i working days late: red is %s", (mode, lag, red) => {
    expect(isRed(mode === "daily" ? { mode } : wednesdays, lag)).toBe(red);
  });

  test.each([
    ["2026-04-02", "2026-04-07", 1],
    ["2026-04-07", "2026-04-07", 0],
    ["2026-04-08", "2026-04-07", 0],
    ["2026-12-23", "2027-01-04", 4],
  ])("working days after %s through %s: %i", (from, to, count) => {
    expect(workingDaysBetween(sweden.days, date(from), date(to))).toBe(count);
  });

  test.each([
    [3, "2027-01-05", "2027-01-07", "a Wednesday that is a holiday: the Thursday"],
    [5, "2026-06-17", "2026-06-22", "a Friday that is Midsummer Eve: the Monday after"],
    [5, "2026-06-22", "2026-06-22", "a target on that Monday is still last week's follow-up"],
    [5, "2026-06-23", "2026-06-26", "a target the day after waits for Friday"],
    [4, "2026-12-29", "2027-01-04", "New Year's Eve moves over the year's end"],
    [1, "2026-04-01", "2026-04-07", "Easter Monday moves to Tuesday"],
    [1, "2026-04-07", "2026-04-07", "and a target on it is met"],
  ])("S2-12 weekday %i, target %s: %s, %s", (weekday, target, expected, _why) => {
    expect(followUpDay(sweden.days, { mode: "weekly", weekday }, date(target)).toString()).toBe(expected);
  });
});

describe("X-19 Norway", () => {
  test.each([
    ["2026-03-27", "2026-04-08 2026-04-15 2026-04-22"],
    ["2026-10-19", "2026-10-26 2026-11-02 2026-11-09"],
  ])("DP-010 the chain's policy by Norwegian bank days, due %s: %s", (dueOn, expected) => {
    expect(daysOf(daily, dueOn, {}, norway)).toBe(expected);
    expect(daysOf(withFee(daily, "remind1", "remind2"), dueOn, {}, norway)).toBe(expected);
  });

  test("the market's own timetable: due 19 October 2026, handed over 8 December", () => {
    const steps = stepsOf(defaultPolicy(norway, date("2025-06-01")), norway, "2026-10-19");
    expect(steps.map(({ level, on }) => `${level} ${on.toString()}`)).toEqual([
      "nudge 2026-10-22",
      "remind1 2026-11-03",
      "collectionNotice 2026-11-19",
      "agency 2026-12-08",
    ]);
  });

  test("N-11 the market's timetables and the pack agree on every rung of the ladder", () => {
    const dueOn = date("2026-10-18");
    for (const pack of openMarkets.map(marketPack)) {
      const policy = defaultPolicy(pack, date("2025-06-01"));
      const rungs = pack.ladder.filter((rung) => rung.insteadOf === undefined);
      const steps = stepsOf(policy, pack, dueOn.toString());
      let [sentOn, deadlineOn]: [Temporal.PlainDate | null, Temporal.PlainDate | null] = [null, null];
      for (const [at, rung] of rungs.entries()) {
        const countedFrom = pack.effectiveDue(dueOn, date("2026-01-02"))!;
        const previousOn = rung.after === "previousDeadline" ? deadlineOn : sentOn;
        expect(steps[at]!.on.toString()).toBe(pack.stepDue(rung, countedFrom, previousOn).toString());
        [sentOn, deadlineOn] = [steps[at]!.on, pack.deadline(rung, steps[at]!.on)];
      }
    }
  });
});

describe("what is not due, and what nobody knows", () => {
  test("a bill that never came is never due: no steps", () => {
    expect(timeline(daily, sweden, { dueOn: date("2026-03-27"), deliveredOn: null, sent: new Map() })).toEqual({
      ok: true,
      steps: [],
    });
  });

  test("S2-08 a bill that came after its due day is counted from the day it came", () => {
    const facts = { dueOn: date("2026-03-27"), deliveredOn: date("2026-04-08"), sent: new Map() };
    const answer = timeline(daily, sweden, facts);
    expect(answer.ok && answer.steps[0]!.on.toString()).toBe("2026-04-15");
  });

  test("E36 a year the calendar lacks is an answer, not a guess", () => {
    const facts = { dueOn: date("2035-12-27"), deliveredOn: date("2035-12-01"), sent: new Map() };
    expect(timeline(daily, sweden, facts)).toEqual({
      ok: false,
      code: "calendarUnknown",
      year: 2036,
      knownThrough: 2035,
    });
  });

  test("a fault that is not the calendar's is not swallowed", () => {
    const levels = daily.levels.slice(1);
    const facts = { dueOn: date("2026-03-27"), deliveredOn: date("2026-02-25"), sent: new Map() };
    expect(() => timeline({ ...daily, levels }, sweden, facts)).toThrow("remind2 follows a letter and needs its day");
  });
});
