import { sql } from "kysely";
import type { Platform, TenantTransaction } from "../context.ts";
import { column } from "../database/bulk.ts";
import { withInstallation } from "../database/with-tenant.ts";
import { toJson } from "../json.ts";
import type { JobPayload } from "./define.ts";

/** Every statement on the outbox and on the queue's own tables. */

export type OutboxRow = {
  readonly id: string;
  readonly kind: string;
  readonly payload: JobPayload;
  readonly attempts: number;
};

/** The channel on which a commit with a new outbox row wakes the relay. Carries the tenant's id and nothing else. */
export const WAKE_CHANNEL = "kvitt_outbox";

export async function insertOutbox(tx: TenantTransaction, kind: string, payload: JobPayload): Promise<string> {
  const id = tx.platform.ids.next();
  await sql`
    insert into outbox (tenant_id, id, kind, payload, created_at)
    values (${tx.tenantId}, ${id}, ${kind}, ${toJson(payload)}::jsonb, ${tx.now.toString()})`.execute(tx.db);
  await wake(tx);
  return id;
}

/** Is a job of a kind still to be run? */
export async function isKindWaiting(tx: TenantTransaction, kind: string): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`
    select exists (
      select from outbox where tenant_id = ${tx.tenantId} and kind = ${kind} and done_at is null and failed_at is null) as waits`.execute(
    tx.db,
  );
  return found.rows[0]!.waits;
}

/** Gives jobs of a kind that failed for good another try; gives how many there were. */
export async function tryKindAgain(tx: TenantTransaction, kind: string): Promise<number> {
  const again = await sql`
    update outbox set failed_at = null, relayed_at = null, attempts = 0
    where tenant_id = ${tx.tenantId} and kind = ${kind} and done_at is null and failed_at is not null`.execute(tx.db);
  return Number(again.numAffectedRows ?? 0n);
}

/** Sent by the database when the transaction commits, once for any number of rows. */
export async function wake(tx: TenantTransaction): Promise<void> {
  await sql`select pg_notify(${WAKE_CHANNEL}, ${tx.tenantId})`.execute(tx.db);
}

/** A row that is still to be run, locked by nobody: a job may run twice, and is told so. */
export async function unfinishedRow(tx: TenantTransaction, id: string): Promise<OutboxRow | undefined> {
  const found = await sql<OutboxRow>`
    select id, kind, payload, attempts from outbox
    where tenant_id = ${tx.tenantId} and id = ${id} and done_at is null and failed_at is null`.execute(tx.db);
  return found.rows[0];
}

export async function unfinishedIds(tx: TenantTransaction, most: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from outbox where tenant_id = ${tx.tenantId} and done_at is null and failed_at is null
    order by id limit ${most}`.execute(tx.db);
  return found.rows.map((row) => row.id);
}

export async function waitingIds(tx: TenantTransaction, most: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from outbox
    where tenant_id = ${tx.tenantId} and done_at is null and failed_at is null and relayed_at is null
    order by id limit ${most}`.execute(tx.db);
  return found.rows.map((row) => row.id);
}

export async function relayedIds(tx: TenantTransaction): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from outbox
    where tenant_id = ${tx.tenantId} and done_at is null and failed_at is null and relayed_at is not null
    order by id`.execute(tx.db);
  return found.rows.map((row) => row.id);
}

export async function markRelayed(tx: TenantTransaction, ids: readonly string[], relayed: boolean): Promise<void> {
  await sql`
    update outbox set relayed_at = ${relayed ? tx.now.toString() : null}
    where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ids)})`.execute(tx.db);
}

export async function markDone(tx: TenantTransaction, id: string): Promise<void> {
  await sql`
    update outbox set done_at = ${tx.now.toString()}, attempts = attempts + 1, problem = null
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function markAttempt(tx: TenantTransaction, id: string, problem: string, forGood: boolean): Promise<void> {
  await sql`
    update outbox set attempts = attempts + 1, problem = ${problem}, failed_at = ${forGood ? tx.now.toString() : null}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** The one task of the queue. Its payload names the outbox row; what is to be done stands there, behind the tenant's policy. */
export const OUTBOX_TASK = "kvitt_outbox";

/** More than any job gets: how often is decided by our own count, so that a job that gave up is never hidden in the queue. */
const QUEUE_ATTEMPTS = 32_000;

/** Puts rows on the queue. A row that is on it already, under its own key, is left alone. */
export async function addToQueue(platform: Platform, tenantId: string, ids: readonly string[]): Promise<void> {
  await withInstallation(platform, (db) =>
    sql`
      select graphile_worker.add_job(
        identifier => ${OUTBOX_TASK}, payload => json_build_object('tenantId', ${tenantId}::text, 'id', x.id::text),
        max_attempts => ${QUEUE_ATTEMPTS}, job_key => x.id::text, job_key_mode => 'unsafe_dedupe')
      from unnest(${column.uuid(ids)}) as x (id)`.execute(db),
  );
}

/** Which of these rows are on the queue. */
export async function onQueue(platform: Platform, ids: readonly string[]): Promise<Set<string>> {
  const found = await withInstallation(platform, (db) =>
    sql<{ key: string }>`
      select key from graphile_worker.jobs where key = any (${column.text(ids)}) order by key`.execute(db),
  );
  return new Set(found.rows.map((row) => row.key));
}

/** Prefix of the session name by which the other servers see that a worker is alive. */
export const WORKER_SESSION = "kvitt worker ";

/**
 * Frees jobs that a dead server held. The queue itself would wait four hours; a worker that lives has a session of its name,
 * and half a minute is left for one that is just starting.
 */
export async function freeDeadLocks(platform: Platform): Promise<void> {
  await withInstallation(platform, (db) =>
    sql`
      select graphile_worker.force_unlock_workers(array(
        select distinct j.locked_by from graphile_worker.jobs j
        where j.locked_by is not null and j.locked_at < now() - interval '30 seconds'
          and not exists (select from pg_stat_activity s where s.application_name = ${WORKER_SESSION} || j.locked_by)))`.execute(
      db,
    ),
  );
}
