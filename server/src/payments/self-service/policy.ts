import type { DateText, Ledger, SelfServiceSettings } from "../../ledger/index.ts";

/** How far a payer may go alone, and what a split comes to. Pure: facts in, decisions out. */

/** The limits of a ledger, every one of them set. */
export type SelfServiceLimits = {
  readonly mostDaysToMove: number;
  readonly mostParts: number;
  readonly leastPartMinor: bigint;
  readonly disputeDays: number;
  readonly saysPaidDays: number;
};

/** As every ledger starts: ten days, three parts of at least 500, four weeks of peace for a dispute, ten days for money under way. */
const AS_IT_COMES = { mostDaysToMove: 10, mostParts: 3, leastPartMinor: "50000", disputeDays: 28, saysPaidDays: 10 };

export function limitsOf({ settings }: Pick<Ledger, "settings">): SelfServiceLimits {
  const { leastPartMinor, ...days }: Required<SelfServiceSettings> = { ...AS_IT_COMES, ...settings.selfService };
  return { ...days, leastPartMinor: BigInt(leastPartMinor) };
}

/** A part of a split. */
export type Part = { readonly amountMinor: bigint; readonly dueOn: DateText };

type BankDays = { bankDayOnOrAfter(day: Temporal.PlainDate): Temporal.PlainDate };

/**
 * Equal parts a month apart, the odd øre on the last (FR-51); the first on `firstOn`, each on that day of its month or the month's last, moved to
 * the next bank day.
 */
export function equalParts(amountMinor: bigint, count: number, firstOn: Temporal.PlainDate, days: BankDays): Part[] {
  const each = amountMinor / BigInt(count);
  return Array.from({ length: count }, (_, at) => ({
    amountMinor: at === count - 1 ? amountMinor - each * BigInt(count - 1) : each,
    dueOn: days.bankDayOnOrAfter(firstOn.add({ months: at })).toString(),
  }));
}

/** The most parts a payer may choose of an amount; below two: none. */
export function mostPartsOf(amountMinor: bigint, { mostParts, leastPartMinor }: SelfServiceLimits): number {
  if (leastPartMinor <= 0n) return mostParts;
  const fitting = amountMinor / leastPartMinor;
  return fitting < BigInt(mostParts) ? Number(fitting) : mostParts;
}

/** The days a payer may move a due date to: after what it is now, not before today, at most so many days after the day of issue's. */
export function daysToMove(
  { dueOn, originalOn, today }: { readonly dueOn: DateText; readonly originalOn: DateText; readonly today: DateText },
  { mostDaysToMove }: Pick<SelfServiceLimits, "mostDaysToMove">,
): { readonly earliestOn: DateText; readonly latestOn: DateText } | null {
  const latestOn = Temporal.PlainDate.from(originalOn).add({ days: mostDaysToMove }).toString();
  const after = Temporal.PlainDate.from(dueOn).add({ days: 1 }).toString();
  const earliestOn = after < today ? today : after;
  return earliestOn <= latestOn ? { earliestOn, latestOn } : null;
}
