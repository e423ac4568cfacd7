import { describe, expect, test } from "vitest";
import { daily, date, debtor, item, sent, sweden, toHeadOffice, withFee } from "./facts.fixture.ts";
import {
  decide,
  decideAll,
  type Decision,
  gatherLetters,
  type ItemFacts,
  type LetterPart,
  mayMoveDueDate,
  type Policy,
  stillStands,
  type StepDecision,
} from "./index.ts";

const at = (asOf: string, other: Partial<ItemFacts> = {}, policy: Policy = daily): Decision =>
  decide(policy, sweden, item(asOf, other));
const short = (decision: Decision): string => {
  if (decision.kind === "step") return `step ${decision.level} ${decision.amountMinor}`;
  if (decision.kind === "notYet") return `notYet ${decision.level} ${decision.until.toString()}`;
  return `${decision.kind} ${decision.reason}`;
};
const step = (decision: Decision): StepDecision => {
  if (decision.kind !== "step") throw new Error(short(decision));
  return decision;
};
const r1 = sent("remind1", "2026-04-07");
const r2 = sent("remind2", "2026-04-14");
const paid = { leftMinor: 0n, reducedOn: date("2026-04-07") };

describe("the routine's edge cases", () => {
  test("E1 paid on the day of the reminder, the file came before the run: no reminder", () => {
    expect(at("2026-04-07", paid)).toMatchObject({ kind: "closed", reason: "nothingLeft", crossed: false });
  });

  test("E2 the file came after the run: crossed, later steps stop, any fee is withdrawn", () => {
    const answer = at("2026-04-14", { ...paid, sent: [{ ...r1, feeMinor: 60_00n }] });
    expect(answer).toMatchObject({ kind: "closed", reason: "nothingLeft", crossed: true, feesWithdrawn: true });
    expect(answer.explanation.rule).toBe("E2");
    const paidAfter = at("2026-04-14", { ...paid, reducedOn: date("2026-04-08"), sent: [r1] });
    expect(paidAfter).toMatchObject({ kind: "closed", crossed: false, feesWithdrawn: false });
  });

  test("E3 paid by card between run and printing: dropped; so is a letter whose amount has changed", () => {
    const decided = step(at("2026-04-07"));
    expect(stillStands(decided, at("2026-04-07"))).toBe(true);
    expect(stillStands(decided, at("2026-04-07", paid))).toBe(false);
    expect(stillStands(decided, at("2026-04-07", { leftMinor: 70_000n }))).toBe(false);
    expect(stillStands(decided, at("2026-04-14", { sent: [r1] }))).toBe(false);
  });

  test("E4 part payment before the first reminder: it goes for the rest, the same day", () => {
    expect(short(at("2026-04-07", { leftMinor: 70_000n, reducedOn: date("2026-04-02") }))).toBe("step remind1 70000");
  });

  test("E5 part payment between the reminders: the second for the rest on its day, the clock is not reset", () => {
    const facts = { leftMinor: 70_000n, reducedOn: date("2026-04-10"), sent: [r1] };
    expect(short(at("2026-04-13", facts))).toBe("notYet remind2 2026-04-14");
    expect(short(at("2026-04-14", facts))).toBe("step remind2 70000");
  });

  test("E6 a rest of 1.00 is rounded off and closed; 1.01 is followed up", () => {
    expect(at("2026-04-07", { leftMinor: 100n })).toMatchObject({
      kind: "closed",
      reason: "minorBalance",
      roundedOffMinor: 100n,
    });
    expect(short(at("2026-04-07", { leftMinor: 101n }))).toBe("step remind1 101");
  });

  test("E7 another invoice was overpaid: the reminder names the credit and takes nothing of it", () => {
    expect(step(at("2026-04-07", { creditElsewhereMinor: 30_000n }))).toMatchObject({
      amountMinor: 120_000n,
      creditElsewhereMinor: 30_000n,
    });
  });

  test("E8 a credit between steps: the rest on the same clock; a full one ends it, and fees go if the invoice was wrong", () => {
    const credited = { reducedOn: date("2026-04-09"), sent: [r1] };
    expect(short(at("2026-04-14", { ...credited, leftMinor: 50_000n }))).toBe("step remind2 50000");
    const goodwill = at("2026-04-14", { ...credited, leftMinor: 0n });
    expect(goodwill).toMatchObject({ kind: "closed", reason: "nothingLeft", feesWithdrawn: false });
    const wrong = at("2026-04-14", { ...credited, leftMinor: 0n, wasWrong: true });
    expect(wrong).toMatchObject({ kind: "closed", crossed: false, feesWithdrawn: true, explanation: { rule: "E8" } });
  });

  test("E9 a replacement invoice has its own due day and clock", () => {
    const replacement = { dueOn: date("2026-05-08"), deliveredOn: date("2026-04-10") };
    expect(short(at("2026-04-14", replacement))).toBe("notYet remind1 2026-05-18");
  });

  test("E10 a dispute before the first reminder: it waits as the others do, and head office sees it at once", () => {
    const dispute = { openedOn: date("2026-03-30"), answer: null };
    expect(short(at("2026-03-30", { dispute }))).toBe("heldBack disputed");
    expect(short(at("2026-04-07", { dispute }))).toBe("heldBack disputed");
  });

  test("E11 a part is disputed: it waits as an item of its own, the rest goes on", () => {
    const part = { leftMinor: 40_000n, dispute: { openedOn: date("2026-04-01"), answer: null } };
    expect([at("2026-04-07", part), at("2026-04-07", { leftMinor: 80_000n })].map(short)).toEqual([
      "heldBack disputed",
      "step remind1 80000",
    ]);
  });

  test.each([
    ["2026-04-09", "2026-04-16", "five working days after the answer is later than the target"],
    ["2026-04-02", "2026-04-14", "the target is later"],
  ])("E12 a dispute rejected on %s: the second reminder on %s, %s", (on, expected, _why) => {
    const dispute = { openedOn: date("2026-04-01"), answer: { on: date(on), outcome: "rejected" as const } };
    const facts = { sent: [r1], dispute };
    expect(short(at("2026-04-13", facts))).toBe(`notYet remind2 ${expected}`);
    const answer = step(at(expected, facts));
    expect([answer.lag, answer.explanation.with]).toEqual([0, expected === "2026-04-16" ? ["E12"] : []]);
  });

  describe("E13 a promise to pay", () => {
    const promise = (madeOn: string, promisedOn: string) => ({ madeOn: date(madeOn), promisedOn: date(promisedOn) });
    test("does not move the first reminder", () => {
      expect(short(at("2026-04-07", { promises: [promise("2026-04-02", "2026-04-20")] }))).toBe("step remind1 120000");
    });
    test.each([
      ["2026-04-17", "2026-04-20", "the working day after the promised one"],
      ["2026-04-20", "2026-04-21", "also in the middle of a week"],
      ["2026-04-10", "2026-04-14", "a promise before the target moves nothing"],
      ["2026-04-27", "2026-04-28", "ten working days past the target is the longest"],
      ["2026-06-30", "2026-04-28", "and no promise moves it further"],
    ])("moves the second reminder, promised %s: %s, %s", (promisedOn, expected, _why) => {
      const facts = { sent: [r1], promises: [promise("2026-04-08", promisedOn)] };
      expect(short(at("2026-04-13", facts))).toBe(`notYet remind2 ${expected}`);
      expect(step(at(expected, facts))).toMatchObject({ level: "remind2", lag: 0, isRed: false });
    });
    test("broken: the step at the next run", () => {
      const facts = { sent: [r1], promises: [promise("2026-04-08", "2026-04-17")] };
      expect(step(at("2026-04-20", facts))).toMatchObject({ level: "remind2", explanation: { with: ["E13"] } });
    });
    test("once: it moved the second reminder, so head office is not moved, and no second promise helps", () => {
      const moved = [r1, sent("remind2", "2026-04-28")];
      const promises = [promise("2026-04-29", "2026-06-15"), promise("2026-04-08", "2026-05-15")];
      expect(short(at("2026-05-06", { sent: moved, promises }))).toBe("step headOffice 120000");
    });
    test.each(["2026-04-14", "2026-04-15"])(
      "made on %s, when the second reminder had left, it moves head office",
      (madeOn) => {
        const facts = { sent: [r1, r2], promises: [promise(madeOn, "2026-04-24")] };
        expect(short(at("2026-04-21", facts))).toBe("notYet headOffice 2026-04-27");
      },
    );
    test("never the agency, about which a person decides", () => {
      const facts = { sent: toHeadOffice, promises: [promise("2026-04-22", "2026-05-15")] };
      expect(short(at("2026-04-24", facts))).toBe("step agency 120000");
    });
  });

  test("E14 a plan ends the invoice's clock; an instalment has its own, and the whole rest falls due at head office if the plan says so", () => {
    expect(short(at("2026-04-14", { sent: [r1], hasPlan: true }))).toBe("closed plan");
    const instalment = (wholeRestFallsDue: boolean) => ({
      leftMinor: 20_000n,
      sent: [r1, r2],
      instalment: { wholeRestFallsDue, calledInOn: null },
    });
    expect(step(at("2026-04-21", instalment(true)))).toMatchObject({ level: "headOffice", wholeRestFallsDue: true });
    expect(step(at("2026-04-21", instalment(false)))).toMatchObject({ level: "headOffice", wholeRestFallsDue: false });
    expect(step(at("2026-04-14", { ...instalment(true), sent: [r1] })).wholeRestFallsDue).toBe(false);
  });

  test.each([
    ["Saturday", "2026-05-30", "2026-06-08"],
    ["Sunday, Easter", "2026-04-05", "2026-04-14"],
    ["holiday", "2026-05-14", "2026-05-22"],
    ["Midsummer Eve", "2026-06-19", "2026-06-29"],
    ["24 December", "2026-12-24", "2027-01-07"],
    ["31 December", "2026-12-31", "2027-01-12"],
    ["leap day", "2024-02-29", "2024-03-07"],
  ])("E15 due on a %s, %s: the next working day is day 0, reminder on %s", (_name, dueOn, expected) => {
    const due = date(dueOn);
    const facts = { dueOn: due, deliveredOn: due.subtract({ days: 20 }), debtAroseOn: due.subtract({ days: 20 }) };
    const onTime = date(expected);
    expect(short(at(expected, facts))).toBe("step remind1 120000");
    const before = sweden.days.addWorkingDays(onTime, -1);
    expect(short(at(before.toString(), facts))).toBe(`notYet remind1 ${expected}`);
  });

  test("E16 a due day moved after issue is refused in this chain", () => {
    expect(mayMoveDueDate(daily, date("2026-03-27"), date("2026-04-10"))).toBe(false);
  });

  test("E17 a reminder that came back is not sent: another channel the same day, and the second counts from the one that arrived", () => {
    const returned = sent("remind1", "2026-04-07", { returnedOn: date("2026-04-09") });
    const again = step(at("2026-04-09", { sent: [returned] }));
    expect(again).toMatchObject({ level: "remind1", byOtherChannel: true, lag: 2, isRed: true });
    expect(again.explanation.with).toEqual(["E17"]);
    expect(short(at("2026-04-09", { sent: [returned, sent("remind1", "2026-04-09")] }))).toBe(
      "notYet remind2 2026-04-16",
    );
    const second = step(at("2026-04-16", { sent: [returned, sent("remind1", "2026-04-09")] }));
    expect(second).toMatchObject({ level: "remind2", byOtherChannel: false, lag: 0 });
    const unreachable = { sent: [returned], debtor: debtor({ canBeReached: false }) };
    expect(short(at("2026-04-09", unreachable))).toBe("needsPerson addressUnknown");
  });

  test("E18 two invoices of one payer, same step same day: one letter, both listed, one fee", () => {
    const policy = withFee(daily, "remind1");
    const part = (itemId: string, payerId: string, other: Partial<ItemFacts> = {}): LetterPart => ({
      itemId,
      payerId,
      decision: step(at("2026-04-07", { feeAgreedOn: date("2026-02-25"), ...other }, policy)),
    });
    const second = { ...part("d", "anna"), decision: step(at("2026-04-14", { sent: [r1] })) };
    const toAgency = { ...part("e", "anna"), decision: step(at("2026-04-21", { sent: [r1, r2] })) };
    const letters = gatherLetters([
      part("a", "anna", { feeAgreedOn: null }),
      part("b", "anna"),
      part("c", "bo"),
      second,
      toAgency,
      part("f", "anna"),
    ]);
    const listed = letters.map(({ payerId, parts }) => [
      payerId,
      parts.map(({ itemId, decision }) => `${itemId} ${decision.fee.feeMinor} ${decision.fee.explanation.rule}`),
    ]);
    expect(listed).toEqual([
      ["anna", ["a 0 DP-030", "b 6000 DP-030", "f 0 E18"]],
      ["bo", ["c 6000 DP-030"]],
      ["anna", ["d 0 DP-030"]],
    ]);
  });

  test("E19 a child is no debtor: the guardian is asked, and without one a person looks", () => {
    const child = (hasGuardian: boolean) => ({ debtor: debtor({ isMinor: true, hasGuardian }) });
    expect(step(at("2026-04-07", child(true)))).toMatchObject({
      addressee: "guardian",
      explanation: { with: ["E19"] },
    });
    expect(short(at("2026-04-07", child(false)))).toBe("needsPerson minorWithoutGuardian");
  });

  test("E20 the debtor is dead: everything stops at once", () => {
    for (const asOf of ["2026-03-01", "2026-04-07"])
      expect(short(at(asOf, { debtor: debtor({ isDeceased: true }) }))).toBe("needsPerson deceased");
  });

  test("E21 protected identity: no letter by the ordinary address", () => {
    expect(short(at("2026-04-07", { debtor: debtor({ hasProtectedIdentity: true }) }))).toBe(
      "needsPerson protectedIdentity",
    );
  });

  test.each([
    ["2026-05-04", "2026-05-11", "five working days after the reversal"],
    ["2026-04-01", "2026-04-14", "the target, which is later"],
  ])("E22 a payment reversed on %s: the step where it was, on %s, %s", (reversedOn, expected, _why) => {
    const facts = { sent: [r1], reversedOn: date(reversedOn) };
    const before = sweden.days.addWorkingDays(date(expected), -1).toString();
    expect(short(at(before, facts))).toBe(`notYet remind2 ${expected}`);
    expect(step(at(expected, facts))).toMatchObject({ level: "remind2", lag: 0 });
  });

  test("E23 S2-18 a patient share of 0 is never followed up, and the state's part is not asked of the patient", () => {
    expect(at("2026-04-07", { patientShareMinor: 0n })).toMatchObject({
      kind: "closed",
      reason: "noPatientShare",
      crossed: false,
      feesWithdrawn: false,
      roundedOffMinor: 0n,
    });
  });

  test("E36 a calendar that lacks the year stops the clinic's whole run; nothing is guessed", () => {
    const due = date("2035-12-27");
    const beyond = item("2035-12-28", { dueOn: due, deliveredOn: date("2035-12-01") });
    expect(short(decide(daily, sweden, beyond))).toBe("needsPerson calendarUnknown");
    const run = [item("2026-04-07"), beyond].map((facts) => ({ policy: daily, facts }));
    expect(decideAll(sweden, run)).toEqual({ ok: false, code: "calendarUnknown", year: 2036, knownThrough: 2035 });
    const known = decideAll(sweden, run.slice(0, 1));
    expect(known.ok && known.value.map(short)).toEqual(["step remind1 120000"]);
  });

  test("E37 the clock jumps on the run's day: both sides of the jump are one calendar day, and one step", () => {
    const before = Temporal.ZonedDateTime.from("2026-03-29T01:59:59+01:00[Europe/Stockholm]");
    const after = before.add({ seconds: 1 });
    expect([before.hour, after.hour]).toEqual([1, 3]);
    const due = { dueOn: date("2026-03-20") };
    const monday = [before, after].map((moment) => moment.add({ days: 1 }).toPlainDate().toString());
    const first = monday.map((asOf) => short(at(asOf, due)));
    expect(first).toEqual(["step remind1 120000", "step remind1 120000"]);
    expect(short(at(monday[1]!, { ...due, sent: [sent("remind1", monday[0]!)] }))).toBe("notYet remind2 2026-04-08");
  });

  test("E39 what a partner has bought or administers is outside the policy", () => {
    const answer = at("2026-04-07", { custodyOf: "the finance partner", debtor: debtor({ isDeceased: true }) });
    expect(answer).toMatchObject({ kind: "heldBack", reason: "partnerCustody", until: null });
  });
});
