import { isLuhnValid, luhnCheckDigit } from "./luhn.ts";
import { isMod11Valid, mod11CheckCharacter } from "./mod11.ts";
import { ValueError } from "./result.ts";

/** How a KID's last character is made. Agreed with the bank, per account. */
export type KidModulus = "mod10" | "mod11";

/** What the payee agreed with the bank for one account: the modulus, and the lengths if they are fixed (at most three). */
export type KidAgreement = { readonly modulus: KidModulus; readonly lengths?: readonly number[] };

/**
 * Why a text is no KID of an agreement, in the order in which the checks run:
 * `kidLength` not 2 to 25 characters; `kidCharacter` something else than digits, or `-` where it may not be;
 * `kidLengthNotAgreed`; `kidAllZero`; `kidCheckDigit`.
 */
export type KidProblem = {
  readonly code: "kidLength" | "kidCharacter" | "kidLengthNotAgreed" | "kidAllZero" | "kidCheckDigit";
};

/** The lengths a KID may have when read (Mastercard Payment Services, OCR giro system specification). */
export const KID_LENGTHS = { shortest: 2, longest: 25, shortestMade: 5 } as const;

// Made once: a file of a million lines must not make a million refusals.
const LENGTH: KidProblem = Object.freeze({ code: "kidLength" });
const CHARACTER: KidProblem = Object.freeze({ code: "kidCharacter" });
const LENGTH_NOT_AGREED: KidProblem = Object.freeze({ code: "kidLengthNotAgreed" });
const ALL_ZERO: KidProblem = Object.freeze({ code: "kidAllZero" });
const CHECK_DIGIT: KidProblem = Object.freeze({ code: "kidCheckDigit" });

const DASH = 45;

/** The last character of a KID with this body, or undefined when the body is empty or not all digits. */
export function kidCheckCharacter(body: string, modulus: KidModulus): string | undefined {
  return modulus === "mod10" ? luhnCheckDigit(body) : mod11CheckCharacter(body);
}

/**
 * The KID for a body of 4 to 24 digits, not all zero; anything else throws `badKidBody`. A MOD11 KID may end in `-`:
 * every bank accepts it, but payers dislike typing it, so a series may pass over such bodies.
 * @example makeKid("12345678", "mod10") is "123456782"
 */
export function makeKid(body: string, modulus: KidModulus): string {
  const check = kidCheckCharacter(body, modulus);
  const length = body.length + 1;
  if (check === undefined || length < KID_LENGTHS.shortestMade || length > KID_LENGTHS.longest || isAllZero(body)) {
    throw new ValueError("badKidBody", "a KID is made from 4 to 24 digits that are not all zero");
  }
  return body + check;
}

/**
 * Why `text` is no KID of the agreement, or undefined when it is one. The text is taken as it stands: trim the blanks
 * of a fixed-width field first; leading zeros count. A right check digit proves nothing by itself: a KID is ours only
 * if we issued it, on this account.
 */
export function checkKid(text: string, agreement: KidAgreement): KidProblem | undefined {
  const length = text.length;
  if (length < KID_LENGTHS.shortest || length > KID_LENGTHS.longest) return LENGTH;
  if (!hasKidCharacters(text, agreement.modulus)) return CHARACTER;
  if (agreement.lengths !== undefined && !agreement.lengths.includes(length)) return LENGTH_NOT_AGREED;
  if (isAllZero(text)) return ALL_ZERO;
  const valid = agreement.modulus === "mod10" ? isLuhnValid(text) : isMod11Valid(text);
  return valid ? undefined : CHECK_DIGIT;
}

/** Whether `text` is a KID of the agreement. */
export function isKid(text: string, agreement: KidAgreement): boolean {
  return checkKid(text, agreement) === undefined;
}

function hasKidCharacters(text: string, modulus: KidModulus): boolean {
  const last = text.length - 1;
  for (let at = 0; at <= last; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    if (code !== DASH || at !== last || modulus !== "mod11") return false;
  }
  return true;
}

function isAllZero(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== 48) return false;
  return true;
}
