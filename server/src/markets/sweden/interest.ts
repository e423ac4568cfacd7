import type { DebtFacts, InterestResult, InterestRules, Row } from "../contract.ts";
import {
  aboveReference,
  businessCompensation,
  type HalfYears,
  halfYearRows,
  interestRoundedOnce,
  startAfterDemand,
} from "../interest.ts";
import { row } from "../rows.ts";
import { amountsInTheActSince } from "./fees.ts";

type PlainDate = Temporal.PlainDate;

const act = "räntelagen (1975:635)";
/** Sections 6 and 9: the reference rate and eight percentage points. */
const aboveReferenceRate = 800n;

/** Reference rates of the Riksbank, basis points from 1 January and from 1 July; null where no table begins yet. */
const halfYears: HalfYears<bigint> = [
  [2002, null, 450n],
  [2003, 400n, 300n],
  [2004, 300n, 200n],
  [2005, 200n, 150n],
  [2006, 150n, 250n],
  [2007, 300n, 350n],
  [2008, 400n, 450n],
  [2009, 200n, 50n],
  [2010, 50n, 50n],
  [2011, 150n, 200n],
  [2012, 200n, 150n],
  [2013, 100n, 100n],
  [2014, 100n, 100n],
  [2015, 0n, 0n],
  [2016, 0n, -50n],
  [2017, -50n, -50n],
  [2018, -50n, -50n],
  [2019, -50n, 0n],
  [2020, 0n, 0n],
  [2021, 0n, 0n],
  [2022, 0n, 50n],
  [2023, 250n, 350n],
  [2024, 400n, 400n],
  [2025, 300n, 200n],
  [2026, 200n, 200n],
];
/** Up to this half-year several public tables agree. */
const lastSeen = "2024-01-01";

export const referenceRates: readonly Row<bigint>[] = halfYearRows(halfYears, (from) => ({
  mark: from <= lastSeen ? "seen" : "unconfirmed",
  source: "Riksbanken, referensränta, public tables",
}));

/** Rate of late-payment interest, basis points a year. Old claims too change rate on 1 January and 1 July. */
export const rates = aboveReference(referenceRates, aboveReferenceRate, `${act} sections 6 and 9`);

const section4a = "lag (1981:739) section 4 a";

/**
 * Förseningsersättning, in öre: from the first day late, of a business or authority that acts as such, never of a consumer. It covers
 * reminder fee and other collection costs up to its amount: `compensationBeyondFees`.
 */
const compensation = businessCompensation([row(450_00n, "law", section4a, { from: amountsInTheActSince })], section4a);

/**
 * Section 3: a due day that was agreed in advance starts interest by itself; one merely printed on a consumer's bill was not. Otherwise
 * 30 days after the bill came (section 4), never before it is due; a consumer's bill must have said that paying late means interest.
 */
function start(facts: DebtFacts): PlainDate | null {
  const { debtor, dueDateAgreedInAdvance, invoiceSaysInterest } = facts;
  const saysNothing = debtor === "consumer" && !invoiceSaysInterest && !dueDateAgreedInAdvance;
  return saysNothing ? null : startAfterDemand(facts);
}

/** On the principal only, rounded once to öre. That days are counted from the day after the start by actual/365 is not confirmed. */
function between(principalMinor: bigint, startOn: PlainDate, paidOn: PlainDate): InterestResult {
  const result = interestRoundedOnce(rates, principalMinor, startOn, paidOn);
  return result.ok ? { ...result, unconfirmed: ["interest.dayCount", ...result.unconfirmed] } : result;
}

/** Longest payment time between businesses without an express agreement, in days (section 2 a). */
export const longestCreditUnlessAgreed: Row<number> = row(30, "law", `${act} section 2 a`);

export const interest: InterestRules = {
  rates,
  rounding: "total",
  belowNotClaimedMinor: 0n,
  start,
  between,
  ...compensation,
};
