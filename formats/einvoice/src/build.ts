/** Building documents: the caller gives facts, sums and VAT are computed, never given. What was built is judged by `validate`. */
import type { IsoDate } from "@kvitt/values";
import { lineNetMinor, percentOf, totalsOf, vatBreakdown, type Exemption } from "./amounts.ts";
import { rulesOf } from "./countries.ts";
import { decimal, type Decimal } from "./decimal-number.ts";
import {
  mostLines,
  type AllowanceCharge,
  type BillingReference,
  type DocumentAllowanceCharge,
  type EInvoice,
  type InvoiceLine,
  type Party,
  type Period,
  type VatCategory,
} from "./model.ts";

/** Exempt from VAT: rate 0. For sellers with a VAT number or a tax registration. */
export const exempt: VatCategory = { category: "E", rate: decimal("0") };

/** Outside the VAT act: no rate. For sellers with neither. */
export const outsideVat: VatCategory = { category: "O" };

/** Taxed. @example taxed("25") */
export function taxed(percent: string): VatCategory {
  return { category: "S", rate: decimal(percent) };
}

/** Seller or buyer as the caller knows them; absent lists are empty. */
export type PartyDraft = Omit<Party, "identifiers"> & Partial<Pick<Party, "identifiers">>;

/** A line to be computed. */
export type LineDraft = Omit<InvoiceLine, "id" | "netMinor" | "unit" | "allowances" | "properties"> &
  Partial<Pick<InvoiceLine, "id" | "unit" | "allowances" | "properties">>;

type Header = Partial<
  Pick<
    EInvoice,
    | "note"
    | "accountingCost"
    | "buyerReference"
    | "period"
    | "orderReference"
    | "contractReference"
    | "objectReference"
    | "attachments"
    | "payee"
    | "deliveredOn"
    | "payments"
    | "paymentTerms"
    | "allowances"
    | "billingReferences"
  >
> &
  Pick<EInvoice, "number" | "issuedOn" | "currency">;

interface DocumentDraft extends Header {
  readonly seller: PartyDraft;
  readonly buyer: PartyDraft;
  readonly lines: readonly LineDraft[];
  /** Why E or O; the wording of the seller's country for exempt care unless told. */
  readonly exemption?: Exemption;
  /** Whether the amount to pay is rounded to whole kroner, BT-114. */
  readonly roundToWhole?: boolean;
}

/** An invoice to be computed. */
export interface InvoiceDraft extends DocumentDraft {
  readonly dueOn: IsoDate;
  /** 380 unless told; 386 for a prepayment, 393 when the claim is sold. */
  readonly typeCode?: "380" | "386" | "393";
  /** A deposit already paid, VAT included, that had no invoice of its own: BT-113. */
  readonly prepaidMinor?: bigint;
}

/** A credit note to be computed; amounts are positive. */
export interface CreditNoteDraft extends DocumentDraft {
  readonly credits: readonly Required<BillingReference>[];
}

/** A discount or charge in percent of a base: the amount is computed. */
export function percentAllowance(
  given: Omit<AllowanceCharge, "amountMinor" | "percent" | "baseMinor"> & {
    readonly percent: Decimal;
    readonly baseMinor: bigint;
  },
): AllowanceCharge {
  return { ...given, amountMinor: percentOf(given.baseMinor, given.percent) };
}

function lineOf(draft: LineDraft, at: number): InvoiceLine {
  const full = { id: String(at + 1), unit: "EA", allowances: [], properties: [], ...draft };
  return { ...full, netMinor: lineNetMinor(full) };
}

const partyOf = (draft: PartyDraft): Party => ({ identifiers: [], ...draft });

type Computed = Pick<EInvoice, "seller" | "buyer" | "lines" | "vat" | "vatMinor" | "totals">;

