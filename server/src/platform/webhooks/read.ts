import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { tenantKey } from "../crypto/keys.ts";
import { unseal } from "../crypto/seal.ts";
import { rawPlace, textAsBytes } from "./store.ts";

export type WebhookEvent = {
  readonly id: string;
  readonly partner: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly reference: string;
  readonly name: string;
  readonly late: boolean;
  readonly receivedAt: Temporal.Instant;
  readonly state: "stored" | "worked" | "quarantined";
  /** Why it waits or was set aside; a word of the handler. */
  readonly problem: string | null;
  readonly attempts: number;
};

/** Events that were set aside and wait for a person, newest first, at most 200. */
export async function quarantinedEvents(tx: TenantTransaction): Promise<WebhookEvent[]> {
  const found = await sql<WebhookEvent>`
    select id, partner, event_id as "eventId", endpoint_id as "endpointId", reference, name, late, received_at as "receivedAt", state, problem, attempts
    from webhook_event where tenant_id = ${tx.tenantId} and state = 'quarantined' order by id desc limit 200`.execute(
    tx.db,
  );
  return found.rows;
}

/** When the last event came by each address, of those by which any did. */
export async function lastEvents(tx: TenantTransaction): Promise<ReadonlyMap<string, Temporal.Instant>> {
  const found = await sql<{ endpointId: string; receivedAt: Temporal.Instant }>`
    select endpoint_id as "endpointId", max(received_at) as "receivedAt" from webhook_event
    where tenant_id = ${tx.tenantId} group by endpoint_id`.execute(tx.db);
  return new Map(found.rows.map(({ endpointId, receivedAt }) => [endpointId, receivedAt]));
}

/** The bytes of an event as they came; undefined when there is none, or they are forgotten. */
export async function webhookBytes(tx: TenantTransaction, id: string): Promise<Buffer | undefined> {
  const found = await sql<{ raw: Buffer | null }>`
    select raw from webhook_event where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  const raw = found.rows[0]?.raw;
  return raw ? textAsBytes(unseal(await tenantKey(tx), rawPlace(tx.tenantId, id), raw)) : undefined;
}
