import type { ContentCondition, ContentRule, Row } from "../contract.ts";
import { contentRule, documentRules, type LateIssueDays } from "../documents.ts";
import { row } from "../rows.ts";
import { days } from "./days.ts";

const regulation = "bokføringsforskriften FOR-2004-12-01-1558";

/** What a sales document must show. Buyer: name and address, or name and organisation number. */
const content: readonly Row<ContentRule>[] = [
  rule("number", "always", "5-1-1 and 5-1-3"),
  rule("issuedOn", "always", "5-1-1"),
  rule("sellerName", "always", "5-1-2"),
  rule("sellerOrganisationNumber", "always", "5-1-2"),
  rule("sellerVatMark", "vatRegistered", "5-1-2"),
  rule("sellerCompanyRegister", "inCompanyRegister", "5-1-2; foretaksregisterloven section 10-2"),
  rule("buyerName", "always", "5-1-2"),
  rule("buyerAddressOrOrganisationNumber", "always", "5-1-2"),
  rule("descriptionAndExtent", "always", "5-1-1"),
  rule("deliveredOn", "always", "5-1-1"),
  rule("deliveredAt", "always", "5-1-1"),
  rule("consideration", "always", "5-1-1"),
  rule("dueOn", "always", "5-1-1"),
  rule("vatInNok", "vatCharged", "5-1-1"),
  rule("taxableAndExemptSummedApart", "mixedVat", "5-1-5"),
  rule("noVatReason", "noVatReason", "EN 16931 BR-E-10 and BR-O-10"),
  rule("originalReference", "creditNote", "5-2-7"),
];

function rule(key: string, when: ContentCondition, paragraph: string): Row<ContentRule> {
  const source = /^[0-9]/.test(paragraph) ? `${regulation} section ${paragraph}` : paragraph;
  return contentRule(key, when, source);
}

/** Days after delivery: we warn on day 20 and refuse on day 31; the law says within one month (section 5-2-2). */
export const lateIssueDays: LateIssueDays = row({ warn: 20, block: 31 }, "law", `${regulation} section 5-2-2`);

/** Working days after the month's end within which its collective invoice is issued; counted on bank days, not confirmed. */
export const collectiveWithin: Row<number> = row(15, "unconfirmed", `${regulation} section 5-2-3`);

export const documents = documentRules(days, {
  content,
  lateIssueDays,
  collectiveWithin,
  collectiveCitation: "bokføringsforskriften § 5-2-3",
});
