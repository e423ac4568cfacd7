import { sql } from "kysely";
import { column, eachRow, toJson, type TenantTransaction } from "../platform/index.ts";
import type { EntryDraft, Explanation, NewItem, OpenItem } from "./types.ts";

/** Every statement on entries, postings and items. Bulk by columns: a chunk of thousands is a handful of statements. */

export async function insertItems(
  tx: TenantTransaction,
  items: readonly NewItem[],
  openMinor: ReadonlyMap<string, bigint>,
): Promise<void> {
  if (items.length === 0) return;
  const pick = <T>(of: (item: NewItem) => T) => items.map(of);
  await sql`
    insert into open_item (tenant_id, id, ledger_id, side, kind, account, party_id, parent_id, document_id, reference, opened_on, due_on, amount_minor, open_minor)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((i) => i.id)),
      column.uuid(pick((i) => i.ledgerId)),
      column.text(pick((i) => i.side)),
      column.text(pick((i) => i.kind)),
      column.text(pick((i) => i.account)),
      column.uuid(pick((i) => i.partyId)),
      column.uuid(pick((i) => i.parentId)),
      column.uuid(pick((i) => i.documentId)),
      column.text(pick((i) => i.reference)),
      column.date(pick((i) => i.openedOn)),
      column.date(pick((i) => i.dueOn)),
      column.bigint(pick((i) => i.amountMinor)),
      column.bigint(pick((i) => openMinor.get(i.id)!)),
    )}`.execute(tx.db);
}

export async function insertEntries(tx: TenantTransaction, entries: readonly EntryDraft[]): Promise<void> {
  const pick = <T>(of: (entry: EntryDraft) => T) => entries.map(of);
  await sql`
    insert into entry (tenant_id, recorded_at, id, ledger_id, kind, booked_on, source_kind, source_id, reverses, explanation)
    select ${tx.tenantId}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(pick((e) => e.id)),
      column.uuid(pick((e) => e.ledgerId)),
      column.text(pick((e) => e.kind)),
      column.date(pick((e) => e.bookedOn)),
      column.text(pick((e) => e.sourceKind)),
      column.uuid(pick((e) => e.sourceId)),
      column.uuid(pick((e) => e.reverses ?? null)),
      column.jsonb(pick((e) => (e.explanation ? toJson(e.explanation) : null))),
    )}`.execute(tx.db);
}

export async function insertPostings(tx: TenantTransaction, entries: readonly EntryDraft[]): Promise<void> {
  const rows = entries.flatMap((entry) =>
    entry.postings.map((posting, index) => ({ entry, posting, line: index + 1 })),
  );
  const pick = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of);
  await sql`
    insert into posting (tenant_id, entry_id, line, ledger_id, booked_on, debit, credit, amount_minor, debit_item_id, credit_item_id)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((r) => r.entry.id)),
      column.smallint(pick((r) => r.line)),
      column.uuid(pick((r) => r.entry.ledgerId)),
      column.date(pick((r) => r.entry.bookedOn)),
      column.text(pick((r) => r.posting.debit)),
      column.text(pick((r) => r.posting.credit)),
      column.bigint(pick((r) => r.posting.amountMinor)),
      column.uuid(pick((r) => r.posting.debitItemId ?? null)),
      column.uuid(pick((r) => r.posting.creditItemId ?? null)),
    )}`.execute(tx.db);
}

/** What an item gains and gives in a batch of postings. */
export type ItemMovement = { readonly itemId: string; readonly debitMinor: bigint; readonly creditMinor: bigint };

/**
 * Moves the cached open amounts, each item once. A row moves only when its open amount stays between nothing and the item's amount;
 * returns how many moved, so that the caller sees when somebody else was faster.
 */
export async function moveItems(tx: TenantTransaction, movements: readonly ItemMovement[]): Promise<number> {
  if (movements.length === 0) return 0;
  const moved = await sql`
    update open_item i set open_minor = i.open_minor + x.delta * (case when i.side = 'receivable' then 1 else -1 end)
    from unnest(${column.uuid(movements.map((m) => m.itemId))}, ${column.bigint(movements.map((m) => m.debitMinor - m.creditMinor))}) as x (id, delta)
    where i.tenant_id = ${tx.tenantId} and i.id = x.id
      and i.open_minor + x.delta * (case when i.side = 'receivable' then 1 else -1 end) between 0 and i.amount_minor`.execute(
    tx.db,
  );
  return Number(moved.numAffectedRows ?? 0n);
}

