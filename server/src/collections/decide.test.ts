import { describe, expect, test } from "vitest";
import {
  daily,
  date,
  debtor,
  inCalendarDays,
  item,
  norway,
  sent,
  sweden,
  toHeadOffice,
  weekly,
  withFee,
} from "./facts.fixture.ts";
import { decide, type Decision, defaultPolicy, type ItemFacts, type Policy, type StepDecision } from "./index.ts";

const at = (asOf: string, other: Partial<ItemFacts> = {}, policy: Policy = daily): Decision =>
  decide(policy, sweden, item(asOf, other));
const short = (decision: Decision): string => {
  if (decision.kind === "step") return `step ${decision.level}`;
  if (decision.kind === "notYet") return `notYet ${decision.level} ${decision.until.toString()}`;
  return `${decision.kind} ${decision.reason}`;
};
const step = (decision: Decision): StepDecision => {
  if (decision.kind !== "step") throw new Error(short(decision));
  return decision;
};
const r1 = sent("remind1", "2026-04-07");
const r2 = sent("remind2", "2026-04-14");

const back = (how: "failed" | "paid") => sent("agency", "2026-04-24", { agencyEnd: { how, on: date("2026-06-22") } });
const [givenUp, closedAsPaid] = [back("failed"), back("paid")];

describe("S2-07 S2-14 S2-16 nothing the day before a target, exactly one step on it, nothing after it was sent", () => {
  test.each([
    ["DP-010", "2026-04-02", [], "notYet remind1 2026-04-07"],
    ["DP-010", "2026-04-07", [], "step remind1"],
    ["DP-010", "2026-04-07", [r1], "notYet remind2 2026-04-14"],
    ["DP-013", "2026-04-13", [r1], "notYet remind2 2026-04-14"],
    ["DP-013", "2026-04-14", [r1], "step remind2"],
    ["DP-013", "2026-04-14", [r1, r2], "notYet headOffice 2026-04-21"],
    ["DP-014", "2026-04-20", [r1, r2], "notYet headOffice 2026-04-21"],
    ["DP-014", "2026-04-21", [r1, r2], "step headOffice"],
    ["DP-021", "2026-04-21", toHeadOffice, "notYet agency 2026-04-24"],
    ["DP-021", "2026-04-24", toHeadOffice, "step agency"],
    ["DP-023", "2026-05-24", [...toHeadOffice, sent("agency", "2026-04-24")], "heldBack atAgency"],
    ["DP-060", "2026-06-24", [...toHeadOffice, givenUp], "needsPerson collectionFailed"],
    ["E22", "2026-06-24", [...toHeadOffice, closedAsPaid], "needsPerson headOfficeDecides"],
  ] as const)("%s on %s: %s", (_rule, asOf, steps, expected) => {
    expect(short(at(asOf, { sent: steps }))).toBe(expected);
  });

  test.each([
    ["2026-04-07", [], "notYet remind1 2026-04-08"],
    ["2026-04-08", [], "step remind1"],
    ["2026-04-09", [], "step remind1"],
  ] as const)("S2-12 S2-13 DP-018 follow-up on Wednesdays, %s with %j sent: %s", (asOf, steps, expected) => {
    expect(short(at(asOf, { sent: steps }, weekly))).toBe(expected);
  });

  test("S2-33 DP-014 head office by calendar days: Monday 20 April", () => {
    const policy = inCalendarDays(daily);
    expect(short(at("2026-04-17", { sent: [r1, r2] }, policy))).toBe("notYet headOffice 2026-04-20");
    expect(short(at("2026-04-20", { sent: [r1, r2] }, policy))).toBe("step headOffice");
  });

  test.each(["2026-04-11", "2026-04-12", "2026-05-01"])("DP-017 no run on %s: the next working day", (asOf) => {
    const answer = at(asOf);
    expect(answer.kind === "notYet" && sweden.days.isWorkingDay(answer.until)).toBe(true);
  });

  test("S2-10 DP-015 DP-019 a missed run is made up on the next working day, once, and its lag is told", () => {
    const late = step(at("2026-04-09"));
    expect([late.level, late.targetOn.toString(), late.lag, late.isRed]).toEqual(["remind1", "2026-04-07", 2, true]);
    expect(short(at("2026-04-09", { sent: [sent("remind1", "2026-04-09")] }))).toBe("notYet remind2 2026-04-16");
  });

  test("DP-018 a week's wait for the follow-up day is not red; a sixth working day is", () => {
    const onWednesday = step(at("2026-04-08", {}, weekly));
    expect([onWednesday.lag, onWednesday.isRed]).toEqual([1, false]);
    expect(step(at("2026-04-14", {}, weekly))).toMatchObject({ lag: 5, isRed: false });
    expect(step(at("2026-04-15", {}, weekly))).toMatchObject({ lag: 6, isRed: true });
  });
});

