import { describe, expect, test } from "vitest";
import type { Sender, Step } from "./contract.ts";
import { marketPack, openMarkets } from "./index.ts";
import { noticeIn, regimeIn } from "./letters.ts";
import { limitationRules } from "./limitation.ts";
import { date } from "./pack.fixture.ts";
import { row } from "./rows.ts";

const steps: readonly Step[] = ["nudge", "reminder", "collectionNotice", "paymentDemand", "handOver"];
const all = "owner sameGroup licensed unlicensed";

/** Who may send each step, in the order of `steps`; `-`: nobody. */
const senders: Readonly<Record<string, readonly (readonly [id: string, mark: string, ...who: string[]])[]>> = {
  NO: [
    ["no-1988", "law", all, all, "owner sameGroup licensed", "owner sameGroup licensed", all],
    ["no-2026", "unconfirmed", all, all, "licensed", "licensed", all],
  ],
  SE: [["se-1974", "law", all, all, "-", "owner sameGroup licensed", all]],
  DK: [["dk", "seen", all, all, "owner licensed", "-", all]],
  IT: [["it", "known", all, all, "-", "owner licensed", all]],
  US: [["us-reg-f", "seen", "owner licensed", "owner licensed", "owner licensed", "licensed", all]],
};

describe("N-11 who may send what", () => {
  const told = (who: readonly Sender[]): string => who.join(" ") || "-";
  test.each(openMarkets)("%s", (country) => {
    const { regimes } = marketPack(country);
    expect(
      regimes.map(({ value, mark }) => [value.id, mark, ...steps.map((step) => told(value.sender[step]))]),
    ).toEqual(senders[country]);
  });

  test.each([
    ["2025-01-01", "no-1988"],
    ["2026-12-31", "no-1988"],
    ["2027-01-01", "no-2026"],
    ["2030-01-01", "no-2026"],
  ])("Norway on %s: %s", (on, id) => {
    expect(regimeIn(marketPack("NO").regimes)(date(on))?.value.id).toBe(id);
  });

  test("before Regulation F was in force the United States have no regime of ours", () => {
    const at = regimeIn(marketPack("US").regimes);
    expect([at(date("2021-11-29")), at(date("2021-11-30"))?.value.id]).toEqual([undefined, "us-reg-f"]);
  });
});

const norwegian =
  "creditorName whatTheClaimIsFor principal feesSeparately deadline paymentReference humanContact paymentPlanOffer";
const swedish = "creditorName whatTheClaimIsFor principal feesSeparately paymentReference humanContact";
const danish = "creditorName whatTheClaimIsFor principal feesSeparately deadline humanContact";
const italian = "creditorName whatTheClaimIsFor principal paymentReference humanContact wayToPay paymentPlanOffer";
const american = "creditorName whatTheClaimIsFor principal pendingInsurance humanContact wayToPay";

/** Days to pay, what must have come before, and what each letter says. */
const letters: Readonly<
  Record<string, readonly (readonly [step: string, days: number, before: string, says: string])[]>
> = {
  NO: [
    ["reminder", 14, "-", norwegian],
    ["collectionNotice", 14, "-", `${norwegian} collectionFollows`],
    [
      "paymentDemand",
      14,
      "collectionNotice",
      `${norwegian} interestRateAndStart whatFollowsIfUnpaid rightToObject objectionDeadline`,
    ],
  ],
  SE: [
    ["reminder", 0, "-", `${swedish} nextStepOn`],
    [
      "paymentDemand",
      8,
      "-",
      `${swedish} transferOfTheClaim interestSeparately interestRatePeriodAndCapital deadline rightToObject wayToPay`,
    ],
  ],
  DK: [
    ["reminder", 10, "-", `${danish} paymentReference`],
    [
      "collectionNotice",
      10,
      "-",
      `${danish} creditorNumber debtorName whenSupplied invoiceNumberAndDate dueOn interestRateAndStart total wayToPay whatFollowsIfUnpaid complaintContact`,
    ],
    ["handOver", 0, "collectionNotice", ""],
  ],
  IT: [
    ["reminder", 0, "-", `${italian} nextStepOn`],
    ["paymentDemand", 15, "-", `${italian} deadline interestRateAndStart whatFollowsIfUnpaid`],
  ],
  US: [
    ["reminder", 0, "-", `${american} paymentPlanOffer optOut`],
    ["collectionNotice", 30, "-", `${american} paymentPlanOffer optOut deadline whatFollowsIfUnpaid`],
    ["paymentDemand", 30, "-", `${american} itemisationDateAndAmounts rightToObject objectionDeadline optOut`],
  ],
};

