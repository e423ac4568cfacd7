import { createHmac } from "node:crypto";
import { demoAccounts } from "@kvitt/simulator-sms";
import { describe, expect, onTestFinished, test } from "vitest";
import { smsContract } from "../../delivery/sms.contract.ts";
import { movableClock } from "../../platform/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { smsBench } from "../../../testkit/sms.ts";
import { openSmsJson } from "./index.ts";

const secret: string = demoAccounts.a.webhookSecret;
const deadline = (ms: number): AbortSignal => AbortSignal.timeout(ms);

const openBench = () =>
  smsBench("a", (at) => openSmsJson({ ...at, key: demoAccounts.a.password, webhookSecrets: ["the old one", secret] }));

smsContract("The JSON gateway", openBench);

const sms = { messageId: "01900000-0000-7000-8000-000000000001", to: "+4790000001", sender: "Solsiden", text: "Hei" };
const scripted = (answer: Response) =>
  openSmsJson({
    baseUrl: "https://sms.example.test",
    key: "key",
    webhookSecrets: [secret],
    reach: { fetch: async () => answer, clock: movableClock(Temporal.Instant.fromEpochMilliseconds(0)), deadline },
  });

describe("SEC-44 answers of the JSON gateway", () => {
  test.each([
    [new Response("", { status: 401 }), "refused", "setUp"],
    [new Response("", { status: 429 }), "refused", "tryLater"],
    [new Response("", { status: 400 }), "refused", "unexpected"],
    [new Response("", { status: 503 }), "unknown", undefined],
    [new Response("", { status: 302, headers: { location: "https://elsewhere.example.test" } }), "unknown", undefined],
    [new Response("x".repeat(256 * 1024 + 1)), "unknown", undefined],
    [Response.json({ results: [] }), "unknown", undefined],
    [Response.json({ results: [{ id: sms.messageId, status: "accepted" }] }), "unknown", undefined],
    [Response.json({ results: [{ id: sms.messageId, status: "perhaps", reference: "1" }] }), "unknown", undefined],
    [Response.json({ results: [{ id: sms.messageId, status: "rejected", code: "MOON" }] }), "refused", "unexpected"],
  ])("%#: %s means %s %s", async (response, outcome, reason) => {
    const [answer] = await scripted(response).handOver([sms]);
    expect(answer).toMatchObject({ messageId: sms.messageId, outcome, ...(reason === undefined ? {} : { reason }) });
  });

  test.each(["http://sms.example.test", "https://sms.example.test/path", "ftp://127.0.0.1"])(
    "the address %s is not one to send a key to",
    (baseUrl) => {
      const reach = { fetch, clock: movableClock(Temporal.Instant.fromEpochMilliseconds(0)), deadline };
      expect(() => openSmsJson({ baseUrl, key: "key", webhookSecrets: [], reach })).toThrow("address");
    },
  );

  test("more than go in one call is a mistake of ours", async () => {
    await expect(scripted(Response.json({})).handOver(Array.from({ length: 501 }, () => sms))).rejects.toThrow("500");
  });
});

describe("SEC-40 reports to the JSON gateway's webhook", () => {
  const body = JSON.stringify({
    reports: [{ eventId: "e1", id: sms.messageId, state: "DELIVERED", at: "2026-10-01T08:00:00Z" }],
  });
  const raw = new TextEncoder().encode(body);
  const signed = (seconds: number, key = secret): WebhookDelivery => ({
    raw,
    headers: {
      "x-signature": `t=${seconds},v1=${createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex")}`,
    },
  });
  const open = (secrets: readonly string[]) =>
    openSmsJson({
      baseUrl: "https://sms.example.test",
      key: "key",
      webhookSecrets: secrets,
      reach: { fetch, clock: movableClock(Temporal.Instant.fromEpochMilliseconds(1_000_000_000)), deadline },
    });

  test.each([
    [1_000_000 - 300, true],
    [1_000_000 - 301, false],
    [1_000_000 + 300, true],
    [1_000_000 + 301, false],
  ])("signed at second %i: believed %s", (seconds, verified) => {
    const verdict = open([secret]).verifyWebhook(signed(seconds));
    expect(verdict).toMatchObject(verified ? { verified } : { verified, why: "tooOld" });
  });

  test("two secrets are good while one is replaced, a third is not", () => {
    const gateway = open(["old", "new"]);
    expect(["old", "new", "other"].map((key) => gateway.verifyWebhook(signed(1_000_000, key)).verified)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("a state nobody has heard of says only that they have it", async () => {
    const strange = Response.json({
      reports: [{ eventId: "e1", id: "m1", state: "TELEPORTED", at: "2026-10-01T08:00:00Z" }],
    });
    expect(await scripted(strange).reportsOf(["m1"])).toMatchObject([{ state: "accepted", reason: null }]);
  });
});

describe("S0-38 the gateway's bad days", () => {
  test("down for a day: unknown all day, and the same messages go through in the morning", async () => {
    const bench = await openBench();
    onTestFinished(() => bench.close());
    const { channel, simulator } = bench;
    simulator.rules.replace([{ on: "call", fault: { do: "down", seconds: 86_400 } }]);
    expect(await channel.handOver([sms])).toMatchObject([{ outcome: "unknown" }]);
    await simulator.advance(86_399_000);
    expect(await channel.handOver([sms])).toMatchObject([{ outcome: "unknown" }]);
    await simulator.advance(1_000);
    expect(await channel.handOver([sms])).toMatchObject([{ outcome: "accepted" }]);
    expect(simulator.messages()).toHaveLength(1);
  });
});
