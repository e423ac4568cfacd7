import { describe, expect, test } from "vitest";
import type { FeeFacts, LimitationFacts } from "../contract.ts";
import { date, feeLetter, feeOrCode, plainFee, sumOrCode, texts } from "../pack.fixture.ts";
import { rowAt } from "../rows.ts";
import { deadline, ladder, stepDue } from "./ladder.ts";
import { denmark } from "./index.ts";
import { interest, rates } from "./interest.ts";
import { notices, regimes } from "./notices.ts";

const answer = (changes: Partial<FeeFacts>): bigint | string => feeOrCode(denmark, changes);

describe("X-19 renteloven 9 b: at most 100 kr, three times, ten days apart", () => {
  const first = feeLetter("reminder", "2026-03-28");
  const second = feeLetter("reminder", "2026-04-07");
  const third = feeLetter("collectionNotice", "2026-04-17");

  test.each([
    ["reminder", 100_00n],
    ["collectionNotice", 100_00n],
    ["handOver", 100_00n],
    ["paymentDemand", "senderNotAllowed"],
    ["instalmentPlan", "feeNotKnown"],
  ] as const)("%s: %s", (step, expected) => {
    expect(answer({ step })).toBe(expected);
  });

  test.each([
    ["2026-03-27", "feeTooEarly"],
    ["2026-03-28", 100_00n],
  ])("due 27 March, sent %s: %s", (sentOn, expected) => {
    expect(answer({ sentOn: date(sentOn) })).toBe(expected);
    expect(answer({ sentOn: date(sentOn), step: "handOver" })).toBe(expected);
  });

  test.each([
    ["2026-04-06", "feeTooEarly"],
    ["2026-04-07", 100_00n],
  ])("DK-002 the reminder before of 28 March, the next on %s: %s", (sentOn, expected) => {
    expect(answer({ sentOn: date(sentOn), earlierFeeLetters: [first] })).toBe(expected);
  });

  test("DK-002 the latest of the letters before counts, in whatever order they come, and the refusal names the day", () => {
    const decision = denmark.fee({ ...plainFee, sentOn: date("2026-04-16"), earlierFeeLetters: [second, first] });
    expect(decision).toMatchObject({
      code: "feeTooEarly",
      citation: "renteloven section 9 b",
      wouldChange: "2026-04-17",
    });
  });

  test("DK-001 a fourth reminder fee is impossible, of whatever kind the letters were", () => {
    const sentOn = date("2026-06-01");
    expect(answer({ sentOn, earlierFeeLetters: [first, second] })).toBe(100_00n);
    expect(answer({ sentOn, step: "collectionNotice", earlierFeeLetters: [first, second] })).toBe(100_00n);
    for (const step of ["reminder", "collectionNotice"] as const)
      expect(answer({ sentOn, step, earlierFeeLetters: [first, second, third] })).toBe("feeCountReached");
  });

  test("handing over costs 100 kr once, whatever reminders went before, and counts for none of them", () => {
    const handedOver = feeLetter("handOver", "2026-04-18");
    const sentOn = date("2026-04-18");
    expect(answer({ step: "handOver", sentOn, earlierFeeLetters: [first, second, third] })).toBe(100_00n);
    expect(answer({ step: "handOver", sentOn, earlierFeeLetters: [first, handedOver] })).toBe("feeCountReached");
    expect(answer({ sentOn, earlierFeeLetters: [first, second, handedOver] })).toBe(100_00n);
  });

  test.each<[string, Partial<FeeFacts>, string]>([
    ["the delay is not the debtor's: no invoice came", { dueOn: null }, "invoiceNotDelivered"],
    ["DK-004 disputed", { reasonableObjection: true }, "objection"],
    ["against good practice", { conductBroken: true }, "conductBroken"],
    ["a minor", { debtorIsMinor: true }, "debtorIsMinor"],
    ["an instalment plan was broken", { planBroken: true }, "planBroken"],
    ["sent before the first row", { sentOn: date("2025-12-31"), dueOn: date("2025-12-01") }, "feeNotKnown"],
  ])("no fee: %s", (_what, changes, code) => {
    expect(answer(changes)).toBe(code);
  });

  test("a business pays the same; the amounts were seen, not read", () => {
    expect(answer({ debtor: "business" })).toBe(100_00n);
    expect(denmark.fees.map(({ mark, fromKnown }) => [mark, fromKnown])).toEqual(Array(3).fill(["seen", false]));
    const terms = denmark.fees.map(({ value }) => [value.step, value.debtor, value.most, value.needsAgreement]);
    expect(terms).toEqual([
      ["reminder", "any", 3, false],
      ["collectionNotice", "any", 3, false],
      ["handOver", "any", 1, false],
    ]);
  });
});

