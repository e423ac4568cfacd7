import { describe, expect, test } from "vitest";
import type { FeeFacts, LimitationFacts } from "../contract.ts";
import { date, feeOrCode, sumOrCode, texts } from "../pack.fixture.ts";
import { rowAt } from "../rows.ts";
import { italy } from "./index.ts";
import { businessRates, interest, rates, referenceRates } from "./interest.ts";
import { deadline, ladder, stepDue } from "./ladder.ts";
import { notices } from "./notices.ts";

const answer = (changes: Partial<FeeFacts>): bigint | string => feeOrCode(italy, changes);

describe("no statute gives a reminder fee", () => {
  test.each<[string, Partial<FeeFacts>, bigint | string]>([
    ["a reminder to a person", {}, 0n],
    ["agreed or not", { feeAgreedOn: date("2026-03-01") }, 0n],
    ["to a company", { debtor: "business" }, 0n],
    ["the formal notice", { step: "paymentDemand" }, 0n],
    ["a collection notice, which Italy does not know", { step: "collectionNotice" }, "senderNotAllowed"],
    ["a plan", { step: "instalmentPlan" }, "feeNotKnown"],
    ["a hand-over", { step: "handOver" }, "feeNotKnown"],
    ["on the due day", { sentOn: date("2026-03-27") }, "feeTooEarly"],
    ["the day after", { sentOn: date("2026-03-28") }, 0n],
    ["never delivered", { dueOn: null }, "invoiceNotDelivered"],
    ["disputed", { reasonableObjection: true }, "objection"],
    ["against the privacy authority's rules", { conductBroken: true }, "conductBroken"],
    ["a minor", { debtorIsMinor: true }, "debtorIsMinor"],
  ])("%s: %s", (_what, changes, expected) => {
    expect(answer(changes)).toBe(expected);
  });

  test.each([
    ["reminder", "unlicensed", 0n],
    ["paymentDemand", "owner", 0n],
    ["paymentDemand", "licensed", 0n],
    ["paymentDemand", "sameGroup", "senderNotAllowed"],
    ["paymentDemand", "unlicensed", "senderNotAllowed"],
  ] as const)("art. 115 TULPS: %s by %s: %s", (step, sender, expected) => {
    expect(answer({ step, sender })).toBe(expected);
  });
});

describe("letters", () => {
  const [reminder, demand] = notices.map(({ value }) => value);

  test("art. 1219 c.c.: the formal notice gives fifteen days, by post", () => {
    expect(demand).toMatchObject({ step: "paymentDemand", deadlineDays: 15, byPost: true });
    expect(demand!.mustSay).toContain("deadline");
    expect([reminder!.step, reminder!.deadlineDays, reminder!.byPost]).toEqual(["reminder", 0, undefined]);
  });

  test("IT-S3-13 every letter invites to pay or to arrange payment", () => {
    for (const { value } of notices)
      expect(value.mustSay).toEqual(expect.arrayContaining(["wayToPay", "paymentPlanOffer"]));
  });

  test("IT-S3-15 a courtesy reminder holds no threat", () => {
    const threatens = (text: string) => reminder!.mustNotSay!.some((stem) => text.toLowerCase().includes(stem));
    expect(threatens("Le ricordiamo cordialmente la fattura. Se ha già pagato, ignori questo messaggio.")).toBe(false);
    for (const text of ["Atto di Diffida", "messa in mora", "il nostro Avvocato", "Decreto ingiuntivo", "Tribunale"])
      expect(threatens(text)).toBe(true);
  });

  test("the timetable: 10 days, 15, 15, and three working days after the deadline", () => {
    const dueOn = date("2026-09-01");
    const [first, second, formal, handOver] = ladder;
    const firstOn = stepDue(first!, dueOn, null);
    const secondOn = stepDue(second!, dueOn, firstOn);
    const formalOn = stepDue(formal!, dueOn, secondOn);
    const deadlineOn = deadline(formal!, formalOn);
    expect(texts([firstOn, secondOn, formalOn, deadlineOn])).toEqual([
      "2026-09-11",
      "2026-09-28",
      "2026-10-13",
      "2026-10-28",
    ]);
    expect(stepDue(handOver!, dueOn, deadlineOn).toString()).toBe("2026-11-02");
    expect([first, second, handOver].map((rung) => deadline(rung!, dueOn))).toEqual([null, null, null]);
  });
});

