/** Control sums: the plain sum of decimals, whatever their currencies (ISO 20022, CtrlSum). */
import { currencyDecimals, formatDecimal, type Money } from "@kvitt/values";

/** The most decimals a control sum can have (ISO 20022, DecimalNumber as used in CtrlSum). */
export const controlSumDecimals = 5;

/** Hundred-thousandths, the unit in which amounts of any currency can be summed exactly. */
export function sumInUnits(amounts: Iterable<Money>): bigint {
  let sum = 0n;
  for (const { minor, currency } of amounts) {
    sum += minor * 10n ** BigInt(controlSumDecimals - currencyDecimals(currency));
  }
  return sum;
}

/** The sum as decimal text, with as many decimals as the currency that has the most. @example two of 4984.50 and 1250.00 give "6234.50" */
export function decimalSum(amounts: readonly Money[]): string {
  const decimals = amounts.reduce((most, { currency }) => Math.max(most, currencyDecimals(currency)), 0);
  return formatDecimal(sumInUnits(amounts) / 10n ** BigInt(controlSumDecimals - decimals), decimals);
}
