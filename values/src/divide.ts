import { ValueError } from "./result.ts";

/**
 * Whole division that says in its name where the rest goes. A divisor of zero throws `divisionByZero`.
 *
 * | exact | floor | ceiling | truncate | halfUp | halfAwayFromZero | halfEven |
 * |-------|-------|---------|----------|--------|------------------|----------|
 * |   2.5 |     2 |       3 |        2 |      3 |                3 |        2 |
 * |   1.5 |     1 |       2 |        1 |      2 |                2 |        2 |
 * |   1.2 |     1 |       2 |        1 |      1 |                1 |        1 |
 * |  -1.2 |    -2 |      -1 |       -1 |     -1 |               -1 |       -1 |
 * |  -1.5 |    -2 |      -1 |       -1 |     -1 |               -2 |       -2 |
 * |  -2.5 |    -3 |      -2 |       -2 |     -2 |               -3 |       -2 |
 *
 * For money that can be credited, `divideHalfAwayFromZero` is the one to take: a credit note then mirrors its invoice.
 */
export type Division = (dividend: bigint, divisor: bigint) => bigint;

/** Down, towards minus infinity. */
export function divideFloor(dividend: bigint, divisor: bigint): bigint {
  const quotient = divideTruncate(dividend, divisor);
  return quotient * divisor !== dividend && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

/** Up, towards plus infinity. */
export function divideCeiling(dividend: bigint, divisor: bigint): bigint {
  return -divideFloor(-dividend, divisor);
}

/** Towards zero: the rest is dropped. */
export function divideTruncate(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new ValueError("divisionByZero", "an amount cannot be divided by zero");
  return dividend / divisor;
}

/** To the nearest; a half goes up, towards plus infinity. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return divideFloor(2n * dividend + divisor, 2n * divisor);
}

/** To the nearest; a half goes away from zero, the same distance for both signs. */
export function divideHalfAwayFromZero(dividend: bigint, divisor: bigint): bigint {
  const quotient = divideTruncate(dividend, divisor);
  const rest = dividend - quotient * divisor;
  if (2n * abs(rest) < abs(divisor)) return quotient;
  return quotient + (dividend < 0n === divisor < 0n ? 1n : -1n);
}

/** To the nearest; a half goes to the even neighbour, so that many roundings do not drift. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const lower = divideFloor(dividend, divisor);
  const distance = 2n * abs(dividend - lower * divisor) - abs(divisor);
  if (distance === 0n) return lower % 2n === 0n ? lower : lower + 1n;
  return distance < 0n ? lower : lower + 1n;
}

/** A share as an exact fraction, so that 12.5 % or 1/3 is never a rounded number. */
export type Rate = { readonly numerator: bigint; readonly denominator: bigint };

/** Hundredths. @example percent(25n) is 25 % */
export function percent(hundredths: bigint): Rate {
  return { numerator: hundredths, denominator: 100n };
}

/** Hundredths of a percent. @example basisPoints(1_250n) is 12.5 % */
export function basisPoints(points: bigint): Rate {
  return { numerator: points, denominator: 10_000n };
}

/**
 * The share that a rate makes of an amount it is already part of: 25 % on top is 20 % of the whole.
 * @example applyRate(12_500n, shareOfGross(percent(25n)), divideHalfAwayFromZero) is 2_500n
 */
export function shareOfGross(rate: Rate): Rate {
  return { numerator: rate.numerator, denominator: rate.denominator + rate.numerator };
}

/** `rate` of an amount in minor units, rounded once, as `divide` says. */
export function applyRate(amountMinor: bigint, rate: Rate, divide: Division): bigint {
  return divide(amountMinor * rate.numerator, rate.denominator);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
