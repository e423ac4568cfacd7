import { isMod97Valid, mod97CheckDigits } from "./mod97.ts";
import { ValueError } from "./result.ts";

// SWIFT IBAN Registry: whole length by country, for the markets and their usual neighbours in a bank file.
const LENGTH_BY_COUNTRY: ReadonlyMap<string, number> = new Map([
  ["NO", 15],
  ["BE", 16],
  ["DK", 18],
  ["FI", 18],
  ["FO", 18],
  ["GL", 18],
  ["NL", 18],
  ["AT", 20],
  ["CH", 21],
  ["DE", 22],
  ["GB", 22],
  ["IE", 22],
  ["ES", 24],
  ["SE", 24],
  ["IS", 26],
  ["FR", 27],
  ["IT", 27],
  ["PL", 28],
]);

const SHORTEST = 15;
const LONGEST = 34;

/** An IBAN as it is kept: blanks removed, letters capital. Says nothing of whether it is valid. */
export function normaliseIban(text: string): string {
  return text.replace(/\s/g, "").toUpperCase();
}

/** Whether a normalised text is an IBAN: shape, the country's length where it is known, MOD 97-10 (ISO 13616-1). */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(text)) return false;
  const length = LENGTH_BY_COUNTRY.get(text.slice(0, 2));
  return (length === undefined || length === text.length) && isMod97Valid(text);
}

/** The IBAN of a country and its account number (BBAN). Throws `badIbanPart` when the parts cannot make one. */
export function makeIban(country: string, account: string): string {
  const check = mod97CheckDigits(country, account);
  const iban = `${country}${check ?? "00"}${account}`;
  if (iban.length < SHORTEST || iban.length > LONGEST || !isIban(iban)) {
    throw new ValueError("badIbanPart", "the country and account number do not make an IBAN");
  }
  return iban;
}

/** An IBAN for people: in groups of four. */
export function printIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}
