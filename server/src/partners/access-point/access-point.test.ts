import type { AddressInfo } from "node:net";
import {
  createAccessPoint,
  createAccessPointServer,
  demoAccess,
  type AccessPoint,
} from "@kvitt/simulator-access-point";
import { buildCreditNote, buildInvoice, exempt, decimal, kidPayment, serialise } from "@kvitt/format-einvoice";
import { describe, expect, onTestFinished, test } from "vitest";
import { eInvoiceContract, type EInvoiceBench } from "../../delivery/einvoice.contract.ts";
import { movableClock } from "../../platform/index.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { openAccessPoint } from "./index.ts";

const sender = { scheme: "0192", id: "923456783" };
const receivers = {
  both: { scheme: "0192", id: "974760673" },
  invoicesOnly: { scheme: "0192", id: "987654325" },
  nobody: { scheme: "0192", id: "889640782" },
};
const deadline = (ms: number): AbortSignal => AbortSignal.timeout(ms);

const party = (name: string, endpoint: typeof sender) => ({
  endpoint,
  companyId: endpoint,
  legalName: name,
  address: { city: "Oslo", postCode: "0184", country: "NO" },
});

function document(kind: "invoice" | "creditNote", id: string): Uint8Array {
  const draft = {
    number: id.slice(-6),
    issuedOn: "2026-10-01",
    currency: "NOK",
    buyerReference: "REQ 1",
    seller: { ...party("Nordlys Tannklinikk AS", sender), vatNumber: "NO923456783MVA" },
    buyer: party("Havn Rederi AS", receivers.both),
    lines: [{ quantity: decimal("1"), price: decimal("1200"), name: "Helsetjeneste etter avtale", vat: exempt }],
  };
  const credits = [{ number: "1", issuedOn: "2026-09-01" }];
  return serialise(
    kind === "creditNote"
      ? buildCreditNote({ ...draft, credits })
      : buildInvoice({ ...draft, dueOn: "2026-10-15", payments: [kidPayment("86011117947", "1047112601018")] }),
  );
}