describe("N-11 what each letter says and gives", () => {
  test.each(openMarkets)("%s", (country) => {
    const told = marketPack(country).notices.map(({ value }) => [
      value.step,
      value.deadlineDays,
      value.mustPrecede ?? "-",
      value.mustSay.join(" "),
    ]);
    expect(told).toEqual(letters[country]);
  });

  const threats: Readonly<Record<string, string>> = {
    SE: "kronofogd|utmätning|betalningsanmärkning|betalningsföreläggande|rättslig|domstol",
    IT: "diffida|messa in mora|decreto ingiuntivo|pignoramento|tribunale|avvocato|azione legale",
    US: "lawsuit|legal action|attorney|court|garnish|credit bureau|credit report|credit score",
  };
  test.each(openMarkets)("%s: the words a reminder may not hold", (country) => {
    const reminder = marketPack(country).notices.find(({ value }) => value.step === "reminder")!.value;
    expect((reminder.mustNotSay ?? []).join("|")).toBe(threats[country] ?? "");
  });

  test.each([
    ["2025-06-01", 14],
    ["2026-12-31", 14],
    ["2027-01-01", undefined],
  ])("a Norwegian notice of %s gives %s days; what the act of 2026 asks is not known", (on, days) => {
    expect(noticeIn(marketPack("NO").notices)("collectionNotice", date(on))?.value.deadlineDays).toBe(days);
  });

  test.each([
    ["NO", "law law law"],
    ["SE", "law seen"],
    ["DK", "seen seen seen"],
    ["IT", "known known"],
    ["US", "own own known"],
  ])("%s: how sure each is: %s", (country, marks) => {
    expect(
      marketPack(country)
        .notices.map(({ mark }) => mark)
        .join(" "),
    ).toBe(marks);
  });

  test("a letter the country does not know has no rule", () => {
    expect(noticeIn(marketPack("SE").notices)("collectionNotice", date("2026-05-01"))).toBeUndefined();
  });
});

describe("X-19 the rows of the fees", () => {
  const rows = (country: string): readonly (readonly unknown[])[] =>
    marketPack(country).fees.map(({ value, from, mark }) => {
      const { step, debtor, amount, daysAfterDue, most, needsAgreement } = value;
      const share = amount.by === "amount" ? String(amount.amountMinor) : `${amount.numerator}/${amount.denominator}`;
      return [step, debtor, share, daysAfterDue, most, needsAgreement, from.toString(), mark];
    });

  test("Norway: shares of the inkassosats, from day 14", () => {
    expect(rows("NO")).toEqual([
      ["reminder", "any", "1/10", 14, 2, false, "2009-01-01", "law"],
      ["reminder", "any", "1/20", 14, 2, false, "2020-10-01", "law"],
      ["collectionNotice", "any", "1/10", 14, 1, false, "2009-01-01", "law"],
      ["collectionNotice", "any", "1/20", 14, 1, false, "2020-10-01", "law"],
      ["paymentDemand", "any", "3/10", 14, 1, false, "2009-01-01", "unconfirmed"],
      ["paymentDemand", "any", "3/20", 14, 1, false, "2020-10-01", "law"],
    ]);
  });

  test("Sweden: amounts of the Act, a reminder only where it was agreed", () => {
    expect(rows("SE")).toEqual([
      ["reminder", "any", "6000", 1, 1, true, "2013-03-16", "law"],
      ["paymentDemand", "any", "18000", 1, 1, false, "2013-03-16", "law"],
      ["instalmentPlan", "any", "17000", 0, 1, false, "2013-03-16", "law"],
    ]);
  });

  test.each([
    ["IT", "known"],
    ["US", "unconfirmed"],
  ])("%s: none on any letter", (country, mark) => {
    expect(rows(country)).toEqual(
      ["reminder", "collectionNotice", "paymentDemand"].map((step) => [
        step,
        "any",
        "0",
        1,
        0,
        true,
        "2026-01-01",
        mark,
      ]),
    );
  });
});

