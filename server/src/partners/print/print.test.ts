import { createHash, createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createPrintServer, createPrintSimulator, demoAccount, type PrintSimulator } from "@kvitt/simulator-print";
import { describe, expect, onTestFinished, test } from "vitest";
import type { PrintMessage } from "../../delivery/ports.ts";
import { printContract, type PrintBench } from "../../delivery/print.contract.ts";
import { movableClock } from "../../platform/index.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { openPrint } from "./index.ts";
import { zipOf } from "./upload.ts";

const hook = "https://pay.example.test/hooks/print";
const secret: string = demoAccount.webhookSecret;
const deadline = (ms: number): AbortSignal => AbortSignal.timeout(ms);

async function openBench(): Promise<PrintBench & { readonly simulator: PrintSimulator }> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createPrintSimulator({
    webhookUrl: hook,
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createPrintServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch,
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline,
  };
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    channel: openPrint({ baseUrl, key: demoAccount.key, webhookSecrets: ["the old one", secret], reach }),
    carried: async () => simulator.letters().map(({ id }) => id),
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
      simulator.act(id, state === "delivered" ? "POSTED" : "RETURNED");
      await simulator.settle();
    },
    webhooks: async () => deliveries,
    letter: async (id) => {
      const { receiver, pages, pdf } = simulator.letters().find((one) => one.id === id)!;
      const { name, line2 = null, ...address } = receiver;
      return { receiverName: name, address: { ...address, line2 }, pages, pdf };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    simulator,
  };
}

printContract("The print service", openBench);

const pdf = (text: string): Uint8Array => new TextEncoder().encode(text);
const letter: PrintMessage = {
  messageId: "01900000-0000-7000-8000-000000000001",
  receiverName: "Ola Nordmann",
  address: { line1: "Storgata 1", line2: "Oppgang B", postCode: "0155", city: "Oslo", country: "NO" },
  pdf: pdf("%PDF-1.7\n<< /Type /Page >>\n%%EOF\n"),
  pages: 1,
  postage: "priority",
};
const handOne = async (change: Partial<PrintMessage>) => {
  const bench = await openBench();
  onTestFinished(() => bench.close());
  return (await bench.channel.handOver([{ ...letter, ...change }]))[0];
};

describe("S1-04 what the print service turns away", () => {
  test.each([
    ["no postcode", { address: { ...letter.address, postCode: " " } }, "addressInvalid", null],
    ["no name", { receiverName: "" }, "addressInvalid", null],
    [
      "a line break in the street",
      { address: { ...letter.address, line1: "Storgata 1\n0001 Annet" } },
      "addressInvalid",
      null,
    ],
    [
      "a Swedish code in Norway",
      { address: { ...letter.address, postCode: "111 22" } },
      "addressInvalid",
      "POST_CODE_INVALID",
    ],
    [
      "a country it does not serve",
      { address: { ...letter.address, country: "AQ" } },
      "addressInvalid",
      "COUNTRY_NOT_SERVED",
    ],
    ["no PDF", { pdf: pdf("<html>") }, "contentRefused", null],
    ["no pages", { pages: 0 }, "contentRefused", null],
    ["a PDF cut short", { pdf: pdf("%PDF-1.7\n<< /Type /Page >>") }, "contentRefused", "PDF_UNREADABLE"],
    ["another number of pages", { pages: 2 }, "contentRefused", "PAGES_DIFFER"],
    ["a book", { pages: 41, pdf: pdf("%PDF-1.7\n%%EOF") }, "contentRefused", "TOO_MANY_PAGES"],
  ])("%s", async (_what, change, reason, partnerCode) => {
    expect(await handOne(change)).toEqual({ messageId: letter.messageId, outcome: "refused", reason, partnerCode });
  });

  test("the same id with another letter is never printed over the first", async () => {
    const bench = await openBench();
    onTestFinished(() => bench.close());
    await bench.channel.handOver([letter]);
    const other = { ...letter, pdf: pdf("%PDF-1.7 other\n%%EOF") };
    expect(await bench.channel.handOver([other])).toMatchObject([{ outcome: "refused", partnerCode: "ID_CONFLICT" }]);
  });
});

describe("T-13 what becomes of a letter", () => {
  test("printed, posted, and ten days later back: moved", async () => {
    const bench = await openBench();
    onTestFinished(() => bench.close());
    const { channel, simulator } = bench;
    simulator.rules.replace([{ on: "letter", fault: { do: "return", code: "MOVED", afterSeconds: 864_000 } }]);
    await channel.handOver([letter]);
    await simulator.advance(11 * 86_400_000);
    const verdicts = (await bench.webhooks()).map((delivery) => {
      const [seconds] = [String(delivery.headers["x-print-timestamp"])];
      const clock = movableClock(Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000));
      const then = openPrint({
        baseUrl: "https://print.example.test",
        key: "k",
        webhookSecrets: [secret],
        reach: { fetch, clock, deadline },
      });
      return then.verifyWebhook(delivery);
    });
    const reports = verdicts.flatMap((verdict) => (verdict.verified ? verdict.reports : []));
    expect(reports.map(({ state, reason, partnerCode, at }) => [state, reason, partnerCode, at.toString()])).toEqual([
      ["accepted", null, null, "2026-10-01T09:00:00Z"],
      ["delivered", null, null, "2026-10-01T14:00:00Z"],
      ["undelivered", "addressInvalid", "MOVED", "2026-10-11T14:00:00Z"],
    ]);
    expect(new Set(reports.map(({ eventId }) => eventId)).size).toBe(3);
  });
});

describe("SEC-40 and SEC-44 the print service's wire", () => {
  const body = JSON.stringify({ events: [{ eventId: "e1", id: "m1", state: "POSTED", at: "2026-10-01T08:00:00Z" }] });
  const open = (secrets: readonly string[], answer: Reach["fetch"] = fetch) => {
    const clock = movableClock(Temporal.Instant.fromEpochMilliseconds(1_000_000_000));
    return openPrint({
      baseUrl: "https://print.example.test",
      key: "k",
      webhookSecrets: secrets,
      reach: { fetch: answer, clock, deadline },
    });
  };
  const signed = (seconds: number, key: string): WebhookDelivery => ({
    raw: new TextEncoder().encode(body),
    headers: {
      "x-print-timestamp": String(seconds),
      "x-print-signature": `sha256=${createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex")}`,
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

  test.each([
    [new Response("", { status: 401 }), { outcome: "refused", reason: "setUp" }],
    [new Response("", { status: 429 }), { outcome: "refused", reason: "tryLater" }],
    [new Response("", { status: 502 }), { outcome: "unknown" }],
    [Response.json({ results: [] }), { outcome: "unknown" }],
    [
      Response.json({ results: [{ id: letter.messageId, status: "rejected", code: "MOON" }] }),
      { outcome: "refused", reason: "unexpected" },
    ],
  ])("%#: %s means %o", async (response, outcome) => {
    expect(await open([], async () => response).handOver([letter])).toMatchObject([outcome]);
  });

  test("the same letters are the same bytes", async () => {
    const hash = async () =>
      createHash("sha256")
        .update(await zipOf([letter]))
        .digest("hex");
    expect(await hash()).toBe(await hash());
  });
});
