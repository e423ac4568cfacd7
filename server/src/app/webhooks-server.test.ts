import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import {
  agreementById,
  endpointPath,
  rotateSecret,
  saveAgreement,
  type OpenAgreement,
  type Rail,
  type RailOpener,
  type WebhookVerdict,
} from "../payments/index.ts";
import { withTenant, type Log, type TenantTransaction } from "../platform/index.ts";
import { webhookBytes, type WebhookDelivery } from "../platform/webhooks/index.ts";
import { createWebhooksServer, type WebhooksServer } from "./webhooks-server.ts";
import { sql } from "kysely";

/** A partner that signs its bytes, in the plainest way: what the server does with right and wrong deliveries. */

let platform: TestPlatform;
let clinic: TestClinic;
let server: WebhooksServer;
let path: string;
let agreementId: string;
let logged: string[];

const signature = (secret: string, raw: Uint8Array) => createHmac("sha256", secret).update(raw).digest("hex");

function verdictOf({ secrets }: OpenAgreement, { raw, headers }: WebhookDelivery): WebhookVerdict {
  const fits = (secrets["webhookSecret"] ?? []).some((secret) => headers["x-signature"] === signature(secret, raw));
  if (!fits) return { verified: false, why: "signature" };
  if (headers["x-age"] === "old") return { verified: false, why: "tooOld" };
  const [eventId, reference] = Buffer.from(raw).toString("utf8").split(" ");
  if (!eventId || !reference) return { verified: false, why: "unreadable" };
  return { verified: true, eventId, reference, name: "PAID", success: true, late: headers["x-age"] === "late" };
}

const open: RailOpener = (agreement) =>
  ({ verifyWebhook: (delivery: WebhookDelivery) => verdictOf(agreement, delivery) }) as Partial<Rail> as Rail;

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const give = (value: string, overlapHours = 24) =>
  inTenant((tx) => rotateSecret(tx, agreementId, { name: "webhookSecret", value, overlapHours }));
const post = async (body: string | Uint8Array, more: { to?: string; secret?: string; headers?: object } = {}) => {
  const payload = Buffer.from(body);
  const signed = { "x-signature": signature(more.secret ?? "first", payload) };
  const headers = { "content-type": "application/json", ...signed, ...more.headers };
  const answer = await server.inject({ method: "POST", url: more.to ?? path, payload, headers });
  return { status: answer.statusCode, body: answer.body };
};
const kept = async () =>
  (
    await inTenant((tx) =>
      sql<{ id: string; eventId: string; reference: string; late: boolean; endpointId: string }>`
        select id, event_id as "eventId", reference, late, endpoint_id as "endpointId" from webhook_event where tenant_id = ${tx.tenantId} order by id`.execute(
        tx.db,
      ),
    )
  ).rows;
const counted = async () =>
  Object.fromEntries(
    await Promise.all(Object.entries(server.gauges).map(async ([name, gauge]) => [name, await gauge.read()] as const)),
  );