describe("DP-060 E22 a claim that the agency is done with", () => {
  test("S2-28 given up, it is no longer there: head office proposes the loss, and the day it came back says so", () => {
    const decided = at("2026-06-24", { sent: [...toHeadOffice, givenUp] });
    expect(decided.explanation).toMatchObject({ rule: "DP-060", inputs: { endedOn: "2026-06-22" } });
  });

  test("E22 closed as paid and open again, it is head office's, not the agency's", () => {
    const decided = at("2026-06-24", { sent: [...toHeadOffice, closedAsPaid] });
    expect(decided.explanation).toMatchObject({ rule: "E22", inputs: { endedOn: "2026-06-22" } });
  });
});

describe("N-04 what a step says", () => {
  test("S2-15 DP-016 the second reminder: from the clinic, no new due day, the day of the next step", () => {
    expect(step(at("2026-04-14", { sent: [r1] }))).toMatchObject({
      level: "remind2",
      amountMinor: 120_000n,
      sender: "clinic",
      channels: "digitalThenPost",
      wording: "followUp.remind2",
      addressee: "debtor",
      byOtherChannel: false,
      lag: 0,
      isRed: false,
      deadlineOn: null,
      approval: "standing",
      wholeRestFallsDue: false,
    });
    expect(String(step(at("2026-04-14", { sent: [r1] })).nextStepOn)).toBe("2026-04-21");
  });

  test.each([
    ["2026-04-07", [], "DP-010", "standing"],
    ["2026-04-14", [r1], "DP-013", "standing"],
    ["2026-04-21", [r1, r2], "DP-014", "person"],
    ["2026-04-24", toHeadOffice, "DP-022", "person"],
  ] as const)("DP-019 on %s: rule and who approves", (asOf, steps, rule, approval) => {
    const decided = step(at(asOf, { sent: steps }));
    expect([decided.explanation.rule, decided.approval]).toEqual([rule, approval]);
    expect(Object.keys(decided.explanation.inputs)).toEqual(["dueOn", "targetOn"]);
  });

  test("DP-016 the last level has no next day", () => {
    expect(step(at("2026-04-24", { sent: toHeadOffice })).nextStepOn).toBeNull();
  });

  test("DP-018 a wait for the weekday is explained", () => {
    expect(step(at("2026-04-08", {}, weekly)).explanation.with).toEqual(["DP-018"]);
    expect(step(at("2026-04-07")).explanation.with).toEqual([]);
  });
});

describe("N-03 SEC-84 DP-017 nothing leaves on stale data", () => {
  const bank = (completeThrough: string, ...missing: string[]) => ({
    bank: { completeThrough: date(completeThrough), missing },
  });
  test.each([
    ["complete through the last working day", bank("2026-04-02"), "step remind1"],
    ["a day short", bank("2026-04-01"), "heldBack bankDataMissing"],
    ["a file that was due before the run", bank("2026-04-07", "bgmax"), "heldBack bankDataMissing"],
  ])("%s", (_name, facts, expected) => {
    expect(short(at("2026-04-07", facts))).toBe(expected);
  });

  test("the explanation names the files and the day needed", () => {
    const held = at("2026-04-07", bank("2026-04-01", "bgmax", "card settlement"));
    expect(held.explanation).toEqual({
      rule: "DP-017",
      with: ["SEC-84"],
      inputs: { missing: "bgmax, card settlement", completeThrough: "2026-04-01", neededThrough: "2026-04-02" },
      law: null,
    });
  });

  test("head office and agency wait for the bank's data too", () => {
    expect(short(at("2026-04-21", { sent: [r1, r2], ...bank("2026-04-17") }))).toBe("heldBack bankDataMissing");
  });

  test("DP-011 a payment whose outcome nobody knows stops the step, not the days before it", () => {
    expect(short(at("2026-04-07", { hasUnknownPayment: true }))).toBe("heldBack paymentUnknown");
    expect(short(at("2026-04-02", { hasUnknownPayment: true }))).toBe("notYet remind1 2026-04-07");
  });
});

