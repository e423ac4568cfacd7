import type { Platform } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import { listTenants, systemContext } from "../tenants.ts";
import type { Jobs } from "./define.ts";
import "./errors.ts";
import { markAttempt, markDone, unfinishedIds, unfinishedRow, type OutboxRow } from "./store.ts";

/** `retry`: it failed and is to be run again; `failed`: it failed for good; `gone`: nothing was left to do. */
export type JobOutcome = "done" | "retry" | "failed" | "gone";

/** What is kept and logged of an error: its code or class. A message may quote a row (SEC-76). */
export function problemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : "UNKNOWN";
}

async function attempt(platform: Platform, jobs: Jobs, tenantId: string, row: OutboxRow): Promise<void> {
  const definition = jobs.get(row.kind);
  if (!definition) throw refuse("JOB_KIND_UNKNOWN", { kind: row.kind });
  await definition.handler(platform, systemContext(tenantId, row.kind), row.payload, row.id);
}

/** Runs one job and notes how it went. Throws only when the note itself could not be written. */
export async function runJob(platform: Platform, jobs: Jobs, tenantId: string, id: string): Promise<JobOutcome> {
  const context = systemContext(tenantId, "jobs");
  const row = await withTenant(platform, context, (tx) => unfinishedRow(tx, id));
  if (!row) return "gone";
  try {
    await attempt(platform, jobs, tenantId, row);
  } catch (error) {
    const problem = problemCode(error);
    const forGood = row.attempts + 1 >= (jobs.get(row.kind)?.mostAttempts ?? 25);
    platform.log.warn({ event: "job.failed", kind: row.kind, job: id, code: problem, forGood, err: error });
    await withTenant(platform, context, (tx) => markAttempt(tx, id, problem, forGood));
    return forGood ? "failed" : "retry";
  }
  await withTenant(platform, context, (tx) => markDone(tx, id));
  return "done";
}

export type Drained = { readonly done: number; readonly failed: number };

const PAGE = 500;

/**
 * Runs all that waits in the outbox, tenant by tenant and in order, here and now: for the simulated life and tests, whose clock is
 * moved by hand. What a job enqueues is run too; a job that fails is run again at once until it succeeds or has failed for good.
 */
export async function drainOutbox(platform: Platform, jobs: Jobs): Promise<Drained> {
  let done = 0;
  let failed = 0;
  for (const tenant of await listTenants(platform)) {
    const next = () => withTenant(platform, systemContext(tenant.id, "jobs"), (tx) => unfinishedIds(tx, PAGE));
    for (let ids = await next(); ids.length > 0; ids = await next()) {
      for (const id of ids) {
        let outcome = await runJob(platform, jobs, tenant.id, id);
        while (outcome === "retry") outcome = await runJob(platform, jobs, tenant.id, id);
        if (outcome === "done") done += 1;
        if (outcome === "failed") failed += 1;
      }
    }
  }
  return { done, failed };
}