describe("inkassoloven: who may send what, and what it says", () => {
  test.each([
    ["reminder", "unlicensed", 100_00n],
    ["reminder", "sameGroup", 100_00n],
    ["collectionNotice", "owner", 100_00n],
    ["collectionNotice", "licensed", 100_00n],
    ["collectionNotice", "sameGroup", "senderNotAllowed"],
    ["collectionNotice", "unlicensed", "senderNotAllowed"],
  ] as const)("%s by %s: %s", (step, sender, expected) => {
    expect(answer({ step, sender })).toBe(expected);
  });

  test("nobody sends a demand after the letter of section 10, and messages and hand-overs are free", () => {
    expect(regimes[0]!.value.sender).toMatchObject({ paymentDemand: [] });
    expect([...regimes, ...notices].map(({ source }) => source)).toEqual([
      "inkassoloven: authorisation for collecting the claims of others",
      "renteloven section 9 b",
      "inkassoloven section 10",
      "inkassoloven section 10: a demand letter whose deadline has passed",
    ]);
    for (const step of ["nudge", "handOver"] as const) expect(regimes[0]!.value.sender[step]).toHaveLength(4);
  });

  test("section 10: ten days, and everything that is needed to judge the claim", () => {
    const letter = notices.find(({ value }) => value.step === "collectionNotice")!.value;
    expect(letter.deadlineDays).toBe(10);
    expect(letter.mustSay.toSorted()).toEqual(
      [
        ...["creditorName", "creditorNumber", "debtorName", "whatTheClaimIsFor", "whenSupplied"],
        ...["invoiceNumberAndDate", "principal", "dueOn", "interestRateAndStart", "feesSeparately", "total"],
        ...["deadline", "wayToPay", "whatFollowsIfUnpaid", "complaintContact", "humanContact"],
      ].toSorted(),
    );
  });

  test("DK-003 nothing is handed over without it", () => {
    const handOver = notices.find(({ value }) => value.step === "handOver")!;
    expect([handOver.value.mustPrecede, handOver.value.deadlineDays]).toEqual(["collectionNotice", 0]);
    expect(handOver.source).toContain("section 10");
  });

  test("a reminder gives ten days and is paid by its reference", () => {
    const reminder = notices.find(({ value }) => value.step === "reminder")!.value;
    expect([reminder.deadlineDays, reminder.mustSay.includes("deadline")]).toEqual([10, true]);
  });
});

describe("the default timetable", () => {
  const dueOn = date("2026-05-29");

  test("the worked days: due Friday 29 May 2026, handed over 20 July", () => {
    const [nudge, first, second, third, handOver] = ladder;
    expect(stepDue(nudge!, dueOn, null).toString()).toBe("2026-06-03");
    const firstOn = stepDue(first!, dueOn, null);
    expect(firstOn.toString()).toBe("2026-06-15");
    const secondOn = stepDue(second!, dueOn, firstOn);
    const thirdOn = stepDue(third!, dueOn, secondOn);
    expect(texts([secondOn, thirdOn])).toEqual(["2026-06-25", "2026-07-06"]);
    expect(String(deadline(third!, thirdOn))).toBe("2026-07-16");
    expect(stepDue(handOver!, dueOn, thirdOn).toString()).toBe("2026-07-20");
  });

  test("the third reminder is the letter of section 10, and only it may not follow without a letter", () => {
    expect(ladder.map(({ step, after, deadlineDays }) => [step, after, deadlineDays])).toEqual([
      ["nudge", "due", null],
      ["reminder", "due", 10],
      ["reminder", "previousSent", 10],
      ["collectionNotice", "previousSent", 10],
      ["handOver", "previousSent", null],
    ]);
    expect(() => stepDue(ladder[2]!, dueOn, null)).toThrow("reminder follows a letter");
  });

  test("a bill that came after its due day is due when it came; what is due on Constitution Day is due after it", () => {
    expect(texts([denmark.effectiveDue(dueOn, date("2026-06-05")), denmark.effectiveDue(dueOn, null)])).toEqual([
      "2026-06-08",
      "null",
    ]);
  });
});

