import type { InvoiceFacts, ReferenceMade, ReferenceRule } from "./contract.ts";

/**
 * Customer and series number as text of the rule's digits, made a reference by `finish`. Refuses a number that has outgrown its digits;
 * nothing is ever cut. Numbers below 1 throw.
 */
export function paddedReference(
  { customerNumber, seriesNumber }: InvoiceFacts,
  { customerDigits, seriesDigits }: Pick<ReferenceRule, "customerDigits" | "seriesDigits">,
  finish: (digits: string) => string,
): ReferenceMade {
  if (customerNumber < 1n || seriesNumber < 1n) throw new RangeError("customer and series numbers count from 1");
  const customer = customerNumber.toString().padStart(customerDigits, "0");
  const series = seriesNumber.toString().padStart(seriesDigits, "0");
  if (customer.length > customerDigits) return tooLong("customerNumber", customerNumber, customerDigits);
  if (series.length > seriesDigits) return tooLong("seriesNumber", seriesNumber, seriesDigits);
  return { ok: true, reference: finish(customer + series) };
}

function tooLong(part: "customerNumber" | "seriesNumber", number: bigint, digits: number): ReferenceMade {
  return { ok: false, code: "referencePartTooLong", part, number, digits };
}
