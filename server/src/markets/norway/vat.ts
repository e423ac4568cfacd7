import type { Rounding, Row, VatRule } from "../contract.ts";
import { vatRow, vatRules } from "../vat.ts";

const act = "merverdiavgiftsloven LOV-2009-06-19-58";

/**
 * VAT codes a claim line may carry. Dental treatment by authorised persons, and goods that are a natural part of it, is
 * exempt (section 3-2); cosmetic treatment without a medical reason (since 2021-01-01), loose products and everything a
 * veterinary clinic sells bear the general rate. An invoice may mix them: each line has its own code.
 * Export code: SAF-T Financial standard tax code. Whether exempt dental is 6 (turnover outside the act) or 7 is not
 * settled by the code list; 6 is used.
 */
export const vatRows: readonly Row<VatRule>[] = [
  vatRow(
    "EXEMPT",
    { rateBasisPoints: 0n, exportCode: "6", reason: "Unntatt merverdiavgift, mval. § 3-2" },
    "law",
    `${act} section 3-2; SAF-T standard tax codes`,
  ),
  vatRow(
    "STANDARD",
    { rateBasisPoints: 2500n, exportCode: "3", reason: null },
    "law",
    `${act}, general rate; SAF-T standard tax codes`,
  ),
  vatRow(
    "ZERO",
    { rateBasisPoints: 0n, exportCode: "5", reason: null },
    "law",
    `${act} chapter 6; SAF-T standard tax codes`,
  ),
  vatRow(
    "OUTSIDE",
    { rateBasisPoints: 0n, exportCode: null, reason: "Utenfor avgiftsgrunnlaget, mval. § 4-1" },
    "law",
    `${act} section 4-1 second paragraph b and c: statutory reminder fees and late interest`,
  ),
];

export const vat = vatRules(vatRows);

/** Totals are not rounded; only cash is paid in whole kroner (there are no øre coins). */
export const rounding: Rounding = { vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 100n };
