/** What the company lends, and at what price. */

import type { Offer } from "./types.ts";

export const LOWEST = 50_000;
export const HIGHEST = 5_000_000;

type Plan = { readonly terms: number; readonly feePerTerm: number; readonly setUpFee: number };

/** Best first: cheapest. Fees in minor units. */
const plans: readonly Plan[] = [
  { terms: 3, feePerTerm: 0, setUpFee: 0 },
  { terms: 6, feePerTerm: 2_500, setUpFee: 0 },
  { terms: 12, feePerTerm: 3_500, setUpFee: 9_500 },
];

/** Empty outside what is financed. The terms are equal, so that the last one is never a surprise: each is rounded up to a whole minor unit. */
export function offersFor(amount: number, nowMs: number): readonly Offer[] {
  if (amount < LOWEST || amount > HIGHEST) return [];
  return plans.map(({ terms, feePerTerm, setUpFee }) => {
    const perTerm = Math.ceil((amount + setUpFee) / terms) + feePerTerm;
    const total = perTerm * terms;
    return {
      terms,
      perTerm,
      total,
      firstDueOn: inAMonth(nowMs),
      effectiveRate: effectiveRate(amount, perTerm, terms),
      setUpFee,
    };
  });
}

function inAMonth(nowMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO("UTC")
    .toPlainDate()
    .add({ months: 1 })
    .toString();
}

/** The yearly rate at which the terms are worth the amount, by halving; in thousandths of a per cent. */
function effectiveRate(amount: number, perTerm: number, terms: number): number {
  const worth = (monthly: number): number =>
    Array.from({ length: terms }, (_, index) => perTerm / (1 + monthly) ** (index + 1)).reduce(
      (sum, part) => sum + part,
      0,
    );
  if (perTerm * terms - amount < terms) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (worth(middle) > amount) low = middle;
    else high = middle;
  }
  return Math.round(((1 + low) ** 12 - 1) * 100_000);
}