describe("DP-032 DP-033 DP-034 stops of people", () => {
  const dispute = { openedOn: date("2026-04-01"), answer: null };
  test("SEC-84 an open dispute stops every step until it is answered; an answer later than five working days is red", () => {
    for (const steps of [[], [r1], [r1, r2], toHeadOffice])
      expect(short(at("2026-05-04", { sent: steps, dispute }))).toBe("heldBack disputed");
    expect(at("2026-04-10", { dispute })).toMatchObject({ kind: "heldBack", isRed: false, until: null });
    expect(at("2026-04-13", { dispute })).toMatchObject({ kind: "heldBack", isRed: true });
  });

  test("a dispute the clinic gave in to waits for the credit", () => {
    const upheld = { ...dispute, answer: { on: date("2026-04-02"), outcome: "upheld" as const } };
    expect(short(at("2026-04-07", { dispute: upheld }))).toBe("needsPerson disputeUpheld");
  });

  const hold = { reason: "systemFault", fromOn: date("2026-04-01"), endsOn: date("2026-04-10") } as const;
  test.each([
    ["2026-04-01", "heldBack hold"],
    ["2026-04-10", "heldBack hold"],
    ["2026-04-13", "step remind1"],
  ])("DP-033 a hold from 1 to 10 April, on %s: %s", (asOf, expected) => {
    expect(short(at(asOf, { hold }))).toBe(expected);
  });

  test("a hold that begins later is not in force yet", () => {
    const later = { ...hold, fromOn: date("2026-04-08") };
    expect(short(at("2026-04-07", { hold: later }))).toBe("step remind1");
  });

  test("DP-034 after a hold the lag counts from the first run after its end", () => {
    expect(step(at("2026-04-13", { hold }))).toMatchObject({ lag: 0, isRed: false, explanation: { with: ["DP-034"] } });
    expect(step(at("2026-04-14", { hold }))).toMatchObject({ lag: 1, isRed: true });
    const held = at("2026-04-07", { hold });
    expect(held.kind === "heldBack" && String(held.until)).toBe("2026-04-11");
  });

  test("DP-034 a hold that ends on a Monday: the first run is Tuesday's", () => {
    const untilMonday = { ...hold, endsOn: date("2026-04-13") };
    expect(step(at("2026-04-14", { hold: untilMonday }))).toMatchObject({ lag: 0, isRed: false });
    expect(at("2026-04-13", { hold: untilMonday })).toMatchObject({ kind: "heldBack", isRed: false });
  });

  test("DP-033 what a person holds is not asked of a person again", () => {
    const dead = { ...hold, reason: "deceased" } as const;
    const answer = at("2026-04-07", { hold: dead, debtor: debtor({ isDeceased: true }) });
    expect(answer).toMatchObject({ kind: "heldBack", explanation: { inputs: { reason: "deceased" } } });
  });
});

describe("S0-45 DP-022 hand-over to an agency", () => {
  const onAgencyDay = (other: Partial<ItemFacts>): Decision => at("2026-04-24", { sent: toHeadOffice, ...other });
  test.each<[string, Partial<ItemFacts>, string[]]>([
    [
      "a reminder without proof of delivery",
      { sent: [r1, { ...r2, isProven: false }, toHeadOffice[2]!] },
      ["proofOfReminders"],
    ],
    ["a reminder left out", { sent: [r1, toHeadOffice[2]!] }, ["proofOfReminders"]],
    ["no postal address", { debtor: debtor({ hasPostalAddress: false }) }, ["postalAddress"]],
    ["a business without its number", { debtor: debtor({ kind: "business" }) }, ["organisationNumber"]],
    ["99.99 left", { leftMinor: 9_999n }, ["amountBelowMinimum"]],
    [
      "several at once",
      { leftMinor: 9_999n, debtor: debtor({ hasPostalAddress: false }) },
      ["postalAddress", "amountBelowMinimum"],
    ],
  ])("%s: a person has to look", (_name, other, lacks) => {
    expect(onAgencyDay(other)).toMatchObject({ kind: "needsPerson", reason: "handOverNotReady", lacks });
  });

  test.each<[string, Partial<ItemFacts>]>([
    ["exactly 100.00 left", { leftMinor: 10_000n }],
    ["a business with its number", { debtor: debtor({ kind: "business", hasOrganisationNumber: true }) }],
    ["a person without any number", { debtor: debtor() }],
    ["a person who cannot be reached by message, but has an address", { debtor: debtor({ canBeReached: false }) }],
  ])("%s: proposed", (_name, other) => {
    expect(short(onAgencyDay(other))).toBe("step agency");
  });

  test("limitation ends every step, with the law that says so", () => {
    const aroseOn = date("2023-04-20");
    const limitation = { debtor: "consumer", aroseOn, claimableOn: aroseOn, interruptedOn: null } as const;
    for (const steps of [[r1], toHeadOffice])
      expect(at("2026-04-24", { sent: steps, limitation })).toMatchObject({
        kind: "needsPerson",
        reason: "limitationReached",
        explanation: { law: { citation: "preskriptionslagen (1981:130) sections 2 and 5" } },
      });
    const delivered = { ...limitation, interruptedOn: date("2026-04-07") };
    expect(short(at("2026-04-24", { sent: toHeadOffice, limitation: delivered }))).toBe("step agency");
  });

  test("a policy that ends at head office leaves the rest to head office", () => {
    const policy = { ...daily, levels: daily.levels.slice(0, 3) };
    expect(short(at("2026-04-24", { sent: toHeadOffice }, policy))).toBe("needsPerson headOfficeDecides");
  });
});

