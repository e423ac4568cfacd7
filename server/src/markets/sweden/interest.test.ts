import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compensationBeyondFees } from "../interest.ts";
import { rowAt } from "../rows.ts";
import { interest, longestCreditUnlessAgreed, rates, referenceRates } from "./interest.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const charged = (principalMinor: bigint, startOn: string, paidOn: string): bigint | string => {
  const result = interest.between(principalMinor, date(startOn), date(paidOn));
  return result.ok ? result.totalMinor : result.code;
};

describe("X-19 late interest: reference rate and eight percentage points", () => {
  test.each([
    [5_000_00n, "2026-04-10", "2026-05-15", 47_95n],
    [10_000_00n, "2024-11-30", "2025-02-15", 240_55n],
    [1_250_00n, "2026-03-27", "2026-04-28", 10_96n],
    [4_200_00n, "2025-06-15", "2025-08-01", 55_81n],
    [5_000_00n, "2026-04-10", "2026-04-10", 0n],
    [5_000_00n, "2026-04-10", "2026-04-11", 1_37n],
    [5_000_00n, "2026-12-30", "2026-12-31", 1_37n],
    [5_000_00n, "2026-12-30", "2027-01-01", "interestRateNotKnown"],
    [5_000_00n, "2002-06-29", "2002-07-01", "interestRateNotKnown"],
    [5_000_00n, "2002-06-30", "2002-07-01", 1_71n],
  ])("%i öre from %s, paid %s: %s", (principal, startOn, paidOn, expected) => {
    expect(charged(principal, startOn, paidOn)).toBe(expected);
  });

  test("rounded once: 31 days at 12 % and 46 at 11 % show 101.92 and 138.63, and add up", () => {
    const result = interest.between(10_000_00n, date("2024-11-30"), date("2025-02-15"));
    if (!result.ok) throw new Error(result.code);
    expect(
      result.segments.map(({ days, rateBasisPoints, interestMinor }) => [days, rateBasisPoints, interestMinor]),
    ).toEqual([
      [31, 1200n, 101_92n],
      [46, 1100n, 138_63n],
    ]);
    expect(result.unconfirmed).toEqual(["interest.dayCount", "interest.rate.2024-07-01", "interest.rate.2025-01-01"]);
  });

  test("a rate that public tables agree on is not named as unconfirmed", () => {
    const result = interest.between(10_000_00n, date("2024-06-01"), date("2024-06-30"));
    expect(result).toMatchObject({ ok: true, unconfirmed: ["interest.dayCount"] });
  });

  test("whatever the days, the parts are the whole, and the whole is rounded once", () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000_000n }), span, (principal, [begin, long]) => {
        const startOn = date("2024-01-01").add({ days: begin });
        const result = interest.between(principal, startOn, startOn.add({ days: long }));
        if (!result.ok) throw new Error(result.code);
        const exact =
          result.segments.reduce((sum, each) => sum + each.rateBasisPoints * BigInt(each.days), 0n) * principal;
        expect(result.segments.reduce((sum, each) => sum + each.interestMinor, 0n)).toBe(result.totalMinor);
        expect(result.totalMinor).toBe((exact * 2n + 3_650_000n) / 7_300_000n);
      }),
    );
  });

  test.each([
    ["2002-07-01", 450n, "seen"],
    ["2003-06-30", 400n, "seen"],
    ["2003-07-01", 300n, "seen"],
    ["2009-06-30", 200n, "seen"],
    ["2009-07-01", 50n, "seen"],
    ["2015-01-01", 0n, "seen"],
    ["2016-06-30", 0n, "seen"],
    ["2016-07-01", -50n, "seen"],
    ["2019-06-30", -50n, "seen"],
    ["2019-07-01", 0n, "seen"],
    ["2022-06-30", 0n, "seen"],
    ["2022-07-01", 50n, "seen"],
    ["2023-07-01", 350n, "seen"],
    ["2024-06-30", 400n, "seen"],
    ["2024-07-01", 400n, "unconfirmed"],
    ["2025-01-01", 300n, "unconfirmed"],
    ["2026-12-31", 200n, "unconfirmed"],
  ])("the reference rate of %s is %s basis points (%s)", (on, value, mark) => {
    expect(rowAt(referenceRates, date(on))).toMatchObject({ value, mark });
    expect(rowAt(rates, date(on))).toMatchObject({ value: value + 800n, mark });
  });

  test("every half-year of the reference rate", () => {
    expect(referenceRates.map(({ value }) => value).join(" ")).toBe(
      [
        ...["450 400 300 300 200 200 150 150 250 300 350 400 450 200 50 50 50 150 200 200 150"],
        ...["100 100 100 100 0 0 0 -50 -50 -50 -50 -50 -50 0 0 0 0 0 0 50 250 350 400 400 300 200 200 200"],
      ].join(" "),
    );
  });

  test("the half-year table has no gap and no overlap, and ends where nobody knows", () => {
    rates.slice(1).forEach((rate, i) => expect(rate.from.equals(rates[i]!.to!.add({ days: 1 }))).toBe(true));
    expect([rates[0]!.from, rates.at(-1)!.to].map(String)).toEqual(["2002-07-01", "2026-12-31"]);
  });
});

describe("X-19 when interest starts", () => {
  const bill = {
    dueOn: date("2026-04-10"),
    debtor: "consumer",
    dueDateAgreedInAdvance: false,
    invoiceSaysInterest: true,
  } as const;

  test.each([
    ["agreed in advance", { dueDateAgreedInAdvance: true, invoiceSentOn: null }, "2026-04-10"],
    ["30 days after the bill came", { invoiceSentOn: date("2026-03-20") }, "2026-04-19"],
    ["never before it is due", { invoiceSentOn: date("2026-03-01") }, "2026-04-10"],
    ["a bill that never came", { invoiceSentOn: null }, "null"],
    ["a consumer's bill that says nothing", { invoiceSentOn: date("2026-03-20"), invoiceSaysInterest: false }, "null"],
    [
      "between businesses it need not",
      { invoiceSentOn: date("2026-03-20"), invoiceSaysInterest: false, debtor: "business" },
      "2026-04-19",
    ],
  ] as const)("%s", (_what, changes, expected) => {
    expect(String(interest.start({ ...bill, ...changes }))).toBe(expected);
  });
});

describe("X-19 late payment compensation", () => {
  test.each([
    ["business", "2013-03-15", "compensationNotKnown"],
    ["business", "2013-03-16", 450_00n],
    ["business", "2026-11-22", 450_00n],
    ["consumer", "2026-11-22", "consumerPaysNoCompensation"],
  ] as const)("%s, late from %s: %s", (debtor, on, expected) => {
    const result = interest.compensation(debtor, date(on));
    expect(result.ok ? result.compensationMinor : result.code).toBe(expected);
  });

  test("it covers reminder fee and demand up to its amount", () => {
    expect([60_00n, 240_00n, 450_00n, 500_00n].map((fees) => compensationBeyondFees(450_00n, fees))).toEqual([
      390_00n,
      210_00n,
      0n,
      0n,
    ]);
  });

  test("longer credit between businesses is expressly agreed", () => {
    expect(longestCreditUnlessAgreed.value).toBe(30);
  });
});
