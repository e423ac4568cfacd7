import { isCalendarDate } from "./dates.ts";
import { isLuhnValid } from "./luhn.ts";

/** What kind of Swedish identity number digits are: `personnummer`, or `samordningsnummer` for people not registered (day + 60). */
export type SwedishIdentityKind = "personnummer" | "samordningsnummer";

const COORDINATION_DAYS = 60;

/**
 * Tells whether ten digits (YYMMDDNNNC) or twelve (YYYYMMDDNNNC) are a Swedish identity number, so that it can be refused or masked:
 * a date, and C by Luhn over the last ten (Skatteverket, SKV 704). It is recognised and forgotten: nothing of the person is answered.
 * A care provider's own reserve numbers are none, for want of a check digit.
 *
 * `asOf` is the day of the look: twelve digits whose date lies after it name nobody who is born. Ten digits leave the century open.
 */
export function swedishIdentityKind(digits: string, asOf?: Temporal.PlainDate): SwedishIdentityKind | undefined {
  if (!/^(?:(?:18|19|20)?\d{10})$/.test(digits)) return undefined;
  const ten = digits.slice(-10);
  const written = Number(ten.slice(4, 6));
  const day = written > COORDINATION_DAYS ? written - COORDINATION_DAYS : written;
  // Without a century any leap day may be one.
  const year = digits.length === 12 ? Number(digits.slice(0, 4)) : 2000;
  if (!isCalendarDate(year, Number(ten.slice(2, 4)), day) || !isLuhnValid(ten)) return undefined;
  if (digits.length === 12 && asOf !== undefined && isAfter(digits, day, asOf)) return undefined;
  return written > COORDINATION_DAYS ? "samordningsnummer" : "personnummer";
}

function isAfter(digits: string, day: number, asOf: Temporal.PlainDate): boolean {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${String(day).padStart(2, "0")}` > asOf.toString();
}

/** Whether ten or twelve digits are a Swedish identity number. */
export function isSwedishIdentityNumber(digits: string, asOf?: Temporal.PlainDate): boolean {
  return swedishIdentityKind(digits, asOf) !== undefined;
}
