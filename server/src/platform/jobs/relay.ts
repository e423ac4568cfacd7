import type { Platform } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { systemContext } from "../tenants.ts";
import { addToQueue, markRelayed, onQueue, relayedIds, waitingIds } from "./store.ts";

const PAGE = 500;

/**
 * Moves one tenant's outbox to the queue. First the queue, then the note that it was done, each in a transaction of its own: on a
 * cluster the two lie on different nodes, and cut in between the row is put on the queue once more, where its key finds it.
 */
export async function relayTenant(platform: Platform, tenantId: string): Promise<void> {
  const context = systemContext(tenantId, "relay");
  for (;;) {
    const ids = await withTenant(platform, context, (tx) => waitingIds(tx, PAGE));
    if (ids.length === 0) return;
    await addToQueue(platform, tenantId, ids);
    await withTenant(platform, context, (tx) => markRelayed(tx, ids, true));
    if (ids.length < PAGE) return;
  }
}

/**
 * Finds rows that were relayed, are not done and stand on no queue (a restored backup, a queue that was emptied), and lets them be
 * relayed again. At least once is this sweep's promise.
 */
export async function relayLost(platform: Platform, tenantId: string): Promise<void> {
  const context = systemContext(tenantId, "relay");
  const relayed = await withTenant(platform, context, relayedIds);
  if (relayed.length === 0) return;
  const known = await onQueue(platform, relayed);
  const lost = relayed.filter((id) => !known.has(id));
  if (lost.length > 0) await withTenant(platform, context, (tx) => markRelayed(tx, lost, false));
}