async function openBench(): Promise<EInvoiceBench & { readonly simulator: AccessPoint; readonly url: string }> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createAccessPoint({
    participants: { "0192:974760673": ["invoice", "creditNote"], "0192:987654325": ["invoice"] },
    webhookUrl: "https://pay.example.test/hooks/access-point",
    settings: { deliverAfterSeconds: 3_600 },
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createAccessPointServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch,
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline,
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const told = async (id: string, state: Parameters<AccessPoint["tell"]>[1]) => {
    if (!simulator.tell(id, state)) throw new Error("The access point has no such document");
    await simulator.settle();
  };
  return {
    channel: openAccessPoint({
      baseUrl: url,
      key: demoAccess.key,
      webhookSecrets: ["old", demoAccess.webhookSecret],
      reach,
    }),
    carried: async () => simulator.documents().map(({ id }) => id),
    loseAnswers: (times) =>
      simulator.rules.replace(times === 0 ? [] : [{ on: "call", times, fault: { do: "drop", when: "after" } }]),
    goDown: (how) =>
      simulator.rules.replace([
        {
          on: "call",
          times: 99,
          fault: how === "silent" ? { do: "drop", when: "before" } : { do: "text", body: "<html>" },
        },
      ]),
    tell: told,
    answer: told,
    webhooks: async () => deliveries,
    receivers,
    sender,
    document,
    brokenDocument: (id) => {
      const xml = Buffer.from(document("invoice", id)).toString("utf8");
      return Buffer.from(xml.replace(/<cbc:BuyerReference>.*?<\/cbc:BuyerReference>/, ""));
    },
    received: async (id) => new Uint8Array(simulator.documents().find((each) => each.id === id)!.bytes),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    simulator,
    url,
  };
}

eInvoiceContract("The access point", openBench);

const message = {
  messageId: "01900000-0000-7000-8000-000000000001",
  kind: "invoice",
  sender,
  receiver: receivers.both,
  xml: document("invoice", "000001"),
} as const;
const clock = movableClock(Temporal.Instant.fromEpochMilliseconds(0));
const scripted = (answer: Response) =>
  openAccessPoint({
    baseUrl: "https://ap.example.test",
    key: "key",
    webhookSecrets: [],
    reach: { fetch: async () => answer, clock, deadline },
  });

describe("SEC-44 answers of the access point", () => {
  test.each([
    [new Response("", { status: 401 }), "refused", "setUp"],
    [new Response("", { status: 429 }), "refused", "tryLater"],
    [new Response("", { status: 400 }), "refused", "unexpected"],
    [new Response("", { status: 503 }), "unknown", undefined],
    [new Response("", { status: 302, headers: { location: "https://elsewhere.example.test" } }), "unknown", undefined],
    [new Response("x".repeat(1024 * 1024 + 1)), "unknown", undefined],
    [Response.json({ results: [] }), "unknown", undefined],
    [Response.json({ results: [{ id: message.messageId, status: "accepted" }] }), "unknown", undefined],
    [Response.json({ results: [{ id: message.messageId, status: "perhaps", reference: "1" }] }), "unknown", undefined],
    [Response.json({ results: [{ id: message.messageId, status: "refused", code: "MOON" }] }), "refused", "unexpected"],
  ])("%#: %s means %s %s", async (response, outcome, reason) => {
    const [answer] = await scripted(response).handOver([message]);
    expect(answer).toMatchObject({
      messageId: message.messageId,
      outcome,
      ...(reason === undefined ? {} : { reason }),
    });
  });

  test("a refused document names the rule; one of somebody else in the register is no answer", async () => {
    const results = [{ id: message.messageId, status: "refused", code: "DOCUMENT_INVALID", rule: "BR-16" }];
    expect(await scripted(Response.json({ results })).handOver([message])).toMatchObject([
      { reason: "contentRefused", partnerCode: "BR-16" },
    ]);
    const another = Response.json({ participant: "0192:987654325", documents: ["invoice"] });
    expect(await scripted(another).takes(receivers.both, "invoice")).toBeNull();
  });

  test.each(["http://ap.example.test", "https://ap.example.test/path"])("%s is no address for a key", (baseUrl) => {
    expect(() =>
      openAccessPoint({ baseUrl, key: "key", webhookSecrets: [], reach: { fetch, clock, deadline } }),
    ).toThrow("address");
  });
});

describe("S0-02 the network on a bad day", () => {
  const opened = async () => {
    const bench = await openBench();
    onTestFinished(() => bench.close());
    return bench;
  };

  test("another document under a known id is not taken for the first", async () => {
    const { channel } = await opened();
    await channel.handOver([message]);
    const other = { ...message, xml: document("invoice", "000002") };
    expect(await channel.handOver([other])).toMatchObject([{ outcome: "refused", partnerCode: "ID_REUSED" }]);
  });

  test("a wrongly signed report is not believed; a missed, late or doubled one comes out right", async () => {
    const { channel, simulator, webhooks } = await opened();
    simulator.rules.replace([
      { on: "webhook", match: { state: "delivered" }, fault: { do: "badSignature" } },
      { on: "webhook", match: { state: "businessRejected" }, fault: { do: "duplicate", copies: 1 } },
    ]);
    await channel.handOver([message]);
    simulator.tell(message.messageId, "delivered");
    simulator.tell(message.messageId, "businessRejected", "PER");
    await simulator.settle();
    const verdicts = (await webhooks()).map((delivery) => channel.verifyWebhook(delivery));
    expect(verdicts.map((each) => each.verified)).toEqual([false, true, true]);
    const reports = await channel.reportsOf([message.messageId]);
    expect(reports.map(({ state, partnerCode }) => [state, partnerCode])).toEqual([
      ["delivered", null],
      ["businessRejected", "PER"],
    ]);
  });

  test("the receiver's page shows the document in words, without a script", async () => {
    const { channel, url } = await opened();
    await channel.handOver([message]);
    const shown = await fetch(`${url}/_control/documents/${message.messageId}`);
    const text = await shown.text();
    expect(text).toContain("Helsetjeneste etter avtale");
    expect(text).toContain("Havn Rederi AS");
    expect(text).not.toContain("<script");
  });
});
