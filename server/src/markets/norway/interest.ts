import type {
  CompensationResult,
  DebtFacts,
  DebtorKind,
  InterestResult,
  InterestRules,
  Mark,
  Refusal,
  Row,
} from "../contract.ts";
import { interestPerSegment, startAfterDemand } from "../interest.ts";
import { row, rowAt } from "../rows.ts";

type PlainDate = Temporal.PlainDate;

const act = "forsinkelsesrenteloven LOV-1976-12-17-100";
const table = "forsinkelsesrente.no, table to 2024 H1";
const daysAfterDemand = 30;

/** Half-years of one year: basis points from 1 January and from 1 July. */
const halfYears: readonly (readonly [year: number, january: bigint, july: bigint])[] = [
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

function halfYear<T>(
  year: number,
  half: 1 | 2,
  value: T,
  unread: { readonly source: string; readonly mark: Mark },
): Row<T> {
  const from = half === 1 ? `${year}-01-01` : `${year}-07-01`;
  const to = half === 1 ? `${year}-06-30` : `${year}-12-31`;
  const read = regulations.get(from);
  return read === undefined
    ? row(value, unread.mark, unread.source, { from, to })
    : row(value, "law", read, { from, to });
}

/** Rate of late-payment interest, basis points a year. Old claims too change rate on 1 January and 1 July (section 3). */
export const rates: readonly Row<bigint>[] = [
  row(1200n, "seen", table, { from: "1994-01-01", to: "2003-12-31" }),
  ...halfYears.flatMap(([year, january, july]) => [
    halfYear(year, 1, january, { source: table, mark: "seen" }),
    halfYear(year, 2, july, { source: table, mark: "seen" }),
  ]),
];

/** 40 EUR in kroner, fixed each half-year (section 3a). Half-years that are not here were not verified. */
export const compensations: readonly Row<bigint>[] = [
  compensationRow(2014, 1, 320_00n),
  compensationRow(2016, 2, 370_00n),
  compensationRow(2019, 2, 390_00n),
  compensationRow(2020, 2, 430_00n),
  compensationRow(2021, 2, 400_00n),
  compensationRow(2022, 1, 390_00n),
  compensationRow(2022, 2, 400_00n),
  compensationRow(2023, 1, 410_00n),
  compensationRow(2023, 2, 460_00n),
  compensationRow(2024, 1, 470_00n),
  compensationRow(2024, 2, 460_00n),
  compensationRow(2025, 1, 470_00n),
  compensationRow(2025, 2, 460_00n),
  compensationRow(2026, 1, 460_00n),
  compensationRow(2026, 2, 430_00n),
];

function compensationRow(year: number, half: 1 | 2, amountMinor: bigint): Row<bigint> {
  return halfYear(year, half, amountMinor, { source: `${act} section 3a`, mark: "law" });
}

/**
 * Section 2: an agreed due day starts interest by itself. Otherwise 30 days after the invoice was sent, and never before
 * the due day. A due date merely printed on the invoice for finished care was not agreed in advance.
 */
function start(facts: DebtFacts): PlainDate | null {
  if (facts.dueDateAgreedInAdvance) return facts.dueOn;
  return facts.invoiceSentOn === null ? null : startAfterDemand(facts.dueOn, facts.invoiceSentOn, daysAfterDemand);
}

/** On the principal only, never on fees. The first interest day and actual/365 are best-known and not yet confirmed. */
function between(principalMinor: bigint, startOn: PlainDate, paidOn: PlainDate): InterestResult {
  const result = interestPerSegment(rates, principalMinor, startOn, paidOn);
  return result.ok ? { ...result, unconfirmed: ["interest.firstDay", "interest.dayCount"] } : result;
}

/** Between businesses only, by the half-year in which interest starts; whether it is owed per invoice is not confirmed. */
function compensation(debtor: DebtorKind, interestStartOn: PlainDate): CompensationResult {
  if (debtor === "consumer") return refused("consumerPaysNoCompensation", `${act} section 3a`);
  const found = rowAt(compensations, interestStartOn);
  if (found === undefined)
    return refused("compensationNotKnown", `no amount is known for ${interestStartOn.toString()}`);
  return { ok: true, compensationMinor: found.value, unconfirmed: ["interest.compensationPerInvoice"] };
}

function refused<C extends string>(code: C, citation: string): Refusal<C> {
  return { ok: false, code, citation };
}

/** Reminder fees are set off against the compensation (inkassoforskriften sections 1-5 and 2-6): the greater, never both. */
export function compensationBeyondFees(compensationMinor: bigint, feesMinor: bigint): bigint {
  return compensationMinor > feesMinor ? compensationMinor - feesMinor : 0n;
}

/** Longest credit that may be agreed with a business or a public buyer, in days. */
export const longestAgreedCredit: Row<{ readonly business: number; readonly publicBuyer: number }> = row(
  { business: 60, publicBuyer: 30 },
  "law",
  act,
);

export const interest: InterestRules = {
  rates,
  rounding: "perSegment",
  belowNotClaimedMinor: 50_00n,
  start,
  between,
  compensations,
  compensation,
};
