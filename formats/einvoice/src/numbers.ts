/** Numbers of companies, accounts and payments whose check digits the official rules do not look at, or only in part. */
import { isLuhnValid, isOrganisationNumber, weightedMod11 } from "@kvitt/values";
import type { Identifier } from "./model.ts";

const CVR_WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];

/** A Danish company number as e-invoices write it: 8 digits, with or without `DK`. */
export function isCvrForm(text: string): boolean {
  return /^(?:DK)?\d{8}$/.test(text);
}

/** Whether a Danish company number passes modulus 11. A few real ones do not, so this alone refuses nothing. */
export function hasCvrModulus(text: string): boolean {
  return isCvrForm(text) && weightedMod11(text.slice(-8), CVR_WEIGHTS) === 0;
}

/** A Swedish organisation number, or the personal number of a sole trader: 10 digits without hyphen, Luhn. */
export function isSwedishCompanyNumber(text: string): boolean {
  return /^\d{10}$/.test(text) && isLuhnValid(text);
}

/** Whether such a number is a person's: an organisation's third digit is 2 or more. It is masked wherever it is shown. */
export function isSwedishSoleTrader(text: string): boolean {
  return isSwedishCompanyNumber(text) && text.charCodeAt(2) < 50;
}

/** A global location number: 13 digits, GS1 check digit. */
export function isGln(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  let sum = 0;
  for (let at = 0; at < 13; at++) sum += (text.charCodeAt(at) - 48) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

const checks: ReadonlyMap<string, (id: string) => boolean> = new Map([
  ["0192", isOrganisationNumber],
  ["0007", isSwedishCompanyNumber],
  ["0184", isCvrForm],
  ["0096", (id) => /^\d{10}$/.test(id)],
  ["0088", isGln],
]);

/** Whether a number fits its scheme. Of a scheme that is not known here only that it is one word. */
export function fitsScheme({ scheme, id }: Identifier): boolean {
  const check = checks.get(scheme ?? "");
  return check === undefined ? /^\S+$/.test(id) : check(id);
}

export { isBankgiro, isOcr, isPlusgiro, type OcrAgreement } from "@kvitt/values";

/** A Danish FIK reference: `71#` and 15 digits, `75#` and 16 digits, the last by Luhn; `73#` has no number. */
export function isFik(text: string): boolean {
  const [, digits] = /^(?:71#(?=\d{15}$)|75#(?=\d{16}$))(\d+)$/.exec(text) ?? [];
  return text === "73#" || (digits !== undefined && isLuhnValid(digits));
}
