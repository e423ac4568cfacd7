import type { Rounding, Row, VatRule } from "../contract.ts";
import { vatRow, vatRules } from "../vat.ts";

const exempt = "momsloven section 13(1) no. 1";

/**
 * VAT codes a claim line may carry. Dental care is exempt, with prostheses and orthodontic appliances made by the clinic; purely cosmetic
 * work, and what a middleman sells, bears the general rate, as veterinary services and goods do. No VAT is added to fee or interest. Codes
 * of an audit file are not known to us.
 */
export const vatRows: readonly Row<VatRule>[] = [
  vatRow(
    "EXEMPT",
    { rateBasisPoints: 0n, exportCode: null, reason: "Momsfritaget, momslovens § 13, stk. 1, nr. 1" },
    "seen",
    exempt,
  ),
  vatRow("STANDARD", { rateBasisPoints: 2500n, exportCode: null, reason: null }, "known", "momsloven, general rate"),
  vatRow("ZERO", { rateBasisPoints: 0n, exportCode: null, reason: null }, "own", "own rule: sales abroad"),
  vatRow(
    "OUTSIDE",
    { rateBasisPoints: 0n, exportCode: null, reason: "Uden for momsgrundlaget" },
    "known",
    "renteloven section 9 b: the amount of the fee is all there is",
  ),
];

export const vat = vatRules(vatRows);

/** Totals are not rounded; the smallest coin is of 50 øre. */
export const rounding: Rounding = { vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 50n };
