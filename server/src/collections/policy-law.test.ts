import { describe, expect, test } from "vitest";
import { date, item, norway, sent, sweden, withFee } from "./facts.fixture.ts";
import {
  decide,
  defaultPolicy,
  type LawBreach,
  lawBreaches,
  type Level,
  type LevelName,
  type Policy,
  swedishChain,
} from "./index.ts";
import { marketPack, openMarkets } from "../markets/index.ts";

const level = (policy: Policy, name: LevelName): Level => policy.levels.find((each) => each.name === name)!;
const change = (policy: Policy, name: LevelName, other: Partial<Level>): Policy => ({
  ...policy,
  levels: policy.levels.map((each) => (each.name === name ? { ...each, ...other } : each)),
});

describe("N-11 a policy that breaks the law is refused with the paragraph", () => {
  const on = date("2026-11-01");
  const said = (breaches: readonly LawBreach[]) =>
    breaches.map(({ code, field, citation, wouldChange }) => [code, field, citation, wouldChange]);
  const inNorway = defaultPolicy(norway, date("2025-06-01"));
  const amount = (mostMinor: bigint) => ({ fee: { charge: "amount", mostMinor } as const });

  /** The notice's fourteen days pass while head office looks at it. */
  function viaHeadOffice(days: number): Policy {
    const wait = { after: "previousSent", days, unit: "calendarDays" } as const;
    const levels = [
      ...inNorway.levels.slice(0, 3),
      level(swedishChain, "headOffice"),
      { ...level(swedishChain, "agency"), wait },
    ];
    return { ...inNorway, levels };
  }

  test.each([
    ["the Swedish chain in Sweden", swedishChain, sweden],
    ["the Swedish chain in Norway", swedishChain, norway],
    ["the Swedish chain in Norway, with fees", withFee(swedishChain, "remind1", "remind2"), norway],
    ["the Swedish chain with a fee on the second reminder", withFee(swedishChain, "remind2"), sweden],
    ["Norway's default", inNorway, norway],
    [
      "an agency soon after a reminder, whose days bind no more than its own fee",
      { ...inNorway, levels: [level(inNorway, "remind1"), level(swedishChain, "agency")] },
      norway,
    ],
    ["head office five working days after a notice, the agency seven days after that", viaHeadOffice(7), norway],
    ["Sweden's default", defaultPolicy(sweden), sweden],
  ])("lawful: %s", (_name, policy, pack) => {
    expect(said(lawBreaches(policy, pack, on))).toEqual([]);
  });

  test.each<[string, Policy, typeof sweden, ReturnType<typeof said>]>([
    [
      "DP-030 61 kr in Sweden",
      change(swedishChain, "remind2", amount(61_00n)),
      sweden,
      [["feeAboveLimit", "remind2.fee", expect.stringContaining("1981:739"), "6000"]],
    ],
    [
      "DP-030 39 kr in Norway",
      change(swedishChain, "remind2", amount(39_00n)),
      norway,
      [["feeAboveLimit", "remind2.fee", expect.stringContaining("inkassoforskriften"), "3800"]],
    ],
    [
      "a fee on both Swedish reminders",
      withFee(swedishChain, "remind1", "remind2"),
      sweden,
      [["feeCountReached", "remind2.fee", expect.stringContaining("one fee"), undefined]],
    ],
    [
      "a fee for going to head office",
      withFee(swedishChain, "headOffice"),
      sweden,
      [["feeOnlyOnLetters", "headOffice.fee", expect.stringContaining("letter"), undefined]],
    ],
    [
      "a fee for a friendly message",
      withFee(inNorway, "nudge"),
      norway,
      [["feeOnlyOnLetters", "nudge.fee", expect.stringContaining("letter"), undefined]],
    ],
    [
      "a collection notice on the due day",
      change(inNorway, "collectionNotice", { wait: { after: "due", days: 0, unit: "calendarDays" } }),
      norway,
      [["beforeDue", "collectionNotice.wait", "inkassoloven section 9", "1"]],
    ],
    [
      "a reminder on the due day",
      change(swedishChain, "remind1", { wait: { after: "due", days: 0, unit: "workingDays" } }),
      sweden,
      [["beforeDue", "remind1.wait", expect.stringContaining("inkassolagen"), "1"]],
    ],
    [
      "thirteen days to pay on a collection notice",
      change(inNorway, "collectionNotice", { deadlineDays: 13 }),
      norway,
      [["deadlineTooShort", "collectionNotice.deadlineDays", "inkassoloven section 9", "14"]],
    ],
    [
      "thirteen days to pay on a reminder with a fee",
      change(inNorway, "remind1", { deadlineDays: 13 }),
      norway,
      [["deadlineTooShort", "remind1.deadlineDays", expect.stringContaining("inkassoforskriften"), "14"]],
    ],
    [
      "the agency thirteen days after the notice",
      change(inNorway, "agency", { wait: { after: "previousSent", days: 13, unit: "calendarDays" } }),
      norway,
      [["waitShorterThanDeadline", "agency.wait", "inkassoloven section 9", "14"]],
    ],
    [
      "the agency nine working days after the notice",
      change(inNorway, "agency", { wait: { after: "previousSent", days: 9, unit: "workingDays" } }),
      norway,
      [["waitShorterThanDeadline", "agency.wait", "inkassoloven section 9", "14"]],
    ],
    [
      "head office five working days after the notice, the agency six days after that",
      viaHeadOffice(6),
      norway,
      [["waitShorterThanDeadline", "agency.wait", "inkassoloven section 9", "14"]],
    ],
    [
      "waiting for a deadline that the letter before does not give",
      change(swedishChain, "remind2", { wait: { after: "previousDeadline", days: 1, unit: "workingDays" } }),
      sweden,
      [["noDeadlineToWaitFor", "remind2.wait", expect.stringContaining("deadline"), undefined]],
    ],
    [
      "levels in the wrong order",
      { ...swedishChain, levels: [level(swedishChain, "remind1"), level(swedishChain, "remind1")] },
      sweden,
      [["levelsOutOfOrder", "remind1.wait", expect.stringContaining("order"), undefined]],
    ],
    [
      "a first level with nothing to count from",
      { ...swedishChain, levels: swedishChain.levels.slice(1) },
      sweden,
      [["levelsOutOfOrder", "remind2.wait", expect.stringContaining("order"), undefined]],
    ],
    [
      "a reminder that counts from a nudge, which may be passed over",
      change(inNorway, "remind1", { wait: { after: "previousSent", days: 15, unit: "calendarDays" } }),
      norway,
      [["levelsOutOfOrder", "remind1.wait", expect.stringContaining("order"), undefined]],
    ],
  ])("refused: %s", (_name, policy, pack, expected) => {
    expect(said(lawBreaches(policy, pack, on))).toEqual(expected);
  });

  test.each([
    ["60 kr", sweden, amount(60_00n)],
    ["38 kr", norway, amount(38_00n)],
  ])("exactly %s is lawful", (_name, pack, fee) => {
    expect(lawBreaches(change(swedishChain, "remind2", fee), pack, on)).toEqual([]);
  });

  test.each([
    ["14 calendar days", 14, "calendarDays"],
    ["10 working days, which hold two weekends", 10, "workingDays"],
  ] as const)("the agency %s after the notice is lawful", (_name, days, unit) => {
    const policy = change(inNorway, "agency", { wait: { after: "previousSent", days, unit } });
    expect(lawBreaches(policy, norway, on)).toEqual([]);
  });

  test.each<[string, Policy, typeof sweden]>([
    [
      "a Swedish reminder one working day after the due day",
      change(swedishChain, "remind1", { wait: { after: "due", days: 1, unit: "workingDays" } }),
      sweden,
    ],
    [
      "a Norwegian nudge the day after the due day",
      change(inNorway, "nudge", { wait: { after: "due", days: 1, unit: "calendarDays" } }),
      norway,
    ],
    [
      "a second reminder on the day of the first",
      change(swedishChain, "remind2", { wait: { after: "previousSent", days: 0, unit: "workingDays" } }),
      sweden,
    ],
  ])("lawful to the day: %s", (_name, policy, pack) => {
    expect(lawBreaches(policy, pack, on)).toEqual([]);
  });

  test("a second reminder before the first is refused, with the shortest wait that is not", () => {
    const wait = { after: "previousSent", days: -1, unit: "workingDays" } as const;
    expect(said(lawBreaches(change(swedishChain, "remind2", { wait }), sweden, on))).toEqual([
      ["beforeDue", "remind2.wait", expect.stringContaining("inkassolagen"), "0"],
    ]);
  });

  test("a demand of our own needs the collection notice before it", () => {
    const demand: Level = {
      ...level(inNorway, "collectionNotice"),
      name: "paymentDemand",
      wait: { after: "due", days: 30, unit: "calendarDays" },
    };
    const policy = { ...inNorway, levels: [level(inNorway, "remind1"), demand] };
    const wait = { after: "previousDeadline", days: 3, unit: "workingDays" } as const;
    const noticed = { ...inNorway, levels: [...inNorway.levels.slice(0, 3), { ...demand, wait }] };
    expect(lawBreaches(noticed, norway, on)).toEqual([]);
    expect(said(lawBreaches(policy, norway, on))).toEqual([
      ["letterMissingBefore", "paymentDemand.wait", "inkassoloven section 10", "collectionNotice"],
    ]);
  });

  describe("a demand of our own between the notice and the agency", () => {
    const calendarDays = (days: number) => ({ after: "previousSent", days, unit: "calendarDays" }) as const;
    const withDemand = (demandAfter: number, agencyAfter: number): Policy => {
      const [nudge, reminder, notice, agency] = inNorway.levels as [Level, Level, Level, Level];
      const demand: Level = { ...notice, name: "paymentDemand", wait: calendarDays(demandAfter) };
      return { ...inNorway, levels: [nudge, reminder, notice, demand, { ...agency, wait: calendarDays(agencyAfter) }] };
    };
    test.each([
      [14, 14, []],
      [13, 14, [["waitShorterThanDeadline", "paymentDemand.wait", "inkassoloven section 9", "14"]]],
      [14, 13, [["waitShorterThanDeadline", "agency.wait", "inkassoloven section 10", "14"]]],
    ])("%i days after the notice, the agency %i after the demand: %j", (demandAfter, agencyAfter, expected) => {
      expect(said(lawBreaches(withDemand(demandAfter, agencyAfter), norway, on))).toEqual(expected);
    });
  });

  test("a notice that states no days gives the law's, and the agency may wait for their end", () => {
    const policy = change(inNorway, "collectionNotice", { deadlineDays: null });
    const wait = { after: "previousSent", days: 14, unit: "calendarDays" } as const;
    expect(lawBreaches(change(policy, "agency", { wait }), norway, on)).toEqual([]);
    expect(said(lawBreaches(policy, norway, on)).map(([code]) => code)).toEqual(["noDeadlineToWaitFor"]);
  });

  test("four working days may hold no weekend", () => {
    const headOffice = level(swedishChain, "headOffice");
    const levels = [
      ...inNorway.levels.slice(0, 3),
      { ...headOffice, wait: { ...headOffice.wait, days: 4 } },
      { ...level(swedishChain, "agency"), wait: { after: "previousSent", days: 9, unit: "calendarDays" } as const },
    ];
    expect(said(lawBreaches({ ...inNorway, levels }, norway, on)).map(([code, field]) => `${code} ${field}`)).toEqual([
      "waitShorterThanDeadline agency.wait",
    ]);
  });

  test("39 kr on the second Norwegian reminder is too much also where the first had its fee", () => {
    const policy = change(withFee(swedishChain, "remind1"), "remind2", amount(39_00n));
    expect(said(lawBreaches(policy, norway, on))).toEqual([
      ["feeAboveLimit", "remind2.fee", expect.stringContaining("inkassoforskriften"), "3800"],
    ]);
  });

  test("from 2027 a clinic may not send a collection notice in Norway, and an amount cannot be proven lawful", () => {
    const later = date("2027-02-01");
    expect(said(lawBreaches(inNorway, norway, later))).toEqual([
      ["senderNotAllowed", "collectionNotice.sender", expect.stringContaining("LOV-2026-05-22-19"), "licensed"],
    ]);
    expect(lawBreaches(change(swedishChain, "remind2", amount(38_00n)), norway, later)[0]).toMatchObject({
      code: "feeNotKnown",
      field: "remind2.fee",
    });
  });

  test("N-11 what ships is lawful in its market, today and under every regime its claims may meet", () => {
    for (const pack of openMarkets.map(marketPack)) {
      const days = [on, ...pack.regimes.map((row) => row.from), date("2027-01-01"), date("2027-11-01")];
      const later = days.filter((day) => Temporal.PlainDate.compare(day, on) >= 0);
      for (const day of later)
        expect([pack.country, String(day), said(lawBreaches(defaultPolicy(pack), pack, day))]).toEqual([
          pack.country,
          String(day),
          [],
        ]);
    }
  });

  test("N-11 a notice that the clinic may no longer send waits for a person on the day, whatever its policy's day allowed", () => {
    const reminded = sent("remind1", "2026-12-07", { deadlineOn: date("2026-12-21") });
    const facts = (asOf: string) =>
      item(asOf, { dueOn: date("2026-11-20"), sent: [sent("nudge", "2026-11-25"), reminded] });
    expect(decide(inNorway, norway, facts("2026-12-30"))).toMatchObject({ kind: "step", level: "collectionNotice" });
    expect(decide(inNorway, norway, facts("2027-01-04"))).toMatchObject({
      kind: "needsPerson",
      reason: "senderNotAllowed",
      explanation: {
        inputs: { level: "collectionNotice" },
        law: { citation: expect.stringContaining("LOV-2026-05-22-19") as string },
      },
    });
  });

  test("there is no collection notice in Sweden", () => {
    const policy = change(inNorway, "remind1", { fee: { charge: "none" } });
    expect(lawBreaches(policy, sweden, on).map(({ code, field }) => [code, field])).toEqual([
      ["senderNotAllowed", "collectionNotice.sender"],
    ]);
  });
});
