import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";

/** What the books hold of invoices with a state share. Reads only. */

export type SupportedInvoice = {
  readonly invoiceId: string;
  readonly number: string;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly patientId: string | null;
  readonly partyId: string;
  /** What the patient is asked for. */
  readonly patientMinor: bigint;
  /** What the state pays of it, less what was credited or taken back: what could be lost. */
  readonly stateMinor: bigint;
  /** Of that, what the state has not paid yet. */
  readonly stateOpenMinor: bigint;
};

/** Invoices of a ledger with a state share that is not credited or reclaimed whole; some of them where `invoiceIds` names them. */
export async function supportedInvoices(
  tx: TenantTransaction,
  ledgerId: string,
  invoiceIds?: readonly string[],
): Promise<SupportedInvoice[]> {
  const found = await sql<SupportedInvoice>`
    select v.id as "invoiceId", v.number, v.issued_on as "issuedOn", v.due_on as "dueOn", v.patient_id as "patientId", v.party_id as "partyId",
      v.total_minor as "patientMinor", s.state_minor as "stateMinor", s.open_minor as "stateOpenMinor"
    from (
      select p.invoice_id, sum(p.amount_minor - coalesce(c.minor, 0) - coalesce(r.minor, 0))::bigint as state_minor, sum(i.open_minor)::bigint as open_minor
      from state_part p
      join claim k on k.tenant_id = p.tenant_id and k.id = p.claim_id and not k.withdrawn
      join open_item i on i.tenant_id = p.tenant_id and i.id = p.item_id
      left join lateral (select sum(amount_minor) as minor from state_credit where tenant_id = p.tenant_id and part_id = p.id) c on true
      left join lateral (select sum(amount_minor) as minor from state_reclaim where tenant_id = p.tenant_id and part_id = p.id) r on true
      where p.tenant_id = ${tx.tenantId} and p.ledger_id = ${ledgerId}
        ${invoiceIds ? sql`and p.invoice_id = any (${column.uuid(invoiceIds)})` : sql``}
      group by p.invoice_id) s
    join invoice v on v.tenant_id = ${tx.tenantId} and v.id = s.invoice_id
    where s.state_minor > 0 order by v.due_on, v.id`.execute(tx.db);
  return found.rows;
}

export type OwedItem = {
  readonly itemId: string;
  readonly invoiceId: string;
  readonly openMinor: bigint;
  readonly lostMinor: bigint;
  readonly reportedOn: DateText | null;
};

/** The patient's items of invoices that are open or were lost, the parts of a split bill among them, with the agency's word that collection failed. */
export async function owedItems(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<OwedItem[]> {
  if (invoiceIds.length === 0) return [];
  const found = await sql<OwedItem>`
    select o.id as "itemId", o.invoice_id as "invoiceId", o.open_minor as "openMinor", o.lost_minor as "lostMinor",
      (select min(r.received_on) from loss_report_line l join loss_report r on r.tenant_id = l.tenant_id and r.id = l.report_id
        where l.tenant_id = ${tx.tenantId} and l.item_id = o.id) as "reportedOn"
    from (
      select i.id, d.document_id as invoice_id, i.open_minor, coalesce((
        select sum(x.capital_minor) - coalesce(sum(y.minor), 0) from loss x
        left join lateral (select sum(amount_minor) as minor from loss_recovery where tenant_id = x.tenant_id and loss_id = x.id) y on true
        where x.tenant_id = i.tenant_id and x.item_id = i.id), 0)::bigint as lost_minor
      from open_item d join open_item i on i.tenant_id = d.tenant_id and (i.id = d.id or (i.parent_id = d.id and i.kind = 'instalment')) and i.side = 'receivable'
      where d.tenant_id = ${tx.tenantId} and d.document_id = any (${column.uuid(invoiceIds)}) and d.side = 'receivable') o
    where o.open_minor > 0 or o.lost_minor > 0`.execute(tx.db);
  return found.rows;
}

/** The invoice each of these items is of, where it is of one. */
export async function invoicesOfItems(tx: TenantTransaction, itemIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ invoiceId: string }>`
    select distinct v.id as "invoiceId" from open_item i
    left join open_item d on d.tenant_id = i.tenant_id and d.id = i.parent_id
    join invoice v on v.tenant_id = i.tenant_id and v.id = case when i.document_id is null then d.document_id else i.document_id end
    where i.tenant_id = ${tx.tenantId} and i.id = any (${column.uuid(itemIds)})`.execute(tx.db);
  return found.rows.map(({ invoiceId }) => invoiceId);
}
