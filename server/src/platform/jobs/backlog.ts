import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { withInstallation, withTenant } from "../database/with-tenant.ts";
import { listTenants, systemContext } from "../tenants.ts";
import { OUTBOX_TASK } from "./store.ts";

/** How far the jobs are behind, over all tenants. */
export type JobBacklog = {
  /** Asked for and neither done nor failed for good. */
  readonly unfinished: number;
  /** Of these, not yet moved to the queue. */
  readonly unsent: number;
  /** On the queue, due, and taken by nobody. */
  readonly queued: number;
  /** Failed for good: each waits for a person. */
  readonly failed: number;
  /** Age of the oldest unfinished one by Kvitt's clock; 0 when there is none. */
  readonly oldestSeconds: number;
};

type TenantBacklog = {
  readonly unfinished: bigint;
  readonly unsent: bigint;
  readonly failed: bigint;
  readonly oldest: Temporal.Instant | null;
};

// The index on unfinished rows holds these and no others, however many were done.
async function ofTenant(platform: Platform, tenantId: string): Promise<TenantBacklog> {
  return withTenant(platform, systemContext(tenantId, "jobs"), async (tx) => {
    const found = await sql<TenantBacklog>`
      select count(*) filter (where failed_at is null) as unfinished,
             count(*) filter (where failed_at is null and relayed_at is null) as unsent,
             count(*) filter (where failed_at is not null) as failed,
             min(created_at) filter (where failed_at is null) as oldest
      from outbox where tenant_id = ${tx.tenantId} and done_at is null`.execute(tx.db);
    return found.rows[0]!;
  });
}

async function onQueueNow(platform: Platform): Promise<bigint> {
  const found = await withInstallation(platform, (db) =>
    sql<{ count: bigint }>`
      select count(*) as count from graphile_worker.jobs
      where task_identifier = ${OUTBOX_TASK} and locked_at is null and run_at <= now()`.execute(db),
  );
  return found.rows[0]!.count;
}

/** Counts what waits: a number for the whole installation, so that no tenant's business is told by it (SEC-76). */
export async function jobBacklog(platform: Platform): Promise<JobBacklog> {
  const now = platform.clock.epochMilliseconds();
  let [unfinished, unsent, failed, oldest] = [0n, 0n, 0n, now];
  for (const tenant of await listTenants(platform)) {
    const own = await ofTenant(platform, tenant.id);
    unfinished += own.unfinished;
    unsent += own.unsent;
    failed += own.failed;
    oldest = Math.min(oldest, own.oldest?.epochMilliseconds ?? now);
  }
  return {
    unfinished: Number(unfinished),
    unsent: Number(unsent),
    queued: Number(await onQueueNow(platform)),
    failed: Number(failed),
    oldestSeconds: (now - oldest) / 1000,
  };
}
