/** VAT: which category may stand where, and its amounts to the øre. */
import { formatDecimal } from "@kvitt/values";
import { percentOf, vatBases, vatKey } from "./amounts.ts";
import type { NationalRules } from "./countries.ts";
import { decimalKey } from "./decimal-number.ts";
import type { EInvoice, VatBreakdown, VatCategory } from "./model.ts";
import type { ProblemList } from "./problems.ts";

const outside = "O";

function rateFits({ category, rate }: VatCategory): boolean {
  if (category === outside) return rate === undefined;
  if (rate === undefined) return false;
  return category === "E" ? rate.digits === 0n : rate.digits > 0n;
}

function checkCategory(problems: ProblemList, path: string, vat: VatCategory, rules: NationalRules | undefined): void {
  problems.demand(["S", "E", outside].includes(vat.category), "VAT_CATEGORY", path, vat.category);
  problems.demand(rateFits(vat), "VAT_RATE", path, vat.category);
  if (vat.category !== "S" || vat.rate === undefined || rules === undefined) return;
  problems.demand(rules.rates.includes(decimalKey(vat.rate)), "VAT_RATE_COUNTRY", path, decimalKey(vat.rate));
}

function checkExemption(problems: ProblemList, path: string, each: VatBreakdown): void {
  const hasReason = [each.exemptionCode, each.exemptionReason].some((text) => text !== undefined && text.trim() !== "");
  if (each.vat.category === "S") problems.demand(!hasReason, "EXEMPTION_ON_TAXED", path);
  else problems.demand(hasReason, "EXEMPTION_MISSING", path);
}

/** Each breakdown against what it covers. The official check lets anything less than 1.00 off pass. */
function checkBreakdown(problems: ProblemList, document: EInvoice): void {
  const bases = vatBases(document.lines, document.allowances);
  const seen = new Set<string>();
  for (const [at, each] of document.vat.entries()) {
    const path = `TaxTotal/TaxSubtotal[${at + 1}]`;
    const key = vatKey(each.vat);
    const basis = bases.get(key);
    problems.demand(basis !== undefined && !seen.has(key), "VAT_BREAKDOWN", path, key);
    seen.add(key);
    problems.demand(basis?.taxableMinor === each.taxableMinor, "VAT_BASIS", `${path}/TaxableAmount`);
    const vatMinor = each.vat.rate === undefined ? 0n : percentOf(each.taxableMinor, each.vat.rate);
    const found = formatDecimal(each.vatMinor, 2);
    problems.demand(each.vatMinor === vatMinor, "VAT_AMOUNT", `${path}/TaxAmount`, found);
    checkExemption(problems, `${path}/TaxCategory`, each);
  }
  problems.demand(seen.size === bases.size, "VAT_BREAKDOWN", "TaxTotal");
  const sum = document.vat.reduce((total, each) => total + each.vatMinor, 0n);
  problems.demand(sum === document.vatMinor, "VAT_TOTAL", "TaxTotal/TaxAmount");
}

/** A seller without VAT number and without tax registration writes O, and O stands alone. */
function checkSeller(problems: ProblemList, { vat, seller, buyer }: EInvoice): void {
  const hasOutside = vat.some((each) => each.vat.category === outside);
  if (!hasOutside) {
    const isRegistered = seller.vatNumber !== undefined || seller.taxRegistration !== undefined;
    problems.demand(isRegistered, "SELLER_TAX_MISSING", "AccountingSupplierParty/Party/PartyTaxScheme");
    return;
  }
  const isAlone = vat.every((each) => each.vat.category === outside);
  problems.demand(isAlone, "VAT_MIXED_WITH_O", "TaxTotal");
  const hasNumber = seller.vatNumber !== undefined || buyer.vatNumber !== undefined;
  problems.demand(!hasNumber, "VAT_NUMBER_WITH_O", "AccountingSupplierParty/Party/PartyTaxScheme");
}

/** The whole of VAT. `rules` are those of the seller's country. */
export function checkVat(problems: ProblemList, document: EInvoice, rules: NationalRules | undefined): void {
  for (const [at, each] of document.vat.entries()) {
    checkCategory(problems, `TaxTotal/TaxSubtotal[${at + 1}]/TaxCategory`, each.vat, rules);
  }
  checkBreakdown(problems, document);
  checkSeller(problems, document);
}
