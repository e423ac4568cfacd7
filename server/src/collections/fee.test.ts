import { describe, expect, test } from "vitest";
import type { FeeDecision, FeeFacts } from "../markets/index.ts";
import { daily, date, debtor, item, sent } from "./facts.fixture.ts";
import { feeOf, feeStepOf, letterOf } from "./fee.ts";
import type { Level } from "./policy-model.ts";

const dueOn = date("2026-03-27");
const allowed: FeeDecision = { ok: true, feeMinor: 6_000n, citation: "Lag 1981:739", unconfirmed: [] };

/** A law that answers the same whatever it is told, and remembers what it was told. */
function lawSaying(answer: FeeDecision) {
  const told: FeeFacts[] = [];
  return { told, fee: (facts: FeeFacts) => (told.push(facts), answer) };
}

const charging = (fee: Level["fee"], name: Level["name"] = "remind2"): Level => ({ ...daily.levels[0]!, name, fee });
const asLawAllows = charging({ charge: "asLawAllows" });

describe("DP-030 the fee of a letter", () => {
  test.each([
    ["nudge", null, null],
    ["remind1", "reminder", "reminder"],
    ["remind2", "reminder", "reminder"],
    ["collectionNotice", "collectionNotice", "collectionNotice"],
    ["paymentDemand", "paymentDemand", "paymentDemand"],
    ["headOffice", null, null],
    ["agency", null, "handOver"],
  ] as const)("%s: the law knows the letter as %s and may name a fee for %s", (level, letter, step) => {
    expect(letterOf(level)).toBe(letter);
    expect(feeStepOf(level)).toBe(step);
  });

  test("none where the policy asks for none, or for a nudge: the law is not asked", () => {
    const law = lawSaying(allowed);
    const none = { feeMinor: 0n, explanation: { rule: "DP-030", with: [], inputs: { charge: "none" }, law: null } };
    expect(feeOf(charging({ charge: "none" }), law, item("2026-04-14"), dueOn)).toEqual(none);
    expect(feeOf(charging({ charge: "asLawAllows" }, "nudge"), law, item("2026-04-14"), dueOn)).toEqual(none);
    expect(law.told).toEqual([]);
  });

  test("what the law allows, with its paragraph", () => {
    expect(feeOf(asLawAllows, lawSaying(allowed), item("2026-04-14"), dueOn)).toEqual({
      feeMinor: 6_000n,
      explanation: {
        rule: "DP-030",
        with: [],
        inputs: { charge: "asLawAllows" },
        law: { citation: "Lag 1981:739" },
      },
    });
  });

  test.each([
    [5_000n, 5_000n],
    [6_000n, 6_000n],
    [7_000n, 6_000n],
  ])("at most %s asked for by the policy: %s where the law allows 6 000", (mostMinor, feeMinor) => {
    const level = charging({ charge: "amount", mostMinor });
    expect(feeOf(level, lawSaying(allowed), item("2026-04-14"), dueOn)).toMatchObject({
      feeMinor,
      explanation: { inputs: { charge: "amount" } },
    });
  });

  test("nothing on a figure of the law that nobody has confirmed, and which figures these are", () => {
    const law = lawSaying({ ...allowed, unconfirmed: ["fee.reminder", "fee.count"] });
    expect(feeOf(asLawAllows, law, item("2026-04-14"), dueOn)).toEqual({
      feeMinor: 0n,
      explanation: {
        rule: "DP-030",
        with: [],
        inputs: { unconfirmed: "fee.reminder, fee.count" },
        law: { citation: "Lag 1981:739" },
      },
    });
  });

  test.each([
    [{}, { citation: "5 §" }],
    [{ wouldChange: "An agreement." }, { citation: "5 §", wouldChange: "An agreement." }],
  ])("nothing where the law says no, with its paragraph and what would change it: %j", (more, law) => {
    const answer: FeeDecision = { ok: false, code: "feeNotAgreed", citation: "5 §", ...more };
    expect(feeOf(asLawAllows, lawSaying(answer), item("2026-04-14"), dueOn)).toEqual({
      feeMinor: 0n,
      explanation: { rule: "DP-030", with: [], inputs: { refused: "feeNotAgreed" }, law },
    });
  });
});

describe("X-19 what the law is told", () => {
  const toldOf = (facts: Parameters<typeof item>[1]): FeeFacts => {
    const law = lawSaying(allowed);
    feeOf(asLawAllows, law, item("2026-04-14", facts), dueOn);
    return law.told[0]!;
  };

  test("the letter, its day, the due day that counts, and who owes", () => {
    expect(toldOf({})).toMatchObject({ step: "reminder", debtor: "consumer", debtorIsMinor: false, planBroken: false });
    expect(String(toldOf({}).sentOn)).toBe("2026-04-14");
    expect(String(toldOf({}).dueOn)).toBe("2026-03-27");
  });

  test.each([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])("a child %s with a guardian who pays %s is a minor to the law: %s", (isMinor, hasGuardian, expected) => {
    expect(toldOf({ debtor: debtor({ isMinor, hasGuardian }) }).debtorIsMinor).toBe(expected);
  });

  test.each([
    ["no dispute", null, false],
    ["one without an answer", { openedOn: dueOn, answer: null }, true],
    ["one answered with no", { openedOn: dueOn, answer: { on: dueOn, outcome: "rejected" } }, false],
    ["one answered with yes", { openedOn: dueOn, answer: { on: dueOn, outcome: "upheld" } }, true],
  ] as const)("%s is a reasonable objection: %s", (_name, dispute, expected) => {
    expect(toldOf({ dispute }).reasonableObjection).toBe(expected);
  });

  test("an instalment that was not paid is a broken plan", () => {
    expect(toldOf({ instalment: { wholeRestFallsDue: false, calledInOn: null } }).planBroken).toBe(true);
  });

  test("earlier letters that asked for a fee and did not come back; one without a deadline gave none", () => {
    const { earlierFeeLetters } = toldOf({
      sent: [
        sent("nudge", "2026-03-30", { feeMinor: 1n }),
        sent("remind1", "2026-04-01", { feeMinor: 0n }),
        sent("remind1", "2026-04-02", { feeMinor: 6_000n, returnedOn: date("2026-04-06") }),
        sent("remind1", "2026-04-07", { feeMinor: 6_000n }),
        sent("remind2", "2026-04-08", { feeMinor: 6_000n, deadlineOn: date("2026-04-20") }),
      ],
    });
    expect(
      earlierFeeLetters.map(({ step, sentOn, deadlineOn }) => `${step} ${sentOn.toString()} ${deadlineOn.toString()}`),
    ).toEqual(["reminder 2026-04-07 2026-04-07", "reminder 2026-04-08 2026-04-20"]);
  });
});
