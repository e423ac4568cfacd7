import type { ContentRule, Row } from "../contract.ts";
import { contentRule, documentRules, ownIssueRules } from "../documents.ts";
import { days } from "./days.ts";

const act = "mervärdesskattelagen (2023:200)";
const fullInvoice = `${act} 17:24`;

/**
 * What a full invoice must show. Exempt dental care has no invoice duty under the VAT act (17:12), only a voucher by bookkeeping law: ours is
 * a full invoice all the same. A simplified one (17:26) is not made.
 */
const content: readonly Row<ContentRule>[] = [
  rule("number", "always"),
  rule("issuedOn", "always"),
  rule("sellerName", "always"),
  rule("sellerAddress", "always"),
  rule("sellerOrganisationNumber", "always", "aktiebolagslagen (2005:551) 28:5", "known"),
  rule("sellerVatMark", "vatRegistered"),
  rule("sellerFTaxMark", "approvedForFTax", "Peppol BIS Billing SE-R-005: GODKÄND FÖR F-SKATT"),
  rule("buyerName", "always"),
  rule("buyerAddressOrOrganisationNumber", "always"),
  rule("descriptionAndExtent", "always"),
  rule("deliveredOn", "always"),
  rule("consideration", "always"),
  rule("dueOn", "always", "own rule", "own"),
  rule("taxableAndExemptSummedApart", "mixedVat"),
  rule("noVatReason", "noVatReason"),
  rule("originalReference", "creditNote", `${act} 17:22`),
];

function rule(
  key: string,
  when: ContentRule["when"],
  source: string = fullInvoice,
  mark: Row<ContentRule>["mark"] = "law",
): Row<ContentRule> {
  return contentRule(key, when, source, mark);
}

/** No Swedish rule on the day of issue is known to us: bookkeeping wants it without delay. */
export const documents = documentRules(days, { content, ...ownIssueRules });
