import { applyRate, type Rate, type Division } from "./divide.ts";
import { ValueError } from "./result.ts";

/**
 * An amount where currencies can meet: documents, formats, display. `minor` is in the currency's smallest unit
 * (øre, cent), never a fraction. Inside one ledger, which has one currency, a bare bigint named `...Minor` is used.
 */
export type Money<Currency extends string = string> = {
  readonly minor: bigint;
  readonly currency: Currency;
};

/** Money of `minor` smallest units. @example money(12_345n, "NOK") is 123.45 kroner */
export function money<const Currency extends string>(minor: bigint, currency: Currency): Money<Currency> {
  return { minor, currency };
}

/**
 * The sum. Two currencies are a type error where the type is known; where it is only `string`, a `ValueError` with
 * code `currencyMismatch`.
 */
export function addMoney<Currency extends string>(a: Money<Currency>, b: Money<NoInfer<Currency>>): Money<Currency> {
  requireSameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** `a` less `b`; currencies as in `addMoney`. */
export function subtractMoney<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
): Money<Currency> {
  requireSameCurrency(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

/** Negative when `a` is less, 0 when equal, positive when more: fit for `sort`. Currencies as in `addMoney`. */
export function compareMoney<Currency extends string>(a: Money<Currency>, b: Money<NoInfer<Currency>>): -1 | 0 | 1 {
  requireSameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

/** Same amount of the same currency. Never throws: 1 NOK and 1 SEK are simply not equal. */
export function equalMoney(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency;
}

/** The same amount with the other sign. */
export function negateMoney<Currency extends string>(amount: Money<Currency>): Money<Currency> {
  return { minor: -amount.minor, currency: amount.currency };
}

/** The sum of all, `currency` naming the unit of an empty list. Currencies as in `addMoney`. */
export function sumMoney<Currency extends string>(
  amounts: Iterable<Money<NoInfer<Currency>>>,
  currency: Currency,
): Money<Currency> {
  let total: Money<Currency> = { minor: 0n, currency };
  for (const amount of amounts) total = addMoney(total, amount);
  return total;
}

/** The share `rate` of an amount, rounded as `divide` says. @example shareOfMoney(fee, percent(25n), divideHalfEven) */
export function shareOfMoney<Currency extends string>(
  amount: Money<Currency>,
  rate: Rate,
  divide: Division,
): Money<Currency> {
  return { minor: applyRate(amount.minor, rate, divide), currency: amount.currency };
}

function requireSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new ValueError("currencyMismatch", `amounts in ${a.currency} and ${b.currency} cannot meet`);
  }
}
