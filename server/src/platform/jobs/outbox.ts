import { sql } from "kysely";
import { recordAudit } from "../audit/record.ts";
import type { TenantTransaction } from "../context.ts";
import { refuse } from "../errors.ts";
import type { JobPayload } from "./define.ts";
import "./errors.ts";
import { insertOutbox, isKindWaiting, tryKindAgain, wake } from "./store.ts";

/**
 * Asks for a job, in the transaction of its cause: it is run if and only if that transaction commits. Gives the job's id.
 */
export async function enqueue(tx: TenantTransaction, kind: string, payload: JobPayload): Promise<string> {
  return insertOutbox(tx, kind, payload);
}

/**
 * Asks for a job that takes up whatever is due by then, unless one of its kind already waits. One that failed for good is tried again, so
 * that what was broken for a day works the minute after it is mended.
 */
export async function enqueueOnce(tx: TenantTransaction, kind: string): Promise<void> {
  if (await isKindWaiting(tx, kind)) return;
  if ((await tryKindAgain(tx, kind)) > 0) await wake(tx);
  else await insertOutbox(tx, kind, {});
}

export type FailedJob = {
  readonly id: string;
  readonly kind: string;
  readonly payload: JobPayload;
  readonly attempts: number;
  /** Code or class of the last error. */
  readonly problem: string;
  readonly createdAt: Temporal.Instant;
  readonly failedAt: Temporal.Instant;
};

/** The tenant's jobs that failed for good, newest first, at most 200. */
export async function listFailedJobs(tx: TenantTransaction): Promise<FailedJob[]> {
  const found = await sql<FailedJob>`
    select id, kind, payload, attempts, problem, created_at as "createdAt", failed_at as "failedAt"
    from outbox where tenant_id = ${tx.tenantId} and done_at is null and failed_at is not null
    order by failed_at desc, id desc limit 200`.execute(tx.db);
  return found.rows;
}

/** How the last job of a kind stands. Its payload stays where it is. */
export type LastJob = {
  readonly kind: string;
  readonly attempts: number;
  /** Code or class of the last error; null when there was none. */
  readonly problem: string | null;
  readonly createdAt: Temporal.Instant;
  readonly doneAt: Temporal.Instant | null;
  readonly failedAt: Temporal.Instant | null;
};

/** The tenant's last job of each kind, of those that are kept. */
export async function lastJobs(tx: TenantTransaction): Promise<LastJob[]> {
  const found = await sql<LastJob>`
    select distinct on (kind) kind, attempts, problem, created_at as "createdAt", done_at as "doneAt", failed_at as "failedAt"
    from outbox where tenant_id = ${tx.tenantId} order by kind, id desc`.execute(tx.db);
  return found.rows;
}

/** Gives a failed job all its attempts again. Throws JOB_NOT_FAILED. */
export async function retryJob(tx: TenantTransaction, id: string): Promise<void> {
  const changed = await sql`
    update outbox set failed_at = null, relayed_at = null, attempts = 0, problem = null
    where tenant_id = ${tx.tenantId} and id = ${id} and done_at is null and failed_at is not null`.execute(tx.db);
  if (!changed.numAffectedRows) throw refuse("JOB_NOT_FAILED");
  await recordAudit(tx, { action: "job.retry", subjectKind: "job", subjectId: id });
  await wake(tx);
}

/** Forgets jobs that were done before an instant; gives how many. What failed stays until somebody has looked at it. */
export async function forgetDoneJobs(tx: TenantTransaction, before: Temporal.Instant): Promise<number> {
  const gone = await sql`
    delete from outbox where tenant_id = ${tx.tenantId} and done_at < ${before.toString()}`.execute(tx.db);
  return Number(gone.numAffectedRows ?? 0n);
}
