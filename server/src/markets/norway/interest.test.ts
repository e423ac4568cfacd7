import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compensationBeyondFees } from "../interest.ts";
import { rowAt } from "../rows.ts";
import { interest, longestAgreedCredit, rates } from "./interest.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function charged(principalMinor: bigint, startOn: string, paidOn: string): bigint | string {
  const result = interest.between(principalMinor, date(startOn), date(paidOn));
  return result.ok ? result.totalMinor : result.code;
}

describe("X-19 late-payment interest", () => {
  test.each([
    [4500_00n, "2026-06-01", "2026-07-15", 65_55n],
    [4750_00n, "2026-10-19", "2026-11-16", 44_64n],
    [4750_00n, "2026-10-19", "2026-10-19", 0n],
    [4750_00n, "2026-10-19", "2026-10-20", 1_59n],
    [1000_00n, "2023-12-31", "2024-12-31", 125_34n],
    [1000_00n, "2003-12-31", "2004-01-01", 25n],
    [1000_00n, "1993-12-30", "1994-01-02", "interestRateNotKnown"],
    [1000_00n, "2026-12-30", "2026-12-31", 34n],
    [1000_00n, "2026-12-30", "2027-01-01", "interestRateNotKnown"],
  ])("%s øre due %s, paid %s: %s", (principal, due, paid, expected) => {
    expect(charged(principal, due, paid)).toBe(expected);
  });

  test("the rate changes on 1 July and each half-year is rounded by itself", () => {
    expect(interest.between(4500_00n, date("2026-06-01"), date("2026-07-15"))).toMatchObject({
      ok: true,
      segments: [
        {
          firstDay: date("2026-06-02"),
          lastDay: date("2026-06-30"),
          days: 29,
          rateBasisPoints: 1200n,
          interestMinor: 42_90n,
        },
        {
          firstDay: date("2026-07-01"),
          lastDay: date("2026-07-15"),
          days: 15,
          rateBasisPoints: 1225n,
          interestMinor: 22_65n,
        },
      ],
      unconfirmed: ["interest.firstDay", "interest.dayCount"],
    });
  });

  test("a payment past the last known rate is refused as a whole and says until when it would not be", () => {
    expect(interest.between(1000_00n, date("2026-10-19"), date("2027-01-01"))).toEqual({
      ok: false,
      code: "interestRateNotKnown",
      citation: "no rate is known for 2027-01-01",
      wouldChange: "paid by 2026-12-31",
    });
  });

  test("cut at a half-year's end, the parts are the whole", () => {
    const principal = fc.bigInt({ min: 0n, max: 100_000_000n });
    const paidOn = fc.integer({ min: 1, max: 180 }).map((add) => date("2026-06-30").add({ days: add }));
    fc.assert(
      fc.property(principal, paidOn, (principalMinor, paid) => {
        const first = charged(principalMinor, "2026-01-15", "2026-06-30") as bigint;
        const second = charged(principalMinor, "2026-06-30", paid.toString()) as bigint;
        expect(charged(principalMinor, "2026-01-15", paid.toString())).toBe(first + second);
      }),
    );
  });

  test("the half-year table has no gap and no overlap from 1994 through 2026", () => {
    rates.slice(1).forEach((rate, i) => expect(rate.from.equals(rates[i]!.to!.add({ days: 1 }))).toBe(true));
    expect([rates[0]!.from, rates.at(-1)!.to].map(String)).toEqual(["1994-01-01", "2026-12-31"]);
  });

  test("every half-year since 2004, after twelve per cent in the ten years before", () => {
    expect(rates.map(({ value }) => value).join(" ")).toBe(
      [
        ...["1200", "925 875 875 900 925 975 1050 1150 1225 1275 1000 825", "875 900 900 925 875 850 850 950"],
        ...["950 950 925 900 875 850 850 850 850 850 875 925", "950 800 800 800 850 925 1075 1175 1250 1250"],
        "1250 1225 1200 1225",
      ].join(" "),
    );
  });

  test("the regulations that were read", () => {
    expect(
      rates.filter(({ mark }) => mark === "law").map(({ from, source }) => `${from.toString()} ${source}`),
    ).toEqual([
      "2023-07-01 FOR-2023-06-22-1075",
      "2024-01-01 FOR-2023-12-14-2043",
      "2024-07-01 FOR-2024-06-26-1320",
      "2025-01-01 FOR-2024-12-19-3279",
      "2025-07-01 FOR-2025-06-23-1321",
      "2026-01-01 FOR-2025-12-18-2658",
      "2026-07-01 FOR-2026-06-25-1372",
    ]);
  });

  test.each([
    ["1994-01-01", 1200n, "seen"],
    ["2003-12-31", 1200n, "seen"],
    ["2004-01-01", 925n, "seen"],
    ["2004-07-01", 875n, "seen"],
    ["2008-12-31", 1275n, "seen"],
    ["2012-07-01", 850n, "seen"],
    ["2019-06-30", 875n, "seen"],
    ["2023-06-30", 1075n, "seen"],
    ["2023-07-01", 1175n, "law"],
    ["2025-06-30", 1250n, "law"],
    ["2025-07-01", 1225n, "law"],
    ["2026-06-30", 1200n, "law"],
    ["2026-07-01", 1225n, "law"],
  ])("the rate of %s is %s basis points (%s)", (on, expected, mark) => {
    expect(rowAt(rates, date(on))).toMatchObject({ value: expected, mark });
  });
});

