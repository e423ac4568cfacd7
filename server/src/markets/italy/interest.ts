import type { DebtFacts, InterestRules, Mark, Row } from "../contract.ts";
import {
  aboveReference,
  businessCompensation,
  type HalfYears,
  halfYearRows,
  interestRoundedOnce,
  startAfterDemand,
} from "../interest.ts";
import { row } from "../rows.ts";

type PlainDate = Temporal.PlainDate;

const decree = "D.Lgs. 231/2002";
/** For contracts from 1 January 2013 on: the reference rate of the European Central Bank and eight percentage points. */
const aboveReferenceRate = 800n;

/** Reference rates, basis points from 1 January and from 1 July. That of July 2026 is not known. */
const halfYears: HalfYears<bigint> = [
  [2013, 75n, 50n],
  [2014, 25n, 15n],
  [2015, 5n, 5n],
  [2016, 5n, 0n],
  [2017, 0n, 0n],
  [2018, 0n, 0n],
  [2019, 0n, 0n],
  [2020, 0n, 0n],
  [2021, 0n, 0n],
  [2022, 0n, 0n],
  [2023, 250n, 400n],
  [2024, 450n, 425n],
  [2025, 315n, 215n],
  [2026, 215n, null],
];
/** The half-years whose rate was read in a public source; the others are commonly known. */
const seenHalfYears: readonly string[] = ["2013-01-01", "2016-01-01"];
const allSeenSince = "2023-07-01";

function readIn(from: string): { readonly mark: Mark; readonly source: string } {
  const isSeen = from >= allSeenSince || seenHalfYears.includes(from);
  return { mark: isSeen ? "seen" : "known", source: "reference rate of the ECB, public tables" };
}

export const referenceRates: readonly Row<bigint>[] = halfYearRows(halfYears, readIn);

/** What businesses owe, basis points a year; an old claim changes rate with the half-year. */
export const businessRates = aboveReference(referenceRates, aboveReferenceRate, decree);

/** The legal rate of each calendar year, basis points (art. 1284 c.c.). */
const legalRates: readonly (readonly [year: number, rate: bigint, mark: Mark])[] = [
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
];

/** What consumers owe: the legal rate, until a lawsuit begins, from when a lawyer counts. */
export const rates: readonly Row<bigint>[] = legalRates.map(([year, rate, mark]) =>
  row(rate, mark, "art. 1284 c.c., legal rate of the year", { from: `${year}-01-01`, to: `${year}-12-31` }),
);

/** 40 EUR, of businesses only. */
const compensation = businessCompensation(
  [row(40_00n, "known", `${decree} art. 6`)],
  `${decree} is between businesses only`,
);

/**
 * A business is late by itself from the day after the due day, or after thirty days where none was agreed. A consumer owes interest from
 * the formal notice (messa in mora) on, and none without one.
 */
function start(facts: DebtFacts): PlainDate | null {
  return facts.debtor === "business" ? startAfterDemand(facts) : (facts.formalNoticeOn ?? null);
}

/** On the principal only, simple, actual/365, rounded once to cents. Without a word of the debtor at the rate of consumers, the lower one. */
export const interest: InterestRules = {
  rates,
  businessRates,
  rounding: "total",
  belowNotClaimedMinor: 0n,
  start,
  between: (principalMinor, startOn, paidOn, debtor) =>
    interestRoundedOnce(debtor === "business" ? businessRates : rates, principalMinor, startOn, paidOn),
  ...compensation,
};