describe("a bill that was never delivered", () => {
  test.each([
    ["2026-03-27", "notYet remind1 2026-03-28"],
    ["2026-03-30", "needsPerson invoiceNotDelivered"],
  ])("on %s: %s", (asOf, expected) => {
    expect(short(at(asOf, { deliveredOn: null }))).toBe(expected);
  });
});

describe("DP-030 DP-031 fees are asked of the law", () => {
  const charging = withFee(daily, "remind2");
  const agreed = { feeAgreedOn: date("2026-02-25") };
  test("by default no fee, and the step is taken", () => {
    expect(step(at("2026-04-14", { sent: [r1], ...agreed })).fee).toEqual({
      feeMinor: 0n,
      explanation: { rule: "DP-030", with: [], inputs: { charge: "none" }, law: null },
    });
  });

  test.each([
    ["agreed on the day of treatment", "2026-02-25", 6_000n],
    ["agreed the day after", "2026-02-26", 0n],
    ["never agreed", null, 0n],
  ])("Sweden, %s: the reminder is sent, with %s the fee is %i", (_name, on, feeMinor) => {
    const answer = step(at("2026-04-14", { sent: [r1], feeAgreedOn: on === null ? null : date(on) }, charging));
    expect([answer.level, answer.fee.feeMinor]).toEqual(["remind2", feeMinor]);
    if (feeMinor === 0n)
      expect(answer.fee.explanation).toMatchObject({
        inputs: { refused: "feeNotAgreed" },
        law: { wouldChange: "agreed by 2026-02-25" },
      });
  });

  test.each([
    [50_00n, 50_00n],
    [60_00n, 60_00n],
    [61_00n, 60_00n],
  ])("a policy that asks for %i charges %i: never above the law", (mostMinor, feeMinor) => {
    const fee = { charge: "amount", mostMinor } as const;
    const policy = {
      ...daily,
      levels: daily.levels.map((each) => (each.name === "remind2" ? { ...each, fee } : each)),
    };
    expect(step(at("2026-04-14", { sent: [r1], ...agreed }, policy)).fee.feeMinor).toBe(feeMinor);
  });

  test("once: a fee on the first reminder leaves none for the second, unless the first came back", () => {
    const policy = withFee(daily, "remind1", "remind2");
    const first = step(at("2026-04-07", agreed, policy));
    expect(first.fee.feeMinor).toBe(60_00n);
    const charged = { ...r1, feeMinor: first.fee.feeMinor };
    expect(step(at("2026-04-14", { sent: [charged], ...agreed }, policy)).fee.feeMinor).toBe(0n);
    const back = { ...charged, returnedOn: date("2026-04-13") };
    expect(step(at("2026-04-14", { sent: [back], ...agreed }, policy))).toMatchObject({
      level: "remind1",
      fee: { feeMinor: 60_00n },
    });
  });

  test("an objection that was answered as groundless does not take the fee away", () => {
    const dispute = { openedOn: date("2026-04-01"), answer: { on: date("2026-04-02"), outcome: "rejected" as const } };
    expect(step(at("2026-04-14", { sent: [r1], ...agreed, dispute }, charging)).fee.feeMinor).toBe(60_00n);
  });

  test("no fee where collection conduct was broken", () => {
    const answer = step(at("2026-04-14", { sent: [r1], ...agreed, conductBroken: true }, charging));
    expect(answer.fee).toMatchObject({ feeMinor: 0n, explanation: { inputs: { refused: "conductBroken" } } });
  });
});

