import { isMod97Valid, mod97CheckDigits } from "./mod97.ts";
import { ValueError } from "./result.ts";

/** Letters and digits a creditor may choose: 1 to 21, behind `RF` and two check digits (ISO 11649). */
const BASE = /^[A-Z0-9]{1,21}$/;
const REFERENCE = /^RF\d\d[A-Z0-9]{1,21}$/;

/**
 * The creditor reference (ISO 11649) of a base of 1 to 21 digits and capital letters; anything else throws `badRfBase`.
 * @example makeRf("539007547034") is "RF18539007547034"
 */
export function makeRf(base: string): string {
  if (!BASE.test(base)) throw new ValueError("badRfBase", "an RF reference is made from 1 to 21 digits or capitals");
  return `RF${mod97CheckDigits("RF", base)!}${base}`;
}

/** A creditor reference as it is kept: blanks removed, letters capital. Says nothing of whether it is valid. */
export function normaliseRf(text: string): string {
  return text.replace(/\s/g, "").toUpperCase();
}

/** Whether a normalised text is a creditor reference with right check digits. */
export function isRf(text: string): boolean {
  return REFERENCE.test(text) && isMod97Valid(text);
}

/** A creditor reference for people: in groups of four. @example printRf("RF741") is "RF74 1" */
export function printRf(reference: string): string {
  return reference.replace(/(.{4})(?=.)/g, "$1 ");
}
