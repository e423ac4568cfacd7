import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { CHANNEL, writeEvent, type Topic } from "./event.ts";

/**
 * Tells listening screens, once this transaction is committed, that a thing changed. A transaction that is rolled back tells nothing, and
 * the same thing twice in one transaction is told once. For decisions and ends of runs, not for each chunk: commits that tell wait for
 * each other.
 */
export async function announce(
  tx: TenantTransaction,
  topic: Topic,
  id: string,
  ledgerId: string | null = null,
): Promise<void> {
  const payload = writeEvent({ tenantId: tx.tenantId, topic, id, ledgerId, actorId: tx.context.actor.id });
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(tx.db);
}
