import { createHmac } from "node:crypto";
import { demoAccounts } from "@kvitt/simulator-sms";
import { describe, expect, test } from "vitest";
import { smsContract } from "../../delivery/sms.contract.ts";
import { movableClock } from "../../platform/index.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { smsBench } from "../../../testkit/sms.ts";
import { openSmsForm } from "./index.ts";

const { user, password } = demoAccounts.b;
const secret: string = demoAccounts.b.webhookSecret;
const deadline = (ms: number): AbortSignal => AbortSignal.timeout(ms);

const openBench = () =>
  smsBench("b", (at) => openSmsForm({ ...at, user, password, webhookSecrets: ["the old one", secret] }));

smsContract("The form gateway", openBench);

const sms = {
  messageId: "01900000-0000-7000-8000-000000000001",
  to: "+4790000001",
  sender: "Solsiden",
  text: "Hei & å",
};
const open = (fetch: Reach["fetch"], secrets = [secret]) =>
  openSmsForm({
    baseUrl: "https://sms.example.test",
    user,
    password,
    webhookSecrets: secrets,
    reach: { fetch, clock: movableClock(Temporal.Instant.fromEpochMilliseconds(1_000_000_000)), deadline },
  });

describe("SEC-44 the form gateway's wire", () => {
  test("one form, the n-th of each name together, the number without its plus", async () => {
    const sent: RequestInit[] = [];
    await open(async (_url, init) => {
      sent.push(init);
      return Response.json([]);
    }).handOver([sms]);
    expect(sent[0]!.body).toBe(`ref=${sms.messageId}&msisdn=4790000001&from=Solsiden&text=Hei+%26+%C3%A5`);
    expect(new Headers(sent[0]!.headers).get("authorization")).toBe(`Basic ${btoa(`${user}:${password}`)}`);
  });

  test.each([
    [new Response("", { status: 403 }), "refused", "setUp"],
    [new Response("", { status: 500 }), "unknown", undefined],
    [Response.json([{ ref: sms.messageId, rc: 0 }]), "unknown", undefined],
    [Response.json([{ ref: sms.messageId, rc: 0, msgid: "b1" }]), "accepted", undefined],
    [Response.json([{ ref: sms.messageId, rc: 12 }]), "refused", "addressInvalid"],
    [Response.json([{ ref: sms.messageId, rc: 50 }]), "refused", "tryLater"],
    [Response.json([{ ref: sms.messageId, rc: 777 }]), "refused", "unexpected"],
  ])("%#: %s means %s %s", async (response, outcome, reason) => {
    const [answer] = await open(async () => response).handOver([sms]);
    expect(answer).toMatchObject({ outcome, ...(reason === undefined ? {} : { reason }) });
  });

  test.each([
    ["DELIVRD", "000", "delivered", null],
    ["ENROUTE", "000", "accepted", null],
    ["TELEPRT", "000", "accepted", null],
    ["UNDELIV", "001", "undelivered", "receiverUnknown"],
    ["UNDELIV", "013", "undelivered", "receiverRefuses"],
    ["REJECTD", "999", "undelivered", "unexpected"],
  ])("%s with %s is %s %s", async (status, err, state, reason) => {
    const said = Response.json([{ seq: "s1", ref: "m1", status, err, ts: 1_790_000_000 }]);
    expect(await open(async () => said).reportsOf(["m1"])).toMatchObject([{ messageId: "m1", state, reason }]);
  });
});

describe("SEC-40 reports to the form gateway's webhook", () => {
  const body = JSON.stringify([{ seq: "s1", ref: "m1", status: "DELIVRD", err: "000", ts: 1_000_000 }]);
  const signed = (seconds: number, key = secret): WebhookDelivery => ({
    raw: new TextEncoder().encode(body),
    headers: {
      "x-gateway-time": String(seconds),
      "x-gateway-digest": createHmac("sha512", key).update(`${seconds}\n${body}`).digest("base64"),
    },
  });
  test.each([
    [1_000_000 - 300, true],
    [1_000_000 - 301, false],
    [1_000_000 + 300, true],
    [1_000_000 + 301, false],
  ])("signed at second %i: believed %s", (seconds, verified) => {
    const verdict = open(fetch).verifyWebhook(signed(seconds));
    expect(verdict).toMatchObject(verified ? { verified } : { verified, why: "tooOld" });
  });

  test("two secrets are good while one is replaced, a third is not", () => {
    const gateway = open(fetch, ["old", "new"]);
    const keys = ["old", "new", "other"];
    expect(keys.map((key) => gateway.verifyWebhook(signed(1_000_000, key)).verified)).toEqual([true, true, false]);
  });
});
