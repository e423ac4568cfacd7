import type { Platform, TenantTransaction } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { systemContext } from "../tenants.ts";
import { dueAt, dueDays, latestDueDay, type Schedule } from "./due.ts";
import { allSchedules, lockSchedule, markDayDone, upsertSchedule } from "./store.ts";

/**
 * What a schedule does on a day, in the transaction that marks the day done. It is short: it enqueues the work, which is then run
 * and retried as a job.
 */
export type ScheduleHandler = (tx: TenantTransaction, day: string) => Promise<void>;
export type ScheduleRegistry = ReadonlyMap<string, ScheduleHandler>;

/**
 * Makes a schedule, or gives it another time. A new one is first due at the next turn of its local time: days before it existed
 * are not made up.
 */
export async function ensureSchedule(
  tx: TenantTransaction,
  input: { name: string; localTime: string; zone: string },
): Promise<void> {
  await upsertSchedule(tx, { ...input, lastDoneOn: latestDueDay(input, tx.now) });
}

/** Schedules with the days that are due and not done, oldest first. */
export async function dueSchedules(
  tx: TenantTransaction,
  now: Temporal.Instant,
): Promise<(Schedule & { readonly days: readonly string[] })[]> {
  const all = await allSchedules(tx);
  return all
    .map((schedule) => ({ ...schedule, days: dueDays(schedule, now) }))
    .filter((schedule) => schedule.days.length > 0);
}

export type Scheduled = Schedule & {
  /** When it runs next: at once when a day is due and not done, else at its next turn. */
  readonly nextAt: Temporal.Instant;
};

/** The tenant's schedules by name, each with its next turn. */
export async function listSchedules(tx: TenantTransaction): Promise<Scheduled[]> {
  return (await allSchedules(tx)).map((schedule) => {
    const waiting = dueDays(schedule, tx.now)[0];
    const next = Temporal.PlainDate.from(latestDueDay(schedule, tx.now)).add({ days: 1 }).toString();
    return { ...schedule, nextAt: dueAt(schedule, waiting ?? next) };
  });
}

async function runDay(
  platform: Platform,
  tenantId: string,
  name: string,
  handler: ScheduleHandler,
): Promise<string | undefined> {
  return withTenant(platform, systemContext(tenantId, name), async (tx) => {
    const schedule = await lockSchedule(tx, name);
    const day = schedule && dueDays(schedule, tx.now)[0];
    if (day === undefined) return undefined;
    await handler(tx, day);
    await markDayDone(tx, name, day);
    return day;
  });
}

/**
 * Runs what is due by the platform's clock: each schedule's missed days in order, a transaction a day. Two servers never run the same
 * day: the one that holds the schedule's row runs it. A schedule that nobody here handles waits. Throws what the first failing day
 * threw, after the other schedules had their turn; that day stays due.
 */
export async function runDueSchedules(
  platform: Platform,
  tenantId: string,
  registry: ScheduleRegistry,
): Promise<{ readonly name: string; readonly day: string }[]> {
  const due = await withTenant(platform, systemContext(tenantId, "schedules"), (tx) => dueSchedules(tx, tx.now));
  const done: { name: string; day: string }[] = [];
  const failures: unknown[] = [];
  for (const { name } of due) {
    const handler = registry.get(name);
    if (!handler) continue;
    try {
      for (let day = await runDay(platform, tenantId, name, handler); day !== undefined;) {
        done.push({ name, day });
        day = await runDay(platform, tenantId, name, handler);
      }
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
