import { daysBetween } from "@kvitt/values";
import type {
  ContentCondition,
  ContentRule,
  DocumentFacts,
  Documents,
  LateIssue,
  Mark,
  MarketDays,
  Row,
} from "./contract.ts";
import { row } from "./rows.ts";

type PlainDate = Temporal.PlainDate;

/** Days after delivery from which we warn of a document not yet issued, and refuse it; without `block` it is never refused. */
export type LateIssueDays = Row<{ readonly warn: number; readonly block?: number }>;
export type IssueRules = {
  readonly content: readonly Row<ContentRule>[];
  readonly lateIssueDays: LateIssueDays;
  /** Working days after the month's end within which its collective invoice is issued. */
  readonly collectiveWithin: Row<number>;
  readonly collectiveCitation: string;
};

/** For want of a rule of the country's own: we warn after a month, refuse nothing, and issue collective invoices within 15 working days. */
export const ownIssueRules = {
  lateIssueDays: row({ warn: 31 }, "own", "own rule"),
  collectiveWithin: row(15, "own", "own rule"),
  collectiveCitation: "own rule",
} as const satisfies Omit<IssueRules, "content">;

/** What a country asks of a document's content and of the day it is issued, as answers about one document. */
export function documentRules(days: MarketDays, rules: IssueRules): Documents {
  const { content, lateIssueDays, collectiveWithin, collectiveCitation } = rules;
  return {
    content,
    ...contentRules(content),
    collectiveDeadline: (inMonth) =>
      days.addWorkingDays(inMonth.with({ day: inMonth.daysInMonth }), collectiveWithin.value),
    collectiveCitation,
    lateIssue: (deliveredOn, issuedOn) => issuedAfter(lateIssueDays, deliveredOn, issuedOn),
  };
}

function issuedAfter({ value, source }: LateIssueDays, deliveredOn: PlainDate, issuedOn: PlainDate): LateIssue {
  const passed = daysBetween(deliveredOn, issuedOn);
  const isRefused = value.block !== undefined && passed >= value.block;
  return { state: isRefused ? "block" : passed >= value.warn ? "warn" : "inTime", days: passed, citation: source };
}

/** What a full sales document shows in any country: number, dates, parties, lines, total; a credit note names what it credits. */
const anywhere = [
  ...["number", "issuedOn", "sellerName", "sellerAddress", "buyerName", "buyerAddressOrOrganisationNumber"],
  ...["descriptionAndExtent", "deliveredOn", "consideration"],
];

/** That list for a country whose own was not read, with what else it asks for always. */
export function plainContent(source: string, mark: Mark, ...more: readonly string[]): Row<ContentRule>[] {
  return [
    ...[...anywhere, ...more].map((key) => contentRule(key, "always", source, mark)),
    contentRule("originalReference", "creditNote", "a credit note names the original", "own"),
  ];
}

/** One thing a document must show. */
export function contentRule(key: string, when: ContentCondition, source: string, mark: Mark = "law"): Row<ContentRule> {
  return row({ key, when, source }, mark, source);
}

/** A country's list of what a document shows, as answers about one document. */
function contentRules(content: readonly Row<ContentRule>[]): Pick<Documents, "mustSay" | "missing"> {
  const mustSay: Documents["mustSay"] = (facts) =>
    content.map((each) => each.value).filter((each) => applies(each.when, facts));
  return { mustSay, missing: (facts, present) => mustSay(facts).filter((each) => !present.has(each.key)) };
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
    case "approvedForFTax":
      return facts.sellerApprovedForFTax;
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
