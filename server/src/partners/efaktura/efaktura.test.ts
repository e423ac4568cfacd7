import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import {
  createNetsServer,
  createNetsSimulator,
  demoAccount,
  otherAccount,
  type NetsSimulator,
} from "@kvitt/simulator-nets";
import { describe, expect, onTestFinished, test } from "vitest";
import { efakturaContract, type EfakturaBench } from "../../delivery/efaktura.contract.ts";
import { movableClock } from "../../platform/index.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { openEfaktura, type EfakturaInvoice } from "./index.ts";

const hook = "https://pay.example.test/hooks/efaktura";
const deadline = (ms: number): AbortSignal => AbortSignal.timeout(ms);
const address = (line1: string) => ({ line1, line2: null, postCode: "0155", city: "Oslo", country: "NO" });

type Bench = EfakturaBench & { readonly simulator: NetsSimulator; readonly baseUrl: string; readonly reach: Reach };

async function openBench(): Promise<Bench> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createNetsSimulator({
    webhookUrl: hook,
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createNetsServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch,
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline,
  };
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret: string = demoAccount.webhookSecret;
  return {
    channel: openEfaktura({ baseUrl, key: demoAccount.key, webhookSecrets: ["the old one", secret], reach }),
    people: {
      willing: { name: "Eksempel, Kari", phone: "+4790000001", address: null },
      unwilling: { name: "Per Uvillig", phone: "+4790000004", address: null },
      twins: { name: "Nils Tvilling", phone: null, address: address("Tvillingveien 1") },
      stranger: { name: "Ukjent Person", phone: "+4799999999", address: null },
    },
    willingReference: "1000000001",
    carried: async () => simulator.invoices().map(({ messageIdentifier }) => messageIdentifier),
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
    tell: async (id, state) => {
      simulator.act(simulator.invoice(id)!, state === "delivered" ? "DELIVERED" : "REJECTED");
      await simulator.settle();
    },
    webhooks: async () => deliveries,
    seen: async (id) => {
      const { account, kid, amountMinor, dueOn, invoiceNumber, bytes } = simulator.invoice(id)!;
      return { account, kid, amountMinor, dueOn, invoiceNumber, pdf: Uint8Array.from(bytes) };
    },
    pay: async (id) => void simulator.pay(simulator.invoice(id)!),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    simulator,
    baseUrl,
    reach,
  };
}

efakturaContract("The eFaktura submitter", openBench);

const invoice: EfakturaInvoice = {
  messageId: "01900000-0000-7000-8000-000000000001",
  receiverReference: "1000000001",
  issuerOrganisationNumber: "923456783",
  brand: "Eksempel Tannklinikk",
  account: "86011117947",
  kid: "1047112601018",
  amountMinor: 124_500n,
  dueOn: "2026-10-19",
  issuedOn: "2026-10-05",
  invoiceNumber: "260101",
  pdf: new TextEncoder().encode("%PDF-1.7\n%%EOF\n"),
};
const opened = async (): Promise<Bench> => {
  const bench = await openBench();
  onTestFinished(() => bench.close());
  return bench;
};

describe("S1-04 what the submitter turns away", () => {
  test.each<[string, Partial<EfakturaInvoice>, string, string | null]>([
    ["an amount below nothing", { amountMinor: -1n }, "contentRefused", null],
    ["due before it was issued", { dueOn: "2026-10-04" }, "contentRefused", null],
    ["a KID of noughts", { kid: "0000" }, "contentRefused", null],
    ["no organisation number", { issuerOrganisationNumber: "" }, "contentRefused", null],
    ["no PDF", { pdf: new TextEncoder().encode("<html>") }, "contentRefused", null],
    ["a PDF cut short", { pdf: new TextEncoder().encode("%PDF-1.7\n") }, "contentRefused", "PDF_UNREADABLE"],
    ["an account whose last digit is wrong", { account: "86011117948" }, "contentRefused", "ACCOUNT_INVALID"],
    ["somebody who chooses issuers one by one", { receiverReference: "1000000003" }, "receiverUnknown", "NOT_ACCEPTED"],
    ["nobody", { receiverReference: "" }, "receiverUnknown", null],
  ])("%s", async (_what, change, reason, partnerCode) => {
    const { channel } = await opened();
    const refused = { messageId: invoice.messageId, outcome: "refused", reason, partnerCode };
    expect(await channel.handOver([{ ...invoice, ...change }])).toEqual([refused]);
  });

  test("an issuer that the consumer blocked is refused for good", async () => {
    const { channel, simulator } = await opened();
    simulator.consumers[0]!.blocked.add("923456783");
    expect(await channel.handOver([invoice])).toMatchObject([{ reason: "receiverRefuses" }]);
  });

  test("the same id with another amount never takes the first one's place", async () => {
    const { channel, seen } = await opened();
    await channel.handOver([invoice]);
    expect(await channel.handOver([{ ...invoice, amountMinor: 1n }])).toMatchObject([
      { outcome: "refused", reason: "unexpected", partnerCode: "MESSAGE_CONFLICT" },
    ]);
    expect((await seen(invoice.messageId)).amountMinor).toBe(124_500n);
  });
});

