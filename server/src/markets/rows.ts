import { compareDates } from "@kvitt/values";
import type { Mark, Row } from "./contract.ts";

type Validity = { readonly from?: string; readonly to?: string; readonly fromKnown?: boolean };

/** Where the written sources stand that name no start day: such a row begins here and says so. */
const documentedSince = "2026-01-01";

/**
 * One dated figure. `from` and `to` are ISO days, both included. Without `from` the source named none: the row then begins
 * 2026-01-01 with `fromKnown: false`.
 */
export function row<T>(value: T, mark: Mark, source: string, validity: Validity = {}): Row<T> {
  return {
    from: Temporal.PlainDate.from(validity.from ?? documentedSince),
    ...(validity.to === undefined ? {} : { to: Temporal.PlainDate.from(validity.to) }),
    fromKnown: validity.fromKnown ?? validity.from !== undefined,
    value,
    source,
    mark,
  };
}

/** The row in force on a day, or undefined: before the first row, in a gap, or past the last known one. */
export function rowAt<T>(rows: readonly Row<T>[], on: Temporal.PlainDate): Row<T> | undefined {
  return rows.findLast((each) => begins(each, on) && lasts(each, on));
}

/**
 * As `rowAt`, but a row whose start the source does not name also answers for the days before it. For reading and
 * checking what others made, never for charging.
 */
export function rowAtOrEarliest<T>(rows: readonly Row<T>[], on: Temporal.PlainDate): Row<T> | undefined {
  return rowAt(rows, on) ?? rows.find((each) => !each.fromKnown && lasts(each, on));
}

/** The last day any row covers; null when one is open-ended or there is none. */
export function knownThrough<T>(rows: readonly Row<T>[]): Temporal.PlainDate | null {
  const ends = rows.flatMap((each) => (each.to === undefined ? [] : [each.to]));
  return ends.length < rows.length ? null : (ends.toSorted(compareDates).at(-1) ?? null);
}

function begins<T>(each: Row<T>, on: Temporal.PlainDate): boolean {
  return compareDates(each.from, on) <= 0;
}

function lasts<T>(each: Row<T>, on: Temporal.PlainDate): boolean {
  return each.to === undefined || compareDates(on, each.to) <= 0;
}
