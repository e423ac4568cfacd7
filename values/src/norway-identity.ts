import { isCalendarDate } from "./dates.ts";
import { weightedMod11 } from "./mod11.ts";

/**
 * What kind of Norwegian identity number eleven digits are: `fodselsnummer`; `dNumber` for people not resident (day
 * + 40); `hNumber` made by a health body (month + 40, which some test registers use too); `fhNumber` without a birth date
 * (first digit 8 or 9).
 */
export type NorwegianIdentityKind = "fodselsnummer" | "dNumber" | "hNumber" | "fhNumber";

/** From this day issued numbers may carry another first check digit (Skatteetaten, "Ny personidentifikator"). */
export const RELAXED_CHECK_FROM = "2032-01-01";

// Forskrift til folkeregisterloven (FOR-2017-07-14-1201) chapter 2; the last weight, 1, is the check digit's own.
const FIRST_CHECK_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND_CHECK_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** The highest remainder of the first check that new numbers may have; the old rule is 0 alone. */
const RELAXED_REMAINDER = 3;

/** Added to the month of people who do not exist: 80 by the tax authority's register of test persons, 65 by others. */
const SYNTHETIC_MONTHS = [80, 65];
const H_MONTHS = 40;

/**
 * Tells whether eleven digits are a Norwegian identity number, of real or synthetic persons, so that it can be refused
 * or masked. It is recognised and forgotten: nothing of the person (birth date, gender) is answered.
 *
 * `asOf` is the day of the look: from 2032-01-01 the first check digit accepts the remainders 0 to 3. Without it the
 * rule before 2032 holds.
 */
export function norwegianIdentityKind(digits: string, asOf?: Temporal.PlainDate): NorwegianIdentityKind | undefined {
  if (digits.length !== 11 || weightedMod11(digits, SECOND_CHECK_WEIGHTS) !== 0) return undefined;
  const remainder = weightedMod11(digits, FIRST_CHECK_WEIGHTS);
  if (remainder > (isRelaxed(asOf) ? RELAXED_REMAINDER : 0)) return undefined;
  return kindByDate(digits);
}

function kindByDate(digits: string): NorwegianIdentityKind | undefined {
  const first = digits.charCodeAt(0) - 48;
  if (first >= 8) return "fhNumber";
  const day = number(digits, 0, 2);
  const isDNumber = day > 40;
  const written = number(digits, 2, 4);
  const month = plainMonth(written);
  const year = birthYear(number(digits, 4, 6), number(digits, 6, 9));
  if (year === undefined || !isCalendarDate(year, month, isDNumber ? day - 40 : day)) return undefined;
  if (isDNumber) return "dNumber";
  return written - H_MONTHS === month ? "hNumber" : "fodselsnummer";
}

/** The month without what marks a synthetic person or an H-number; still to be checked to be 1 to 12. */
function plainMonth(written: number): number {
  for (const added of SYNTHETIC_MONTHS) if (written > added) return written - added;
  return written > H_MONTHS ? written - H_MONTHS : written;
}

/** The century follows from the individual number; some combinations were never issued. */
function birthYear(yearOfCentury: number, individual: number): number | undefined {
  if (individual <= 499) return 1900 + yearOfCentury;
  if (yearOfCentury <= 39) return 2000 + yearOfCentury;
  if (individual <= 749 && yearOfCentury >= 54) return 1800 + yearOfCentury;
  return individual >= 900 ? 1900 + yearOfCentury : undefined;
}

function isRelaxed(asOf: Temporal.PlainDate | undefined): boolean {
  return asOf !== undefined && asOf.toString() >= RELAXED_CHECK_FROM;
}

function number(digits: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + digits.charCodeAt(at) - 48;
  return value;
}
