import { describe, expect, test } from "vitest";
import { agencyBrackets } from "./norway/agency-cost.ts";
import { baseRates } from "./norway/base-rate.ts";
import { collectiveWithin, lateIssueDays } from "./norway/documents.ts";
import { longestAgreedCredit } from "./norway/interest.ts";
import { agencyActs } from "./sweden/agency-cost.ts";
import { longestCreditUnlessAgreed, referenceRates } from "./sweden/interest.ts";
import {
  accountRoles,
  marketPack,
  type MarketPack,
  openMarkets,
  type Row,
  rowAt,
  rowAtOrEarliest,
  schemeCaps,
  stateLimits,
  surchargeRules,
} from "./index.ts";
import { knownThrough, row } from "./rows.ts";
import { ownIssueRules } from "./documents.ts";
import { businessRates, referenceRates as euroRates } from "./italy/interest.ts";
import { date, texts, witnessed } from "./pack.fixture.ts";
import { receiptAssumedAfter } from "./usa/notices.ts";

describe("N-11 a market is asked by its country", () => {
  test("Norway", () => {
    const pack = marketPack("NO");
    expect(openMarkets).toEqual(["NO", "SE", "DK", "IT", "US"]);
    expect([pack.country, pack.currency, pack.zones, pack.adultAge]).toEqual(["NO", "NOK", ["Europe/Oslo"], 18]);
    expect([pack.smallBalanceMinor, pack.managerCreditLimitMinor]).toEqual([0n, 5_000_00n]);
    expect(pack.payPage.methods[0]).toBe("vipps");
    expect(pack.payPage.forLines).not.toContain("birthDayAndPostcode");
  });

  test("Sweden", () => {
    const pack = marketPack("SE");
    expect([pack.country, pack.currency, pack.zones, pack.adultAge]).toEqual(["SE", "SEK", ["Europe/Stockholm"], 18]);
    expect([pack.smallBalanceMinor, pack.managerCreditLimitMinor]).toEqual([1_00n, 5_000_00n]);
    expect(pack.payPage.methods).toEqual(["swish", "card", "partPayment", "invoice"]);
    expect(pack.payPage.forLines).not.toContain("birthDayAndPostcode");
  });

  test.each([
    ["DK", "DKK", ["Europe/Copenhagen"], 5_000_00n, "vipps"],
    ["IT", "EUR", ["Europe/Rome"], 500_00n, "card"],
    ["US", "USD", expect.arrayContaining(["America/New_York", "Pacific/Honolulu"]), 500_00n, "card"],
  ])("%s: %s", (country, currency, zones, creditLimit, firstWay) => {
    const pack = marketPack(country);
    expect([pack.country, pack.currency, pack.zones, pack.adultAge]).toEqual([country, currency, zones, 18]);
    expect([pack.smallBalanceMinor, pack.managerCreditLimitMinor]).toEqual([0n, creditLimit]);
    expect(pack.payPage.methods[0]).toBe(firstWay);
    expect(pack.payPage.forLines).not.toContain("birthDayAndPostcode");
    for (const zone of pack.zones)
      expect(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)).not.toThrow();
  });

  test.each(["XX", "no", "", "constructor"])("no pack for %j", (country) => {
    expect(() => marketPack(country)).toThrow("no market pack");
  });
});

describe("N-11 dated rows", () => {
  const dated = [
    row(1n, "law", "first", { from: "2024-01-01", to: "2024-12-31" }),
    row(2n, "law", "second", { from: "2026-01-01", to: "2026-12-31" }),
  ];

  test.each([
    ["2023-12-31", undefined],
    ["2024-01-01", 1n],
    ["2024-12-31", 1n],
    ["2025-06-01", undefined],
    ["2026-01-01", 2n],
    ["2026-12-31", 2n],
    ["2027-01-01", undefined],
  ])("on %s: %s", (on, expected) => {
    expect(rowAt(dated, date(on))?.value).toBe(expected);
    expect(rowAtOrEarliest(dated, date(on))?.value).toBe(expected);
  });

  test("a row whose start nobody names also reads what is older, but charges nothing", () => {
    const undated = [row(3n, "law", "undated")];
    expect(undated[0]).toMatchObject({ fromKnown: false, from: date("2026-01-01") });
    expect(rowAt(undated, date("2025-12-31"))).toBeUndefined();
    expect(rowAtOrEarliest(undated, date("2025-12-31"))?.value).toBe(3n);
  });

  test("the last day known", () => {
    expect(String(knownThrough(dated))).toBe("2026-12-31");
    expect(knownThrough([...dated, row(4n, "law", "open", { from: "2027-01-01" })])).toBeNull();
    expect(knownThrough([])).toBeNull();
  });
});