function compute(draft: DocumentDraft, allowances: readonly DocumentAllowanceCharge[], prepaidMinor: bigint): Computed {
  const lines = draft.lines.map(lineOf);
  const exemption = draft.exemption ?? rulesOf(draft.seller.address.country)?.exemption ?? {};
  const vat = vatBreakdown(lines, allowances, exemption);
  const vatMinor = vat.reduce((sum, each) => sum + each.vatMinor, 0n);
  const roundToWhole = draft.roundToWhole ?? false;
  const totals = totalsOf({ lines, allowances, vatMinor, prepaidMinor, roundToWhole });
  return { seller: partyOf(draft.seller), buyer: partyOf(draft.buyer), lines, vat, vatMinor, totals };
}

const emptyLists = { attachments: [], payments: [], allowances: [], billingReferences: [] };

/** The invoice of a draft. */
export function buildInvoice(draft: InvoiceDraft): EInvoice {
  const { lines: _lines, exemption: _exemption, roundToWhole: _round, prepaidMinor = 0n, ...header } = draft;
  const computed = compute(draft, draft.allowances ?? [], prepaidMinor);
  return { ...emptyLists, typeCode: "380", ...header, ...computed, kind: "invoice" };
}

/** The credit note of a draft. */
export function buildCreditNote(draft: CreditNoteDraft): EInvoice {
  const { lines: _lines, exemption: _exemption, roundToWhole: _round, credits, ...header } = draft;
  const computed = compute(draft, draft.allowances ?? [], 0n);
  return { ...emptyLists, ...header, ...computed, billingReferences: credits, typeCode: "381", kind: "creditNote" };
}

/** What a new document adds to the invoice it credits. */
export interface CreditOf {
  readonly number: string;
  readonly issuedOn: IsoDate;
  readonly note?: string;
  /** The account, for payers who want it on a credit note too. */
  readonly payments?: EInvoice["payments"];
  /** The lines to credit, by their ids; all of them unless told. */
  readonly lineIds?: readonly string[];
}

/**
 * The credit note for an invoice or some of its lines: VAT categories, rates and object references are copied. Discounts
 * and charges of the document go along only when all lines do; a deposit that was paid stays with the payer's ledger.
 */
export function creditNoteFor(invoice: EInvoice, { lineIds, ...header }: CreditOf): EInvoice {
  const lines = invoice.lines.filter(({ id }) => lineIds?.includes(id) ?? true);
  const isWhole = lines.length === invoice.lines.length;
  const { buyerReference, orderReference, contractReference, accountingCost, period, currency } = invoice;
  const kept = { buyerReference, orderReference, contractReference, accountingCost, period };
  const exemption = invoice.vat.find(({ vat }) => vat.category !== "S");
  return buildCreditNote({
    ...header,
    ...(Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as Partial<Header>),
    currency,
    seller: invoice.seller,
    buyer: invoice.buyer,
    lines: lines.map(({ netMinor: _net, ...line }) => line),
    allowances: isWhole ? invoice.allowances : [],
    roundToWhole: isWhole && invoice.totals.roundingMinor !== undefined,
    credits: [{ number: invoice.number, issuedOn: invoice.issuedOn }],
    ...(exemption === undefined ? {} : { exemption: exemptionOf(exemption) }),
  });
}

function exemptionOf({ exemptionCode, exemptionReason }: EInvoice["vat"][number]): Exemption {
  return {
    ...(exemptionCode === undefined ? {} : { code: exemptionCode }),
    ...(exemptionReason === undefined ? {} : { reason: exemptionReason }),
  };
}

/** A collective invoice to be computed: a period for the whole, a case or animal for each line, no case of its own. */
export interface CollectiveDraft extends Omit<InvoiceDraft, "objectReference" | "deliveredOn"> {
  readonly period: Period;
  readonly lines: readonly (LineDraft & { readonly objectReference: string })[];
}

/** The collective invoice of a draft. Which lines belong on one document is the caller's decision. */
export function buildCollectiveInvoice(draft: CollectiveDraft): EInvoice {
  return buildInvoice(draft);
}

/** Cuts lines into documents of at most {@link mostLines}, in their order; each needs a number of its own. */
export function splitForDocuments<Line>(
  lines: readonly Line[],
  most: number = mostLines,
): readonly (readonly Line[])[] {
  const documents: (readonly Line[])[] = [];
  for (let at = 0; at < lines.length; at += most) documents.push(lines.slice(at, at + most));
  return documents;
}
