import { sql } from "kysely";
import { itemsById, itemsByParent, type OpenItem } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import type { CreditTarget } from "./books.ts";
import { lockItemsOfInvoices } from "./store.ts";

/** What credit notes of invoices may fall on: the invoice's item, and the parts it was split into. */

/** The parts that items were split into, held until the transaction ends. */
async function lockParts(tx: TenantTransaction, itemIds: readonly string[]): Promise<OpenItem[]> {
  const hanging = await itemsByParent(tx, itemIds);
  const parts = hanging.filter(({ side, kind }) => side === "receivable" && kind === "instalment").map(({ id }) => id);
  return parts.length === 0 ? [] : itemsById(tx, parts, true);
}

/** What payments put on items, less what was taken or given back of it, and less what credit notes gave the payer for it already. */
async function paidOn(tx: TenantTransaction, itemIds: readonly string[]): Promise<Map<string, bigint>> {
  if (itemIds.length === 0) return new Map();
  const ids = column.uuid(itemIds);
  const found = await sql<{ id: string; minor: bigint }>`
    select m.id, sum(m.minor)::bigint as minor from (
      select p.credit_item_id as id, p.entry_id, p.amount_minor as minor from posting p where p.tenant_id = ${tx.tenantId} and p.credit_item_id = any (${ids})
      union all
      select p.debit_item_id, p.entry_id, -p.amount_minor from posting p where p.tenant_id = ${tx.tenantId} and p.debit_item_id = any (${ids})
      union all
      select c.parent_id, null, -c.amount_minor from open_item c
      where c.tenant_id = ${tx.tenantId} and c.parent_id = any (${ids}) and c.side = 'credit' and c.kind = 'customerCredit'
        and exists (select from invoice v where v.tenant_id = c.tenant_id and v.id = c.document_id)) m
    left join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
    left join entry r on r.tenant_id = ${tx.tenantId} and r.id = e.reverses
    where m.entry_id is null or coalesce(r.kind, e.kind) in ('payment', 'allocation', 'refund') group by m.id`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.id, row.minor > 0n ? row.minor : 0n]));
}

const dueLastFirst = (one: OpenItem, other: OpenItem) =>
  one.dueOn === other.dueOn ? (one.id > other.id ? -1 : 1) : one.dueOn > other.dueOn ? -1 : 1;

/**
 * By invoice, what a credit note of it falls on, held until the transaction ends: its item alone, or, where it was split, all of its parts, the
 * one due last first, and then the item itself.
 */
export async function lockCreditTargets(
  tx: TenantTransaction,
  invoiceIds: readonly string[],
): Promise<Map<string, CreditTarget[]>> {
  const itemOf = await lockItemsOfInvoices(tx, invoiceIds);
  const own = new Map((await itemsById(tx, [...itemOf.values()])).map((item) => [item.id, item]));
  const parts = Map.groupBy(await lockParts(tx, [...own.keys()]), (part) => part.parentId!);
  const split = [...parts].flatMap(([id, of]) => [id, ...of.map((part) => part.id)]);
  const paid = await paidOn(tx, split);
  const target = (item: OpenItem): CreditTarget => ({
    item,
    openMinor: item.openMinor,
    paidMinor: paid.get(item.id) ?? 0n,
  });
  return new Map(
    [...itemOf].map(([invoiceId, itemId]) => {
      const ofBill = (parts.get(itemId) ?? []).toSorted(dueLastFirst);
      return [invoiceId, [...ofBill, own.get(itemId)!].map(target)];
    }),
  );
}
