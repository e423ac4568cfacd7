import { makeIban } from "./iban.ts";
import { isLuhnValid } from "./luhn.ts";
import { weightedMod11 } from "./mod11.ts";
import { ValueError } from "./result.ts";

// Brønnøysundregistrene, "Organisasjonsnummeret": the last weight, 1, is the check digit's own.
const ORGANISATION_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2, 1];

// Bits, "Kontonummer i norske banker": likewise.
const ACCOUNT_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * Whether the text is an organisation number: nine digits, the last one right. Real entities begin with 8 or 9, which
 * is not asked here so that test numbers pass.
 */
export function isOrganisationNumber(text: string): boolean {
  return text.length === 9 && weightedMod11(text, ORGANISATION_WEIGHTS) === 0;
}

/** The nine digits of an organisation number written with blanks or as `NO 974 760 673 MVA`, or undefined when it is none. */
export function normaliseOrganisationNumber(text: string): string | undefined {
  const digits = text
    .replace(/\s/g, "")
    .replace(/^NO(?=\d)/i, "")
    .replace(/MVA$/i, "");
  return isOrganisationNumber(digits) ? digits : undefined;
}

/** The number a VAT-registered entity prints: `NO` + nine digits + `MVA`. Throws `badOrganisationNumber`. */
export function norwegianVatNumber(organisationNumber: string): string {
  if (!isOrganisationNumber(organisationNumber)) {
    throw new ValueError("badOrganisationNumber", "a VAT number is made from a valid organisation number");
  }
  return `NO${organisationNumber}MVA`;
}

/**
 * Whether the text is a kontonummer: eleven digits, the last one right by MOD11. Accounts of the former postal bank,
 * `0000` and seven digits, carry a Luhn digit in those seven instead.
 */
export function isKontonummer(text: string): boolean {
  if (text.length !== 11) return false;
  if (text.startsWith("0000")) return isLuhnValid(text.slice(4));
  return weightedMod11(text, ACCOUNT_WEIGHTS) === 0;
}

/** The eleven digits of a kontonummer written with points or blanks, or undefined when it is none. */
export function normaliseKontonummer(text: string): string | undefined {
  const digits = text.replace(/[.\s]/g, "");
  return isKontonummer(digits) ? digits : undefined;
}

/** A kontonummer for people: `8601.11.17947`. */
export function printKontonummer(kontonummer: string): string {
  return `${kontonummer.slice(0, 4)}.${kontonummer.slice(4, 6)}.${kontonummer.slice(6)}`;
}

/** The IBAN of a kontonummer. Throws `badKontonummer`. @example ibanOfKontonummer("86011117947") is "NO9386011117947" */
export function ibanOfKontonummer(kontonummer: string): string {
  if (!isKontonummer(kontonummer)) throw new ValueError("badKontonummer", "not a valid kontonummer");
  return makeIban("NO", kontonummer);
}
