import { compareDates, daysBetween, divideHalfUp, earlier, later } from "@kvitt/values";
import type {
  CompensationResult,
  DebtFacts,
  DebtorKind,
  InterestResult,
  InterestRules,
  InterestSegment,
  Mark,
  Refusal,
  Row,
} from "./contract.ts";
import { knownThrough, row, rowAt } from "./rows.ts";

type PlainDate = Temporal.PlainDate;

const daysInYear = 365n;
const basisPointsInWhole = 10_000n;

type Stretch = { readonly firstDay: PlainDate; readonly lastDay: PlainDate; readonly rate: Row<bigint> };

/** The days after `startOn` through `paidOn`, cut where the rate row changes; the first day without a rate when there is one. */
function stretches(
  rates: readonly Row<bigint>[],
  startOn: PlainDate,
  paidOn: PlainDate,
): { readonly known: readonly Stretch[]; readonly unknownOn: PlainDate | null } {
  const known: Stretch[] = [];
  let firstDay = startOn.add({ days: 1 });
  while (compareDates(firstDay, paidOn) <= 0) {
    const rate = rowAt(rates, firstDay);
    if (rate === undefined) return { known, unknownOn: firstDay };
    const lastDay = rate.to === undefined ? paidOn : earlier(rate.to, paidOn);
    known.push({ firstDay, lastDay, rate });
    firstDay = lastDay.add({ days: 1 });
  }
  return { known, unknownOn: null };
}

/**
 * Simple interest on a principal in minor units for the days after `startOn` through `paidOn`, actual/365 (leap years
 * too), cut where the rate row changes and each segment rounded half-up. Refused as a whole when any day has no rate.
 */
export function interestPerSegment(
  rates: readonly Row<bigint>[],
  principalMinor: bigint,
  startOn: PlainDate,
  paidOn: PlainDate,
): InterestResult {
  return overStretches(rates, startOn, paidOn, (known) =>
    whole(known.map(({ firstDay, lastDay, rate }) => segment(principalMinor, firstDay, lastDay, rate.value))),
  );
}

/**
 * The same, rounded once at the end: a segment shows by how much the rounded sum grew, so that the segments add up to the
 * total. Rates that nobody has confirmed are named: `interest.rate.2026-07-01`.
 */
export function interestRoundedOnce(
  rates: readonly Row<bigint>[],
  principalMinor: bigint,
  startOn: PlainDate,
  paidOn: PlainDate,
): InterestResult {
  return overStretches(rates, startOn, paidOn, (known) => {
    const doubtful = known.filter(({ rate }) => rate.mark === "unconfirmed");
    return whole(
      roundedOnce(principalMinor, known),
      doubtful.map(({ rate }) => `interest.rate.${rate.from.toString()}`),
    );
  });
}

function roundedOnce(principalMinor: bigint, known: readonly Stretch[]): InterestSegment[] {
  let rateDays = 0n;
  let toldMinor = 0n;
  return known.map(({ firstDay, lastDay, rate }): InterestSegment => {
    const days = daysBetween(firstDay, lastDay) + 1;
    rateDays += rate.value * BigInt(days);
    const sumMinor = divideHalfUp(principalMinor * rateDays, basisPointsInWhole * daysInYear);
    const interestMinor = sumMinor - toldMinor;
    toldMinor = sumMinor;
    return { firstDay, lastDay, days, rateBasisPoints: rate.value, interestMinor };
  });
}

function overStretches(
  rates: readonly Row<bigint>[],
  startOn: PlainDate,
  paidOn: PlainDate,
  sum: (known: readonly Stretch[]) => InterestResult,
): InterestResult {
  const { known, unknownOn } = stretches(rates, startOn, paidOn);
  return unknownOn === null ? sum(known) : rateUnknown(rates, unknownOn);
}

function whole(segments: readonly InterestSegment[], unconfirmed: readonly string[] = []): InterestResult {
  const totalMinor = segments.reduce((sum, each) => sum + each.interestMinor, 0n);
  return { ok: true, totalMinor, segments, unconfirmed };
}

function segment(
  principalMinor: bigint,
  firstDay: PlainDate,
  lastDay: PlainDate,
  rateBasisPoints: bigint,
): InterestSegment {
  const days = daysBetween(firstDay, lastDay) + 1;
  const interestMinor = divideHalfUp(principalMinor * rateBasisPoints * BigInt(days), basisPointsInWhole * daysInYear);
  return { firstDay, lastDay, days, rateBasisPoints, interestMinor };
}

function rateUnknown(rates: readonly Row<bigint>[], on: PlainDate): Refusal<"interestRateNotKnown"> {
  const last = knownThrough(rates);
  return {
    ok: false,
    code: "interestRateNotKnown",
    citation: `no rate is known for ${on.toString()}`,
    ...(last === null ? {} : { wouldChange: `paid by ${last.toString()}` }),
  };
}

const daysAfterDemand = 30;

/**
 * A due day that was agreed in advance starts interest by itself; otherwise 30 days after the bill was sent, never before it is due. A
 * due date merely printed on the bill of finished care was not agreed in advance.
 */
export function startAfterDemand({ dueOn, dueDateAgreedInAdvance, invoiceSentOn }: DebtFacts): PlainDate | null {
  if (dueDateAgreedInAdvance) return dueOn;
  return invoiceSentOn === null ? null : later(dueOn, invoiceSentOn.add({ days: daysAfterDemand }));
}

/** Figures of one year, from 1 January and from 1 July; null where nothing is known of a half. */
export type HalfYears<T> = readonly (readonly [year: number, january: T | null, july: T | null])[];

/** Rows of half a year each. Where a figure was read, and how sure it is, is told by its first day. */
export function halfYearRows<T>(
  years: HalfYears<T>,
  read: (from: string) => { readonly mark: Mark; readonly source: string },
): Row<T>[] {
  const halfYear = (value: T | null, from: string, to: string): Row<T>[] => {
    if (value === null) return [];
    const { mark, source } = read(from);
    return [row(value, mark, source, { from, to })];
  };
  return years.flatMap(([year, january, july]) => [
    ...halfYear(january, `${year}-01-01`, `${year}-06-30`),
    ...halfYear(july, `${year}-07-01`, `${year}-12-31`),
  ]);
}

/** Rates that stand so many basis points above a reference rate. */
export function aboveReference(references: readonly Row<bigint>[], basisPoints: bigint, source: string): Row<bigint>[] {
  return references.map((each) => ({ ...each, value: each.value + basisPoints, source: `${source}; ${each.source}` }));
}

/** A lump sum that only businesses owe, from the day their interest starts. A consumer is refused with the `act`. */
export function businessCompensation(
  compensations: readonly Row<bigint>[],
  act: string,
  unconfirmed: readonly string[] = [],
): Pick<InterestRules, "compensations" | "compensation"> {
  return {
    compensations,
    compensation(debtor: DebtorKind, interestStartOn: PlainDate): CompensationResult {
      if (debtor === "consumer") return { ok: false, code: "consumerPaysNoCompensation", citation: act };
      const found = rowAt(compensations, interestStartOn);
      const citation = `no amount is known for ${interestStartOn.toString()}`;
      if (found === undefined) return { ok: false, code: "compensationNotKnown", citation };
      return { ok: true, compensationMinor: found.value, unconfirmed };
    },
  };
}

/** Fees that were charged are set off against the compensation of a business: the greater of the two is owed, never both. */
export function compensationBeyondFees(compensationMinor: bigint, feesMinor: bigint): bigint {
  return compensationMinor > feesMinor ? compensationMinor - feesMinor : 0n;
}
