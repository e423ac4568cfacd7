/** Judging a document before it is sent: what the official rules miss, and what they would refuse. */
import { isIsoDate } from "@kvitt/values";
import { rulesOf } from "./countries.ts";
import { lineElement, mostLines, type EInvoice, type InvoiceLine, type Period } from "./model.ts";
import { ProblemList, type Problem } from "./problems.ts";
import { checkAmounts } from "./validate-amounts.ts";
import { checkAttachments, checkTexts } from "./validate-texts.ts";
import { checkParties } from "./validate-parties.ts";
import { checkPayment, type ValidateOptions } from "./validate-payment.ts";
import { checkVat } from "./validate-vat.ts";

/** `ok` is false when any problem is an error. */
export interface Verdict {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
}

const invoiceTypes = ["380", "386", "393"];

function checkDate(problems: ProblemList, path: string, date: string | undefined): void {
  if (date !== undefined) problems.demand(isIsoDate(date), "DATE_INVALID", path);
}

function checkDates(problems: ProblemList, document: EInvoice): void {
  const { kind, issuedOn, dueOn, totals } = document;
  checkDate(problems, "IssueDate", issuedOn);
  checkDate(problems, "DueDate", dueOn);
  checkDate(problems, "Delivery/ActualDeliveryDate", document.deliveredOn);
  if (kind === "creditNote") {
    problems.demand(dueOn === undefined, "DUE_DATE_ON_CREDIT_NOTE", "DueDate");
  } else if (dueOn === undefined) {
    problems.demand(totals.payableMinor <= 0n, "DUE_DATE_MISSING", "DueDate");
  } else {
    problems.demand(dueOn >= issuedOn, "DUE_DATE_BEFORE_ISSUE", "DueDate", dueOn);
  }
}

function checkPeriod(problems: ProblemList, path: string, period: Period | undefined, within?: Period): void {
  if (period === undefined) return;
  checkDate(problems, `${path}/StartDate`, period.from);
  checkDate(problems, `${path}/EndDate`, period.to);
  problems.demand(period.from <= period.to, "PERIOD_REVERSED", path);
  if (within === undefined) return;
  problems.demand(period.from >= within.from && period.to <= within.to, "PERIOD_OUTSIDE", path);
}

function checkHeader(problems: ProblemList, document: EInvoice): void {
  const { kind, typeCode, currency, buyerReference, orderReference } = document;
  const types = kind === "invoice" ? invoiceTypes : ["381"];
  const path = kind === "invoice" ? "InvoiceTypeCode" : "CreditNoteTypeCode";
  problems.demand(types.includes(typeCode), "TYPE_CODE", path, typeCode);
  problems.demand(/^(?:NOK|SEK|DKK|EUR)$/.test(currency), "CURRENCY", "DocumentCurrencyCode");
  const isReferred = [buyerReference, orderReference].some((reference) => reference !== undefined && reference !== "");
  problems.demand(isReferred, "BUYER_REFERENCE_MISSING", "BuyerReference");
  checkDates(problems, document);
  checkPeriod(problems, "InvoicePeriod", document.period);
}

/** The official rules accept a credit note that credits nothing in particular; we never send one. */
function checkCredit(problems: ProblemList, document: EInvoice): void {
  const { kind, billingReferences, issuedOn, totals } = document;
  if (kind === "creditNote") {
    problems.demand(billingReferences.length > 0, "CREDIT_REFERENCE_MISSING", "BillingReference");
    problems.demand(totals.taxInclusiveMinor >= 0n, "CREDIT_NEGATIVE", "LegalMonetaryTotal/TaxInclusiveAmount");
  }
  for (const [at, reference] of billingReferences.entries()) {
    const path = `BillingReference[${at + 1}]/InvoiceDocumentReference`;
    const isComplete = reference.number.trim() !== "" && reference.issuedOn !== undefined;
    problems.demand(isComplete, "CREDIT_REFERENCE_INCOMPLETE", path);
    if (reference.issuedOn === undefined) continue;
    checkDate(problems, `${path}/IssueDate`, reference.issuedOn);
    problems.demand(reference.issuedOn <= issuedOn, "CREDIT_AFTER_ISSUE", `${path}/IssueDate`, reference.issuedOn);
  }
}

function checkLine(problems: ProblemList, path: string, line: InvoiceLine, document: EInvoice): void {
  checkPeriod(problems, `${path}/InvoicePeriod`, line.period, document.period);
  problems.demand(line.price.digits >= 0n, "PRICE_NEGATIVE", `${path}/Price/PriceAmount`);
  const base = line.baseQuantity;
  problems.demand(base === undefined || base.digits > 0n, "BASE_QUANTITY", `${path}/Price/BaseQuantity`);
}

function checkLines(problems: ProblemList, document: EInvoice): void {
  const { lines } = document;
  const name = lineElement(document);
  problems.demand(lines.length > 0, "LINES_NONE", name);
  problems.demand(lines.length <= mostLines, "LINES_TOO_MANY", name, String(lines.length));
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const path = `${name}[${at + 1}]`;
    problems.demand(!seen.has(line.id), "LINE_ID_REPEATED", `${path}/ID`);
    seen.add(line.id);
    checkLine(problems, path, line, document);
  }
}

/**
 * Every problem of a document, in a fixed order: texts, header, credit, parties, payment, lines, amounts, VAT. The
 * official rules are the judge in tests; these checks are ours, for the moment of sending, and stricter: VAT to the øre,
 * check digits of payment references and accounts, a due date, a reference to what is credited.
 */
export function validate(document: EInvoice, options: ValidateOptions = {}): Verdict {
  const problems = new ProblemList();
  const rules = rulesOf(document.seller.address.country);
  checkTexts(problems, document);
  checkHeader(problems, document);
  checkCredit(problems, document);
  checkParties(problems, document, rules);
  checkPayment(problems, document, rules, options);
  checkAttachments(problems, document);
  checkLines(problems, document);
  checkAmounts(problems, document);
  checkVat(problems, document, rules);
  return { ok: problems.errors === 0, problems: problems.listed };
}