describe("X-19 late interest: the lending rate and eight percentage points", () => {
  const charged = (principalMinor: bigint, startOn: string, paidOn: string) =>
    sumOrCode(interest.between(principalMinor, date(startOn), date(paidOn)));

  test.each([
    [1_250_00n, "2023-10-01", "2024-02-15", 53_57n],
    [1_250_00n, "2023-10-01", "2023-10-01", 0n],
    [100_000_00n, "2026-06-29", "2026-06-30", 26_71n],
    [100_000_00n, "2026-06-29", "2026-07-01", "interestRateNotKnown"],
    [100_000_00n, "2026-07-10", "2026-07-11", "interestRateNotKnown"],
    [100_000_00n, "2013-02-27", "2013-03-01", "interestRateNotKnown"],
    [100_000_00n, "2013-02-28", "2013-03-01", 22_47n],
    [365_000_00n, "2024-02-28", "2024-02-29", 117_50n],
  ])("%i øre from %s, paid %s: %s", (principal, startOn, paidOn, expected) => {
    expect(charged(principal, startOn, paidOn)).toBe(expected);
  });

  test.each([
    ["2013-03-01", 820n, "seen"],
    ["2015-06-30", 820n, "seen"],
    ["2015-07-01", 805n, "seen"],
    ["2021-06-30", 805n, "seen"],
    ["2021-07-01", 765n, "seen"],
    ["2021-12-31", 765n, "seen"],
    ["2022-01-01", 755n, "seen"],
    ["2022-12-31", 755n, "seen"],
    ["2023-01-01", 990n, "seen"],
    ["2023-06-30", 990n, "seen"],
    ["2023-07-01", 1125n, "seen"],
    ["2024-01-01", 1175n, "seen"],
    ["2024-06-30", 1175n, "seen"],
    ["2024-07-01", 1150n, "known"],
    ["2025-01-01", 1075n, "known"],
    ["2025-07-01", 975n, "known"],
    ["2026-06-30", 975n, "known"],
  ])("the rate of %s is %s basis points (%s)", (on, value, mark) => {
    expect(rowAt(rates, date(on))).toMatchObject({ value, mark });
  });

  test("every half-year of the table", () => {
    expect(rates.map(({ value }) => value).join(" ")).toBe(
      [
        ...["820 820 820 820 820", "805 805 805 805 805 805 805 805 805 805 805 805", "765 755 755"],
        ...["990 1125 1175 1150", "1075 975 975"],
      ].join(" "),
    );
  });

  test("the table has no gap and no overlap, and ends where nobody knows", () => {
    rates.slice(1).forEach((rate, i) => expect(rate.from.equals(rates[i]!.to!.add({ days: 1 }))).toBe(true));
    expect(texts([rates[0]!.from, rates.at(-1)!.to!])).toEqual(["2013-03-01", "2026-06-30"]);
    expect([interest.rounding, interest.belowNotClaimedMinor]).toEqual(["total", 0n]);
  });

  test.each([
    ["agreed in advance", { dueDateAgreedInAdvance: true, invoiceSentOn: null }, "2026-04-10"],
    ["30 days after the demand", { invoiceSentOn: date("2026-03-20") }, "2026-04-19"],
    ["never before it is due", { invoiceSentOn: date("2026-03-01") }, "2026-04-10"],
    ["never sent", { invoiceSentOn: null }, "null"],
  ] as const)("interest starts: %s", (_what, changes, expected) => {
    const bill = { dueOn: date("2026-04-10"), debtor: "consumer", dueDateAgreedInAdvance: false } as const;
    expect(String(interest.start({ ...bill, invoiceSaysInterest: false, ...changes }))).toBe(expected);
  });

  test.each([
    ["business", "2025-12-31", "compensationNotKnown"],
    ["business", "2026-01-01", 310_00n],
    ["consumer", "2026-01-01", "consumerPaysNoCompensation"],
  ] as const)("compensation of a %s late from %s: %s", (debtor, on, expected) => {
    const result = interest.compensation(debtor, date(on));
    expect(result.ok ? result.compensationMinor : result.code).toBe(expected);
  });

  test("what a collector may ask for is not guessed", () => {
    const facts = { principalMinor: 1n, paidOn: date("2026-05-01"), debtor: "consumer", heavy: false } as const;
    const answered = denmark.agencyCost({ ...facts, creditorDeductsVat: true, done: ["paymentDemand"] });
    expect(answered).toMatchObject({ ok: false, code: "agencyCostNotKnown" });
  });
});

describe("X-19 limitation: three years from the due day, ten from an acknowledgement", () => {
  const facts: LimitationFacts = {
    debtor: "consumer",
    aroseOn: date("2023-09-01"),
    claimableOn: date("2023-10-19"),
    interruptedOn: null,
  };

  test.each([
    ["2026-07-18", "running"],
    ["2026-07-19", "warn"],
    ["2026-10-18", "warn"],
    ["2026-10-19", "stop"],
  ])("due 19 October 2023, seen on %s: %s", (asOf, state) => {
    expect(denmark.limitationState(facts, date(asOf)).state).toBe(state);
  });

  test.each([
    ["2034-01-31", "running"],
    ["2034-02-01", "warn"],
    ["2034-04-30", "warn"],
    ["2034-05-01", "stop"],
  ])("acknowledged on 1 May 2024, seen on %s: %s", (asOf, state) => {
    expect(denmark.limitationState({ ...facts, interruptedOn: date("2024-05-01") }, date(asOf)).state).toBe(state);
  });

  test("a claim due on a leap day ends on 28 February, and the two periods of one day are kept apart", () => {
    const leap = { ...facts, claimableOn: date("2024-02-29") };
    const days = (interruptedOn: Temporal.PlainDate | null) => {
      const { warnOn, stopOn } = denmark.limitationState({ ...leap, interruptedOn }, date("2024-03-01"));
      return texts([warnOn, stopOn]);
    };
    expect(days(null)).toEqual(["2026-11-29", "2027-02-28"]);
    expect(days(date("2024-02-29"))).toEqual(["2033-11-29", "2034-02-28"]);
    expect(days(null)).toEqual(["2026-11-29", "2027-02-28"]);
  });
});
