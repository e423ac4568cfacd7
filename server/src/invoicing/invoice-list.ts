import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import type { InvoiceKind } from "./types.ts";

/** The list of a ledger's invoices as people look at it: newest first, what is left on each, narrowed as they ask. */

/** `open`: something is left to pay; `overdue`: of those, due before today; `settled`: nothing is left; `credited`: some or all was credited. */
export const INVOICE_STATES = ["open", "overdue", "settled", "credited"] as const;
export type InvoiceStateFilter = (typeof INVOICE_STATES)[number];

export type InvoiceListFilter = {
  readonly ledgerId: string;
  readonly today: DateText;
  readonly state?: InvoiceStateFilter;
  readonly kind?: InvoiceKind;
  readonly from?: DateText;
  readonly to?: DateText;
  /** Only of these, found by what was typed. */
  readonly found?: InvoicesFound;
};

/** What a typed text may mean: invoices by number or reference, everything of some customers. */
export type InvoicesFound = {
  readonly numbers: readonly string[];
  readonly references: readonly string[];
  readonly partyIds: readonly string[];
};

export type InvoicePlace = { readonly issuedOn: DateText; readonly id: string };

export type InvoiceRow = {
  readonly id: string;
  readonly kind: InvoiceKind;
  readonly number: string;
  readonly reference: string;
  readonly partyId: string;
  readonly customerNo: bigint;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly totalMinor: bigint;
  readonly openMinor: bigint;
  readonly creditedMinor: bigint;
  /** The practice system took it back. */
  readonly reversed: boolean;
};

export type InvoiceSums = {
  readonly count: bigint;
  /** Credit notes count below zero. */
  readonly totalMinor: bigint;
  readonly openMinor: bigint;
  readonly overdueMinor: bigint;
};

/** What is left on an invoice's item and on those it was split into. */
const leftOn = (tx: TenantTransaction) => sql`
  select coalesce(sum(d.open_minor + coalesce(p.open_minor, 0)), 0)::bigint as open_minor from open_item d
  left join lateral (select sum(c.open_minor) as open_minor from open_item c where c.tenant_id = ${tx.tenantId} and c.parent_id = d.id and c.side = 'receivable') p on true
  where d.tenant_id = ${tx.tenantId} and d.document_id = i.id and d.side = 'receivable'`;

/** All documents on which something is left, from the items: one pass over them. */
const openDocuments = (tx: TenantTransaction, ledgerId: string) => sql`
  select d.document_id from open_item d
  where d.tenant_id = ${tx.tenantId} and d.ledger_id = ${ledgerId} and d.side = 'receivable' and d.open_minor > 0 and d.document_id is not null
  union all select d.document_id from open_item c join open_item d on d.tenant_id = c.tenant_id and d.id = c.parent_id and d.document_id is not null
  where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.side = 'receivable' and c.open_minor > 0 and c.parent_id is not null`;

const settledDocuments = (tx: TenantTransaction, ledgerId: string) => sql`
  select d.document_id from open_item d
  where d.tenant_id = ${tx.tenantId} and d.ledger_id = ${ledgerId} and d.side = 'receivable' and d.open_minor = 0 and d.document_id is not null`;

/** What the invoice itself says of a state, before its items are looked at. */
function alike(tx: TenantTransaction, { state, today }: InvoiceListFilter): RawBuilder<unknown> {
  if (state === undefined) return sql``;
  if (state === "credited")
    return sql`and i.id in (select c.credits_id from invoice c where c.tenant_id = ${tx.tenantId} and c.credits_id is not null)`;
  return sql`and i.kind <> 'creditNote' ${state === "overdue" ? sql`and i.due_on < ${today}` : sql``}`;
}

/** The rest of a state, from the items of all invoices at once. */
function among(tx: TenantTransaction, { state, ledgerId }: InvoiceListFilter): RawBuilder<unknown> {
  if (state === undefined || state === "credited") return sql``;
  if (state !== "settled") return sql`and i.id in (${openDocuments(tx, ledgerId)})`;
  return sql`and i.id in (${settledDocuments(tx, ledgerId)}) and i.id not in (${openDocuments(tx, ledgerId)})`;
}

/** Ids first, so that each way has its index: number, reference, payer, patient. */
function amongFound(tx: TenantTransaction, ledgerId: string, found: InvoicesFound): RawBuilder<unknown> {
  const { tenantId } = tx;
  const parties = column.uuid(found.partyIds);
  return sql`i.id in (
    select n.id from invoice n where n.tenant_id = ${tenantId} and n.series_id = (select series_id from ledger where tenant_id = ${tenantId} and id = ${ledgerId})
      and n.number = any (${column.text(found.numbers)})
    union all select d.document_id from open_item d where d.tenant_id = ${tenantId} and d.ledger_id = ${ledgerId} and d.reference = any (${column.text(found.references)})
      and d.kind in ('invoice', 'instalment', 'insurerPart')
    union all select p.id from invoice p where p.tenant_id = ${tenantId} and p.party_id = any (${parties})
    union all select l.invoice_id from claim c join invoice_line l on l.tenant_id = c.tenant_id and l.claim_id = c.id
      where c.tenant_id = ${tenantId} and c.patient_id = any (${parties}))`;
}

