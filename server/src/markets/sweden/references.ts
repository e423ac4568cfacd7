import { checkOcr, makeOcr, OCR_LENGTHS } from "@kvitt/values";
import type {
  InvoiceFacts,
  ReferenceAgreement,
  ReferenceChecked,
  ReferenceMade,
  ReferenceRule,
  References,
} from "../contract.ts";
import { paddedReference } from "../references.ts";

/**
 * Customer number 6 + series number 6 + length digit + check digit: 14 digits, so that a plusgiro takes it too (15 at most) and that no
 * reference of ours is as long as a person's number (10 or 12).
 */
const defaultRule: ReferenceRule = { customerDigits: 6, seriesDigits: 6, modulus: "mod10" };

const checkDigits = 2;

/**
 * Our own OCR reference for an invoice, valid at each of Bankgirot's levels but fixed lengths of another length. Refuses a customer or
 * series number that has outgrown its digits; nothing is ever cut. Numbers below 1 throw.
 * @example make({ customerNumber: 104711n, seriesNumber: 260101n }) has the reference 10471126010140
 */
function make(invoice: InvoiceFacts, rule: ReferenceRule = defaultRule): ReferenceMade {
  // A ledger may say as many digits as fit a reference with one check digit; here the second takes one of the series'.
  const seriesDigits = Math.min(rule.seriesDigits, OCR_LENGTHS.longest - checkDigits - rule.customerDigits);
  return paddedReference(invoice, { ...rule, seriesDigits }, makeOcr);
}

/**
 * An OCR reference as the payer or the bank wrote it, against what was agreed for the bankgiro it was paid to: without a word of lengths,
 * the check digit alone, as banks check at the soft and the hard level. Blanks around it are trimmed, nothing else is repaired.
 */
function check(text: string, { lengths, lengthDigit }: ReferenceAgreement): ReferenceChecked {
  const reference = text.trim();
  if (reference === "") return { ok: false, code: "referenceEmpty" };
  const agreed = {
    ...(lengths === undefined ? {} : { lengths }),
    ...(lengthDigit === undefined ? {} : { lengthDigit }),
  };
  const problem = checkOcr(reference, agreed);
  if (problem !== undefined) return { ok: false, code: problem.code };
  // Formally right, and nobody's: a reference that names nothing.
  return /^0+$/.test(reference) ? { ok: false, code: "referenceAllZero" } : { ok: true, reference };
}

export const references: References = { defaultRule, checkDigits, make, check };
