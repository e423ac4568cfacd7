import type { PayLink, SalesDocument } from "../../delivery/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { refuse, type Language, type TenantTransaction } from "../../platform/index.ts";
import { participantOf, writeEInvoice } from "./e-invoice.ts";
import { patientFacts } from "./patient.ts";
import { invoiceOf } from "./read-sale.ts";
import { patientSale, thirdPartySale } from "./sale.ts";
import { languageOf, readerOf } from "./shared-facts.ts";
import { thirdPartyFacts } from "./third-party.ts";

/** How a document is wanted; what is left out is as its reader has it. */
export type DocumentWish = {
  /** The reader's own where it is left out. */
  readonly language?: Language | undefined;
  /** The way to the pay page; left out where there is none. */
  readonly payLink?: PayLink | null | undefined;
  /** When it is drawn from the payer's account; left out where the payer pays. */
  readonly drawnOn?: DateText | null | undefined;
};

export type Rendering = "patientItemised" | "payerAnonymous";

/** Which renderings an invoice may be read in, the reader's own first. */
export async function renderingsOf(tx: TenantTransaction, invoiceId: string): Promise<readonly Rendering[]> {
  const { isThirdParty } = await readerOf(tx, await invoiceOf(tx, invoiceId));
  return isThirdParty ? ["payerAnonymous"] : ["patientItemised", "payerAnonymous"];
}

/**
 * An invoice, collective invoice or credit note as a finished document, in the rendering its receiver may have: itemised for the patient or a
 * guardian, anonymous for everybody else. `id` is an invoice's or an open item's. Itemised, it says what was treated: who shows it to a person
 * keeps who read it. Throws INVOICE_NOT_FOUND, ISSUER_NOT_SET, ISSUER_ACCOUNT_MISSING, INVOICE_TEXTS_ERASED, THIRD_PARTY_FOREIGN_NUMBER,
 * THIRD_PARTY_REFERENCE_LEAKS.
 */
export async function invoiceDocument(
  tx: TenantTransaction,
  id: string,
  wish: DocumentWish = {},
): Promise<SalesDocument> {
  const invoice = await invoiceOf(tx, id);
  const reader = await readerOf(tx, invoice);
  const language = languageOf(reader.party, wish.language);
  const { drawnOn } = wish;
  if (reader.isThirdParty)
    return thirdPartySale((await thirdPartyFacts(tx, invoice, reader)).facts, { language, drawnOn });
  return patientSale(await patientFacts(tx, invoice, reader), { language, payLink: wish.payLink ?? null, drawnOn });
}

/** The same without anything of patient or treatment: for a third party, and for whoever keeps books and not records (N-CONF-5). */
export async function anonymousDocument(
  tx: TenantTransaction,
  id: string,
  wish: DocumentWish = {},
): Promise<SalesDocument> {
  const invoice = await invoiceOf(tx, id);
  const reader = await readerOf(tx, invoice);
  const language = languageOf(reader.party, wish.language);
  return thirdPartySale((await thirdPartyFacts(tx, invoice, reader)).facts, { language, drawnOn: wish.drawnOn });
}

export type EInvoice = {
  readonly invoiceId: string;
  readonly ledgerId: string;
  readonly number: string;
  readonly documentKind: SalesDocument["kind"];
  /** What the network calls it. */
  readonly kind: "invoice" | "creditNote";
  readonly sender: { readonly scheme: string; readonly id: string };
  readonly receiver: { readonly scheme: string; readonly id: string };
  readonly language: Language;
  readonly xml: Uint8Array;
};

const DOCUMENT_KINDS = { invoice: "invoice", collective: "collectiveInvoice", creditNote: "creditNote" } as const;
const SENDERS = { NO: "0192", SE: "0007", DK: "0184", IT: "", US: "" } as const;

/**
 * The e-invoice of a company's or public body's invoice, collective invoice or credit note: EHF or Peppol BIS by the seller's country,
 * anonymised, validated and searched for the patients' records. Throws E_INVOICE_NOT_THIRD_PARTY, E_INVOICE_REFUSED with every problem, and
 * what `invoiceDocument` throws.
 */
export async function eInvoiceOf(tx: TenantTransaction, id: string): Promise<EInvoice> {
  const invoice = await invoiceOf(tx, id);
  const reader = await readerOf(tx, invoice);
  if (!reader.isThirdParty || reader.party.kind !== "company") throw refuse("E_INVOICE_NOT_THIRD_PARTY");
  const { facts, forbidden } = await thirdPartyFacts(tx, invoice, reader);
  const written = writeEInvoice(facts, forbidden);
  if (!written.ok) throw refuse("E_INVOICE_REFUSED", { problems: written.problems.length }, written.problems);
  const { country } = facts.issuer.registration;
  const own = reader.ledger.orgNo.replace("-", "");
  return {
    invoiceId: invoice.id,
    ledgerId: invoice.ledgerId,
    number: invoice.number,
    documentKind: DOCUMENT_KINDS[invoice.kind],
    kind: invoice.kind === "creditNote" ? "creditNote" : "invoice",
    sender: { scheme: SENDERS[country], id: country === "DK" ? `DK${own}` : own },
    receiver: participantOf(facts)!,
    language: languageOf(reader.party, undefined),
    xml: written.xml,
  };
}
