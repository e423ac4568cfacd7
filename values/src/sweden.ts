import { isLuhnValid } from "./luhn.ts";
import { ValueError } from "./result.ts";

/**
 * Whether the text is an organisation number: ten digits, the third 2 or more, the last by Luhn (Skatteverket, SKV 709). A sole
 * trader's number is a person's and none of these.
 */
export function isSwedishOrganisationNumber(text: string): boolean {
  return /^\d{2}[2-9]\d{7}$/.test(text) && isLuhnValid(text);
}

/**
 * The ten digits of an organisation number written `556097-8602`, with `16` in front or as `SE556097860201`, or undefined when it
 * is none.
 */
export function normaliseSwedishOrganisationNumber(text: string): string | undefined {
  const bare = text.replace(/[\s-]/g, "");
  const digits = /^SE(\d{10})01$/i.exec(bare)?.[1] ?? bare.replace(/^16(?=\d{10}$)/, "");
  return isSwedishOrganisationNumber(digits) ? digits : undefined;
}

/** An organisation number for people: `556097-8602`. */
export function printSwedishOrganisationNumber(digits: string): string {
  return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}

/** The number a VAT-registered entity prints: `SE` + ten digits + `01`. Throws `badOrganisationNumber`. */
export function swedishVatNumber(organisationNumber: string): string {
  if (!isSwedishOrganisationNumber(organisationNumber)) {
    throw new ValueError("badOrganisationNumber", "a VAT number is made from a valid organisation number");
  }
  return `SE${organisationNumber}01`;
}

/** Whether the text is a bankgiro number without hyphen: seven or eight digits, the last by Luhn (Bankgirot, "10-modulen"). */
export function isBankgiro(text: string): boolean {
  return /^\d{7,8}$/.test(text) && isLuhnValid(text);
}

/** The digits of a bankgiro number written with a hyphen or blanks, or undefined when it is none. */
export function normaliseBankgiro(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "");
  return isBankgiro(digits) ? digits : undefined;
}

/** A bankgiro number for people: `991-2346` or `5402-9681`. */
export function printBankgiro(bankgiro: string): string {
  return `${bankgiro.slice(0, -4)}-${bankgiro.slice(-4)}`;
}

/**
 * Whether the text is a plusgiro number without hyphen: two to eight digits, the last by Luhn. A number may be right as a bankgiro
 * too: which of the two it is cannot be told from its digits.
 */
export function isPlusgiro(text: string): boolean {
  return /^\d{2,8}$/.test(text) && isLuhnValid(text);
}

/** A plusgiro number for people, in pairs from the right before the hyphen: `28 65 43-4`, `410 54 68-5`. */
export function printPlusgiro(plusgiro: string): string {
  const body = plusgiro.slice(0, -1);
  // The group farthest left holds three digits rather than one.
  const grouped = body.replace(/\B(?=(?:\d{2})+$)/g, " ").replace(/^(\d) (?=\d)/, "$1");
  return `${grouped}-${plusgiro.slice(-1)}`;
}
