import { describe, expect, test } from "vitest";
import { agencyBrackets } from "./norway/agency-cost.ts";
import { baseRates } from "./norway/base-rate.ts";
import { collectiveWithin, lateIssueDays } from "./norway/documents.ts";
import { longestAgreedCredit } from "./norway/interest.ts";
import { marketPack, openMarkets, rowAt, rowAtOrEarliest, type Row } from "./index.ts";
import { knownThrough, row } from "./rows.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe("N-11 a market is asked by its country", () => {
  test("Norway", () => {
    const pack = marketPack("NO");
    expect(openMarkets).toEqual(["NO"]);
    expect([pack.country, pack.currency, pack.zones, pack.adultAge]).toEqual(["NO", "NOK", ["Europe/Oslo"], 18]);
    expect([pack.smallBalanceMinor, pack.managerCreditLimitMinor]).toEqual([0n, 5_000_00n]);
    expect(pack.payPage.methods[0]).toBe("vipps");
    expect(pack.payPage.forLines).not.toContain("birthDayAndPostcode");
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
  const pack = marketPack("NO");
  const tables: Readonly<Record<string, readonly Row<unknown>[]>> = {
    agency: [agencyBrackets],
    allocation: pack.allocation,
    baseRates,
    compensations: pack.interest.compensations,
    content: pack.documents.content,
    documents: [collectiveWithin, lateIssueDays],
    fees: pack.fees,
    limitation: pack.limitation,
    credit: [longestAgreedCredit],
    notices: pack.notices,
    rates: pack.interest.rates,
    regimes: pack.regimes,
    retention: pack.retention,
    vat: pack.vat.rows,
  };

  test.each(Object.entries(tables))("%s", (_name, rows) => {
    expect(rows.length).toBeGreaterThan(0);
    for (const each of rows) {
      expect(each.source).not.toBe("");
      expect(["law", "seen", "known", "own", "unconfirmed"]).toContain(each.mark);
      if (each.to !== undefined) expect(Temporal.PlainDate.compare(each.from, each.to)).toBeLessThanOrEqual(0);
    }
  });
});