describe("S0-01 in the net bank", () => {
  test("what AvtaleGiro draws is not to be paid; else a payment reaches nobody but the bank", async () => {
    const { channel, simulator } = await opened();
    const other = { ...invoice, messageId: "01900000-0000-7000-8000-000000000002" };
    await channel.handOver([{ ...invoice, paidByDirectDebit: true }, other]);
    await simulator.advance(300_000);
    expect(simulator.pay(simulator.invoice(invoice.messageId)!)).toBe(false);
    expect(simulator.pay(simulator.invoice(other.messageId)!)).toBe(true);
    expect(simulator.payments()).toEqual([
      {
        account: "86011117947",
        kid: "1047112601018",
        amountMinor: 124_500n,
        on: "2026-10-01",
        payerName: "Kari Eksempel",
      },
    ]);
    expect((await channel.reportsOf([other.messageId])).map(({ state }) => state)).toEqual(["delivered"]);
  });

  test("another submitter's invoice is not ours to take back; what was taken back is no failed delivery", async () => {
    const { channel, simulator, baseUrl, reach, webhooks } = await opened();
    const others = openEfaktura({ baseUrl, key: otherAccount.key, webhookSecrets: [], reach });
    await channel.handOver([invoice]);
    expect(await others.cancel(invoice.messageId)).toMatchObject({ reason: "setUp", partnerCode: "5008" });
    await channel.cancel(invoice.messageId);
    await simulator.settle();
    const verdicts = (await webhooks()).map((delivery) => channel.verifyWebhook(delivery));
    expect(verdicts).toEqual([{ verified: true, reports: [] }]);
  });
});

describe("SEC-55 the look-up", () => {
  const asked = async (facts: Parameters<EfakturaBench["channel"]["findReceiver"]>[0]): Promise<string[]> => {
    const bodies: string[] = [];
    const reach: Reach = {
      fetch: async (_url, init) => {
        bodies.push(init.body as string);
        return Response.json({}, { status: 404 });
      },
      clock: movableClock(Temporal.Instant.fromEpochMilliseconds(0)),
      deadline,
    };
    const channel = openEfaktura({ baseUrl: "https://efaktura.example.test", key: "k", webhookSecrets: [], reach });
    expect(await channel.findReceiver(facts)).toBeNull();
    return bodies;
  };

  test("says a name with a telephone, or with an address, and nothing more", async () => {
    const facts = { name: "Ola Nordmann", phone: "+4790000002", address: address("Storgata 2") };
    expect(await asked(facts)).toEqual(['{"name":"Ola Nordmann","phone":"+4790000002"}']);
    expect(await asked({ ...facts, phone: null })).toEqual([
      '{"name":"Ola Nordmann","address":{"line1":"Storgata 2","postCode":"0155"}}',
    ]);
  });

  test.each(["Ola 01818010083", "Ola 018180 10083"])("never says an identity number: %s", async (name) => {
    expect(await asked({ name, phone: "+4790000002", address: null })).toEqual([]);
  });
});

describe("SEC-40 and SEC-44 the submitter's wire", () => {
  const open = (secrets: readonly string[], answer: Reach["fetch"] = fetch) => {
    const clock = movableClock(Temporal.Instant.fromEpochMilliseconds(1_000_000_000));
    const reach = { fetch: answer, clock, deadline };
    return openEfaktura({ baseUrl: "https://efaktura.example.test", key: "k", webhookSecrets: secrets, reach });
  };
  const body = JSON.stringify({
    events: [{ eventId: "e1", messageIdentifier: "m1", state: "MOON", at: "2026-10-01T08:00:00Z" }],
  });
  const signed = (seconds: number, key: string): WebhookDelivery => ({
    raw: new TextEncoder().encode(body),
    headers: {
      "x-efaktura-timestamp": String(seconds),
      "x-efaktura-signature": `sha256=${createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex")}`,
    },
  });

  test.each([
    [1_000_000 - 300, "new", true],
    [1_000_000 - 301, "new", false],
    [1_000_000 + 300, "old", true],
    [1_000_000 + 301, "old", false],
    [1_000_000, "other", false],
  ])("signed at second %i with the %s secret: believed %s", (seconds, key, verified) => {
    expect(open(["old", "new"]).verifyWebhook(signed(seconds, key)).verified).toBe(verified);
  });

  test("a state nobody has heard of says only that they have it", () => {
    expect(open(["new"]).verifyWebhook(signed(1_000_000, "new"))).toMatchObject({ reports: [{ state: "accepted" }] });
  });

  test.each([
    [new Response("", { status: 401 }), { outcome: "refused", reason: "setUp" }],
    [new Response("", { status: 429 }), { outcome: "refused", reason: "tryLater" }],
    [new Response("", { status: 422 }), { outcome: "refused", reason: "unexpected", partnerCode: "422" }],
    [new Response("", { status: 302 }), { outcome: "unknown" }],
    [new Response("", { status: 502 }), { outcome: "unknown" }],
    [Response.json({ results: [] }), { outcome: "unknown" }],
    [
      Response.json({ results: [{ messageIdentifier: invoice.messageId, status: "rejected", code: "5003" }] }),
      { outcome: "refused", reason: "unexpected", partnerCode: "5003" },
    ],
  ])("%#: %s means %o", async (response, outcome) => {
    expect(await open([], async () => response).handOver([invoice])).toMatchObject([outcome]);
  });
});
