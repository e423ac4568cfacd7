import { isRf, makeRf, normaliseRf } from "@kvitt/values";
import type { InvoiceFacts, ReferenceChecked, ReferenceMade, ReferenceRule, References } from "../contract.ts";
import { paddedReference } from "../references.ts";

/** Customer number 6 + series number 6 behind `RF` and two check digits (ISO 11649). The modulus is the standard's own. */
const defaultRule: ReferenceRule = { customerDigits: 6, seriesDigits: 6, modulus: "mod10" };

const longestBase = 21;

/**
 * Our own creditor reference for an invoice. Refuses a customer or series number that has outgrown its digits; nothing is ever cut. Numbers
 * below 1 throw.
 * @example make({ customerNumber: 104711n, seriesNumber: 260101n }) has the reference RF45104711260101
 */
function make(invoice: InvoiceFacts, rule: ReferenceRule = defaultRule): ReferenceMade {
  const seriesDigits = Math.min(rule.seriesDigits, longestBase - rule.customerDigits);
  return paddedReference(invoice, { ...rule, seriesDigits }, makeRf);
}

/** A creditor reference as the payer or the bank wrote it: blanks go, letters are made capitals, nothing else is repaired. */
function check(text: string): ReferenceChecked {
  const reference = normaliseRf(text);
  if (reference === "") return { ok: false, code: "referenceEmpty" };
  if (!/^[A-Z0-9]+$/.test(reference)) return { ok: false, code: "kidCharacter" };
  if (!/^RF\d\d[A-Z0-9]{1,21}$/.test(reference)) return { ok: false, code: "kidLength" };
  return isRf(reference) ? { ok: true, reference } : { ok: false, code: "kidCheckDigit" };
}

export const references: References = { defaultRule, checkDigits: 2, make, check };
