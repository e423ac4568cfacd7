import { sql } from "kysely";
import { askInstallation, column, isUuid, type Platform, type TenantTransaction } from "../../platform/index.ts";

/**
 * Whose a message is, asked when a channel tells of it: a report names our message and never its tenant. Ids of messages and of their tenants, and
 * nothing else, so that one look finds the tenants, however many an installation has.
 */

/** Notes whose messages these are; said as they are queued, before any channel knows of them. */
export async function addressMessages(tx: TenantTransaction, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await sql`
    insert into message_address (tenant_id, message_id)
    select ${tx.tenantId}::uuid, x.id from unnest(${column.uuid(messageIds)}) as x (id)`.execute(tx.db);
}

/** Whose messages these are, by message; of ids that are nobody's nothing is said. Read outside any tenant. */
export async function tenantsOfMessages(
  platform: Platform,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(messageIds.filter(isUuid))];
  if (ids.length === 0) return new Map();
  const found = await askInstallation(platform, (db) =>
    sql<{ messageId: string; tenantId: string }>`
      select message_id as "messageId", tenant_id as "tenantId" from message_address where message_id = any (${column.uuid(ids)})`.execute(
      db,
    ),
  );
  return new Map(found.rows.map(({ messageId, tenantId }) => [messageId, tenantId]));
}
