import type { InterestResult, InterestRules, Mark, Row } from "../contract.ts";
import {
  businessCompensation,
  type HalfYears,
  halfYearRows,
  interestPerSegment,
  startAfterDemand,
} from "../interest.ts";
import { row } from "../rows.ts";

type PlainDate = Temporal.PlainDate;

const act = "forsinkelsesrenteloven LOV-1976-12-17-100";
const table = "forsinkelsesrente.no, table to 2024 H1";

/** Half-years of one year: basis points from 1 January and from 1 July. */
const halfYears: HalfYears<bigint> = [
  [2004, 925n, 875n],
  [2005, 875n, 900n],
  [2006, 925n, 975n],
  [2007, 1050n, 1150n],
  [2008, 1225n, 1275n],
  [2009, 1000n, 825n],
  [2010, 875n, 900n],
  [2011, 900n, 925n],
  [2012, 875n, 850n],
  [2013, 850n, 950n],
  [2014, 950n, 950n],
  [2015, 925n, 900n],
  [2016, 875n, 850n],
  [2017, 850n, 850n],
  [2018, 850n, 850n],
  [2019, 875n, 925n],
  [2020, 950n, 800n],
  [2021, 800n, 800n],
  [2022, 850n, 925n],
  [2023, 1075n, 1175n],
  [2024, 1250n, 1250n],
  [2025, 1250n, 1225n],
  [2026, 1200n, 1225n],
];

/** The half-years whose regulation itself was read, by first day. The same regulation sets the compensation. */
const regulations: ReadonlyMap<string, string> = new Map([
  ["2023-07-01", "FOR-2023-06-22-1075"],
  ["2024-01-01", "FOR-2023-12-14-2043"],
  ["2024-07-01", "FOR-2024-06-26-1320"],
  ["2025-01-01", "FOR-2024-12-19-3279"],
  ["2025-07-01", "FOR-2025-06-23-1321"],
  ["2026-01-01", "FOR-2025-12-18-2658"],
  ["2026-07-01", "FOR-2026-06-25-1372"],
]);

/** Where a half-year's figure was read: its regulation, or what else it stands in. */
function readIn(source: string, mark: Mark): (from: string) => { readonly mark: Mark; readonly source: string } {
  return (from) => {
    const regulation = regulations.get(from);
    return regulation === undefined ? { mark, source } : { mark: "law", source: regulation };
  };
}

/** Rate of late-payment interest, basis points a year. Old claims too change rate on 1 January and 1 July (section 3). */
export const rates: readonly Row<bigint>[] = [
  row(1200n, "seen", table, { from: "1994-01-01", to: "2003-12-31" }),
  ...halfYearRows(halfYears, readIn(table, "seen")),
];

/** 40 EUR in kroner, fixed each half-year (section 3a). Half-years that are not here were not verified. */
const lumpSums: HalfYears<bigint> = [
  [2014, 320_00n, null],
  [2016, null, 370_00n],
  [2019, null, 390_00n],
  [2020, null, 430_00n],
  [2021, null, 400_00n],
  [2022, 390_00n, 400_00n],
  [2023, 410_00n, 460_00n],
  [2024, 470_00n, 460_00n],
  [2025, 470_00n, 460_00n],
  [2026, 460_00n, 430_00n],
];
const section3a = `${act} section 3a`;

/**
 * Between businesses only, by the half-year in which interest starts; whether it is owed per invoice is not confirmed.
 * Fees are set off against it (inkassoforskriften sections 1-5 and 2-6): `compensationBeyondFees`.
 */
const compensation = businessCompensation(halfYearRows(lumpSums, readIn(section3a, "law")), section3a, [
  "interest.compensationPerInvoice",
]);

/** On the principal only, never on fees. The first interest day and actual/365 are best-known and not yet confirmed. */
function between(principalMinor: bigint, startOn: PlainDate, paidOn: PlainDate): InterestResult {
  const result = interestPerSegment(rates, principalMinor, startOn, paidOn);
  return result.ok ? { ...result, unconfirmed: ["interest.firstDay", "interest.dayCount"] } : result;
}

/** Longest credit that may be agreed with a business or a public buyer, in days. */
export const longestAgreedCredit: Row<{ readonly business: number; readonly publicBuyer: number }> = row(
  { business: 60, publicBuyer: 30 },
  "law",
  act,
);

/** Section 2 says when interest starts. */
export const interest: InterestRules = {
  rates,
  rounding: "perSegment",
  belowNotClaimedMinor: 50_00n,
  start: startAfterDemand,
  between,
  ...compensation,
};
