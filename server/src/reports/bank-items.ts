import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { search } from "./search.ts";
import { readQuery } from "./search-query.ts";

/** Open items as a person who places money needs them: with the invoice they belong to. */
export type PlaceableItem = {
  readonly itemId: string;
  readonly ledgerId: string;
  readonly kind: string;
  readonly partyId: string | null;
  readonly customerNo: bigint | null;
  readonly invoiceId: string | null;
  readonly number: string | null;
  readonly reference: string | null;
  readonly dueOn: DateText;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
};

/** Shown of what a search finds. */
const MOST_ITEMS = 20;

async function readItems(
  tx: TenantTransaction,
  condition: RawBuilder<unknown>,
  most: number,
): Promise<PlaceableItem[]> {
  const found = await sql<PlaceableItem>`
    select i.id as "itemId", i.ledger_id as "ledgerId", i.kind, i.party_id as "partyId", p.customer_no as "customerNo", n.id as "invoiceId", n.number,
      i.reference, i.due_on as "dueOn", i.amount_minor as "amountMinor", i.open_minor as "openMinor"
    from open_item i
    left join open_item parent on parent.tenant_id = i.tenant_id and parent.id = i.parent_id
    left join invoice n on n.tenant_id = i.tenant_id and n.id = coalesce(i.document_id, parent.document_id)
    left join party p on p.tenant_id = i.tenant_id and p.id = i.party_id
    where i.tenant_id = ${tx.tenantId} and i.side = 'receivable' and ${condition} order by i.due_on, i.id limit ${most}`.execute(
    tx.db,
  );
  return found.rows;
}

/** These items with their invoices; those that are no receivables of the ledgers in reach are left out. */
export async function itemsWithInvoices(tx: TenantTransaction, itemIds: readonly string[]): Promise<PlaceableItem[]> {
  if (itemIds.length === 0) return [];
  return readItems(tx, sql`i.id = any (${column.uuid(itemIds)})`, itemIds.length);
}

/**
 * What is open in a ledger and may be meant by what a person typed: an invoice's number, a payment reference, an amount, and a name for who
 * may see people. At most twenty, longest due first.
 */
export async function placeableItems(
  tx: TenantTransaction,
  ledgerId: string,
  text: string,
  groups: { readonly parties: boolean },
): Promise<PlaceableItem[]> {
  const found = await search(tx, text, { ...groups, payments: false });
  const { amountMinor, reference } = readQuery(text);
  const invoices = column.uuid(found.invoices.map((invoice) => invoice.id));
  const ways = [
    sql`i.document_id = any (${invoices})`,
    sql`i.parent_id = any (array(select d.id from open_item d where d.tenant_id = ${tx.tenantId} and d.document_id = any (${invoices})))`,
    sql`i.party_id = any (${column.uuid(found.parties.map((party) => party.id))})`,
    ...(reference === null ? [] : [sql`i.reference = ${reference}`]),
    ...(amountMinor === null ? [] : [sql`i.open_minor = ${amountMinor}`]),
  ];
  const open = sql`i.ledger_id = ${ledgerId} and i.open_minor > 0`;
  return readItems(tx, sql`${open} and (${sql.join(ways, sql` or `)})`, MOST_ITEMS);
}
