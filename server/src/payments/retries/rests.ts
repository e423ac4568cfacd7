import { sql } from "kysely";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import { cardsRestUntil, type Declined } from "./declines.ts";

/** The declined cards of a bill: of its item, of the whole that it is a part of, and of the other parts. A claim that was split is one claim. */
async function declinedOf(tx: TenantTransaction, itemId: string): Promise<Declined[]> {
  const found = await sql<Declined>`
    select a.declines, a.declined_at as at from open_item i
    join open_item o on o.tenant_id = i.tenant_id and (o.id = coalesce(i.parent_id, i.id) or o.parent_id = coalesce(i.parent_id, i.id))
    join payment_attempt a on a.tenant_id = o.tenant_id and a.item_id = o.id and a.declines > 0
    where i.tenant_id = ${tx.tenantId} and i.id = ${itemId}`.execute(tx.db);
  return found.rows;
}

/** Until when no card is taken for a bill, because too many were declined in a row. */
export async function cardsRest(tx: TenantTransaction, itemId: string): Promise<Temporal.Instant | undefined> {
  return cardsRestUntil(await declinedOf(tx, itemId), tx.now);
}

/** Throws PAYMENT_CARD_RESTS. */
export async function requireCardsAwake(tx: TenantTransaction, itemId: string): Promise<void> {
  const until = await cardsRest(tx, itemId);
  if (until) throw refuse("PAYMENT_CARD_RESTS", { until: until.toString() });
}
