import type { InvoiceFacts, ReferenceChecked, ReferenceMade, ReferenceRule, References } from "../contract.ts";
import { paddedReference } from "../references.ts";

/** Customer number 6 + series number 6, as an account and invoice number on a statement. There is no check digit. */
const defaultRule: ReferenceRule = { customerDigits: 6, seriesDigits: 6, modulus: "mod10" };

const longest = 20;

/**
 * Our own number for an invoice. Refuses a customer or series number that has outgrown its digits; nothing is ever cut. Numbers below 1
 * throw.
 * @example make({ customerNumber: 104711n, seriesNumber: 260101n }) has the reference 104711260101
 */
function make(invoice: InvoiceFacts, rule: ReferenceRule = defaultRule): ReferenceMade {
  return paddedReference(invoice, rule, (digits) => digits);
}

/** What the payer wrote, without blanks and hyphens. Any number of up to twenty letters and digits may be an invoice's: nothing proves it. */
function check(text: string): ReferenceChecked {
  const reference = text.replace(/[\s-]/g, "").toUpperCase();
  if (reference === "") return { ok: false, code: "referenceEmpty" };
  if (!/^[A-Z0-9]+$/.test(reference)) return { ok: false, code: "kidCharacter" };
  if (reference.length > longest) return { ok: false, code: "kidLength" };
  return /^0+$/.test(reference) ? { ok: false, code: "referenceAllZero" } : { ok: true, reference };
}

export const references: References = { defaultRule, checkDigits: 0, make, check };
