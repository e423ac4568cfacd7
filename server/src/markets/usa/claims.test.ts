import { describe, expect, test } from "vitest";
import type { FeeFacts } from "../contract.ts";
import { date, feeOrCode, sumOrCode, texts } from "../pack.fixture.ts";
import { usa } from "./index.ts";
import { deadline, ladder, stepDue } from "./ladder.ts";
import { disputeThrough, notices } from "./notices.ts";
import { stateLimits, states, surcharge, type SurchargeFacts } from "./states.ts";

const answer = (changes: Partial<FeeFacts>): bigint | string => feeOrCode(usa, changes);

describe("fees: none without an agreement and a confirmed cap of the state", () => {
  test.each<[string, Partial<FeeFacts>, bigint | string]>([
    ["a reminder", {}, 0n],
    ["agreed to", { feeAgreedOn: date("2026-03-01") }, 0n],
    ["a final notice", { step: "collectionNotice" }, 0n],
    ["by an agency", { step: "paymentDemand", sender: "licensed" }, 0n],
    ["a plan", { step: "instalmentPlan" }, "feeNotKnown"],
    ["on the due day", { sentOn: date("2026-03-27") }, "feeTooEarly"],
    ["disputed", { reasonableObjection: true }, "objection"],
    ["a minor", { debtorIsMinor: true }, "debtorIsMinor"],
    ["against good conduct", { conductBroken: true }, "conductBroken"],
    ["no statement came", { dueOn: null }, "invoiceNotDelivered"],
  ])("%s: %s", (_what, changes, expected) => {
    expect(answer(changes)).toBe(expected);
  });

  test.each([
    ["reminder", "owner", 0n],
    ["reminder", "sameGroup", "senderNotAllowed"],
    ["collectionNotice", "unlicensed", "senderNotAllowed"],
    ["collectionNotice", "licensed", 0n],
    ["paymentDemand", "owner", "senderNotAllowed"],
  ] as const)("a creditor under another name is a collector: %s by %s: %s", (step, sender, expected) => {
    expect(answer({ step, sender })).toBe(expected);
  });
});

describe("letters", () => {
  test.each([
    ["2026-05-04", "2026-06-10", "Monday: received the Monday after"],
    ["2026-05-22", "2026-07-01", "Memorial Day is no day of receipt"],
    ["2024-02-23", "2024-03-31", "over a leap day"],
  ])("a validation notice of %s can be disputed through %s (%s)", (sentOn, expected) => {
    expect(disputeThrough(date(sentOn)).toString()).toBe(expected);
  });

  test("thirty days on the final and on the validation notice; a reminder gives none and opts out", () => {
    expect(notices.map(({ value }) => [value.step, value.deadlineDays])).toEqual([
      ["reminder", 0],
      ["collectionNotice", 30],
      ["paymentDemand", 30],
    ]);
    for (const { value } of notices) expect(value.mustSay).toContain("optOut");
  });

  test("US-030 no letter of ours speaks of a suit or of credit bureaus", () => {
    for (const step of ["reminder", "collectionNotice"]) {
      const stems = notices.find(({ value }) => value.step === step)!.value.mustNotSay!;
      const threatens = (text: string) => stems.some((stem) => text.toLowerCase().includes(stem));
      expect(threatens("Please pay or call us to arrange payment.")).toBe(false);
      for (const text of [
        "a Lawsuit",
        "legal action",
        "our attorney",
        "small claims court",
        "Credit Bureau",
        "garnishment",
      ])
        expect(threatens(text)).toBe(true);
    }
  });

  test("the timetable by age: 10, 31, 61 and 91 days, then five bank days after the notice's thirty", () => {
    const dueOn = date("2026-03-02");
    const [nudge, first, second, final, handOver] = ladder;
    const firstOn = stepDue(first!, dueOn, null);
    const secondOn = stepDue(second!, dueOn, firstOn);
    const finalOn = stepDue(final!, dueOn, secondOn);
    const deadlineOn = deadline(final!, finalOn);
    expect(texts([stepDue(nudge!, dueOn, null), firstOn, secondOn, finalOn, deadlineOn])).toEqual([
      "2026-03-12",
      "2026-04-02",
      "2026-05-04",
      "2026-06-03",
      "2026-07-03",
    ]);
    expect(stepDue(handOver!, dueOn, deadlineOn).toString()).toBe("2026-07-10");
    expect([nudge, first, second, handOver].map((rung) => deadline(rung!, dueOn))).toEqual(Array(4).fill(null));
  });
});

