import type { InsurerPayout } from "./contract.ts";

/** The last payout an insurer's or the state's part may wait for: so many of the payout's weekdays after the day it arose, that day not counted. */
export function lastPayoutOn({ weekday, payouts }: InsurerPayout, openedOn: Temporal.PlainDate): Temporal.PlainDate {
  const daysToFirst = (weekday - openedOn.dayOfWeek + 7) % 7 || 7;
  return openedOn.add({ days: daysToFirst + 7 * (payouts - 1) });
}
