import { compareDates, daysBetween, divideHalfUp, earlier, later } from "@kvitt/values";
import type { InterestResult, InterestSegment, Refusal, Row } from "./contract.ts";
import { knownThrough, rowAt } from "./rows.ts";

type PlainDate = Temporal.PlainDate;

const daysInYear = 365n;
const basisPointsInWhole = 10_000n;

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
  const segments: InterestSegment[] = [];
  let firstDay = startOn.add({ days: 1 });
  while (compareDates(firstDay, paidOn) <= 0) {
    const rate = rowAt(rates, firstDay);
    if (rate === undefined) return rateUnknown(rates, firstDay);
    const lastDay = rate.to === undefined ? paidOn : earlier(rate.to, paidOn);
    segments.push(segment(principalMinor, firstDay, lastDay, rate.value));
    firstDay = lastDay.add({ days: 1 });
  }
  return {
    ok: true,
    totalMinor: segments.reduce((sum, each) => sum + each.interestMinor, 0n),
    segments,
    unconfirmed: [],
  };
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

/** The later of the due day and the day a demand has run for `days`: interest never begins before the claim is due. */
export function startAfterDemand(dueOn: PlainDate, demandedOn: PlainDate, days: number): PlainDate {
  return later(dueOn, demandedOn.add({ days }));
}