describe("X-19 late interest", () => {
  const charged = (debtor: "business" | "consumer" | undefined, principal: bigint, startOn: string, paidOn: string) =>
    sumOrCode(interest.between(principal, date(startOn), date(paidOn), debtor));

  test.each([
    ["business", 1_000_00n, "2025-05-31", "2026-01-31", 68_95n],
    ["consumer", 600_00n, "2025-11-01", "2026-03-01", 3_55n],
    [undefined, 600_00n, "2025-11-01", "2026-03-01", 3_55n],
    ["business", 365_000_00n, "2026-06-29", "2026-06-30", 101_50n],
    ["business", 365_000_00n, "2026-06-29", "2026-07-01", "interestRateNotKnown"],
    ["consumer", 365_000_00n, "2026-06-29", "2026-07-01", 32_00n],
    ["consumer", 365_000_00n, "2026-12-30", "2026-12-31", 16_00n],
    ["consumer", 365_000_00n, "2026-12-30", "2027-01-01", "interestRateNotKnown"],
    ["consumer", 365_000_00n, "2014-12-30", "2015-01-01", "interestRateNotKnown"],
    ["business", 365_000_00n, "2012-12-30", "2013-01-01", "interestRateNotKnown"],
    ["consumer", 365_000_00n, "2024-02-28", "2024-03-01", 50_00n],
  ] as const)("%s: %i cents from %s, paid %s: %s", (debtor, principal, startOn, paidOn, expected) => {
    expect(charged(debtor, principal, startOn, paidOn)).toBe(expected);
  });

  test.each([
    ["2013-01-01", 75n, "seen"],
    ["2013-07-01", 50n, "known"],
    ["2014-01-01", 25n, "known"],
    ["2014-12-31", 15n, "known"],
    ["2015-12-31", 5n, "known"],
    ["2016-06-30", 5n, "seen"],
    ["2016-07-01", 0n, "known"],
    ["2022-12-31", 0n, "known"],
    ["2023-01-01", 250n, "known"],
    ["2023-07-01", 400n, "seen"],
    ["2024-01-01", 450n, "seen"],
    ["2024-07-01", 425n, "seen"],
    ["2025-06-30", 315n, "seen"],
    ["2025-07-01", 215n, "seen"],
    ["2026-06-30", 215n, "seen"],
  ])("the reference rate of %s is %s basis points (%s), and businesses owe eight points more", (on, value, mark) => {
    expect(rowAt(referenceRates, date(on))).toMatchObject({ value, mark });
    expect(rowAt(businessRates, date(on))).toMatchObject({ value: value + 800n, mark });
  });

  test.each([
    [2015, 50n, "seen"],
    [2016, 20n, "seen"],
    [2017, 10n, "known"],
    [2018, 30n, "known"],
    [2019, 80n, "known"],
    [2020, 5n, "known"],
    [2021, 1n, "known"],
    [2022, 125n, "known"],
    [2023, 500n, "known"],
    [2024, 250n, "seen"],
    [2025, 200n, "seen"],
    [2026, 160n, "seen"],
  ])("the legal rate of %i is %s basis points (%s), on both its ends", (year, value, mark) => {
    for (const on of [`${year}-01-01`, `${year}-12-31`]) expect(rowAt(rates, date(on))).toMatchObject({ value, mark });
  });

  test("every half-year between businesses", () => {
    expect(referenceRates.map(({ value }) => value).join(" ")).toBe(
      "75 50 25 15 5 5 5 0 0 0 0 0 0 0 0 0 0 0 0 0 250 400 450 425 315 215 215",
    );
  });

  test("neither table has a gap or an overlap", () => {
    for (const table of [rates, businessRates])
      table.slice(1).forEach((rate, i) => expect(rate.from.equals(table[i]!.to!.add({ days: 1 }))).toBe(true));
    expect(texts([businessRates.at(-1)!.to!, rates.at(-1)!.to!])).toEqual(["2026-06-30", "2026-12-31"]);
    expect([interest.rounding, interest.belowNotClaimedMinor]).toEqual(["total", 0n]);
  });

  const bill = { dueOn: date("2026-04-10"), invoiceSaysInterest: true } as const;
  test.each([
    ["business", { dueDateAgreedInAdvance: true, invoiceSentOn: null }, "2026-04-10"],
    ["business", { dueDateAgreedInAdvance: false, invoiceSentOn: date("2026-03-20") }, "2026-04-19"],
    ["business", { dueDateAgreedInAdvance: false, invoiceSentOn: null }, "null"],
    ["consumer", { dueDateAgreedInAdvance: true, invoiceSentOn: date("2026-03-20") }, "null"],
    [
      "consumer",
      { dueDateAgreedInAdvance: true, invoiceSentOn: date("2026-03-20"), formalNoticeOn: date("2026-06-01") },
      "2026-06-01",
    ],
  ] as const)("interest of a %s, %j, starts %s", (debtor, facts, expected) => {
    expect(String(interest.start({ ...bill, debtor, ...facts }))).toBe(expected);
  });

  test.each([
    ["business", "2026-01-01", 40_00n],
    ["business", "2025-12-31", "compensationNotKnown"],
    ["consumer", "2026-01-01", "consumerPaysNoCompensation"],
  ] as const)("compensation of a %s late from %s: %s", (debtor, on, expected) => {
    const result = interest.compensation(debtor, date(on));
    expect(result.ok ? result.compensationMinor : result.code).toBe(expected);
  });
});

describe("X-19 limitation: ten years, told of at two and a half", () => {
  const facts: LimitationFacts = {
    debtor: "consumer",
    aroseOn: date("2024-02-29"),
    claimableOn: date("2024-03-30"),
    interruptedOn: null,
  };

  test.each([
    ["2026-08-28", "running"],
    ["2026-08-29", "warn"],
    ["2034-02-27", "warn"],
    ["2034-02-28", "stop"],
  ])("treated on a leap day, seen on %s: %s", (asOf, state) => {
    expect(italy.limitationState(facts, date(asOf)).state).toBe(state);
    expect(italy.limitationState({ ...facts, debtor: "business" }, date(asOf)).state).toBe(state);
  });

  test("art. 2943: the formal notice begins it anew", () => {
    const { warnOn, stopOn } = italy.limitationState(
      { ...facts, interruptedOn: date("2026-10-01") },
      date("2026-10-02"),
    );
    expect(texts([warnOn, stopOn])).toEqual(["2029-04-01", "2036-10-01"]);
    expect(italy.limitation[0]!.value.interruptedBy).toContain("writtenDemand");
  });
});
