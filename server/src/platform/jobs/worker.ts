import { EventEmitter } from "node:events";
import { run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Platform, TenantTransaction } from "../context.ts";
import { createPool } from "../database/pool.ts";
import { withTenant } from "../database/with-tenant.ts";
import type { OpenPlatform } from "../open.ts";
import { runDueSchedules, type ScheduleRegistry } from "../schedules/run.ts";
import { listTenants, systemContext } from "../tenants.ts";
import type { Jobs } from "./define.ts";
import { silent } from "./install.ts";
import { relayLost, relayTenant } from "./relay.ts";
import { problemCode, runJob } from "./run.ts";
import { freeDeadLocks, OUTBOX_TASK, WAKE_CHANNEL, WORKER_SESSION } from "./store.ts";

export type Worker = {
  /** Takes no new job, waits for those that run, and lets go of the database. */
  stop(): Promise<void>;
};

/** Looks each minute whether something of a tenant has come due, and asks for its job (`enqueueOnce`). Cheap when nothing has. */
export type Watch = (tx: TenantTransaction) => Promise<void>;

export type WorkerOptions = {
  readonly schedules?: ScheduleRegistry;
  readonly watches?: readonly Watch[];
  /** Jobs at a time. */
  readonly concurrency?: number;
};

type Payload = { readonly tenantId: string; readonly id: string };

/** The line of the queue's cron, which follows the machine's clock in UTC: each minute, our own schedules by our own clock. */
const MINUTE_TASK = "kvitt_minute";
const CRONTAB = `* * * * * ${MINUTE_TASK} ?max=1&jobKey=${MINUTE_TASK}&jobKeyMode=replace`;

async function quietly(platform: Platform, event: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    platform.log.error({ event, code: problemCode(error), err: error });
  }
}

/**
 * What is looked at each minute: locks of dead servers, schedules that are due, watches, rows that no notice came for. One tenant's trouble
 * stops no other.
 */
export async function everyMinute(
  platform: Platform,
  schedules: ScheduleRegistry,
  watches: readonly Watch[] = [],
): Promise<void> {
  await quietly(platform, "jobs.locks", () => freeDeadLocks(platform));
  for (const tenant of await listTenants(platform)) {
    await quietly(platform, "jobs.schedules", () => runDueSchedules(platform, tenant.id, schedules));
    for (const watch of watches)
      await quietly(platform, "jobs.watch", () => withTenant(platform, systemContext(tenant.id, "watch"), watch));
    await quietly(platform, "jobs.relay", async () => {
      await relayLost(platform, tenant.id);
      await relayTenant(platform, tenant.id);
    });
  }
}

function tasks(platform: Platform, jobs: Jobs, minute: () => Promise<void>): TaskList {
  return {
    [OUTBOX_TASK]: async (payload) => {
      const { tenantId, id } = payload as Payload;
      // The queue waits longer before each new attempt; its table keeps this message, so it names nothing.
      if ((await runJob(platform, jobs, tenantId, id)) === "retry") throw new Error("The job is to be run again");
    },
    [MINUTE_TASK]: minute,
  };
}

type Pool = ReturnType<typeof createPool>;

/** Relays a tenant's outbox as soon as a commit says that something is in it. */
async function listen(platform: Platform, pool: Pool, workerId: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  let last: Promise<void> = Promise.resolve();
  client.on("notification", ({ payload }) => {
    last = last.then(() => quietly(platform, "jobs.relay", () => relayTenant(platform, payload!)));
  });
  await client.query(`set application_name = '${WORKER_SESSION}${workerId}'`);
  await client.query(`listen ${WAKE_CHANNEL}`);
  return async () => {
    client.removeAllListeners("notification");
    await last;
    client.release(true);
  };
}

// The queue has connections of its own: it reads int8 as text and timestamps as Date, which our pool does not give.
async function startQueue(
  appUrl: string,
  taskList: TaskList,
  concurrency: number,
): Promise<{ runner: Runner; id: string }> {
  const events: WorkerEvents = new EventEmitter();
  let id = "";
  events.on("pool:create", ({ workerPool }) => (id = workerPool.id));
  const url = new URL(appUrl);
  url.searchParams.set("application_name", "kvitt");
  const options = { taskList, crontab: CRONTAB, concurrency, events, logger: silent, noHandleSignals: true };
  const runner = await run({ ...options, connectionString: url.href, maxPoolSize: concurrency + 3 });
  return { runner, id };
}

/** Starts a worker in this process. Any number of servers may; a job is taken by one of them. */
export async function startWorker(platform: OpenPlatform, jobs: Jobs, options: WorkerOptions = {}): Promise<Worker> {
  const concurrency = options.concurrency ?? 2;
  const minute = () => everyMinute(platform, options.schedules ?? new Map(), options.watches);
  const { runner, id } = await startQueue(platform.urls.app, tasks(platform, jobs, minute), concurrency);
  const pool = createPool({ connectionString: platform.urls.app, max: 1 });
  const deafen = await listen(platform, pool, id);
  await minute();
  return {
    async stop() {
      await deafen();
      await runner.stop();
      await pool.end();
    },
  };
}