function conditions(tx: TenantTransaction, filter: InvoiceListFilter): RawBuilder<unknown> {
  const { ledgerId, kind, from, to, found } = filter;
  return sql`i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId}
    ${kind ? sql`and i.kind = ${kind}` : sql``} ${from ? sql`and i.issued_on >= ${from}` : sql``} ${to ? sql`and i.issued_on <= ${to}` : sql``}
    ${found ? sql`and ${amongFound(tx, ledgerId, found)}` : sql``} ${alike(tx, filter)}`;
}

type Page = { readonly after?: InvoicePlace; readonly limit?: number };

const newestFirst = sql`order by i.issued_on desc, i.id desc`;
const beyond = (after: InvoicePlace | undefined) =>
  after ? sql`and (i.issued_on, i.id) < (${after.issuedOn}::date, ${after.id}::uuid)` : sql``;
const atMost = (limit: number | undefined) => (limit ? sql`limit ${limit}` : sql``);

/** Chosen invoices with what is left on each and what was credited. */
const shown = (tx: TenantTransaction, chosen: RawBuilder<unknown>) => sql<InvoiceRow>`
  select i.id, i.kind, i.number, i.reference, i.party_id as "partyId", p.customer_no as "customerNo", i.issued_on as "issuedOn", i.due_on as "dueOn",
    i.total_minor as "totalMinor", o.open_minor as "openMinor", k.minor as "creditedMinor", r.reversed
  from (${chosen}) i
  join party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id
  cross join lateral (${leftOn(tx)}) o
  cross join lateral (select coalesce(sum(c.total_minor), 0)::bigint as minor from invoice c where c.tenant_id = ${tx.tenantId} and c.credits_id = i.id) k
  cross join lateral (select exists (
    select from entry e join entry b on b.tenant_id = e.tenant_id and b.reverses = e.id
    where e.tenant_id = ${tx.tenantId} and e.source_id = i.id and e.source_kind = 'invoice' and e.kind = 'invoice') as reversed) r
  ${newestFirst}`;

/** A statement that gives the rows of a filter, newest first; with `limit` a page after a place. */
export function invoiceRowsOf(
  tx: TenantTransaction,
  filter: InvoiceListFilter,
  { after, limit }: Page = {},
): RawBuilder<InvoiceRow> {
  return shown(
    tx,
    sql`select i.* from invoice i where ${conditions(tx, filter)} ${among(tx, filter)} ${beyond(after)} ${newestFirst} ${atMost(limit)}`,
  );
}

/** Invoices looked at one by one before all items are: in books as they are, a page of any state is among them. */
const LOOKED_AT = 2_000;

/** The page, when it is among the next invoices: each one's items are looked up, so that nothing depends on how many there are in all. */
async function nearPage(
  tx: TenantTransaction,
  filter: InvoiceListFilter,
  { after, limit }: Page & { readonly limit: number },
): Promise<InvoiceRow[] | undefined> {
  const wanted = filter.state === "settled" ? sql`= 0` : sql`> 0`;
  const near = sql`select i.* from invoice i where ${conditions(tx, filter)} ${beyond(after)} ${newestFirst} limit ${sql.lit(LOOKED_AT)}`;
  const chosen = sql`select i.* from (${near}) i where (${leftOn(tx)}) ${wanted} ${newestFirst} limit ${limit}`;
  const { rows } = await shown(tx, chosen).execute(tx.db);
  return rows.length === limit ? rows : undefined;
}

/** A page of the list. */
export async function invoicePage(
  tx: TenantTransaction,
  filter: InvoiceListFilter,
  page: { readonly after?: InvoicePlace; readonly limit: number },
): Promise<InvoiceRow[]> {
  const byItems = filter.state !== undefined && filter.state !== "credited" && filter.found === undefined;
  const near = byItems ? await nearPage(tx, filter, page) : undefined;
  return near ?? (await invoiceRowsOf(tx, filter, page).execute(tx.db)).rows;
}

/** What all rows of the filter come to. */
export async function invoiceSums(tx: TenantTransaction, filter: InvoiceListFilter): Promise<InvoiceSums> {
  const chosen = sql`${conditions(tx, filter)} ${among(tx, filter)}`;
  const own = sql`d.tenant_id = ${tx.tenantId} and d.document_id = i.id and d.side = 'receivable'`;
  const found = await sql<InvoiceSums>`
    select n.count, n."totalMinor", (o.open + c.open)::bigint as "openMinor", (o.overdue + c.overdue)::bigint as "overdueMinor" from
      (select count(*) as count, coalesce(sum(case when i.kind = 'creditNote' then -i.total_minor else i.total_minor end), 0)::bigint as "totalMinor"
        from invoice i where ${chosen}) n,
      (select coalesce(sum(d.open_minor), 0) as open, coalesce(sum(d.open_minor) filter (where i.due_on < ${filter.today}), 0) as overdue
        from invoice i join open_item d on ${own} where ${chosen} and d.open_minor > 0) o,
      (select coalesce(sum(e.open_minor), 0) as open, coalesce(sum(e.open_minor) filter (where i.due_on < ${filter.today}), 0) as overdue
        from open_item e join open_item d on d.tenant_id = e.tenant_id and d.id = e.parent_id join invoice i on ${own}
        where e.tenant_id = ${tx.tenantId} and e.side = 'receivable' and e.parent_id is not null and e.open_minor > 0 and ${chosen}) c`.execute(
    tx.db,
  );
  return found.rows[0]!;
}
