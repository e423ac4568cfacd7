import type { Rounding, Row, VatRule } from "../contract.ts";
import { vatRow, vatRules } from "../vat.ts";

/**
 * Sales tax codes a claim line may carry. Dental services bear none. Veterinary products may be taxable by state: the rate stands at 0 until
 * a person has confirmed one for the place.
 */
export const vatRows: readonly Row<VatRule>[] = [
  vatRow("EXEMPT", { rateBasisPoints: 0n, exportCode: null, reason: null }, "own", "no sales tax on dental services"),
  vatRow(
    "STANDARD",
    { rateBasisPoints: 0n, exportCode: null, reason: null },
    "unconfirmed",
    "sales tax by place and kind of goods",
  ),
  vatRow("OUTSIDE", { rateBasisPoints: 0n, exportCode: null, reason: null }, "own", "fees and interest are no sales"),
];

export const vat = vatRules(vatRows);

/** Totals are not rounded, nor is cash. */
export const rounding: Rounding = { vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 1n };
