import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { seal } from "../crypto/seal.ts";
import { tenantKey } from "../crypto/keys.ts";
import { column, eachRow } from "../database/bulk.ts";
import type { IncomingWebhook } from "./types.ts";

/** Every statement on kept events. */

/** An event with our id, made when it came: ids are in the order of arrival. */
export type NewEvent = { readonly id: string; readonly webhook: IncomingWebhook };

export const rawPlace = (tenantId: string, row: string) => ({ tenantId, table: "webhook_event", column: "raw", row });

const TEXT_OF_BYTES = "latin1";
/** Bytes as a text of as many characters, and back. */
export const bytesAsText = (raw: Uint8Array): string =>
  Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString(TEXT_OF_BYTES);
export const textAsBytes = (text: string): Buffer => Buffer.from(text, TEXT_OF_BYTES);

/** Keeps events; one that is known already is left as it is. Gives the ids of the new ones. */
export async function insertEvents(tx: TenantTransaction, events: readonly NewEvent[]): Promise<Set<string>> {
  const key = await tenantKey(tx);
  // In one order for all servers: two that keep the same events do not wait for each other in a circle.
  const sorted = events.toSorted((a, b) => (a.webhook.eventId < b.webhook.eventId ? -1 : 1));
  const each = <T>(value: (event: NewEvent) => T): T[] => sorted.map(value);
  const now = tx.now.toString();
  const written = await sql<{ id: string }>`
    insert into webhook_event (tenant_id, received_at, due_at, state, id, partner, event_id, endpoint_id, reference, name, late, raw)
    select ${tx.tenantId}, ${now}::timestamptz, ${now}::timestamptz, 'stored', ${eachRow(
      column.uuid(each(({ id }) => id)),
      column.text(each(({ webhook }) => webhook.partner)),
      column.text(each(({ webhook }) => webhook.eventId)),
      column.uuid(each(({ webhook }) => webhook.endpointId)),
      column.text(each(({ webhook }) => webhook.reference)),
      column.text(each(({ webhook }) => webhook.name)),
      column.boolean(each(({ webhook }) => webhook.late)),
      column.bytea(each(({ id, webhook }) => seal(key, rawPlace(tx.tenantId, id), bytesAsText(webhook.raw)))),
    )}
    on conflict (tenant_id, partner, event_id) do nothing returning id`.execute(tx.db);
  return new Set(written.rows.map(({ id }) => id));
}

/**
 * Notes that a job is asked for, unless one is that has not begun. That one's note is held until this transaction ends, so that the job sees
 * what is written here. Gives whether a job has to be asked for.
 */
export async function noteWake(tx: TenantTransaction): Promise<boolean> {
  const own = tx.platform.ids.next();
  const noted = await sql<{ askedBy: string }>`
    insert into webhook_wake (tenant_id, asked_by) values (${tx.tenantId}, ${own})
    on conflict (tenant_id) do update set asked_by = webhook_wake.asked_by where webhook_wake.tenant_id = ${tx.tenantId}
    returning asked_by as "askedBy"`.execute(tx.db);
  return noted.rows[0]?.askedBy === own;
}

/** The job begins: what is kept from now on asks for another. */
export async function clearWake(tx: TenantTransaction): Promise<void> {
  await sql`delete from webhook_wake where tenant_id = ${tx.tenantId}`.execute(tx.db);
}

export type ClaimedEvent = {
  readonly id: string;
  readonly partner: string;
  readonly endpointId: string;
  readonly reference: string;
  readonly name: string;
  readonly attempts: number;
};

/** Takes the oldest events that are due, in the order they came, and holds them until an instant: should this server die, they are due again then. */
export async function claimEvents(
  tx: TenantTransaction,
  heldUntil: Temporal.Instant,
  most: number,
): Promise<ClaimedEvent[]> {
  const found = await sql<ClaimedEvent>`
    select id, partner, endpoint_id as "endpointId", reference, name, attempts from webhook_event
    where tenant_id = ${tx.tenantId} and state = 'stored' and due_at <= ${tx.now.toString()} order by id limit ${most} for update skip locked`.execute(
    tx.db,
  );
  if (found.rows.length > 0)
    await sql`
      update webhook_event set due_at = ${heldUntil.toString()}, attempts = attempts + 1
      where tenant_id = ${tx.tenantId} and id = any (${column.uuid(found.rows.map(({ id }) => id))})`.execute(tx.db);
  return found.rows;
}

/** How the events about one thing ended. Earlier ones that waited for another try end with them: the state was read after them all. */
export type Ended = {
  readonly partner: string;
  readonly reference: string;
  readonly lastId: string;
  readonly problem: string | null;
};

export async function endEvents(
  tx: TenantTransaction,
  state: "worked" | "quarantined",
  ended: readonly Ended[],
): Promise<void> {
  if (ended.length === 0) return;
  await sql`
    update webhook_event e set state = ${state}, problem = x.problem, worked_at = ${tx.now.toString()}
    from unnest(${column.text(ended.map((one) => one.partner))}, ${column.text(ended.map((one) => one.reference))},
                ${column.uuid(ended.map((one) => one.lastId))}, ${column.text(ended.map((one) => one.problem))}) as x (partner, reference, last_id, problem)
    where e.tenant_id = ${tx.tenantId} and e.state = 'stored' and e.partner = x.partner and e.reference = x.reference and e.id <= x.last_id`.execute(
    tx.db,
  );
}

export async function postponeEvents(
  tx: TenantTransaction,
  ids: readonly string[],
  dueAt: Temporal.Instant,
  problem: string,
): Promise<void> {
  await sql`
    update webhook_event set due_at = ${dueAt.toString()}, problem = ${problem}
    where tenant_id = ${tx.tenantId} and state = 'stored' and id = any (${column.uuid(ids)})`.execute(tx.db);
}

export async function anyWaits(tx: TenantTransaction): Promise<boolean> {
  const found =
    await sql`select 1 from webhook_event where tenant_id = ${tx.tenantId} and state = 'stored' limit 1`.execute(tx.db);
  return found.rows.length > 0;
}

/** The least id of version 7 that can be made at an instant. */
function leastIdAt(instant: Temporal.Instant): string {
  const hex = instant.epochMilliseconds.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** How long the bytes of an event are kept (SEC-80). */
const KEPT_MONTHS = 13;

/** Forgets the bytes of events older than thirteen months; that they came is known for ever. Gives how many. */
export async function forgetOldWebhooks(tx: TenantTransaction): Promise<number> {
  const before = tx.now.toZonedDateTimeISO("UTC").subtract({ months: KEPT_MONTHS }).toInstant();
  const forgotten = await sql`
    update webhook_event set raw = null
    where tenant_id = ${tx.tenantId} and id < ${leastIdAt(before)} and raw is not null`.execute(tx.db);
  return Number(forgotten.numAffectedRows ?? 0n);
}
