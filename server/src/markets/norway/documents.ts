import { daysBetween } from "@kvitt/values";
import type { ContentCondition, ContentRule, DocumentFacts, Documents, LateIssue, Row } from "../contract.ts";
import { row } from "../rows.ts";
import { days } from "./days.ts";

type PlainDate = Temporal.PlainDate;

const regulation = "bokføringsforskriften FOR-2004-12-01-1558";

/** What a sales document must show. Buyer: name and address, or name and organisation number. */
export const content: readonly Row<ContentRule>[] = [
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
  return row({ key, when, source }, "law", source);
}

function applies(when: ContentCondition, facts: DocumentFacts): boolean {
  const charged = facts.vatCodes.has("STANDARD");
  const withoutVat = [...facts.vatCodes].some((code) => code !== "STANDARD");
  switch (when) {
    case "always":
      return true;
    case "vatRegistered":
      return facts.sellerVatRegistered;
    case "inCompanyRegister":
      return facts.sellerInCompanyRegister;
    case "vatCharged":
      return charged;
    case "mixedVat":
      return charged && withoutVat;
    case "noVatReason":
      return facts.vatCodes.has("EXEMPT") || facts.vatCodes.has("OUTSIDE");
    case "creditNote":
      return facts.kind === "creditNote";
  }
}

function mustSay(facts: DocumentFacts): readonly ContentRule[] {
  return content.map((each) => each.value).filter((each) => applies(each.when, facts));
}

/** Days after delivery: we warn on day 20 and refuse on day 31; the law says within one month (section 5-2-2). */
export const lateIssueDays: Row<{ readonly warn: number; readonly block: number }> = row(
  { warn: 20, block: 31 },
  "law",
  `${regulation} section 5-2-2`,
);

function lateIssue(deliveredOn: PlainDate, issuedOn: PlainDate): LateIssue {
  const passed = daysBetween(deliveredOn, issuedOn);
  const { warn, block } = lateIssueDays.value;
  return {
    state: passed >= block ? "block" : passed >= warn ? "warn" : "inTime",
    days: passed,
    citation: lateIssueDays.source,
  };
}

/** Working days after the month's end within which its collective invoice is issued; counted on bank days, not confirmed. */
export const collectiveWithin: Row<number> = row(15, "unconfirmed", `${regulation} section 5-2-3`);

function collectiveDeadline(inMonth: PlainDate): PlainDate {
  return days.addWorkingDays(inMonth.with({ day: inMonth.daysInMonth }), collectiveWithin.value);
}

export const documents: Documents = {
  content,
  mustSay,
  missing: (facts, present) => mustSay(facts).filter((each) => !present.has(each.key)),
  collectiveDeadline,
  collectiveCitation: "bokføringsforskriften § 5-2-3",
  lateIssue,
};
