/**
 * The anonymised document: for a payer who is not the patient. It is a type of its own, with no field that could hold
 * anything of a patient or a treatment; its texts are keys of the phrase list. It is made into an invoice for writing.
 */
import { isIsoDate, type IsoDate } from "@kvitt/values";
import { decimal, decimalOfMinor } from "./decimal-number.ts";
import {
  buildCreditNote,
  buildInvoice,
  exempt,
  outsideVat,
  taxed,
  type CreditNoteDraft,
  type InvoiceDraft,
  type LineDraft,
} from "./build.ts";
import type { BillingReference, EInvoice, Party, PaymentMeans, Period, VatCategory } from "./model.ts";
import { asOpaqueReference, type OpaqueReference } from "./opaque.ts";
import {
  isDocumentNumber,
  noteText,
  phrases,
  termsText,
  type ExemptionPhrase,
  type ItemPhrase,
  type NotePhrase,
  type OfficePhrase,
  type PhraseLanguage,
} from "./phrases.ts";
import { ProblemList, type Problem } from "./problems.ts";

/** A clinic, as far as an anonymised document names it: no contact but an office. */
export type AnonymisedSeller = Omit<Party, "contact" | "identifiers">;

/** An employer, municipality, insurer, school, aid organisation: never a person. */
export type AnonymisedBuyer = Omit<Party, "contact" | "taxRegistration" | "identifiers">;

/** What is owed for one case in one VAT category. No quantity, no procedure, no day. */
export interface AnonymisedCase {
  readonly reference: OpaqueReference;
  readonly item: ItemPhrase;
  /** Without VAT. */
  readonly amountMinor: bigint;
  readonly vat:
    { readonly category: "E" } | { readonly category: "O" } | { readonly category: "S"; readonly percent: string };
  /** An ISO week such as `2026-W43`, wholly inside the month; nothing finer exists. */
  readonly week?: string;
  /** The payer's cost place. */
  readonly costPlace?: string;
  /** The payer's order line. */
  readonly orderLine?: string;
}

/** What the caller gives. References other than the cases' are the payer's own. */
export interface AnonymisedDraft {
  readonly language: PhraseLanguage;
  readonly number: string;
  readonly issuedOn: IsoDate;
  readonly currency: string;
  readonly buyerReference?: string;
  readonly orderReference?: string;
  readonly contractReference?: string;
  readonly seller: AnonymisedSeller;
  readonly office?: { readonly name: OfficePhrase; readonly email?: string };
  readonly buyer: AnonymisedBuyer;
  readonly payments: readonly PaymentMeans[];
  readonly exemption: ExemptionPhrase;
  readonly roundToWhole?: boolean;
  /** In the order in which they shall stand: shuffled, not as in the appointment book. */
  readonly cases: readonly AnonymisedCase[];
}

/** An invoice: a month `YYYY-MM`, a due date, and the days of credit if the terms name them. */
export interface AnonymisedInvoiceDraft extends AnonymisedDraft {
  readonly month: string;
  readonly dueOn: IsoDate;
  readonly termsDays?: number;
}

/** A credit note for one earlier document, in part or in full. */
export interface AnonymisedCreditNoteDraft extends AnonymisedDraft {
  readonly credits: Required<BillingReference> & { readonly inFull: boolean };
}

declare const anonymised: unique symbol;

/** An anonymised document, made only by {@link anonymisedInvoice} and {@link anonymisedCreditNote}. */
export type AnonymisedDocument = (
  | { readonly kind: "anonymisedInvoice"; readonly draft: AnonymisedInvoiceDraft }
  | { readonly kind: "anonymisedCreditNote"; readonly draft: AnonymisedCreditNoteDraft }
) & { readonly [anonymised]: true };

