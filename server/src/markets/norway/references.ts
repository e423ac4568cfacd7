import { checkKid, type KidAgreement, makeKid } from "@kvitt/values";
import type { InvoiceFacts, ReferenceChecked, ReferenceMade, ReferenceRule, References } from "../contract.ts";
import { paddedReference } from "../references.ts";

/** Customer number 6 + series number 6 + one check digit: 13 digits, as practice systems make them. */
const defaultRule: ReferenceRule = { customerDigits: 6, seriesDigits: 6, modulus: "mod10" };

/**
 * Our own KID for an invoice. Leading zeros are significant: the KID is text, never a number.
 * Refuses a customer or series number that has outgrown its digits; nothing is ever cut. Numbers below 1 throw.
 * @example make({ customerNumber: 104711n, seriesNumber: 260101n }) has the reference 1047112601018
 */
function make(invoice: InvoiceFacts, rule: ReferenceRule = defaultRule): ReferenceMade {
  return paddedReference(invoice, rule, (digits) => makeKid(digits, rule.modulus));
}

/**
 * A KID as the payer or the bank wrote it, against the agreement of the account it was paid to. Blanks around it are
 * trimmed, nothing else is repaired. Source: OCR giro manual; the order of the checks is that of `KidProblem`.
 */
function check(text: string, agreement: KidAgreement): ReferenceChecked {
  const reference = text.trim();
  if (reference === "") return { ok: false, code: "referenceEmpty" };
  const problem = checkKid(reference, agreement);
  return problem === undefined ? { ok: true, reference } : { ok: false, code: problem.code };
}

export const references: References = { defaultRule, checkDigits: 1, make, check };
