import { sql } from "kysely";
import type { DateText, EntryKind } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";

/** What a payer's account shows: sums over postings on the payer's items, as they stood. */

export type PaidPart = {
  readonly itemId: string;
  readonly number: string | null;
  readonly partyId: string | null;
  readonly amountMinor: bigint;
  /** What was left of the item right after this payment. */
  readonly leftMinor: bigint;
  /** How many payments the item has had, this one counted. */
  readonly times: number;
};

/** What an entry paid, item by item, with what was left of each then: ids of entries are in the order they were made. */
export async function selectPaidParts(tx: TenantTransaction, entryId: string): Promise<PaidPart[]> {
  const found = await sql<PaidPart>`
    select i.id as "itemId", v.number, i.party_id as "partyId", p.minor as "amountMinor", s.left as "leftMinor", s.times
    from (
      select credit_item_id as item_id, sum(amount_minor)::bigint as minor from posting
      where tenant_id = ${tx.tenantId} and entry_id = ${entryId} and credit_item_id is not null group by credit_item_id) p
    join open_item i on i.tenant_id = ${tx.tenantId} and i.id = p.item_id and i.side = 'receivable'
    left join invoice v on v.tenant_id = i.tenant_id and v.id = i.document_id
    cross join lateral (
      select sum(case when q.debit_item_id = i.id then q.amount_minor else -q.amount_minor end)::bigint as left,
        count(distinct q.entry_id) filter (where q.credit_item_id = i.id and e.kind in ('payment', 'allocation'))::integer as times
      from posting q join entry e on e.tenant_id = q.tenant_id and e.id = q.entry_id
      where q.tenant_id = ${tx.tenantId} and (q.credit_item_id = i.id or q.debit_item_id = i.id) and q.entry_id <= ${entryId}::uuid) s
    order by v.number, i.id`.execute(tx.db);
  return found.rows;
}

export type Movement = {
  readonly entryId: string;
  readonly bookedOn: DateText;
  readonly kind: EntryKind | "deposit";
  readonly amountMinor: bigint;
  readonly numbers: readonly string[];
};

/** What moved on a payer's items in a ledger from a day on, entry by entry: above zero, the payer owes more. Moves within the account are left out. */
export async function selectMovements(
  tx: TenantTransaction,
  account: { readonly ledgerId: string; readonly partyId: string; readonly toOn: DateText },
): Promise<Movement[]> {
  const { ledgerId, partyId, toOn } = account;
  const found = await sql<Movement>`
    select e.id as "entryId", e.booked_on as "bookedOn",
      case when e.source_kind = 'deposit' and e.kind = 'payment' then 'deposit' else e.kind end as kind, sum(m.minor)::bigint as "amountMinor",
      coalesce(jsonb_agg(distinct v.number) filter (where v.number is not null), '[]') as numbers
    from (
      select p.entry_id, i.document_id, p.amount_minor as minor from open_item i join posting p on p.tenant_id = i.tenant_id and p.debit_item_id = i.id
      where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.ledger_id = ${ledgerId} and i.side <> 'payable' and p.booked_on <= ${toOn}::date
      union all
      select p.entry_id, i.document_id, -p.amount_minor from open_item i join posting p on p.tenant_id = i.tenant_id and p.credit_item_id = i.id
      where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.ledger_id = ${ledgerId} and i.side <> 'payable' and p.booked_on <= ${toOn}::date) m
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
    left join invoice v on v.tenant_id = e.tenant_id and v.id = m.document_id
    group by e.id, e.booked_on, e.kind, e.source_kind having sum(m.minor) <> 0 order by e.booked_on, e.id`.execute(
    tx.db,
  );
  return found.rows;
}

export type Open = {
  readonly itemId: string;
  readonly parentId: string | null;
  readonly kind: string;
  readonly number: string | null;
  readonly issuedOn: DateText | null;
  readonly dueOn: DateText;
  readonly reference: string | null;
  readonly ledgerId: string;
  readonly partyId: string;
  readonly openMinor: bigint;
};

/** Items with what is open of them, each before the fees and interest that hang on it. */
export async function selectOpen(tx: TenantTransaction, itemIds: readonly string[]): Promise<Open[]> {
  const found = await sql<Open>`
    select i.id as "itemId", i.parent_id as "parentId", i.kind, v.number, v.issued_on as "issuedOn", i.due_on as "dueOn", i.reference, i.ledger_id as "ledgerId",
      i.party_id as "partyId", i.open_minor as "openMinor"
    from open_item i left join invoice v on v.tenant_id = i.tenant_id and v.id = i.document_id
    where i.tenant_id = ${tx.tenantId} and i.side = 'receivable' and i.party_id is not null and i.open_minor > 0
      and (i.id = any (${column.uuid(itemIds)}) or i.parent_id = any (${column.uuid(itemIds)}))
    order by i.parent_id nulls first, i.due_on, i.id`.execute(tx.db);
  return found.rows;
}

/** What is open of a payer by due day, for the buckets of age. */
export async function selectOpenByDue(
  tx: TenantTransaction,
  { ledgerId, partyId }: { readonly ledgerId: string; readonly partyId: string },
): Promise<{ dueOn: DateText; openMinor: bigint }[]> {
  const found = await sql<{ dueOn: DateText; openMinor: bigint }>`
    select due_on as "dueOn", sum(open_minor)::bigint as "openMinor" from open_item
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and party_id = ${partyId} and side = 'receivable' and open_minor > 0
    group by due_on order by due_on`.execute(tx.db);
  return found.rows;
}
