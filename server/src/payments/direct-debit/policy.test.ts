import { describe, expect, test } from "vitest";
import { marketPack } from "../../markets/index.ts";
import { deadlines, earliestDue, isSilent, latestDue } from "./deadline.ts";
import { judgeNew, judgePlanned, judgeSent, type ItemFacts } from "./policy.ts";

const { days } = marketPack("NO");
const rule = deadlines[0]!.value;
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe("S0-01 the earliest day a claim may be due", () => {
  test.each([
    ["Tuesday morning, nine days", "2026-10-06", "08:00", 9, "2026-10-15"],
    ["a minute before the cut-off", "2026-10-06", "13:59", 9, "2026-10-15"],
    ["at the cut-off: a day later", "2026-10-06", "14:00", 9, "2026-10-16"],
    ["Saturday counts as Monday", "2026-10-10", "08:00", 9, "2026-10-21"],
    ["the ninth day is a Saturday: Monday", "2026-10-08", "08:00", 9, "2026-10-19"],
    ["the fewest days, over Easter", "2027-03-24", "08:00", 4, "2027-03-30"],
    ["Christmas Eve late: counted from the first bank day after", "2026-12-24", "15:00", 4, "2027-01-04"],
  ])("%s", (_what, day, time, leadDays, earliest) => {
    expect(earliestDue({ day: date(day), time }, leadDays, rule, days).toString()).toBe(earliest);
  });

  test("and the last: five weeks, so never more than the operator's twelve months", () => {
    expect(latestDue({ day: date("2026-10-06"), time: "08:00" }, rule).toString()).toBe("2026-11-10");
  });
});

describe("S0-01 silence is not payment", () => {
  test.each([
    ["the second bank day after", "2026-10-19", "2026-10-21", "2026-10-21", false],
    ["the day after it", "2026-10-19", "2026-10-21", "2026-10-22", true],
    ["due on a Saturday: drawn on Monday", "2026-10-17", "2026-10-21", "2026-10-21", false],
    ["due on a Saturday, the day after", "2026-10-17", "2026-10-21", "2026-10-22", true],
    ["the bank's file has not come", "2026-10-19", "2026-10-20", "2026-10-28", false],
    ["nor a week later: somebody has to look", "2026-10-19", "2026-10-20", "2026-10-29", true],
    ["no file ever", "2026-10-19", null, "2026-10-28", false],
    ["no file ever, a week later", "2026-10-19", null, "2026-10-29", true],
  ])("%s", (_what, termOn, told, asOf, silent) => {
    const toldThrough = told === null ? null : date(told);
    expect(isSilent({ termOn: date(termOn), toldThrough, asOf: date(asOf) }, rule, days)).toBe(silent);
  });
});

const window = { earliestOn: "2026-10-15", latestOn: "2026-11-10" };
const item: ItemFacts = {
  openMinor: 45_000n,
  dueOn: "2026-10-19",
  custody: "own",
  reference: "1047112601018",
  isPaused: false,
  isPaying: false,
  hasMandate: true,
};
const fresh = { wasSent: false, eFakturaAsks: false };

describe("S0-01 a new claim", () => {
  test.each<[string, Partial<ItemFacts>, Partial<typeof fresh>, string]>([
    ["due in the window", {}, {}, "plan"],
    ["due on the first day", { dueOn: "2026-10-15" }, {}, "plan"],
    ["due a day before", { dueOn: "2026-10-14" }, {}, "tooLate"],
    ["due on the last day", { dueOn: "2026-11-10" }, {}, "plan"],
    ["due a day after: later", { dueOn: "2026-11-11" }, {}, "wait"],
    ["due a year and a month on: later", { dueOn: "2027-11-19" }, {}, "wait"],
    ["nothing left to pay", { openMinor: 0n }, {}, "nothingOpen"],
    ["sold", { custody: "sold" }, {}, "otherCustody"],
    ["disputed", { isPaused: true }, {}, "paused"],
    ["somebody is paying: not now", { isPaying: true }, {}, "wait"],
    ["no authority", { hasMandate: false }, {}, "mandateEnded"],
    ["letters in the KID", { reference: "12A4566" }, {}, "referenceUnfit"],
    ["26 digits", { reference: "1".repeat(26) }, {}, "referenceUnfit"],
    ["no KID", { reference: null }, {}, "referenceUnfit"],
    ["claimed for this day before: never again", {}, { wasSent: true }, "triedBefore"],
    ["an eFaktura asks for the money", {}, { eFakturaAsks: true }, "eFakturaAsks"],
  ])("%s: %s %s -> %s", (_what, change, before, verdict) => {
    expect(judgeNew({ ...item, ...change }, { ...fresh, ...before }, window)).toBe(verdict);
  });
});

describe("S0-01 a claim that has not been sent", () => {
  const request = { amountMinor: 45_000n, termOn: "2026-10-19" };
  test.each<[string, Partial<ItemFacts>, Partial<typeof request>, string]>([
    ["stays", {}, {}, "keep"],
    ["a part is paid: planned anew", { openMinor: 1n }, {}, "changed"],
    ["the due date was moved", { dueOn: "2026-10-20" }, {}, "changed"],
    ["the deadline has passed", { dueOn: "2026-10-14" }, { termOn: "2026-10-14" }, "tooLate"],
    ["paid", { openMinor: 0n }, {}, "nothingOpen"],
    ["being paid", { isPaying: true }, {}, "paused"],
    ["the payer ended the authority", { hasMandate: false }, {}, "mandateEnded"],
  ])("%s", (_what, change, own, verdict) => {
    expect(judgePlanned({ ...request, ...own }, { ...item, ...change }, window)).toBe(verdict);
  });
});

describe("S0-01 a claim that was sent", () => {
  const request = { amountMinor: 45_000n, termOn: "2026-10-19", isReplacement: false };
  const cancel = (why: string) => ({ do: "cancel", why });
  test.each<[string, Partial<ItemFacts>, Partial<typeof request>, unknown]>([
    ["stays", {}, {}, { do: "keep" }],
    ["after the deadline it stays whatever happens", { openMinor: 0n }, { termOn: "2026-10-14" }, { do: "keep" }],
    ["paid in another way", { openMinor: 0n }, {}, cancel("nothingOpen")],
    ["disputed", { isPaused: true }, {}, cancel("paused")],
    ["handed over", { custody: "agency" }, {}, cancel("otherCustody")],
    ["somebody is paying: it may come to nothing", { isPaying: true }, {}, { do: "keep" }],
    ["another amount", { openMinor: 40_000n }, {}, { do: "replace" }],
    ["another day", { dueOn: "2026-10-26" }, {}, { do: "replace" }],
    ["another amount again", { openMinor: 40_000n }, { isReplacement: true }, cancel("changedAgain")],
    ["another amount, and no authority any more", { openMinor: 1n, hasMandate: false }, {}, cancel("mandateEnded")],
    ["the authority has ended: the operator refuses it", { hasMandate: false }, {}, { do: "keep" }],
    ["moved to before the deadline", { dueOn: "2026-10-14" }, {}, cancel("tooLate")],
    ["moved far ahead: only taken back", { dueOn: "2026-12-01" }, {}, cancel("changed")],
  ])("%s", (_what, change, own, verdict) => {
    expect(judgeSent({ ...request, ...own }, { ...item, ...change }, window)).toEqual(verdict);
  });
});
