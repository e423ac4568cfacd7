import type { Rounding, Row, VatRule } from "../contract.ts";
import { vatRow, vatRules } from "../vat.ts";

const act = "DPR 633/72";

/**
 * VAT codes a claim line may carry. Health services to persons are exempt; cosmetic work without health purpose and the care of animals bear
 * 22 %. Stamp duty that is charged on is excluded (nature N1). Export code: the nature of FatturaPA; a line with VAT has none. Sales
 * abroad (N3) are no clinic's.
 */
export const vatRows: readonly Row<VatRule>[] = [
  vatRow(
    "EXEMPT",
    { rateBasisPoints: 0n, exportCode: "N4", reason: "Operazione esente art. 10 n. 18 DPR 633/72" },
    "seen",
    `${act} art. 10 no. 18`,
  ),
  vatRow("STANDARD", { rateBasisPoints: 2200n, exportCode: null, reason: null }, "seen", `${act}, ordinary rate`),
  vatRow(
    "OUTSIDE",
    { rateBasisPoints: 0n, exportCode: "N1", reason: "Operazione esclusa art. 15 DPR 633/72" },
    "seen",
    `${act} art. 15`,
  ),
];

export const vat = vatRules(vatRows);

/** Totals are not rounded, nor is cash. */
export const rounding: Rounding = { vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 1n };
