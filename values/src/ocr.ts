import { isLuhnValid, luhnCheckDigit } from "./luhn.ts";
import { ValueError } from "./result.ts";

/**
 * How a payee and its bank agreed to check OCR references on a bankgiro (Bankgirot's four levels). `soft`: the payer's bank warns of a
 * wrong check digit and lets the payment through; `hard`: it refuses it. `lengthDigit` (hard): the last digit but one is the whole
 * length modulo 10. `fixedLengths` (hard): one or two lengths.
 */
export type OcrLevel = "soft" | "hard" | "lengthDigit" | "fixedLengths";

/** What the check of a reference asks for. Soft and hard ask the same of the digits: they differ in what the payer's bank does. */
export type OcrAgreement = { readonly lengthDigit?: boolean; readonly lengths?: readonly number[] };

/** Why a text is no OCR reference of an agreement, in the order in which the checks run. */
export type OcrProblem = {
  readonly code: "ocrLength" | "ocrCharacter" | "ocrLengthNotAgreed" | "ocrCheckDigit" | "ocrLengthDigit";
};

/** Bankgirot's bounds. Plusgiro is reported to take 15 digits at most. */
export const OCR_LENGTHS = { shortest: 2, longest: 25 } as const;

/** The check that a level asks for; `fixedLengths` without a length throws `badOcrLevel`. */
export function ocrAgreementOf(level: OcrLevel, lengths: readonly number[] = []): OcrAgreement {
  if (level === "lengthDigit") return { lengthDigit: true };
  if (level !== "fixedLengths") return {};
  if (lengths.length === 0) throw new ValueError("badOcrLevel", "a level of fixed lengths names them");
  return { lengths };
}

/**
 * The OCR reference of a body of digits that are not all zero: with the length digit (the whole length, both extra digits counted,
 * modulo 10) and the check digit. Anything else, and what would be longer than 25, throws `badOcrBody`.
 * @example makeOcr("100245") is "10024586"
 */
export function makeOcr(body: string): string {
  const length = body.length + 2;
  if (!/^\d+$/.test(body) || /^0+$/.test(body) || length > OCR_LENGTHS.longest) {
    throw new ValueError("badOcrBody", "an OCR reference is made from 1 to 23 digits that are not all zero");
  }
  const withLength = `${body}${length % 10}`;
  return withLength + luhnCheckDigit(withLength)!;
}

/**
 * Why `text` is no OCR reference of the agreement, or undefined when it is one. Taken as it stands: leading zeros count. A right check
 * digit proves nothing by itself: a reference is ours only if we issued it, on this bankgiro. `00` passes, though nobody makes it.
 */
export function checkOcr(text: string, { lengthDigit = false, lengths }: OcrAgreement = {}): OcrProblem | undefined {
  if (text.length < OCR_LENGTHS.shortest || text.length > OCR_LENGTHS.longest) return { code: "ocrLength" };
  if (!/^\d+$/.test(text)) return { code: "ocrCharacter" };
  if (lengths !== undefined && !lengths.includes(text.length)) return { code: "ocrLengthNotAgreed" };
  if (!isLuhnValid(text)) return { code: "ocrCheckDigit" };
  return lengthDigit && Number(text.at(-2)) !== text.length % 10 ? { code: "ocrLengthDigit" } : undefined;
}

/** Whether `text` is an OCR reference of the agreement. */
export function isOcr(text: string, agreement: OcrAgreement = {}): boolean {
  return checkOcr(text, agreement) === undefined;
}
