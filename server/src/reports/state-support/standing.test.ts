import { describe, expect, test } from "vitest";
import { marketPack } from "../../markets/index.ts";
import { supportStanding, worstOf, type SupportFacts } from "./standing.ts";

const { days } = marketPack("SE");
const step = (level: string, targetOn: string, takenOn: string | null = targetOn, lag = 0) => ({
  level,
  targetOn,
  takenOn,
  lag,
});
// Mondays, so that five working days later is the Monday after.
const [r1, r2, hq, agency] = ["2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28"];
const all = [step("remind1", r1), step("remind2", r2), step("headOffice", hq), step("agency", agency)];
const untaken = (from: number) => all.map((one, at) => (at < from ? one : { ...one, takenOn: null }));
const standing = (asOf: string, changes: Partial<SupportFacts> = {}) =>
  supportStanding(days, { asOf, openMinor: 270_000n, lostMinor: 0n, measures: all, reportedOn: null, ...changes });

describe("DP-070 DP-072 where the proof of a state share stands", () => {
  test.each<[string, string, Partial<SupportFacts>, object]>([
    ["S2-18 the patient has paid", "2026-10-01", { openMinor: 0n }, { state: "paid", measure: null, why: null }],
    [
      "nothing is due yet",
      "2026-09-01",
      { measures: untaken(0) },
      { state: "inProcess", measure: "remind1", why: "next", byOn: "2026-09-14", daysLeft: 9 },
    ],
    [
      "on the last day the first reminder may wait",
      "2026-09-14",
      { measures: untaken(0) },
      { state: "inProcess", measure: "remind1", daysLeft: 0 },
    ],
    [
      "a day later it is missing",
      "2026-09-15",
      { measures: untaken(0) },
      { state: "gap", measure: "remind1", why: "missing", daysLeft: -1 },
    ],
    [
      "taken five working days late",
      "2026-09-14",
      { measures: [step("remind1", r1, "2026-09-14", 5), ...untaken(1).slice(1)] },
      { state: "inProcess", measure: "remind2" },
    ],
    [
      "taken six working days late",
      "2026-09-15",
      { measures: [step("remind1", r1, "2026-09-15", 6), ...untaken(1).slice(1)] },
      { state: "gap", measure: "remind1", why: "late", daysLeft: -1 },
    ],
    [
      "head office is next",
      "2026-09-21",
      { measures: untaken(2) },
      { state: "inProcess", measure: "headOffice", byOn: "2026-09-28", daysLeft: 5 },
    ],
    [
      "the agency has it and has said nothing",
      "2026-12-01",
      {},
      { state: "inProcess", measure: "failureReport", why: "next", daysLeft: null },
    ],
    [
      "S2-19 the agency reported that it failed",
      "2026-12-01",
      { reportedOn: "2026-11-20" },
      { state: "allMeasuresTaken", measure: null },
    ],
    [
      "S2-19 lost after all measures",
      "2026-12-01",
      { openMinor: 0n, lostMinor: 270_000n, reportedOn: "2026-11-20" },
      { state: "allMeasuresTaken" },
    ],
    [
      "lost without the agency's report",
      "2026-12-01",
      { openMinor: 0n, lostMinor: 270_000n },
      { state: "gap", measure: "failureReport", why: "missing" },
    ],
    [
      "lost before the second reminder was due",
      "2026-09-08",
      { openMinor: 0n, lostMinor: 270_000n, measures: untaken(1) },
      { state: "gap", measure: "remind2", why: "missing" },
    ],
    [
      "a step late long ago stays a gap though the agency reported",
      "2026-12-01",
      { measures: [step("remind1", r1, "2026-09-30", 17), ...all.slice(1)], reportedOn: "2026-11-20" },
      { state: "gap", measure: "remind1", why: "late", daysLeft: -12 },
    ],
    [
      "no policy says when",
      "2026-09-08",
      { measures: [] },
      { state: "inProcess", measure: "remind1", byOn: null, daysLeft: null },
    ],
  ])("%s", (_name, asOf, changes, expected) => {
    expect(standing(asOf, changes)).toMatchObject(expected);
  });

  test("of a bill in parts the worst counts, and of two alike the one with less time", () => {
    const soon = standing("2026-09-21", { measures: untaken(2) });
    const later = standing("2026-09-15", { measures: untaken(2) });
    const gap = standing("2026-09-15", { measures: untaken(0) });
    expect(worstOf([later, soon])).toBe(soon);
    expect(worstOf([soon, gap])).toBe(gap);
    expect(worstOf([])).toMatchObject({ state: "paid" });
  });
});
