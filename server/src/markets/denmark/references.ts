import { isLuhnValid, luhnCheckDigit } from "@kvitt/values";
import type { InvoiceFacts, ReferenceChecked, ReferenceMade, ReferenceRule, References } from "../contract.ts";
import { paddedReference } from "../references.ts";

/** A payment id of card type 71: fourteen digits and the check digit. Card types 75 and 04 carry one digit more. */
const idLength = 15;
const longIdLength = 16;

/** Customer number 7 + series number 7 + check digit: the whole of a payment id, with no fill. */
const defaultRule: ReferenceRule = { customerDigits: 7, seriesDigits: 7, modulus: "mod10" };

/**
 * Our own payment id for an invoice, filled with zeros from the left to the fifteen digits of card type 71. Refuses a customer or series
 * number that has outgrown its digits; nothing is ever cut. Numbers below 1 throw.
 * @example make({ customerNumber: 104711n, seriesNumber: 260101n }) has the reference 010471102601011
 */
function make(invoice: InvoiceFacts, rule: ReferenceRule = defaultRule): ReferenceMade {
  const customerDigits = Math.min(rule.customerDigits, idLength - 1);
  const seriesDigits = Math.min(rule.seriesDigits, idLength - 1 - customerDigits);
  return paddedReference(invoice, { customerDigits, seriesDigits }, (digits) => {
    const payload = digits.padStart(idLength - 1, "0");
    return payload + luhnCheckDigit(payload)!;
  });
}

/** A whole code line as people copy it: `+71<004040400000669+12345678<`, its signs turned or missing. */
const codeLine = /^[+>]?(?:71|75|04|15)[<>](\d{1,16})[+>]?(?:\d{7,8}[<>]?)?$/;

/**
 * A payment id as the payer or the bank wrote it, alone or in its code line: blanks go, an id that is not filled up is, to fifteen digits or
 * to sixteen. Nothing else is repaired.
 */
function check(text: string): ReferenceChecked {
  const bare = text.replace(/\s/g, "");
  if (bare === "") return { ok: false, code: "referenceEmpty" };
  const digits = codeLine.exec(bare)?.[1] ?? bare;
  if (!/^\d+$/.test(digits)) return { ok: false, code: "kidCharacter" };
  if (digits.length > longIdLength) return { ok: false, code: "kidLength" };
  if (/^0+$/.test(digits)) return { ok: false, code: "referenceAllZero" };
  const reference = digits.padStart(idLength, "0");
  return isLuhnValid(reference) ? { ok: true, reference } : { ok: false, code: "kidCheckDigit" };
}

export const references: References = { defaultRule, checkDigits: 1, make, check };