describe("X-19 the ladders that are lawful to take", () => {
  const ofLetters = "objection planAgreed deceased addressUnknown";
  test.each(["NO", "DK", "IT", "US"])("%s: what lets a rung be passed over", (country) => {
    const skips = { nudge: "optedOut", handOver: "belowMinimum disputed" } as const;
    for (const { step, skippedWhen } of marketPack(country).ladder)
      expect([step, skippedWhen.join(" ")]).toEqual([
        step,
        step === "nudge" || step === "handOver" ? skips[step] : ofLetters,
      ]);
  });

  test("interest is rounded half-year by half-year in Norway, once elsewhere", () => {
    const told = openMarkets.map((country) => `${country} ${marketPack(country).interest.rounding}`);
    expect(told).toEqual(["NO perSegment", "SE total", "DK total", "IT total", "US total"]);
  });

  test("Norway's rules of letters end with 2026; the others have no end", () => {
    const ends = openMarkets.map((country) =>
      marketPack(country)
        .notices.map(({ to }) => String(to))
        .join(" "),
    );
    const open = (count: number): string => Array(count).fill("undefined").join(" ");
    expect(ends).toEqual(["2026-12-31 2026-12-31 2026-12-31", open(2), open(3), open(2), open(3)]);
  });
});

describe("X-19 the periods of limitation", () => {
  test("a kind of debtor that no row is about is a fault of the pack", () => {
    const value = { debtor: "consumer", years: 3, warn: { monthsIn: 33 }, interruptedBy: [] } as const;
    const rules = limitationRules([row(value, "law", "a law")], ({ claimableOn }) => claimableOn);
    const facts = { aroseOn: date("2026-01-01"), claimableOn: date("2026-01-01"), interruptedOn: null };
    expect(() => rules.limitationState({ ...facts, debtor: "business" }, date("2026-02-01"))).toThrow(
      "no limitation rule for a business",
    );
  });

  test.each<[string, readonly (readonly unknown[])[]]>([
    ["NO", [["any", 3, undefined, { monthsIn: 33 }, "acknowledgement legalStep", "law"]]],
    [
      "SE",
      [
        [
          "consumer",
          3,
          undefined,
          { daysBefore: 90 },
          "acknowledgement partPayment interestPayment writtenDemand legalStep",
          "law",
        ],
        [
          "business",
          10,
          undefined,
          { daysBefore: 90 },
          "acknowledgement partPayment interestPayment writtenDemand legalStep",
          "law",
        ],
      ],
    ],
    ["DK", [["any", 3, 10, { monthsIn: 33 }, "acknowledgement legalStep", "known"]]],
    ["IT", [["any", 10, undefined, { monthsIn: 30 }, "acknowledgement writtenDemand legalStep", "seen"]]],
    ["US", []],
  ])("%s", (country, expected) => {
    const told = marketPack(country).limitation.map(({ value, mark }) => {
      const { debtor, years, yearsAnew, warn, interruptedBy } = value;
      return [debtor, years, yearsAnew, warn, interruptedBy.join(" "), mark];
    });
    expect(told).toEqual(expected);
  });
});