describe("N-11 every figure of a pack has a start, a source and a mark", () => {
  const tablesOf = (pack: MarketPack): Readonly<Record<string, readonly Row<unknown>[]>> => ({
    allocation: pack.allocation,
    compensations: pack.interest.compensations,
    content: pack.documents.content,
    fees: pack.fees,
    limitation: pack.limitation,
    notices: pack.notices,
    rates: pack.interest.rates,
    regimes: pack.regimes,
    retention: pack.retention,
    vat: pack.vat.rows,
  });
  const own: Readonly<Record<string, Readonly<Record<string, readonly Row<unknown>[]>>>> = {
    NO: {
      agency: [agencyBrackets],
      baseRates,
      documents: [collectiveWithin, lateIssueDays],
      credit: [longestAgreedCredit],
    },
    IT: { businessRates, referenceRates: euroRates },
    US: {
      receipt: [receiptAssumedAfter],
      schemeCaps: Object.values(schemeCaps),
      stateLimits: [...stateLimits.values()].flat(),
      surchargeRules,
    },
    SE: {
      agencyActs,
      referenceRates,
      documents: [ownIssueRules.collectiveWithin, ownIssueRules.lateIssueDays],
      credit: [longestCreditUnlessAgreed],
    },
  };
  const tables = openMarkets.flatMap((country) =>
    Object.entries({ ...tablesOf(marketPack(country)), ...own[country] }).map(
      ([name, rows]) => [`${country} ${name}`, rows] as const,
    ),
  );

  /** What a country has none of, so that nothing is charged and nothing is stopped. */
  const empty = ["US rates", "US compensations", "US limitation"];

  test.each(tables)("%s", (name, rows) => {
    expect(rows.length === 0).toBe(empty.includes(name));
    for (const each of rows) {
      expect(each.source).not.toBe("");
      expect(["law", "seen", "known", "own", "unconfirmed"]).toContain(each.mark);
      if (each.to !== undefined) expect(Temporal.PlainDate.compare(each.from, each.to)).toBeLessThanOrEqual(0);
    }
  });
});

describe("N-01 N-11 every calendar", () => {
  /** 17 March 2011 was a holiday in Italy that once. */
  const since = (country: string): number => (country === "IT" ? 2012 : 2009);

  test.each(openMarkets)("%s has the public holidays that an independent table gives, through 2035", (country) => {
    const { days } = marketPack(country);
    for (let year = since(country); year <= 2035; year += 1)
      expect([year, texts(days.holidays(year))]).toEqual([year, witnessed(country, year)]);
  });

  test.each(openMarkets)(
    "%s: a ladder's rungs fall on bank days, in order, and a deadline is never shorter than said",
    (country) => {
      const pack = marketPack(country);
      const rungs = pack.ladder.filter((rung) => rung.insteadOf === undefined);
      for (let add = 0; add < 420; add += 1) {
        const dueOn = date("2027-12-01").add({ days: add });
        let [sentOn, deadlineOn]: [Temporal.PlainDate | null, Temporal.PlainDate | null] = [null, null];
        for (const rung of rungs) {
          const before: Temporal.PlainDate = sentOn ?? dueOn;
          const on = pack.stepDue(rung, dueOn, rung.after === "previousDeadline" ? deadlineOn : sentOn);
          expect([pack.days.isBankDay(on), Temporal.PlainDate.compare(on, before)]).toEqual([true, 1]);
          [sentOn, deadlineOn] = [on, pack.deadline(rung, on)];
          if (deadlineOn === null) continue;
          expect(pack.days.isBankDay(deadlineOn)).toBe(true);
          expect(on.until(deadlineOn).days).toBeGreaterThanOrEqual(rung.deadlineDays!);
        }
      }
    },
  );
});

describe("X-19 what a ledger of any market begins with", () => {
  test.each(openMarkets)("%s: every role has an account, each number stands once, each has its names", (country) => {
    const { accounts, languages, insurerPayout } = marketPack(country);
    // Only a market whose insurer or state pays its part of bills has an account for what it owes.
    const roles = accountRoles.filter((role) => role !== "stateReceivable" || insurerPayout !== undefined);
    expect(accounts.map((each) => each.role).toSorted()).toEqual(roles.toSorted());
    expect(new Set(accounts.map((each) => each.code)).size).toBe(accounts.length);
    for (const { name, export: group } of accounts) {
      expect(Object.keys(name).toSorted()).toEqual([...languages].toSorted());
      expect([group.groupingCategory, group.groupingCode]).not.toContain("");
    }
  });

  test.each(["DK", "IT", "US"])("%s: the payer's choice, then principal, fee, interest", (country) => {
    const pack = marketPack(country);
    for (const debtor of ["consumer", "business"] as const)
      for (const care of ["health", "animal"] as const)
        for (const namesInvoice of [true, false])
          expect(pack.allocationOrder({ debtor, care, namesInvoice })).toEqual([
            "principal",
            "fee",
            "interest",
            "agencyCost",
          ]);
  });

  test.each(openMarkets)("SEC-80 %s keeps nothing else longer than the others do", (country) => {
    const pack = marketPack(country);
    const kept = (["contactData", "messageBody", "rawWebhook", "appLog", "securityLog", "accessLog"] as const).map(
      (dataClass) => pack.keptThrough(dataClass, date("2026-06-01")),
    );
    expect(texts(kept)).toEqual(["2027-06-01", "2026-08-30", "2027-07-01", "2026-08-30", "2027-06-01", "2031-06-01"]);
  });
});