describe("what no state has confirmed is not charged or spoken of", () => {
  test("no interest starts, no rate is known, no lump sum is owed", () => {
    const { interest } = usa;
    const bill = { dueOn: date("2026-03-02"), debtor: "business", dueDateAgreedInAdvance: true } as const;
    expect(interest.start({ ...bill, invoiceSentOn: date("2026-02-01"), invoiceSaysInterest: true })).toBeNull();
    expect(sumOrCode(interest.between(100_00n, date("2026-03-02"), date("2026-03-03")))).toBe("interestRateNotKnown");
    expect(sumOrCode(interest.between(100_00n, date("2026-03-02"), date("2026-03-02")))).toBe(0n);
    const owed = (["business", "consumer"] as const).map((debtor) => interest.compensation(debtor, date("2026-03-02")));
    expect(owed.map((each) => !each.ok && each.code)).toEqual(["compensationNotKnown", "consumerPaysNoCompensation"]);
  });

  test("no claim is warned of or stopped, for want of a period", () => {
    const facts = { debtor: "consumer", aroseOn: date("2001-01-01"), claimableOn: date("2001-01-01") } as const;
    expect(usa.limitationState({ ...facts, interruptedOn: null }, date("2026-01-01"))).toEqual({
      state: "running",
      warnOn: null,
      stopOn: null,
    });
  });

  test("every state stands in the table with nothing in it, unconfirmed", () => {
    expect([states.length, new Set(states).size, stateLimits.size]).toEqual([52, 52, 52]);
    for (const state of states) {
      expect(state).toMatch(/^[A-Z]{2}$/);
      expect(stateLimits.get(state)).toMatchObject([
        {
          mark: "unconfirmed",
          value: {
            lateFeeMostMinor: 0n,
            interestMostBasisPoints: 0n,
            returnedItemFeeMostMinor: 0n,
            limitationYears: null,
          },
        },
      ]);
    }
  });
});

describe("surcharge on cards", () => {
  const plain: SurchargeFacts = {
    state: "TX",
    scheme: "visa",
    funding: "credit",
    costBasisPoints: 350n,
    noticeGiven: true,
    on: date("2026-05-01"),
  };
  test.each<[string, Partial<SurchargeFacts>, bigint | string]>([
    ["Visa's cap", {}, 300n],
    ["Mastercard: the clinic's cost is lower than its cap", { scheme: "mastercard" }, 350n],
    ["Mastercard's cap", { scheme: "mastercard", costBasisPoints: 500n }, 400n],
    ["never above the cost", { costBasisPoints: 120n }, 120n],
    ["Colorado's 2 %", { state: "CO" }, 200n],
    ["Colorado, at a lower cost", { state: "CO", costBasisPoints: 150n }, 150n],
    ["a debit card", { funding: "debit" }, "notACreditCard"],
    ["a health-spending card", { funding: "prepaid" }, "notACreditCard"],
    ["no notice", { noticeGiven: false }, "noticeNotGiven"],
    ["Connecticut", { state: "CT" }, "forbiddenInState"],
    ["Massachusetts", { state: "MA" }, "forbiddenInState"],
    ["Puerto Rico", { state: "PR" }, "forbiddenInState"],
    ["Maine", { state: "ME" }, "forbiddenInState"],
    ["California", { state: "CA" }, "forbiddenInState"],
    ["California in 2024, the day before", { state: "CA", on: date("2024-06-30") }, 300n],
    ["California in 2024, from the day on", { state: "CA", on: date("2024-07-01") }, "forbiddenInState"],
    ["Visa before its cap was read", { on: date("2023-04-14") }, "capNotKnown"],
    ["Visa from its day on", { on: date("2023-04-15") }, 300n],
  ])("%s: %s", (_what, changes, expected) => {
    const result = surcharge({ ...plain, ...changes });
    expect(result.ok ? result.mostBasisPoints : result.code).toBe(expected);
  });

  test("in New York the total card price is shown", () => {
    const shown = (["NY", "TX"] as const).map((state) => surcharge({ ...plain, state }));
    expect(shown.map((each) => each.ok && each.totalMustBeShown)).toEqual([true, false]);
    expect(shown[0]).toMatchObject({ citation: expect.stringContaining("NY: ") as unknown });
  });
});
