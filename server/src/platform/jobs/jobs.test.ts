import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import type { TenantTransaction } from "../context.ts";
import { createPool } from "../database/pool.ts";
import { withInstallation, withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import {
  defineJob,
  drainOutbox,
  enqueue,
  enqueueOnce,
  forgetDoneJobs,
  jobBacklog,
  jobRegistry,
  listFailedJobs,
  retryJob,
  startWorker,
} from "./index.ts";
import type { JobPayload, Worker } from "./index.ts";
import { relayLost, relayTenant } from "./relay.ts";
import { addToQueue } from "./store.ts";
import { everyMinute } from "./worker.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let worker: Worker | undefined;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(() => platform.close());

const ask = (kind: string, payload: JobPayload = {}) =>
  withTenant(platform, clinic.context, (tx) => enqueue(tx, kind, payload));
const failedJobs = () => withTenant(platform, clinic.context, listFailedJobs);
const queued = async () => {
  const found = await withInstallation(platform, (db) =>
    sql<{
      payload: { tenantId: string; id: string };
    }>`select payload from graphile_worker._private_jobs where key is not null order by id`.execute(db),
  );
  return found.rows.map((row) => row.payload).filter((payload) => payload.tenantId === clinic.tenantId);
};

/** A kind of job that notes each run, and a promise for the first. */
function noting(kind: string) {
  const runs: { tenantId: string; payload: JobPayload; id: string }[] = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const definition = defineJob(kind, async (_platform, context, payload, id) => {
    runs.push({ tenantId: context.tenantId, payload, id });
    resolve(undefined);
  });
  return { runs, ran: promise, definition };
}

describe("a job asked for", () => {
  test("is run if its cause commits, once, with its tenant and its payload", async () => {
    const { runs, definition } = noting("test.note");
    const jobs = jobRegistry([definition]);
    const id = await ask("test.note", { day: "2026-10-05" });
    const undone = withTenant(platform, clinic.context, async (tx) => {
      await enqueue(tx, "test.note", {});
      throw new Error("the cause fails");
    });
    await expect(undone).rejects.toThrow("the cause fails");

    expect(await drainOutbox(platform, jobs)).toEqual({ done: 1, failed: 0 });
    expect(await drainOutbox(platform, jobs)).toEqual({ done: 0, failed: 0 });
    expect(runs).toEqual([{ tenantId: clinic.tenantId, payload: { day: "2026-10-05" }, id }]);
  });

  test("may ask for more: draining goes on until nothing waits", async () => {
    const counted: number[] = [];
    const countdown = defineJob("test.countdown", async (p, context, payload) => {
      const left = payload["left"] as number;
      counted.push(left);
      if (left > 0) await withTenant(p, context, (tx) => enqueue(tx, "test.countdown", { left: left - 1 }));
    });
    await ask("test.countdown", { left: 3 });
    expect(await drainOutbox(platform, jobRegistry([countdown]))).toEqual({ done: 4, failed: 0 });
    expect(counted).toEqual([3, 2, 1, 0]);
  });

  test("is run again when it fails, and seen when it has failed for good; a person gives it new attempts", async () => {
    let broken = true;
    let runs = 0;
    const flaky = defineJob(
      "test.flaky",
      async () => {
        runs += 1;
        if (broken) throw refuse("NOT_FOUND");
      },
      { mostAttempts: 3 },
    );
    const jobs = jobRegistry([flaky]);
    const id = await ask("test.flaky");
    expect(await drainOutbox(platform, jobs)).toEqual({ done: 0, failed: 1 });
    expect(runs).toBe(3);
    expect(await failedJobs()).toMatchObject([{ id, kind: "test.flaky", attempts: 3, problem: "NOT_FOUND" }]);

    broken = false;
    await withTenant(platform, clinic.context, (tx) => retryJob(tx, id));
    expect(await drainOutbox(platform, jobs)).toEqual({ done: 1, failed: 0 });
    expect(await failedJobs()).toEqual([]);
    await expect(withTenant(platform, clinic.context, (tx) => retryJob(tx, id))).rejects.toMatchObject({
      code: "JOB_NOT_FAILED",
    });
  });

  test("SEC-76 an error leaves its code in the database, never its message", async () => {
    const loud = defineJob("test.loud", async () => Promise.reject(new TypeError("Kari Nordmann, 5551234")), {
      mostAttempts: 1,
    });
    await ask("test.loud");
    await drainOutbox(platform, jobRegistry([loud]));
    expect((await failedJobs()).map((job) => job.problem)).toEqual(["TypeError"]);
  });

  test("of an unknown kind is not lost: it fails and is seen", async () => {
    await ask("test.fromTomorrow");
    expect(await drainOutbox(platform, jobRegistry([]))).toEqual({ done: 0, failed: 1 });
    expect((await failedJobs()).map((job) => job.problem)).toEqual(["JOB_KIND_UNKNOWN"]);
  });

  test("is forgotten when it is done and old; one that failed stays", async () => {
    const { definition } = noting("test.old");
    await ask("test.old");
    await ask("test.nobodyKnows");
    await drainOutbox(platform, jobRegistry([definition]));
    platform.moveTo("2026-10-06T08:00");
    expect(await withTenant(platform, clinic.context, (tx) => forgetDoneJobs(tx, tx.now))).toBe(1);
    expect(await failedJobs()).toHaveLength(1);
  });

  test("two capabilities cannot claim one kind", () => {
    expect(() => jobRegistry([noting("test.same").definition, noting("test.same").definition])).toThrow("once");
  });
});

describe("the relay", () => {
  test("I8 puts a row on the queue once, however often it is cut off before its note", async () => {
    const id = await ask("test.note");
    await addToQueue(platform, clinic.tenantId, [id]);
    await relayTenant(platform, clinic.tenantId);
    await relayTenant(platform, clinic.tenantId);
    expect(await queued()).toEqual([{ tenantId: clinic.tenantId, id }]);
  });

  test("I8 finds a row that the queue has lost, and relays it again", async () => {
    const id = await ask("test.note");
    await relayTenant(platform, clinic.tenantId);
    await withInstallation(platform, (db) => sql`delete from graphile_worker._private_jobs`.execute(db));
    await relayLost(platform, clinic.tenantId);
    await relayTenant(platform, clinic.tenantId);
    expect((await queued()).map((job) => job.id)).toEqual([id]);
  });

  test("SEC-76 the queue holds ids only: kind and payload stay in the tenant's outbox", async () => {
    await ask("test.note", { claimId: "0199" });
    await relayTenant(platform, clinic.tenantId);
    expect((await queued()).map((payload) => Object.keys(payload).sort())).toEqual([["id", "tenantId"]]);
  });
});

describe("a worker", () => {
  test("runs what waited before it started, and what is asked for while it runs", async () => {
    const before = noting("test.before");
    const during = noting("test.during");
    await ask("test.before");
    worker = await startWorker(platform, jobRegistry([before.definition, during.definition]));
    await before.ran;
    const id = await ask("test.during", { n: 1 });
    await during.ran;
    expect(during.runs).toEqual([{ tenantId: clinic.tenantId, payload: { n: 1 }, id }]);
  });

  test("stops when told to, after the job in hand", async () => {
    const started = Promise.withResolvers<undefined>();
    const mayEnd = Promise.withResolvers<undefined>();
    let ended = false;
    const slow = defineJob("test.slow", async () => {
      started.resolve(undefined);
      await mayEnd.promise;
      ended = true;
    });
    worker = await startWorker(platform, jobRegistry([slow]));
    await ask("test.slow");
    await started.promise;
    const stopped = worker.stop();
    worker = undefined;
    mayEnd.resolve(undefined);
    await stopped;
    expect(ended).toBe(true);
    expect(await drainOutbox(platform, jobRegistry([slow]))).toMatchObject({ done: 0 });
  });

  test("frees the jobs of a server that died, and none of one that lives", async () => {
    const [dead, alive] = [await ask("test.note"), await ask("test.note")];
    await relayTenant(platform, clinic.tenantId);
    const lock = (id: string, by: string) =>
      withInstallation(platform, (db) =>
        sql`
          update graphile_worker._private_jobs set locked_by = ${by}, locked_at = now() - interval '1 minute'
          where key = ${id}`.execute(db),
      );
    await lock(dead, "pool-dead");
    await lock(alive, "pool-alive");
    const session = createPool({ connectionString: platform.urls.app, max: 1 });
    await session.query("set application_name = 'kvitt worker pool-alive'");
    await everyMinute(platform, new Map());
    await session.end();
    const locks = await withInstallation(platform, (db) =>
      sql<{ key: string }>`
        select key from graphile_worker._private_jobs where locked_by is not null and key in (${dead}, ${alive})`.execute(
        db,
      ),
    );
    expect(locks.rows).toEqual([{ key: alive }]);
  });

  test("is known to the other servers by its session's name", async () => {
    worker = await startWorker(platform, jobRegistry([]));
    const session = await withInstallation(platform, (db) =>
      sql<{ name: string }>`
        select application_name as name from pg_stat_activity
        where application_name like 'kvitt worker %' and datname = current_database()`.execute(db),
    );
    expect(session.rows.map((row) => row.name)).toEqual([expect.stringMatching(/^kvitt worker pool-[0-9a-f]{18}$/)]);
  });
});

describe("A watch", () => {
  test("is asked each minute for every tenant, and asks for its job once while one waits", async () => {
    const watch = (tx: TenantTransaction) => enqueueOnce(tx, "test.due");
    await everyMinute(platform, new Map(), [watch]);
    await everyMinute(platform, new Map(), [watch]);
    expect(await queued()).toHaveLength(1);
  });

  test("tries a job again that failed for good, and makes no second one", async () => {
    const fails = jobRegistry([
      defineJob("test.due", () => Promise.reject(new Error("of the test")), { mostAttempts: 1 }),
    ]);
    const watch = (tx: TenantTransaction) => enqueueOnce(tx, "test.due");
    await withTenant(platform, clinic.context, watch);
    await drainOutbox(platform, fails);
    expect(await failedJobs()).toHaveLength(1);
    await withTenant(platform, clinic.context, watch);
    expect(await failedJobs()).toHaveLength(0);
    const ran = noting("test.due");
    await drainOutbox(platform, jobRegistry([ran.definition]));
    expect(ran.runs).toHaveLength(1);
  });

  test("that breaks stops neither the others nor the relay", async () => {
    const broken = () => Promise.reject(new Error("of the test"));
    await everyMinute(platform, new Map(), [broken, (tx) => enqueueOnce(tx, "test.due")]);
    expect(await queued()).toHaveLength(1);
  });
});

test("the backlog counts a row in the outbox until it is moved to the queue, and then there", async () => {
  const counted = async () => {
    const { unfinished, unsent, queued: onQueue } = await jobBacklog(platform);
    return [unfinished, unsent, onQueue];
  };
  const before = await counted();
  const more = async () => (await counted()).map((count, at) => count - before[at]!);
  await ask("test.counted");
  expect(await more()).toEqual([1, 1, 0]);
  await relayTenant(platform, clinic.tenantId);
  expect(await more()).toEqual([1, 0, 1]);
});
