import type { Rounding, Row, VatRule } from "../contract.ts";
import { vatRow, vatRules } from "../vat.ts";

const act = "mervärdesskattelagen (2023:200)";

/**
 * VAT codes a claim line may carry. Health and dental care is exempt (10:6, 10:8; dental technical products 10:11), care of animals is
 * expressly taxable (10:10), and so is what a dental clinic sells over the counter; purely cosmetic work may be: the clinic says so by
 * the line's code. Nothing that clinics sell bears 12 or 6 per cent. Export code: the box of the VAT return.
 */
export const vatRows: readonly Row<VatRule>[] = [
  vatRow(
    "EXEMPT",
    {
      rateBasisPoints: 0n,
      exportCode: "42",
      reason: "Undantag från skatteplikt, 10 kap. 6 § mervärdesskattelagen (2023:200)",
    },
    "law",
    `${act} 10:6, 10:8, 10:11 and 17:24`,
  ),
  vatRow("STANDARD", { rateBasisPoints: 2500n, exportCode: "05", reason: null }, "law", `${act} 9:2 and 10:10`),
  vatRow(
    "ZERO",
    { rateBasisPoints: 0n, exportCode: "36", reason: null },
    "known",
    `${act} chapter 10; the box is that of exports`,
  ),
  vatRow(
    "OUTSIDE",
    { rateBasisPoints: 0n, exportCode: null, reason: "Ingår inte i beskattningsunderlaget" },
    "seen",
    "lag (1981:739): no VAT on reminder fees and collection costs towards the debtor",
  ),
];

export const vat = vatRules(vatRows);

/**
 * Totals are not rounded: card, Swish and bank transfer pay exact öre, and lag (1970:1029) lets a seller agree otherwise. Cash is paid in
 * whole kronor.
 */
export const rounding: Rounding = { vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 100n };
