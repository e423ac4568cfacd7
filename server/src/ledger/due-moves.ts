import { sql } from "kysely";
import { column, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { itemsById } from "./store.ts";
import type { DateText, OpenItem } from "./types.ts";

/** Due dates that were moved: the item says when it is due now, the facts here what it was and when that changed. */

export type DueMove = {
  readonly itemId: string;
  readonly wasOn: DateText;
  readonly dueOn: DateText;
  readonly movedOn: DateText;
  readonly recordedAt: Temporal.Instant;
  readonly movedBy: "payer" | "staff";
};

export type NewDueMove = Pick<DueMove, "itemId" | "dueOn" | "movedOn" | "movedBy">;

/**
 * Moves the day an item is due, from the ledger's day `movedOn` on. To where it is due already is nothing. Nothing is posted: what is owed
 * stays the same. Throws ITEM_NOT_THERE.
 */
export async function moveDueOn(tx: TenantTransaction, move: NewDueMove): Promise<OpenItem> {
  const [item] = await itemsById(tx, [move.itemId], true);
  if (!item) throw refuse("ITEM_NOT_THERE");
  if (item.dueOn === move.dueOn) return item;
  await sql`
    insert into due_move (tenant_id, id, ledger_id, item_id, was_on, due_on, moved_on, recorded_at, moved_by)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${item.ledgerId}, ${item.id}, ${item.dueOn}, ${move.dueOn}, ${move.movedOn}, ${tx.now.toString()}, ${move.movedBy})`.execute(
    tx.db,
  );
  await sql`update open_item set due_on = ${move.dueOn} where tenant_id = ${tx.tenantId} and id = ${item.id}`.execute(
    tx.db,
  );
  const detail = { itemId: item.id, wasOn: item.dueOn, dueOn: move.dueOn, by: move.movedBy };
  await recordAudit(tx, { action: "item.dueMoved", subjectKind: "ledger", subjectId: item.ledgerId, detail });
  return { ...item, dueOn: move.dueOn };
}

/** Every move of these items' due dates, first to last. */
export async function dueMovesOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<DueMove[]> {
  const found = await sql<DueMove>`
    select item_id as "itemId", was_on as "wasOn", due_on as "dueOn", moved_on as "movedOn", recorded_at as "recordedAt", moved_by as "movedBy"
    from due_move where tenant_id = ${tx.tenantId} and item_id = any (${column.uuid(itemIds)}) order by item_id, id`.execute(
    tx.db,
  );
  return found.rows;
}

/** The day an item was due as of a day, by what was written down up to a moment; pure, from the item's moves. */
export function dueOnThen(
  item: Pick<OpenItem, "id" | "dueOn">,
  moves: readonly DueMove[],
  { asOf, knownAt }: { readonly asOf: DateText; readonly knownAt: Temporal.Instant },
): DateText {
  const later = moves.find(
    (move) =>
      move.itemId === item.id && (move.movedOn > asOf || Temporal.Instant.compare(move.recordedAt, knownAt) > 0),
  );
  return later?.wasOn ?? item.dueOn;
}