/** The document, or every reason why it cannot be made. */
export type AnonymisedResult =
  | { readonly ok: true; readonly document: AnonymisedDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const PAYER_REFERENCE = /^[\p{L}\p{N} ./_:#+-]{1,50}$/u;

function monthPeriod(month: string): Period {
  const first = Temporal.PlainYearMonth.from(month);
  return { from: `${month}-01`, to: `${month}-${String(first.daysInMonth).padStart(2, "0")}` };
}

/** Monday to Sunday of an ISO week, or undefined when the year has no such week. */
function weekPeriod(week: string): Period | undefined {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return undefined;
  // The fourth of January always lies in week 1 (ISO 8601).
  const inFirst = Temporal.PlainDate.from(`${year}-01-04`);
  const monday = inFirst.subtract({ days: inFirst.dayOfWeek - 1 }).add({ weeks: Number(number) - 1 });
  if (monday.yearOfWeek !== Number(year) || monday.weekOfYear !== Number(number)) return undefined;
  return { from: monday.toString(), to: monday.add({ days: 6 }).toString() };
}

const isInside = (inner: Period | undefined, outer: Period): boolean =>
  inner !== undefined && inner.from >= outer.from && inner.to <= outer.to;

function checkReferences(problems: ProblemList, draft: AnonymisedDraft): void {
  const own = { buyerReference: draft.buyerReference, orderReference: draft.orderReference };
  const references = { ...own, contractReference: draft.contractReference };
  for (const [field, text] of Object.entries(references)) {
    problems.demand(text === undefined || PAYER_REFERENCE.test(text), "PAYER_REFERENCE", field);
  }
  for (const [at, { costPlace = "-", orderLine = "-" }] of draft.cases.entries()) {
    const fits = PAYER_REFERENCE.test(costPlace) && PAYER_REFERENCE.test(orderLine);
    problems.demand(fits, "PAYER_REFERENCE", `cases[${at + 1}]`);
  }
}

const vatKeyOf = ({ reference, vat }: AnonymisedCase): string =>
  `${reference} ${vat.category} ${vat.category === "S" ? vat.percent : ""}`;

/** Types hold at compile time only; a draft may come from stored data, so every key is looked up. */
function checkCases(problems: ProblemList, { language, cases }: AnonymisedDraft): void {
  const seen = new Set<string>();
  problems.demand(cases.length > 0, "LINES_NONE", "cases");
  for (const [at, each] of cases.entries()) {
    const path = `cases[${at + 1}]`;
    problems.demand(asOpaqueReference(each.reference) !== undefined, "OPAQUE_REFERENCE", `${path}/reference`);
    problems.demand(Object.hasOwn(phrases[language].items, each.item), "PHRASE", `${path}/item`);
    problems.demand(!seen.has(vatKeyOf(each)), "CASES_REPEATED", path);
    seen.add(vatKeyOf(each));
  }
}

function checkDraft(problems: ProblemList, draft: AnonymisedDraft): boolean {
  if (!Object.hasOwn(phrases, draft.language)) {
    problems.add("LANGUAGE", "language");
    return false;
  }
  const { offices, exemptions } = phrases[draft.language];
  problems.demand(isDocumentNumber(draft.number), "TEXT_MISSING", "number");
  problems.demand(isIsoDate(draft.issuedOn), "DATE_INVALID", "issuedOn");
  problems.demand(draft.office === undefined || Object.hasOwn(offices, draft.office.name), "PHRASE", "office");
  problems.demand(Object.hasOwn(exemptions, draft.exemption), "PHRASE", "exemption");
  checkReferences(problems, draft);
  checkCases(problems, draft);
  return true;
}

function checkWeeks(problems: ProblemList, { month, cases }: AnonymisedInvoiceDraft): void {
  if (!MONTH.test(month)) {
    problems.add("MONTH", "month");
    return;
  }
  const outer = monthPeriod(month);
  for (const [at, { week }] of cases.entries()) {
    problems.demand(week === undefined || isInside(weekPeriod(week), outer), "WEEK", `cases[${at + 1}]/week`, week);
  }
}

function made(problems: ProblemList, document: Omit<AnonymisedDocument, typeof anonymised>): AnonymisedResult {
  if (problems.errors > 0) return { ok: false, problems: problems.listed };
  return { ok: true, document: document as AnonymisedDocument };
}

/** An anonymised invoice, single or collective: more than one case makes it collective. */
export function anonymisedInvoice(draft: AnonymisedInvoiceDraft): AnonymisedResult {
  const problems = new ProblemList();
  checkDraft(problems, draft);
  checkWeeks(problems, draft);
  problems.demand(isIsoDate(draft.dueOn), "DATE_INVALID", "dueOn");
  const days = draft.termsDays ?? 0;
  problems.demand(Number.isInteger(days) && days >= 0 && days <= 365, "PHRASE", "termsDays");
  return made(problems, { kind: "anonymisedInvoice", draft });
}

/** An anonymised credit note; the cases carry the references of the lines they credit. */
export function anonymisedCreditNote(draft: AnonymisedCreditNoteDraft): AnonymisedResult {
  const problems = new ProblemList();
  checkDraft(problems, draft);
  const { number, issuedOn } = draft.credits;
  problems.demand(isDocumentNumber(number) && isIsoDate(issuedOn), "CREDIT_REFERENCE_INCOMPLETE", "credits");
  return made(problems, { kind: "anonymisedCreditNote", draft });
}

function vatOf({ vat }: AnonymisedCase): VatCategory {
  if (vat.category === "E") return exempt;
  return vat.category === "O" ? outsideVat : taxed(vat.percent);
}

/** Only what a case has a field for: nothing is spread from the draft, so nothing else comes along. */
function lineOf(language: PhraseLanguage, each: AnonymisedCase): LineDraft {
  const period = each.week === undefined ? undefined : weekPeriod(each.week);
  return {
    quantity: decimal("1"),
    price: decimalOfMinor(each.amountMinor),
    name: phrases[language].items[each.item],
    vat: vatOf(each),
    objectReference: each.reference,
    ...(each.costPlace === undefined ? {} : { accountingCost: each.costPlace }),
    ...(each.orderLine === undefined ? {} : { orderLine: each.orderLine }),
    ...(period === undefined ? {} : { period }),
  };
}

function partyOf({ endpoint, address, legalName, ...other }: AnonymisedSeller): Party {
  const { tradingName, vatNumber, taxRegistration, companyId, legalForm } = other;
  return {
    endpoint,
    identifiers: [],
    address,
    legalName,
    ...(tradingName === undefined ? {} : { tradingName }),
    ...(vatNumber === undefined ? {} : { vatNumber }),
    ...(taxRegistration === undefined ? {} : { taxRegistration }),
    ...(companyId === undefined ? {} : { companyId }),
    ...(legalForm === undefined ? {} : { legalForm }),
  };
}

function sellerOf({ language, seller, office }: AnonymisedDraft): Party {
  if (office === undefined) return partyOf(seller);
  const name = phrases[language].offices[office.name];
  return { ...partyOf(seller), contact: { name, ...(office.email === undefined ? {} : { email: office.email }) } };
}

function common(draft: AnonymisedDraft): Omit<CreditNoteDraft, "credits"> {
  const { language, buyerReference, orderReference, contractReference } = draft;
  return {
    number: draft.number,
    issuedOn: draft.issuedOn,
    currency: draft.currency,
    ...(buyerReference === undefined ? {} : { buyerReference }),
    ...(orderReference === undefined ? {} : { orderReference }),
    ...(contractReference === undefined ? {} : { contractReference }),
    seller: sellerOf(draft),
    buyer: partyOf(draft.buyer),
    payments: draft.payments,
    exemption: phrases[language].exemptions[draft.exemption],
    roundToWhole: draft.roundToWhole ?? false,
    lines: draft.cases.map((each) => lineOf(language, each)),
  };
}

function expandInvoice(draft: AnonymisedInvoiceDraft): EInvoice {
  const { language, month, termsDays, cases } = draft;
  const [first] = new Set(cases.map(({ reference }) => reference));
  const isSingle = cases.every(({ reference }) => reference === first);
  const note: NotePhrase = isSingle ? { key: "specificationAtIssuer" } : { key: "collective", month };
  const invoice: InvoiceDraft = {
    ...common(draft),
    dueOn: draft.dueOn,
    note: noteText(language, note),
    period: monthPeriod(month),
    ...(isSingle && first !== undefined ? { objectReference: first } : {}),
    ...(termsDays === undefined ? {} : { paymentTerms: termsText(language, termsDays) }),
  };
  return buildInvoice(invoice);
}

function expandCreditNote(draft: AnonymisedCreditNoteDraft): EInvoice {
  const { number, issuedOn, inFull } = draft.credits;
  const note = noteText(draft.language, { key: inFull ? "creditsInFull" : "creditsInPart", number });
  return buildCreditNote({ ...common(draft), note, credits: [{ number, issuedOn }] });
}

/** The invoice or credit note that is written for an anonymised document. */
export function expandAnonymised({ kind, draft }: AnonymisedDocument): EInvoice {
  return kind === "anonymisedInvoice" ? expandInvoice(draft) : expandCreditNote(draft);
}
