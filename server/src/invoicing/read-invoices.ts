import { sql } from "kysely";
import { ledgerById, type DateText } from "../ledger/index.ts";
import {
  column,
  partyKeys,
  recordAudit,
  refuse,
  tenantKey,
  unseal,
  type TenantTransaction,
} from "../platform/index.ts";
import { collectivePlace } from "./apply-invoices.ts";
import { textPlace } from "./receive-claims.ts";
import { claimState, selectClaims } from "./store.ts";
import type { ClaimRow, InvoiceKind } from "./types.ts";

export type InvoiceSummary = {
  readonly id: string;
  readonly ledgerId: string;
  readonly kind: InvoiceKind;
  readonly number: string;
  readonly partyId: string;
  readonly patientId: string | null;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly totalMinor: bigint;
  readonly reference: string;
  readonly creditsId: string | null;
};

export type ReadLine = {
  readonly lineNo: number;
  readonly claimId: string;
  /** Null when the key of the person was destroyed. */
  readonly text: string | null;
  readonly netMinor: bigint;
  readonly vatCode: string;
  readonly vatMinor: bigint;
};

export type Invoice = InvoiceSummary & { readonly lines: readonly ReadLine[] };

const summaryColumns = sql`
  i.id, i.ledger_id as "ledgerId", i.kind, i.number, i.party_id as "partyId", i.patient_id as "patientId", i.issued_on as "issuedOn", i.due_on as "dueOn",
  i.net_minor as "netMinor", i.vat_minor as "vatMinor", i.total_minor as "totalMinor", i.reference, i.credits_id as "creditsId"`;

type LineRow = Omit<ReadLine, "text"> & { readonly textSealed: Buffer; readonly ownerId: string };

/** The lines of an invoice with their texts opened. Who shows them to a person keeps who read them. */
export async function openedLines(tx: TenantTransaction, invoice: InvoiceSummary): Promise<ReadLine[]> {
  const found = await sql<LineRow>`
    select l.line_no as "lineNo", l.claim_id as "claimId", coalesce(l.text_sealed, decode(c.lines -> (l.line_no - 1) ->> 'text', 'base64')) as "textSealed", l.net_minor as "netMinor", l.vat_code as "vatCode", l.vat_minor as "vatMinor",
      coalesce(c.patient_id, c.payer_id) as "ownerId"
    from invoice_line l join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    where l.tenant_id = ${tx.tenantId} and l.invoice_id = ${invoice.id} order by l.line_no`.execute(tx.db);
  const tenant = await tenantKey(tx);
  const keys = await partyKeys(
    tx,
    found.rows.map((row) => row.ownerId),
  );
  return found.rows.map(({ textSealed, ownerId, ...line }) => {
    const key = invoice.kind === "collective" ? tenant : keys.get(ownerId);
    const place =
      invoice.kind === "collective"
        ? collectivePlace(tx.tenantId, invoice.id, line.lineNo)
        : textPlace(tx.tenantId, line.claimId, line.lineNo);
    return { ...line, text: key ? unseal(key, place, textSealed) : null };
  });
}

async function read(tx: TenantTransaction, summary: InvoiceSummary | undefined): Promise<Invoice> {
  if (!summary) throw refuse("INVOICE_NOT_FOUND");
  // Lines say what was treated: who read them is kept (SEC-75).
  await recordAudit(tx, { action: "invoice.read", subjectKind: "invoice", subjectId: summary.id });
  return { ...summary, lines: await openedLines(tx, summary) };
}

/** One invoice or credit note with its lines opened. The reading is audited. Throws INVOICE_NOT_FOUND. */
export async function invoiceById(tx: TenantTransaction, id: string): Promise<Invoice> {
  const found =
    await sql<InvoiceSummary>`select ${summaryColumns} from invoice i where i.tenant_id = ${tx.tenantId} and i.id = ${id}`.execute(
      tx.db,
    );
  return read(tx, found.rows[0]);
}

/** One invoice by its number in the ledger's series. Throws INVOICE_NOT_FOUND. */
export async function invoiceByNumber(tx: TenantTransaction, ledgerId: string, number: string): Promise<Invoice> {
  const { seriesId } = await ledgerById(tx, ledgerId);
  const found = await sql<InvoiceSummary>`
    select ${summaryColumns} from invoice i where i.tenant_id = ${tx.tenantId} and i.series_id = ${seriesId} and i.number = ${number}`.execute(
    tx.db,
  );
  return read(tx, found.rows[0]);
}

/** Invoices without their lines, by id; for lists and reports. */
export async function invoicesById(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<Map<string, InvoiceSummary>> {
  const found = await sql<InvoiceSummary>`
    select ${summaryColumns} from invoice i where i.tenant_id = ${tx.tenantId} and i.id = any (${column.uuid(ids)})`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}

export type InvoiceFilter = {
  readonly ledgerId?: string;
  readonly partyId?: string;
  readonly after?: string;
  readonly limit?: number;
};

/** Invoices in the order they were made, a page at a time: `after` is the id of the last one seen. */
export async function listInvoices(tx: TenantTransaction, filter: InvoiceFilter): Promise<InvoiceSummary[]> {
  const found = await sql<InvoiceSummary>`
    select ${summaryColumns} from invoice i where i.tenant_id = ${tx.tenantId}
      ${filter.ledgerId ? sql`and i.ledger_id = ${filter.ledgerId}` : sql``}
      ${filter.partyId ? sql`and i.party_id = ${filter.partyId}` : sql``}
      ${filter.after ? sql`and i.id > ${filter.after}` : sql``}
    order by i.id limit ${filter.limit ?? 100}`.execute(tx.db);
  return found.rows;
}

/** A claim by the practice system's id, its texts still sealed. Throws CLAIM_NOT_FOUND. */
export async function claimByExternalId(
  tx: TenantTransaction,
  ledgerId: string,
  externalId: string,
): Promise<ClaimRow> {
  const [found] = await selectClaims(tx, ledgerId, [externalId]);
  if (!found) throw refuse("CLAIM_NOT_FOUND");
  return found;
}

export type ClaimSummary = Pick<
  ClaimRow,
  "id" | "externalId" | "kind" | "amountMinor" | "payerId" | "patientId" | "state" | "needsContact"
>;
export type ClaimFilter = {
  readonly ledgerId: string;
  readonly state?: ClaimRow["state"];
  readonly needsContact?: boolean;
  readonly after?: string;
  readonly limit?: number;
};

/** Claims of a ledger, a page at a time; with `needsContact` the list that the clinic must look at (FR-92). */
export async function listClaims(tx: TenantTransaction, filter: ClaimFilter): Promise<ClaimSummary[]> {
  const found = await sql<ClaimSummary>`
    select c.id, c.external_id as "externalId", c.kind, c.amount_minor as "amountMinor", c.payer_id as "payerId", c.patient_id as "patientId", ${claimState} as state,
      c.needs_contact as "needsContact"
    from claim c where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${filter.ledgerId}
      ${filter.state ? sql`and ${claimState} = ${filter.state}` : sql``}
      ${filter.needsContact === undefined ? sql`` : sql`and c.needs_contact = ${filter.needsContact}`}
      ${filter.after ? sql`and c.id > ${filter.after}` : sql``}
    order by c.id limit ${filter.limit ?? 100}`.execute(tx.db);
  return found.rows;
}