const ITEM_COLUMNS = sql`
  i.id, i.ledger_id as "ledgerId", i.side, i.kind, i.account, i.party_id as "partyId", i.parent_id as "parentId", i.document_id as "documentId",
  i.reference, i.opened_on as "openedOn", i.due_on as "dueOn", i.amount_minor as "amountMinor", i.open_minor as "openMinor", i.custody`;

/** Items that carry one of these references in any ledger of the tenant; with `lock` they are held until the transaction ends. */
export async function itemsByReference(
  tx: TenantTransaction,
  references: readonly string[],
  ledgerId?: string,
): Promise<OpenItem[]> {
  const found = await sql<OpenItem>`
    select ${ITEM_COLUMNS} from open_item i join unnest(${column.text(references)}) as x (reference) on i.reference = x.reference
    where i.tenant_id = ${tx.tenantId} and i.kind in ('invoice', 'instalment', 'insurerPart') ${ledgerId ? sql`and i.ledger_id = ${ledgerId}` : sql``}`.execute(
    tx.db,
  );
  return found.rows;
}

/** Fees, interest and the like that hang on these items. */
export async function itemsByParent(tx: TenantTransaction, parentIds: readonly string[]): Promise<OpenItem[]> {
  const found = await sql<OpenItem>`
    select ${ITEM_COLUMNS} from open_item i where i.tenant_id = ${tx.tenantId} and i.parent_id = any (${column.uuid(parentIds)})`.execute(
    tx.db,
  );
  return found.rows;
}

export async function itemsById(tx: TenantTransaction, ids: readonly string[], lock = false): Promise<OpenItem[]> {
  const found = await sql<OpenItem>`
    select ${ITEM_COLUMNS} from open_item i where i.tenant_id = ${tx.tenantId} and i.id = any (${column.uuid(ids)}) order by i.id ${lock ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return found.rows;
}

/** The open items of parties, oldest due first. */
export async function itemsByParty(
  tx: TenantTransaction,
  partyIds: readonly string[],
  options: { openOnly: boolean },
): Promise<OpenItem[]> {
  const found = await sql<OpenItem>`
    select ${ITEM_COLUMNS} from open_item i where i.tenant_id = ${tx.tenantId} and i.party_id = any (${column.uuid(partyIds)})
      ${options.openOnly ? sql`and i.open_minor > 0` : sql``} order by i.due_on, i.id`.execute(tx.db);
  return found.rows;
}

export type EntryRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly kind: EntryDraft["kind"];
  readonly bookedOn: string;
  readonly sourceKind: string;
  readonly sourceId: string | null;
  readonly reversedBy: string | null;
  readonly explanation: Explanation | null;
};

export async function entryById(tx: TenantTransaction, id: string): Promise<EntryRow | undefined> {
  const found = await sql<EntryRow>`
    select e.id, e.ledger_id as "ledgerId", e.kind, e.booked_on as "bookedOn", e.source_kind as "sourceKind", e.source_id as "sourceId", r.id as "reversedBy", e.explanation
    from entry e left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    where e.tenant_id = ${tx.tenantId} and e.id = ${id}`.execute(tx.db);
  return found.rows[0];
}

/** The entry that a bank line, invoice or claim caused. */
export async function entriesBySource(
  tx: TenantTransaction,
  sourceKind: string,
  sourceIds: readonly string[],
): Promise<(EntryRow & { sourceId: string })[]> {
  const found = await sql<EntryRow & { sourceId: string }>`
    select e.id, e.ledger_id as "ledgerId", e.kind, e.booked_on as "bookedOn", e.source_kind as "sourceKind", e.source_id as "sourceId", r.id as "reversedBy", e.explanation
    from entry e left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    where e.tenant_id = ${tx.tenantId} and e.source_kind = ${sourceKind} and e.source_id = any (${column.uuid(sourceIds)})
    order by e.id`.execute(tx.db);
  return found.rows;
}

export type PostingRow = {
  readonly entryId: string;
  readonly line: number;
  readonly debit: string;
  readonly credit: string;
  readonly amountMinor: bigint;
  readonly debitItemId: string | null;
  readonly creditItemId: string | null;
};

export async function postingsOf(tx: TenantTransaction, entryIds: readonly string[]): Promise<PostingRow[]> {
  const found = await sql<PostingRow>`
    select entry_id as "entryId", line, debit, credit, amount_minor as "amountMinor", debit_item_id as "debitItemId", credit_item_id as "creditItemId"
    from posting where tenant_id = ${tx.tenantId} and entry_id = any (${column.uuid(entryIds)}) order by entry_id, line`.execute(
    tx.db,
  );
  return found.rows;
}