describe("X-19 when interest starts", () => {
  test.each([
    [true, "2026-10-05", "2026-10-19"],
    [true, null, "2026-10-19"],
    [false, "2026-10-05", "2026-11-04"],
    [false, "2026-09-10", "2026-10-19"],
    [false, null, "null"],
  ])("due 19 October agreed in advance %s, invoice sent %s: %s", (dueDateAgreedInAdvance, sent, expected) => {
    const invoiceSentOn = sent === null ? null : date(sent);
    const bill = { dueOn: date("2026-10-19"), debtor: "consumer", invoiceSaysInterest: false } as const;
    expect(String(interest.start({ ...bill, dueDateAgreedInAdvance, invoiceSentOn }))).toBe(expected);
  });
});

describe("X-19 compensation between businesses", () => {
  test.each([
    ["business", "2022-06-30", 390_00n],
    ["business", "2022-07-01", 400_00n],
    ["business", "2026-06-30", 460_00n],
    ["business", "2026-07-01", 430_00n],
    ["business", "2026-12-31", 430_00n],
    ["business", "2027-01-01", "compensationNotKnown"],
    ["business", "2018-01-01", "compensationNotKnown"],
    ["consumer", "2026-07-01", "consumerPaysNoCompensation"],
  ] as const)("%s, interest from %s: %s", (debtor, on, expected) => {
    const result = interest.compensation(debtor, date(on));
    expect(result.ok ? result.compensationMinor : result.code).toBe(expected);
  });

  test("the half-years whose amount is known, and none between", () => {
    const told = interest.compensations.map(({ from, value }) => `${from.toString().slice(0, 7)} ${value / 100n}`);
    expect(interest.compensations.every(({ value }) => value % 100n === 0n)).toBe(true);
    expect(told).toEqual([
      ...["2014-01 320", "2016-07 370", "2019-07 390", "2020-07 430", "2021-07 400", "2022-01 390", "2022-07 400"],
      ...["2023-01 410", "2023-07 460", "2024-01 470", "2024-07 460", "2025-01 470", "2025-07 460"],
      ...["2026-01 460", "2026-07 430"],
    ]);
    expect(interest.belowNotClaimedMinor).toBe(50_00n);
  });

  test.each([
    [430_00n, 0n, 430_00n],
    [430_00n, 76_00n, 354_00n],
    [430_00n, 430_00n, 0n],
    [430_00n, 500_00n, 0n],
  ])("%s beside fees of %s adds %s", (compensationMinor, feesMinor, expected) => {
    expect(compensationBeyondFees(compensationMinor, feesMinor)).toBe(expected);
  });

  test("agreed credit is at most 60 days, 30 for public buyers", () => {
    expect(longestAgreedCredit.value).toEqual({ business: 60, publicBuyer: 30 });
  });
});
