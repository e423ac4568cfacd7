import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { defineJob, drainOutbox, enqueue, jobRegistry, withTenant } from "../../platform/index.ts";
import { createHttpServer } from "../http-server.ts";
import { createBankReaders } from "../readers/index.ts";
import { jobGauges } from "./gauges.ts";

let platform: TestPlatform;
let server: Awaited<ReturnType<typeof createHttpServer>>;
beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
  server = await createHttpServer(platform, { gauges: jobGauges(platform), reader: createBankReaders() });
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

const GAUGES = ["jobs_unfinished", "outbox_unsent", "queue_jobs_waiting", "jobs_failed", "jobs_oldest_seconds"];

async function told(): Promise<Record<string, number>> {
  const text = (await server.inject({ url: "/metrics" })).body;
  const of = (name: string) => Number(new RegExp(`^kvitt_${name} (\\S+)$`, "m").exec(text)?.[1]);
  return Object.fromEntries(GAUGES.map((name) => [name, of(name)]));
}

const NONE = Object.fromEntries(GAUGES.map((name) => [name, 0]));
const jobs = jobRegistry([
  defineJob("test.fine", async () => undefined),
  { kind: "test.broken", mostAttempts: 1, handler: async () => Promise.reject(new Error("never")) },
]);

test("the metrics tell how many jobs wait over all tenants, how old the oldest is, and which failed for good", async () => {
  expect(await told()).toEqual(NONE);
  const clinics = [await testClinic(platform), await testClinic(platform)];
  const ask = (at: number, kind: string) => withTenant(platform, clinics[at]!.context, (tx) => enqueue(tx, kind, {}));
  await ask(0, "test.fine");
  platform.moveTo("2026-10-06T05:01");
  await ask(1, "test.fine");
  await ask(1, "test.broken");
  platform.moveTo("2026-10-06T05:02");
  expect(await told()).toEqual({ ...NONE, jobs_unfinished: 3, outbox_unsent: 3, jobs_oldest_seconds: 120 });

  await drainOutbox(platform, jobs);
  expect(await told()).toEqual({ ...NONE, jobs_failed: 1 });
});
