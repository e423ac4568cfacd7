import { sql } from "kysely";
import { entriesBySource, itemsById, postingsOf, type DateText, type Ledger } from "../../ledger/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import type { InvoiceSummary } from "../read-invoices.ts";
import { claimDay } from "../run-store.ts";
import type { Credited } from "./facts.ts";

/** What the books hold of an invoice. */
export type InvoiceRow = InvoiceSummary & { readonly seriesNo: bigint | null };

/** A line of it with the claim it stands for: of a credit note the claim that was credited, whose reference the payer knows. */
export type LineRow = {
  readonly lineNo: number;
  readonly caseId: string;
  readonly day: DateText;
  readonly payerReference: string | null;
  readonly netMinor: bigint;
  readonly vatCode: string;
  readonly vatMinor: bigint;
};

async function selectInvoice(tx: TenantTransaction, id: string): Promise<InvoiceRow | undefined> {
  const found = await sql<InvoiceRow>`
    select id, ledger_id as "ledgerId", kind, series_no as "seriesNo", number, party_id as "partyId", patient_id as "patientId", issued_on as "issuedOn",
      due_on as "dueOn", net_minor as "netMinor", vat_minor as "vatMinor", total_minor as "totalMinor", reference, credits_id as "creditsId"
    from invoice where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0];
}

/** The invoice of this id, or the one that an item of this id was opened by. Throws INVOICE_NOT_FOUND. */
export async function invoiceOf(tx: TenantTransaction, id: string): Promise<InvoiceRow> {
  const own = await selectInvoice(tx, id);
  if (own) return own;
  const [item] = await itemsById(tx, [id]);
  const behind = item?.documentId ? await selectInvoice(tx, item.documentId) : undefined;
  if (!behind) throw refuse("INVOICE_NOT_FOUND");
  return behind;
}

/** The lines of an invoice without their texts. */
export async function linesOfInvoice(tx: TenantTransaction, invoiceId: string, zone: string): Promise<LineRow[]> {
  const found = await sql<LineRow>`
    select l.line_no as "lineNo", c.id as "caseId", ${claimDay(zone)} as day, c.third_party_reference as "payerReference", l.net_minor as "netMinor",
      l.vat_code as "vatCode", l.vat_minor as "vatMinor"
    from invoice_line l join claim own on own.tenant_id = l.tenant_id and own.id = l.claim_id
    join claim c on c.tenant_id = own.tenant_id and c.id = coalesce(own.credits_id, own.id)
    where l.tenant_id = ${tx.tenantId} and l.invoice_id = ${invoiceId} order by l.line_no`.execute(tx.db);
  return found.rows;
}

/** What a credit note did with the money: its entry says whether anything became the payer's. */
async function settlementOf(tx: TenantTransaction, invoiceId: string, ledger: Ledger): Promise<Credited["settlement"]> {
  const entries = await entriesBySource(tx, "invoice", [invoiceId]);
  const postings = await postingsOf(
    tx,
    entries.map((entry) => entry.id),
  );
  return postings.some(({ credit }) => ledger.role(credit) === "customerCredit") ? "customerCredit" : "againstInvoice";
}

/** What a credit note corrects; null for an invoice. */
export async function creditedBy(tx: TenantTransaction, note: InvoiceRow, ledger: Ledger): Promise<Credited | null> {
  if (note.kind !== "creditNote" || note.creditsId === null) return null;
  const original = await selectInvoice(tx, note.creditsId);
  if (!original) throw refuse("INVOICE_NOT_FOUND");
  const { number, issuedOn, totalMinor } = original;
  const settlement = await settlementOf(tx, note.id, ledger);
  return { number, issuedOn, inFull: totalMinor === note.totalMinor, settlement };
}

/** Which invoices an export asks for, by the day they were issued; both days are counted. */
export type IssuedBetween = {
  readonly ledgerId?: string | undefined;
  readonly from?: DateText | undefined;
  readonly to?: DateText | undefined;
  readonly limit?: number | undefined;
};

export type CompanyInvoice = { readonly id: string; readonly number: string; readonly ledgerId: string };

/** Invoices and credit notes to companies and public bodies, in the order they were made. */
export async function companyInvoices(tx: TenantTransaction, asked: IssuedBetween): Promise<CompanyInvoice[]> {
  const { ledgerId, from, to, limit } = asked;
  const found = await sql<CompanyInvoice>`
    select i.id, i.number, i.ledger_id as "ledgerId" from invoice i join party p on p.tenant_id = i.tenant_id and p.id = i.party_id
    where i.tenant_id = ${tx.tenantId} and p.kind = 'company'
      ${ledgerId ? sql`and i.ledger_id = ${ledgerId}` : sql``}
      ${from ? sql`and i.issued_on >= ${from}::date` : sql``}
      ${to ? sql`and i.issued_on <= ${to}::date` : sql``}
    order by i.id ${limit ? sql`limit ${limit}` : sql``}`.execute(tx.db);
  return found.rows;
}
