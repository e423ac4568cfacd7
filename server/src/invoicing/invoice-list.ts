import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import type { InvoiceKind } from "./types.ts";

/** The list of a ledger's invoices as people look at it: newest first, what is left on each, narrowed as they ask. */

/** `open`: something is left to pay; `overdue`: something of it, the bill or a part, was due before today, by the day it is due now; `settled`: nothing is left and nothing was given up; `credited`: some or all was credited; `lost`: nothing is left because it was given up. */
export const INVOICE_STATES = ["open", "overdue", "settled", "credited", "lost"] as const;
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

/** Where a page goes on: after this invoice; `far` when those looked at one by one were not enough to fill the page before. */
export type InvoicePlace = { readonly issuedOn: DateText; readonly id: string; readonly far?: boolean };

/** Rows, at most as many as were asked for, and where the next ones begin: fewer rows may come before there are no more. */
export type InvoicePage = { readonly rows: readonly InvoiceRow[]; readonly next: InvoicePlace | null };

export type InvoiceRow = {
  readonly id: string;
  readonly kind: InvoiceKind;
  readonly number: string;
  readonly reference: string;
  readonly partyId: string;
  readonly customerNo: bigint;
  readonly issuedOn: DateText;
  /** When what is left is due, the first of it; of an invoice on which nothing is left, the day it was issued with. */
  readonly dueOn: DateText;
  readonly totalMinor: bigint;
  readonly openMinor: bigint;
  readonly creditedMinor: bigint;
  /** Given up as lost, less what came after all; looked up where nothing is left. */
  readonly lostMinor: bigint;
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

/** Of what hangs on an item `d` (the parts it was split into, fees): what is left, how much of it is late, and when the first of it is due. */
const hanging = (today: DateText) => sql`
  sum(c.open_minor)::bigint as open_minor, sum(c.open_minor) filter (where c.due_on < ${today})::bigint as late_minor, min(c.due_on) filter (where c.open_minor > 0) as due_on`;
const OPEN = sql`d.open_minor + coalesce(p.open_minor, 0)`;
const DUE = sql`least(case when d.open_minor > 0 then d.due_on end, p.due_on)`;
const late = (today: DateText) =>
  sql`case when d.due_on < ${today} then d.open_minor else 0 end + coalesce(p.late_minor, 0)`;

/** What is left on an invoice's item and on what hangs on it, how much of it is late, and when the first of it is due; nothing where it has no item. */
const leftOn = (tx: TenantTransaction, today: DateText) => sql`
  select sum(${OPEN})::bigint as open_minor, sum(${late(today)})::bigint as late_minor, min(${DUE}) as due_on from open_item d
  left join lateral (select ${hanging(today)} from open_item c where c.tenant_id = ${tx.tenantId} and c.parent_id = d.id and c.side = 'receivable') p on true
  where d.tenant_id = ${tx.tenantId} and d.document_id = i.id and d.side = 'receivable'`;

/** The same of all documents, one pass over the items. An invoice has one item of its own, so nothing has to be added up by document. */
const leftOnAll = (tx: TenantTransaction, { ledgerId, today }: InvoiceListFilter) => sql`
  select d.document_id as id, d.opened_on, d.amount_minor, ${OPEN} as open_minor, ${late(today)} as late_minor from open_item d
  left join (select c.parent_id, ${hanging(today)} from open_item c
    where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.side = 'receivable' and c.parent_id is not null group by 1) p on p.parent_id = d.id
  where d.tenant_id = ${tx.tenantId} and d.ledger_id = ${ledgerId} and d.side = 'receivable' and d.document_id is not null`;

/** Invoices of which something is late though their own day has not come: moved to an earlier day, or split so. Few, and read once. */
const lateBefore = (tx: TenantTransaction, { ledgerId, today }: InvoiceListFilter) => sql`
  select d.document_id from due_move m join open_item d on d.tenant_id = m.tenant_id and d.id = m.item_id
  where m.tenant_id = ${tx.tenantId} and m.ledger_id = ${ledgerId} and m.due_on < m.was_on and m.due_on < ${today}
  union all select d.document_id from open_item c join open_item d on d.tenant_id = c.tenant_id and d.id = c.parent_id
  where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.kind = 'instalment' and c.parent_id is not null and c.due_on < ${today}
    and c.open_minor > 0 and d.due_on > c.due_on`;

/** What of a loss has not come after all. */
const STILL_LOST = (tx: TenantTransaction) => sql`
  x.capital_minor - coalesce((select sum(r.amount_minor) from loss_recovery r where r.tenant_id = ${tx.tenantId} and r.loss_id = x.id), 0)`;

/** In a state that asks for it: something of this document was given up as lost, or nothing. Losses are few, and read once. */
function lostAs(tx: TenantTransaction, { state }: InvoiceListFilter, documentId: RawBuilder<unknown>) {
  if (state !== "lost" && state !== "settled") return sql``;
  return sql`and ${state === "lost" ? sql`` : sql`not`} exists (
    select from loss x join open_item b on b.tenant_id = ${tx.tenantId} and b.id = x.item_id
    join open_item h on h.tenant_id = ${tx.tenantId} and h.id = case when b.document_id is null then b.parent_id else b.id end
    where x.tenant_id = ${tx.tenantId} and h.document_id = ${documentId} and ${STILL_LOST(tx)} > 0)`;
}

/** What was given up of one invoice. */
const lostOn = (tx: TenantTransaction) => sql`coalesce((
  select sum(${STILL_LOST(tx)}) from loss x where x.tenant_id = ${tx.tenantId} and x.item_id in (
    select d.id from open_item d where d.tenant_id = ${tx.tenantId} and d.document_id = i.id
    union all select c.id from open_item d join open_item c on c.tenant_id = ${tx.tenantId} and c.parent_id = d.id
    where d.tenant_id = ${tx.tenantId} and d.document_id = i.id)), 0)`;

/** What the invoice itself says of a state, before its items are looked at. */
function alike(tx: TenantTransaction, filter: InvoiceListFilter): RawBuilder<unknown> {
  const { state, today } = filter;
  if (state === undefined || state === "credited") return sql``;
  const due = sql`and (i.due_on < ${today} or i.id = any (array(${lateBefore(tx, filter)})))`;
  return sql`and i.kind <> 'creditNote' ${state === "overdue" ? due : sql``} ${lostAs(tx, filter, sql`i.id`)}`;
}

/** What has to hold of an invoice's items `o` in a state. */
function leftIn({ state }: InvoiceListFilter): RawBuilder<unknown> {
  if (state === "overdue") return sql`o.late_minor > 0`;
  return state === "settled" || state === "lost" ? sql`o.open_minor = 0` : sql`o.open_minor > 0`;
}
const isCredited = (tx: TenantTransaction) =>
  sql`exists (select from invoice c where c.tenant_id = ${tx.tenantId} and c.credits_id = i.id)`;

/** The rest of a state, looked up for each invoice. */
function standing(tx: TenantTransaction, filter: InvoiceListFilter): RawBuilder<unknown> {
  if (filter.state === undefined) return sql``;
  if (filter.state === "credited") return sql`and ${isCredited(tx)}`;
  return sql`and (select ${leftIn(filter)} from (${leftOn(tx, filter.today)}) o)`;
}

/** The rest of a state, from the items of all invoices at once: what is joined to the invoices. */
function standingOfAll(tx: TenantTransaction, filter: InvoiceListFilter): RawBuilder<unknown> {
  if (filter.state === undefined) return sql``;
  if (filter.state === "credited")
    return sql`join (select distinct c.credits_id as id from invoice c where c.tenant_id = ${tx.tenantId} and c.credits_id is not null) o on o.id = i.id`;
  return sql`join (${leftOnAll(tx, filter)}) o on o.id = i.id and ${leftIn(filter)}`;
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

/** What an index of the list answers: ledger, days and the rare kinds. */
function conditions(tx: TenantTransaction, { ledgerId, kind, from, to, found }: InvoiceListFilter) {
  return sql`i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId}
    ${kind ? sql`and i.kind = ${kind}` : sql``} ${from ? sql`and i.issued_on >= ${from}` : sql``} ${to ? sql`and i.issued_on <= ${to}` : sql``}
    ${found ? sql`and ${amongFound(tx, ledgerId, found)}` : sql``}`;
}

/** The invoices of a filter, each one's items looked up: for few, or where another index leads to them. */
const narrowedBy = (tx: TenantTransaction, filter: InvoiceListFilter) =>
  sql`invoice i where ${conditions(tx, filter)} ${alike(tx, filter)} ${standing(tx, filter)}`;

/** The same of many invoices, from all items at once. */
const narrowedByAll = (tx: TenantTransaction, filter: InvoiceListFilter) =>
  sql`invoice i ${standingOfAll(tx, filter)} where ${conditions(tx, filter)} ${alike(tx, filter)}`;

const chosenBy = (tx: TenantTransaction, filter: InvoiceListFilter) =>
  filter.found ? narrowedBy(tx, filter) : narrowedByAll(tx, filter);

const newestFirst = sql`order by i.issued_on desc, i.id desc`;
const beyond = (after: InvoicePlace | undefined) =>
  after ? sql`and (i.issued_on, i.id) < (${after.issuedOn}::date, ${after.id}::uuid)` : sql``;

/** Chosen invoices with what is left on each and what was credited. */
const shown = (tx: TenantTransaction, { today }: InvoiceListFilter, chosen: RawBuilder<unknown>) => sql<InvoiceRow>`
  select i.id, i.kind, i.number, i.reference, i.party_id as "partyId", p.customer_no as "customerNo", i.issued_on as "issuedOn", coalesce(o.due_on, i.due_on) as "dueOn",
    i.total_minor as "totalMinor", coalesce(o.open_minor, 0) as "openMinor", k.minor as "creditedMinor",
    case when coalesce(o.open_minor, 0) = 0 then ${lostOn(tx)} else 0 end::bigint as "lostMinor", r.reversed
  from (${chosen}) i
  join party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id
  cross join lateral (${leftOn(tx, today)}) o
  cross join lateral (select coalesce(sum(c.total_minor), 0)::bigint as minor from invoice c where c.tenant_id = ${tx.tenantId} and c.credits_id = i.id) k
  cross join lateral (select exists (
    select from entry e join entry b on b.tenant_id = e.tenant_id and b.reverses = e.id
    where e.tenant_id = ${tx.tenantId} and e.source_id = i.id and e.source_kind = 'invoice' and e.kind = 'invoice') as reversed) r
  ${newestFirst}`;

/** A statement that gives all rows of a filter, newest first. */
export function invoiceRowsOf(tx: TenantTransaction, filter: InvoiceListFilter): RawBuilder<InvoiceRow> {
  return shown(tx, filter, sql`select i.* from ${chosenBy(tx, filter)} ${newestFirst}`);
}

type Asked = { readonly after?: InvoicePlace; readonly limit: number };

function paged(rows: readonly InvoiceRow[], limit: number, end: InvoicePlace | null): InvoicePage {
  const last = rows[limit - 1];
  return rows.length > limit && last
    ? { rows: rows.slice(0, limit), next: { issuedOn: last.issuedOn, id: last.id } }
    : { rows, next: end };
}

/** Passed by for what they say themselves, and looked up with their items, before a page is answered as it stands. */
const PASSED_BY = 100_000;
const LOOKED_UP = 2_000;

/**
 * A page from the next invoices alone, each one's items looked up: what it costs does not grow with the books. In books as they are a page
 * of any state is among them; where it is not, the answer is short and says that it has to be looked for further.
 */
async function nearPage(
  tx: TenantTransaction,
  filter: InvoiceListFilter,
  { after, limit }: Asked,
): Promise<InvoicePage> {
  const passed = sql`select i.* from invoice i where ${conditions(tx, filter)} ${beyond(after)} ${newestFirst} limit ${sql.lit(PASSED_BY)}`;
  const near = sql`select i.* from (${passed}) i where true ${alike(tx, filter)} ${newestFirst} limit ${sql.lit(LOOKED_UP)}`;
  const chosen = sql`select i.* from (${near}) i where true ${standing(tx, filter)} ${newestFirst} limit ${limit + 1}`;
  const { rows } = await shown(tx, filter, chosen).execute(tx.db);
  if (rows.length > limit) return paged(rows, limit, null);
  const ends = await sql<InvoicePlace>`
    (select i.issued_on as "issuedOn", i.id from (${near}) i ${newestFirst} offset ${sql.lit(LOOKED_UP - 1)})
    union all (select i.issued_on, i.id from (${passed}) i ${newestFirst} offset ${sql.lit(PASSED_BY - 1)}) limit 1`.execute(
    tx.db,
  );
  const end = ends.rows[0];
  return paged(rows, limit, end ? { ...end, far: true } : null);
}

/** A page from all: the items, one pass over them, say which invoices stand on it. */
function farPage(tx: TenantTransaction, filter: InvoiceListFilter, { after, limit }: Asked): RawBuilder<unknown> {
  const { state, kind } = filter;
  if (filter.found || state === undefined || state === "credited")
    return sql`select i.* from ${chosenBy(tx, filter)} ${beyond(after)} ${newestFirst} limit ${limit + 1}`;
  const place = after ? sql`and (o.opened_on, o.id) < (${after.issuedOn}::date, ${after.id}::uuid)` : sql``;
  const ofKind = kind
    ? sql`and (${kind} = 'invoice') = (o.id not in (select r.id from invoice r where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${filter.ledgerId} and r.kind <> 'invoice'))`
    : sql``;
  return sql`select i.* from invoice i where i.tenant_id = ${tx.tenantId} and i.id = any (array(
    select o.id from (${leftOnAll(tx, filter)}) o where ${itemsLike(tx, filter)} ${ofKind} ${place}
    order by o.opened_on desc, o.id desc limit ${limit + 1}))`;
}

/** A page of the list. What is asked for after a short page is looked for among all. */
export async function invoicePage(
  tx: TenantTransaction,
  filter: InvoiceListFilter,
  asked: Asked,
): Promise<InvoicePage> {
  if (!filter.found && !asked.after?.far) return nearPage(tx, filter, asked);
  const { rows } = await shown(tx, filter, farPage(tx, filter, asked)).execute(tx.db);
  return paged(rows, asked.limit, null);
}

/** A filter's conditions on an item `o` of an invoice: it knows the invoice's days. */
function itemsLike(tx: TenantTransaction, filter: InvoiceListFilter): RawBuilder<unknown> {
  const { from, to } = filter;
  return sql`${leftIn(filter)} ${lostAs(tx, filter, sql`o.id`)} ${from ? sql`and o.opened_on >= ${from}` : sql``} ${to ? sql`and o.opened_on <= ${to}` : sql``}`;
}

const RARE_KINDS = ["collective", "creditNote"] as const;

/** What all rows of the filter come to. Most filters are answered by the items alone, which know what their invoice says of days and amounts. */
export async function invoiceSums(tx: TenantTransaction, filter: InvoiceListFilter): Promise<InvoiceSums> {
  const { found, kind, state, ...others } = filter;
  if (found || state === "credited" || (kind && kind !== "invoice")) return sumsByInvoice(tx, filter);
  const ofAll = { ...others, ...(state ? { state } : {}) };
  const all = await sumsOfItems(tx, ofAll);
  const sums = state === undefined ? { ...all, ...(await countOf(tx, ofAll)) } : all;
  if (kind === undefined) return sums;
  const rare = await Promise.all(RARE_KINDS.map((each) => sumsByInvoice(tx, { ...ofAll, kind: each })));
  return rare.reduce(less, sums);
}

function less(sums: InvoiceSums, taken: InvoiceSums): InvoiceSums {
  return {
    count: sums.count - taken.count,
    totalMinor: sums.totalMinor - taken.totalMinor,
    openMinor: sums.openMinor - taken.openMinor,
    overdueMinor: sums.overdueMinor - taken.overdueMinor,
  };
}

async function sumsByInvoice(tx: TenantTransaction, filter: InvoiceListFilter): Promise<InvoiceSums> {
  const found = await sql<InvoiceSums>`
    select count(*) as count, ${signedTotal} as "totalMinor", coalesce(sum(o.open_minor), 0)::bigint as "openMinor",
      coalesce(sum(o.late_minor), 0)::bigint as "overdueMinor"
    from (select i.* from ${narrowedBy(tx, filter)}) i cross join lateral (${leftOn(tx, filter.today)}) o`.execute(
    tx.db,
  );
  return found.rows[0]!;
}

const signedTotal = sql`coalesce(sum(case when i.kind = 'creditNote' then -i.total_minor else i.total_minor end), 0)::bigint`;

/** What all invoices and credit notes of some days come to. */
async function countOf(
  tx: TenantTransaction,
  filter: InvoiceListFilter,
): Promise<Pick<InvoiceSums, "count" | "totalMinor">> {
  const found = await sql<Pick<InvoiceSums, "count" | "totalMinor">>`
    select count(*) as count, ${signedTotal} as "totalMinor" from invoice i where ${conditions(tx, filter)}`.execute(
    tx.db,
  );
  return found.rows[0]!;
}

/** Over the items of invoices, without the invoices. */
async function sumsOfItems(tx: TenantTransaction, filter: InvoiceListFilter): Promise<InvoiceSums> {
  const found = await sql<InvoiceSums>`
    select count(*) as count, coalesce(sum(o.amount_minor), 0)::bigint as "totalMinor", coalesce(sum(o.open_minor), 0)::bigint as "openMinor",
      coalesce(sum(o.late_minor), 0)::bigint as "overdueMinor"
    from (${leftOnAll(tx, filter)}) o
    where ${itemsLike(tx, filter)}`.execute(tx.db);
  return found.rows[0]!;
}
