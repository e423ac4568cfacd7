import { compareDates } from "@kvitt/values";
import type { MarketDays } from "../../markets/index.ts";

/** How soon a partner pays out what it took: money is taken to leave in the order in which it came. Without a database. */

type Day = Temporal.PlainDate;
type Calendar = Pick<MarketDays, "addBankDays">;

/** A day of a partner's account, øre: what it took, less what went back to payers; what it paid out, its fee within. */
export type ClearingDay = { readonly day: Day; readonly takenMinor: bigint; readonly paidMinor: bigint };

export type Clearing = {
  /** What it owed before the first of the days; it came on `before` or earlier. */
  readonly openingMinor: bigint;
  readonly before: Day;
  /** In their order. */
  readonly days: readonly ClearingDay[];
};

export type PayoutStanding = {
  readonly onTheWayMinor: bigint;
  /** The day of the oldest money on its way; null where there is none. */
  readonly oldestOn: Day | null;
  /** Of what is on its way, what should have come; null without a promise. */
  readonly lateMinor: bigint | null;
  /** Paid out beyond what our books say it took: a pay-out placed too high, or payments we know nothing of. */
  readonly aheadMinor: bigint;
  readonly paidMinor: bigint;
  /** Of what was paid, what came in time; null without a promise. */
  readonly inTimeMinor: bigint | null;
  /** Bank days within which half of the money came; null where none did. */
  readonly medianBankDays: number | null;
  readonly longestBankDays: number | null;
};

type Lot = { readonly day: Day; minor: bigint };
type Paid = { readonly bankDays: number; readonly minor: bigint };

/** Longer than this is as bad. */
const MOST_BANK_DAYS = 99;

/** Bank days from one day to another: how many it takes until that day, or a later bank day, is reached. */
export function bankDaysBetween({ addBankDays }: Calendar, from: Day, to: Day): number {
  let count = 0;
  while (count < MOST_BANK_DAYS && compareDates(addBankDays(from, count), to) < 0) count += 1;
  return count;
}

/** Takes from the oldest lots; what is more than they hold is left, below nothing. */
function takeOldest(lots: Lot[], minor: bigint): { readonly taken: Lot[]; readonly rest: bigint } {
  const taken: Lot[] = [];
  let rest = minor;
  while (rest > 0n && lots[0]) {
    const part = lots[0].minor < rest ? lots[0].minor : rest;
    taken.push({ day: lots[0].day, minor: part });
    lots[0].minor -= part;
    rest -= part;
    if (lots[0].minor === 0n) lots.shift();
  }
  return { taken, rest };
}

const sumOf = (lots: readonly { readonly minor: bigint }[]) => lots.reduce((sum, { minor }) => sum + minor, 0n);

/** Half of the money was there within so many days. */
function medianOf(paid: readonly Paid[]): number | null {
  const half = sumOf(paid) / 2n;
  let reached = 0n;
  for (const { bankDays, minor } of paid.toSorted((one, other) => one.bankDays - other.bankDays))
    if ((reached += minor) > half) return bankDays;
  return null;
}

function runThrough({ openingMinor, before, days }: Clearing, calendar: Calendar) {
  const lots: Lot[] = openingMinor > 0n ? [{ day: before, minor: openingMinor }] : [];
  const paid: Paid[] = [];
  // Paid before it was taken by our books: it meets what comes next.
  let ahead = openingMinor < 0n ? -openingMinor : 0n;
  for (const { day, takenMinor, paidMinor } of days) {
    if (takenMinor > 0n) lots.push({ day, minor: takenMinor });
    // What goes back to payers comes off what would have been paid out next.
    else ahead += takeOldest(lots, -takenMinor).rest;
    ahead = takeOldest(lots, ahead).rest;
    // A pay-out that was taken back lies with the partner again.
    if (paidMinor < 0n) lots.unshift({ day, minor: -paidMinor });
    const { taken, rest } = takeOldest(lots, paidMinor);
    for (const lot of taken) paid.push({ bankDays: bankDaysBetween(calendar, lot.day, day), minor: lot.minor });
    if (rest > 0n) ahead += rest;
  }
  return { lots, paid, ahead };
}

/** What a partner's account says of its promise on a day. A promise of so many bank days holds through the end of the last. */
export function payoutStanding(
  clearing: Clearing,
  { today, promisedBankDays }: { readonly today: Day; readonly promisedBankDays: number | null },
  calendar: Calendar,
): PayoutStanding {
  const { lots, paid, ahead } = runThrough(clearing, calendar);
  const promised = promisedBankDays;
  const isLate = ({ day }: Lot) => promised !== null && compareDates(calendar.addBankDays(day, promised), today) < 0;
  return {
    onTheWayMinor: sumOf(lots),
    oldestOn: lots[0]?.day ?? null,
    lateMinor: promised === null ? null : sumOf(lots.filter(isLate)),
    aheadMinor: ahead,
    paidMinor: sumOf(paid),
    inTimeMinor: promised === null ? null : sumOf(paid.filter(({ bankDays }) => bankDays <= promised)),
    medianBankDays: medianOf(paid),
    longestBankDays: paid.reduce<number | null>((most, { bankDays }) => Math.max(most ?? 0, bankDays), null),
  };
}