describe("X-19 the same policy in Norway, due 19 October 2026", () => {
  const facts = (asOf: string, other: Partial<ItemFacts> = {}): ItemFacts =>
    item(asOf, {
      dueOn: date("2026-10-19"),
      deliveredOn: date("2026-10-01"),
      debtAroseOn: date("2026-10-01"),
      ...other,
    });
  const policy = withFee(daily, "remind1", "remind2");

  test("DP-010 a friendly reminder on 26 October, day 7: never a fee", () => {
    const answer = step(decide(policy, norway, facts("2026-10-26")));
    expect(answer).toMatchObject({ level: "remind1", fee: { feeMinor: 0n }, deadlineOn: null });
    expect(answer.fee.explanation).toMatchObject({
      inputs: { refused: "feeTooEarly" },
      law: { citation: "inkassoforskriften section 1-2", wouldChange: "2026-11-02" },
    });
    expect(String(answer.nextStepOn)).toBe("2026-11-02");
  });

  test("DP-013 DP-030 the second on 2 November, day 14: 38 kr with 14 days to pay, then head office on 9 November", () => {
    const steps = [sent("remind1", "2026-10-26")];
    const answer = step(decide(policy, norway, facts("2026-11-02", { sent: steps })));
    expect(answer).toMatchObject({ level: "remind2", fee: { feeMinor: 38_00n } });
    expect([String(answer.deadlineOn), String(answer.nextStepOn)]).toEqual(["2026-11-16", "2026-11-09"]);
    const free = step(decide(daily, norway, facts("2026-11-02", { sent: steps })));
    expect([free.fee.feeMinor, free.deadlineOn]).toEqual([0n, null]);
  });

  test("past the last known row: the letter goes without a fee", () => {
    const late = facts("2027-01-04", { sent: [sent("remind1", "2026-12-21")] });
    const answer = step(decide(policy, norway, late));
    expect(answer).toMatchObject({
      level: "remind2",
      fee: { feeMinor: 0n, explanation: { inputs: { refused: "feeNotKnown" } } },
    });
  });

  test("a fee that nobody has confirmed is not charged", () => {
    const unsure = {
      ...norway,
      fee: () => ({ ok: true, feeMinor: 38_00n, citation: "the law", unconfirmed: ["fees.reminder"] }) as const,
    };
    const answer = step(decide(policy, unsure, facts("2026-11-02", { sent: [sent("remind1", "2026-10-26")] })));
    expect(answer.fee).toMatchObject({ feeMinor: 0n, explanation: { inputs: { unconfirmed: "fees.reminder" } } });
  });
});

describe("X-19 Norway's own timetable", () => {
  const own = defaultPolicy(norway, date("2025-06-01"));
  const facts = (asOf: string, other: Partial<ItemFacts> = {}): ItemFacts =>
    item(asOf, {
      dueOn: date("2026-10-19"),
      deliveredOn: date("2026-10-01"),
      debtAroseOn: date("2026-10-01"),
      ...other,
    });
  const nudge = sent("nudge", "2026-10-22");
  const reminder = sent("remind1", "2026-11-03", { deadlineOn: date("2026-11-17"), feeMinor: 38_00n });
  const notice = sent("collectionNotice", "2026-11-19", { deadlineOn: date("2026-12-03"), feeMinor: 38_00n });

  test.each([
    ["2026-10-21", [], "notYet nudge 2026-10-22"],
    ["2026-10-22", [], "step nudge"],
    ["2026-10-22", [nudge], "notYet remind1 2026-11-03"],
    ["2026-11-03", [nudge], "step remind1"],
    ["2026-11-18", [nudge, reminder], "notYet collectionNotice 2026-11-19"],
    ["2026-11-19", [nudge, reminder], "step collectionNotice"],
    ["2026-12-07", [nudge, reminder, notice], "notYet agency 2026-12-08"],
    ["2026-12-08", [nudge, reminder, notice], "step agency"],
    ["2026-11-03", [], "step remind1"],
    ["2026-11-02", [], "step nudge"],
  ] as const)("on %s: %s", (asOf, steps, expected) => {
    expect(short(decide(own, norway, facts(asOf, { sent: steps })))).toBe(expected);
  });

  test("fees and deadlines of reminder and notice, each 38 kr and 14 days; the notice waits for a person", () => {
    const first = step(decide(own, norway, facts("2026-11-03", { sent: [nudge] })));
    expect([first.fee.feeMinor, String(first.deadlineOn), first.approval]).toEqual([38_00n, "2026-11-17", "standing"]);
    const second = step(decide(own, norway, facts("2026-11-19", { sent: [nudge, reminder] })));
    expect([second.fee.feeMinor, String(second.deadlineOn), second.approval]).toEqual([38_00n, "2026-12-03", "person"]);
  });

  test("who opted out of nudges gets the reminder, on its day", () => {
    const optedOut = { debtor: debtor({ optedOutOfNudges: true }) };
    expect(short(decide(own, norway, facts("2026-10-22", optedOut)))).toBe("notYet remind1 2026-11-03");
  });
});
