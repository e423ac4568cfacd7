import type { InterestRules, Row } from "../contract.ts";
import {
  businessCompensation,
  type HalfYears,
  halfYearRows,
  interestRoundedOnce,
  startAfterDemand,
} from "../interest.ts";
import { row } from "../rows.ts";

const act = "renteloven";

/**
 * Lending rate of Nationalbanken and eight percentage points, basis points from 1 January and from 1 July, for claims due from 1 March
 * 2013 on. The tax authority's rate has been four points lower since July 2023: that series is another.
 */
const halfYears: HalfYears<bigint> = [
  [2013, null, 820n],
  [2014, 820n, 820n],
  [2015, 820n, 805n],
  [2016, 805n, 805n],
  [2017, 805n, 805n],
  [2018, 805n, 805n],
  [2019, 805n, 805n],
  [2020, 805n, 805n],
  [2021, 805n, 765n],
  [2022, 755n, 755n],
  [2023, 990n, 1125n],
  [2024, 1175n, 1150n],
  [2025, 1075n, 975n],
  [2026, 975n, null],
];
const table = `${act} section 5; Nationalbanken, public tables`;
/** Up to this half-year the rates were read in public tables. */
const lastSeen = "2024-01-01";

/** Rate of late-payment interest, basis points a year. Old claims too change rate on 1 January and 1 July. Not known from July 2026 on. */
export const rates: readonly Row<bigint>[] = [
  row(820n, "seen", table, { from: "2013-03-01", to: "2013-06-30" }),
  ...halfYearRows(halfYears, (from) => ({ mark: from <= lastSeen ? "seen" : "known", source: table })),
];

/** 310 kr of a business, without any reminder; never of a private person. */
const compensation = businessCompensation(
  [row(310_00n, "seen", `${act}: fixed compensation of businesses`)],
  `${act}: never of private persons`,
);

/**
 * On the principal only, simple, actual/365, rounded once to øre. A consumer may not be charged more by an agreement made before default.
 */
export const interest: InterestRules = {
  rates,
  rounding: "total",
  belowNotClaimedMinor: 0n,
  start: startAfterDemand,
  between: (principalMinor, startOn, paidOn) => interestRoundedOnce(rates, principalMinor, startOn, paidOn),
  ...compensation,
};
