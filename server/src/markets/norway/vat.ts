import type { Rounding, Row, VatRule } from "../contract.ts";
import { row } from "../rows.ts";
import { vatRules } from "../vat.ts";

const act = "merverdiavgiftsloven LOV-2009-06-19-58";

/**
 * VAT codes a claim line may carry. Dental treatment by authorised persons, and goods that are a natural part of it, is
 * exempt (section 3-2); cosmetic treatment without a medical reason (since 2021-01-01), loose products and everything a
 * veterinary clinic sells bear the general rate. An invoice may mix them: each line has its own code.
 * Export code: SAF-T Financial standard tax code. Whether exempt dental is 6 (turnover outside the act) or 7 is not
 * settled by the code list; 6 is used.
 */
export const vatRows: readonly Row<VatRule>[] = [
  row(
    {
      code: "EXEMPT",
      rateBasisPoints: 0n,
      exportCode: "6",
      eInvoiceCategory: "E",
      reason: "Unntatt merverdiavgift, mval. § 3-2",
      incomeRole: "incomeExempt",
    },
    "law",
    `${act} section 3-2; SAF-T standard tax codes`,
  ),
  row(
    {
      code: "STANDARD",
      rateBasisPoints: 2500n,
      exportCode: "3",
      eInvoiceCategory: "S",
      reason: null,
      incomeRole: "incomeTaxable",
    },
    "law",
    `${act}, general rate; SAF-T standard tax codes`,
  ),
  row(
    {
      code: "ZERO",
      rateBasisPoints: 0n,
      exportCode: "5",
      eInvoiceCategory: "Z",
      reason: null,
      incomeRole: "incomeZero",
    },
    "law",
    `${act} chapter 6; SAF-T standard tax codes`,
  ),
  row(
    {
      code: "OUTSIDE",
      rateBasisPoints: 0n,
      exportCode: null,
      eInvoiceCategory: "O",
      reason: "Utenfor avgiftsgrunnlaget, mval. § 4-1",
      incomeRole: "feeIncome",
    },
    "law",
    `${act} section 4-1 second paragraph b and c: statutory reminder fees and late interest`,
  ),
];

export const vat = vatRules(vatRows);

/** Totals are not rounded; only cash is paid in whole kroner (there are no øre coins). */
export const rounding: Rounding = { vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 100n };
