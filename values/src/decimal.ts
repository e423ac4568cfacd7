import { ok, refused, ValueError, type Result } from "./result.ts";

/** Why a text is not an amount. `notDecimal` is the shape, the others are a well-formed number that does not fit. */
export type DecimalProblem =
  | { readonly code: "decimalMissing" }
  | { readonly code: "notDecimal" }
  | { readonly code: "tooManyDecimals"; readonly decimals: number }
  | { readonly code: "decimalTooLarge" };

/** ISO 20022 amounts carry at most five decimals. */
const MOST_DECIMALS = 5;

/** The widest amount the ledger can hold: a signed 64-bit column. */
const LARGEST_MINOR = 2n ** 63n - 1n;

/** Guards `BigInt` against megabytes of digits; leading zeros included, no real file comes near. */
const MOST_CHARACTERS = 64;

const MINUS = 45;
const POINT = 46;

/**
 * Reads decimal text such as `1234.50` or `-0.05` as whole minor units of a currency with `decimals` decimals.
 *
 * At most five decimals; those beyond the currency's must be zero (`8.850` is 885 øre, `8.855` is `tooManyDecimals`).
 * Leading zeros are read. Refused as `notDecimal`: a plus sign, a blank, a comma, an exponent, hexadecimal, `NaN`, a
 * point without digits on both sides. Beyond a signed 64-bit integer: `decimalTooLarge`.
 * @example parseDecimal("1234.5", 2) gives { ok: true, value: 123450n }
 */
export function parseDecimal(text: string, decimals: number): Result<bigint, DecimalProblem> {
  requireDecimals(decimals);
  if (text.length === 0) return refused({ code: "decimalMissing" });
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const point = pointOf(text, start);
  if (point === undefined) return refused({ code: "notDecimal" });
  if (text.length > MOST_CHARACTERS) return refused({ code: "decimalTooLarge" });
  const fraction = text.slice(point + 1);
  if (fraction.length > MOST_DECIMALS || !isZeros(fraction, decimals)) {
    return refused({ code: "tooManyDecimals", decimals });
  }
  const magnitude = BigInt(text.slice(start, point) + fraction.slice(0, decimals).padEnd(decimals, "0"));
  if (magnitude > LARGEST_MINOR) return refused({ code: "decimalTooLarge" });
  return ok(start === 1 ? -magnitude : magnitude);
}

/**
 * Minor units as decimal text with exactly `decimals` decimals, a point, no grouping: for files, not for screens.
 * @example formatDecimal(-5n, 2) is "-0.05"
 */
export function formatDecimal(minor: bigint, decimals: number): string {
  requireDecimals(decimals);
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Where the point is (the text's length when there is none), or undefined when the shape is wrong. */
function pointOf(text: string, start: number): number | undefined {
  let point = text.length;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === POINT && point === text.length) point = at;
    else if (code < 48 || code > 57) return undefined;
  }
  const wholeIsMissing = point === start;
  const fractionIsMissing = point === text.length - 1;
  return wholeIsMissing || fractionIsMissing ? undefined : point;
}

function isZeros(fraction: string, from: number): boolean {
  for (let at = from; at < fraction.length; at++) if (fraction.charCodeAt(at) !== 48) return false;
  return true;
}

function requireDecimals(decimals: number): void {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MOST_DECIMALS) {
    throw new ValueError("badDecimals", `a currency has 0 to ${MOST_DECIMALS} decimals`);
  }
}
