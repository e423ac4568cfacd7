import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { withTenant } from "../database/with-tenant.ts";
import { drainOutbox, jobRegistry, listFailedJobs } from "../jobs/index.ts";
import {
  forgetOldWebhooks,
  quarantinedEvents,
  storeWebhook,
  webhookBytes,
  webhookChecks,
  webhookJob,
  workWebhooks,
  type IncomingWebhook,
  type WebhookHandler,
  type WebhookOutcome,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

const ENDPOINT = "01a10aa5-cb00-7001-bbd6-35d2a171431b";
const event = (eventId: string, more: Partial<IncomingWebhook> = {}): IncomingWebhook => ({
  partner: "vipps",
  eventId,
  endpointId: ENDPOINT,
  reference: "kvitt-100001",
  name: "AUTHORIZED",
  late: false,
  raw: Buffer.from(`{"event":"${eventId}"}`),
  ...more,
});
const store = (...events: readonly IncomingWebhook[]) =>
  Promise.all(events.map((one) => storeWebhook(platform, clinic.tenantId, one)));
const rows = async () =>
  (
    await withTenant(platform, clinic.context, (tx) =>
      sql<{ id: string; eventId: string; state: string; problem: string | null; raw: Buffer | null }>`
        select id, event_id as "eventId", state, problem, raw from webhook_event where tenant_id = ${tx.tenantId} order by id`.execute(
        tx.db,
      ),
    )
  ).rows;
const states = async () => (await rows()).map(({ eventId, state }) => `${eventId} ${state}`);
const jobsAsked = async () =>
  (
    await withTenant(platform, clinic.context, (tx) =>
      sql`select 1 from outbox where tenant_id = ${tx.tenantId} and kind = 'webhooks.work' and done_at is null`.execute(
        tx.db,
      ),
    )
  ).rows.length;

/** A handler that notes what it is told of, and answers as it is told. */
function listening(answer: (reference: string, times: number) => WebhookOutcome = () => ({ outcome: "worked" })) {
  const heard: string[] = [];
  const times = new Map<string, number>();
  const handler: WebhookHandler = async (_platform, _context, { reference, names }) => {
    heard.push(`${reference}: ${names.join(" ")}`);
    times.set(reference, (times.get(reference) ?? 0) + 1);
    return answer(reference, times.get(reference)!);
  };
  return { heard, handlers: new Map([["vipps", handler]]) };
}
const work = ({ handlers }: ReturnType<typeof listening>) => workWebhooks(platform, clinic.context, handlers);

describe("an event is kept before it is acknowledged", () => {
  test("SEC-41 once for ever by the partner's id: beside each other, later, and another tenant's own", async () => {
    const told = await store(event("1"), event("2"), event("1"));
    expect(told.toSorted()).toEqual(["known", "stored", "stored"]);
    expect(await store(event("1"), event("1", { partner: "stripe" }))).toEqual(["known", "stored"]);
    const other = await testClinic(platform);
    expect(await storeWebhook(platform, other.tenantId, event("1"))).toBe("stored");
    expect((await rows()).length).toBe(3);
  });

  test("SEC-41 SEC-51 the bytes are kept as they came, sealed: not even text they have to be", async () => {
    const raw = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
    await store(event("bytes", { raw }), event("none", { raw: new Uint8Array() }));
    const [first, second] = await rows();
    expect(first!.raw!.includes(raw.subarray(32, 128))).toBe(false);
    const bytes = (id: string) => withTenant(platform, clinic.context, (tx) => webhookBytes(tx, id));
    expect(await bytes(first!.id)).toEqual(raw);
    expect(await bytes(second!.id)).toEqual(Buffer.alloc(0));
  });

  test("bad input: a strange id spoils nobody else's commit, and is still known by itself", async () => {
    const strange = `nul \u0000 \ud800 ${"x".repeat(9_000)}`;
    expect(await store(event("plain"), event(strange, { reference: "\u0000", name: "navn\u202e" }))).toEqual([
      "stored",
      "stored",
    ]);
    expect(await store(event(strange))).toEqual(["known"]);
    expect((await states())[1]).toMatch(/^sha256-[0-9a-f]{64} stored$/);
  });

  test("reliability: a thousand at once share commits, none is lost, and one job is asked for", async () => {
    const all = Array.from({ length: 1_000 }, (_, at) => event(`e${at % 800}`, { reference: `kvitt-${at % 50}` }));
    const told = await store(...all);
    expect(told.filter((kept) => kept === "stored")).toHaveLength(800);
    expect(await jobsAsked()).toBe(1);
  });

  test("a commit that fails is told to whoever waits for it, and the next goes on", async () => {
    const nowhere = event("nowhere", { endpointId: "no uuid" });
    await expect(storeWebhook(platform, clinic.tenantId, nowhere)).rejects.toThrow();
    expect(await store(event("after"))).toEqual(["stored"]);
  });

  test("SEC-80 the bytes are forgotten after thirteen months; that the event came is known for ever", async () => {
    const old = await testPlatform("2026-10-05T08:00");
    const { context, tenantId } = await testClinic(old);
    const forget = () => withTenant(old, context, forgetOldWebhooks);
    await storeWebhook(old, tenantId, event("old"));
    old.moveTo("2027-11-04T08:00");
    await storeWebhook(old, tenantId, event("young"));
    expect(await forget()).toBe(0);
    old.moveTo("2027-11-05T10:00");
    expect(await forget()).toBe(1);
    expect(await forget()).toBe(0);
    expect(await storeWebhook(old, tenantId, event("old"))).toBe("known");
    await old.close();
  });
});

describe("events are worked", () => {
  test("those about one thing together, in the order they came, once", async () => {
    await store(event("1", { name: "CREATED" }));
    await store(event("2", { reference: "kvitt-100002" }));
    await store(event("3", { name: "CAPTURED" }));
    const partner = listening();
    expect(await work(partner)).toEqual({ worked: 3, quarantined: 0, postponed: 0 });
    expect(partner.heard).toEqual(["kvitt-100001: CREATED CAPTURED", "kvitt-100002: AUTHORIZED"]);
    expect(await work(partner)).toEqual({ worked: 0, quarantined: 0, postponed: 0 });
    expect(partner.heard).toHaveLength(2);
  });

  test("SEC-41 what cannot be so is set aside with why, for a person, and not tried again", async () => {
    await store(event("1"));
    const partner = listening(() => ({ outcome: "quarantined", problem: "otherAmount" }));
    expect(await work(partner)).toMatchObject({ quarantined: 1 });
    platform.moveTo("2026-10-05T20:00");
    await work(partner);
    expect(partner.heard).toHaveLength(1);
    expect(await withTenant(platform, clinic.context, quarantinedEvents)).toMatchObject([
      { eventId: "1", problem: "otherAmount", state: "quarantined" },
    ]);
    expect(await breaches(platform, clinic.context, webhookChecks)).toEqual([]);
  });

  test("SEC-43 a silent partner is asked again, later each time; a newer event about the same ends the older with it", async () => {
    platform.moveTo("2026-10-06T08:00:00");
    await store(event("1"));
    const partner = listening((_reference, times) =>
      times < 3 ? { outcome: "later", problem: "noAnswer" } : { outcome: "worked" },
    );
    expect(await work(partner)).toMatchObject({ postponed: 1 });
    platform.moveTo("2026-10-06T08:00:04");
    expect(await work(partner)).toMatchObject({ postponed: 0 });
    platform.moveTo("2026-10-06T08:00:05");
    expect(await work(partner)).toMatchObject({ postponed: 1 });
    platform.moveTo("2026-10-06T08:00:14");
    await store(event("2"));
    expect(await work(partner)).toMatchObject({ worked: 1 });
    expect(await states()).toEqual(["1 worked", "2 worked"]);
    expect(partner.heard).toHaveLength(3);
  });

  test("a partner that is down for a day has its event set aside in the end", async () => {
    platform.moveTo("2026-10-07T08:00");
    await store(event("1"));
    const partner = listening(() => ({ outcome: "later", problem: "noAnswer" }));
    const start = platform.clock.now();
    for (let hour = 1; (await states())[0] === "1 stored" && hour < 100; hour++) {
      await work(partner);
      platform.clock.moveTo(start.add({ hours: hour }));
    }
    expect(partner.heard).toHaveLength(32);
    expect((await rows())[0]).toMatchObject({ state: "quarantined", problem: "noAnswer" });
  });

  test("an error of ours, or a partner without a handler, loses nothing: it waits and is tried again", async () => {
    await store(event("1"), event("2", { partner: "other", reference: "kvitt-100002" }));
    const broken = new Map<string, WebhookHandler>([["vipps", async () => Promise.reject(new TypeError("Kari"))]]);
    expect(await workWebhooks(platform, clinic.context, broken)).toMatchObject({ postponed: 2 });
    expect((await rows()).map(({ problem }) => problem)).toEqual(["TypeError", "noHandler"]);
  });

  test("I8 a server that dies at work leaves its events to another, some minutes later", async () => {
    await store(event("1"));
    const died = Promise.withResolvers<WebhookOutcome>();
    const begun = Promise.withResolvers<undefined>();
    const dying: WebhookHandler = async () => {
      begun.resolve(undefined);
      return died.promise;
    };
    const first = workWebhooks(platform, clinic.context, new Map([["vipps", dying]]));
    await begun.promise;
    const second = listening();
    expect(await work(second)).toMatchObject({ worked: 0 });
    platform.clock.moveTo(platform.clock.now().add({ minutes: 5 }));
    expect(await work(second)).toMatchObject({ worked: 1 });
    died.resolve({ outcome: "quarantined", problem: "late" });
    await first;
    expect(await states()).toEqual(["1 worked"]);
  });
});

describe("the job", () => {
  test("is asked for by what is kept, and by what is kept once it has begun", async () => {
    await store(event("1"));
    const partner = listening();
    const during: WebhookHandler = async (...asked) => {
      // Comes while the job is at work.
      if (partner.heard.length === 0) await store(event("2", { reference: "kvitt-100002" }));
      return partner.handlers.get("vipps")!(...asked);
    };
    const jobs = jobRegistry([webhookJob(new Map([["vipps", during]]))]);
    await drainOutbox(platform, jobs);
    expect(await states()).toEqual(["1 worked", "2 worked"]);
    expect(await jobsAsked()).toBe(0);
  });

  test("is run again while an event waits for another try, and seen by a person when it never succeeds", async () => {
    await store(event("1"));
    const jobs = jobRegistry([webhookJob(listening(() => ({ outcome: "later", problem: "noAnswer" })).handlers)]);
    await drainOutbox(platform, jobs);
    expect(await withTenant(platform, clinic.context, listFailedJobs)).toMatchObject([{ problem: "WEBHOOKS_WAIT" }]);
    expect(await states()).toEqual(["1 stored"]);
  });
});
