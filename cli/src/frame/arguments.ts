import { InvalidArgumentError } from "commander";

/** Readers of option values. A value that cannot be read is a wrong use: exit code 2. */

/** A calendar date, YYYY-MM-DD. */
export function day(text: string): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text).toString();
  } catch {
    // A date that no calendar has is told like any other.
  }
  throw new InvalidArgumentError("Give a date as YYYY-MM-DD.");
}

/** A moment: an instant with its offset, 2026-10-06T05:00:00Z. */
export function moment(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError("Give a moment with its offset, as 2026-10-06T05:00:00Z.");
  }
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