beforeAll(async () => {
  platform = await testPlatform();
  const note = (...said: readonly unknown[]) => void logged.push(JSON.stringify(said));
  const loud = { ...platform.log, info: note, warn: note, error: note, child: () => loud } as unknown as Log;
  Object.assign(platform, { log: loud });
});
beforeEach(async () => {
  logged = [];
  clinic = await testClinic(platform);
  server = createWebhooksServer(platform, { open });
  const made = { ledgerId: clinic.ledgerId, way: "card", minMinor: null, maxMinor: null, position: 1 } as const;
  agreementId = (await inTenant((tx) => saveAgreement(tx, { ...made, settings: { accountId: "acct_1" } }))).id;
  await give("first");
  path = await inTenant(async (tx) => endpointPath(tx, await agreementById(tx, agreementId)));
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

describe("a delivery", () => {
  test("SEC-40 SEC-41 rightly signed is kept byte for byte and acknowledged, again and again", async () => {
    for (const _time of [1, 2, 3]) expect(await post("event-1 kvitt-100001 å")).toEqual({ status: 200, body: "" });
    const [only, ...more] = await kept();
    expect(only).toMatchObject({ eventId: "event-1", reference: "kvitt-100001", late: false, endpointId: agreementId });
    expect(more).toEqual([]);
    expect((await inTenant((tx) => webhookBytes(tx, only!.id)))!.toString()).toBe("event-1 kvitt-100001 å");
    expect(await counted()).toEqual({ webhooks_stored: 1, webhooks_known: 2, webhooks_disbelieved: 0 });
  });

  test("SEC-40 whatever it says its form is: the bytes are what is signed", async () => {
    for (const type of ["text/plain", "application/xml", "application/json; charset=utf-8"])
      expect((await post(`${type.length} kvitt-1`, { headers: { "content-type": type } })).status).toBe(200);
    expect((await post("{ not json", {})).status).toBe(200);
  });

  test("SEC-40 with one byte changed, unsigned or too old: 401, counted, and its body in no log", async () => {
    const raw = Buffer.from("event-1 hemmelig-navn");
    const headers = { "x-signature": signature("first", raw) };
    expect((await post("event-2 hemmelig-navn", { headers })).status).toBe(401);
    expect((await post(raw, { headers: { "x-signature": "" } })).status).toBe(401);
    expect((await post(raw, { headers: { "x-age": "old" } })).status).toBe(401);
    expect(await kept()).toEqual([]);
    expect(await counted()).toMatchObject({ webhooks_disbelieved: 3 });
    expect(logged.filter((line) => line.includes("webhook.disbelieved"))).toHaveLength(3);
    expect(logged.join("\n")).not.toMatch(/hemmelig|first|_[\w-]{43}/);
  });

  test("SEC-40 late is a hint like any other; rightly signed and unreadable is kept for a person", async () => {
    expect((await post("event-1 kvitt-1", { headers: { "x-age": "late" } })).status).toBe(200);
    expect((await post("gibberish")).status).toBe(200);
    expect(await kept()).toMatchObject([{ late: true }, { reference: "unreadable" }]);
  });

  test("SEC-40 two secrets are believed while one is replaced, the new one at once", async () => {
    expect((await post("event-1 kvitt-1")).status).toBe(200);
    await give("second");
    expect((await post("event-2 kvitt-1", { secret: "second" })).status).toBe(200);
    expect((await post("event-3 kvitt-1", { secret: "first" })).status).toBe(200);
    platform.clock.moveTo(platform.clock.now().add({ hours: 25 }));
    expect((await post("event-4 kvitt-1", { secret: "first" })).status).toBe(401);
    expect((await post("event-5 kvitt-1", { secret: "second" })).status).toBe(200);
  });

  test("SEC-40 of 256 KB is taken, and one byte more is not", async () => {
    const largest = `event-1 ${"x".repeat(256 * 1024 - 8)}`;
    expect((await post(largest)).status).toBe(200);
    expect((await post(`${largest}x`)).status).toBe(413);
  });

  test("SEC-05 to an address that is nobody's, another partner's or no address: one answer for all", async () => {
    const key = path.split("/").at(-1)!;
    const wrong = [
      `/webhooks/stripe/${key.slice(0, -2)}zz`,
      `/webhooks/vipps/${key}`,
      `/webhooks/stripe/${key.replace(/^.{32}/, "0".repeat(32))}`,
      "/webhooks/stripe/x",
      `/webhooks/stripe/${"x".repeat(400)}`,
      "/webhooks/stripe",
      "/webhooks/%00/%ff",
      "/api/v1/me",
      "/",
    ];
    const answers = new Set<string>();
    for (const to of wrong) answers.add(JSON.stringify(await post("event-1 kvitt-1", { to })));
    expect([...answers].filter((answer) => answer !== '{"status":404,"body":""}')).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  test("SEC-60 other methods, and bytes that break off, find nothing here", async () => {
    for (const method of ["GET", "PUT", "DELETE", "PATCH"] as const)
      expect((await server.inject({ method, url: path })).statusCode).toBe(404);
    expect((await post("")).status).toBe(200);
    expect((await kept()).map(({ reference }) => reference)).toEqual(["unreadable"]);
  });
});
