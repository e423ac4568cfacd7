import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createNetsServer,
  createNetsSimulator,
  demoAccount,
  otherAccount,
  type InvoiceIn,
  type Rule,
} from "./index.ts";
import { pauseAfter } from "./pushes.ts";

const pdf = Buffer.from("%PDF-1.7\n%%EOF\n");
const invoice = (messageIdentifier: string, change: Partial<InvoiceIn> = {}): InvoiceIn => ({
  messageIdentifier,
  issuer: "923456783",
  brand: "Eksempel Tannklinikk",
  efakturaIdentifier: "1000000001",
  account: "86011117947",
  kid: "1047112601018",
  amountMinor: 124_500n,
  dueOn: "2026-10-19",
  issuedOn: "2026-10-05",
  invoiceNumber: "260101",
  paidBy: "payer",
  pdf: pdf.toString("base64"),
  pdfSha256: createHash("sha256").update(pdf).digest("hex"),
  ...change,
});

/** Amounts are integers in JSON. */
const inJson = (body: unknown): string =>
  JSON.stringify(body, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value));

function openDesk() {
  const caught: string[] = [];
  const desk = {
    answerWith: 200,
    caught,
    simulator: createNetsSimulator({
      webhookUrl: "https://pay.example.test/hooks/efaktura",
      post: async (_url, _headers, body): Promise<number> => {
        caught.push(body);
        return desk.answerWith;
      },
    }),
    call: async (method: string, path: string, body: unknown, key: string = demoAccount.key) => {
      const headers = { authorization: `Bearer ${key}` };
      const outcome = await desk.simulator.call({ method, path, headers, body: Buffer.from(inJson(body)) });
      return outcome?.kind === "answer"
        ? { status: outcome.answer.status, json: JSON.parse(outcome.answer.body) as unknown }
        : outcome;
    },
    add: (consignmentId: string, ...invoices: readonly InvoiceIn[]) =>
      desk.call("POST", "/v1/consignments", { consignmentId, invoices }),
    cancel: (id: string, key?: string) => desk.call("POST", `/v1/invoices/${id}/cancel`, {}, key),
    find: (facts: unknown) => desk.call("POST", "/v1/identifiers", facts),
    states: () => caught.flatMap((body) => (JSON.parse(body) as { events: { state: string }[] }).events),
  };
  return desk;
}

describe("S0-01 looking a consumer up", () => {
  const kari = { name: "Eksempel, Kari", phone: "+4790000001" };

  test.each([
    [kari, { efakturaIdentifier: "1000000001", acceptance: "yes", yesToAll: true }],
    [{ email: "KARI@example.test", birthDate: "1984-03-02" }, { efakturaIdentifier: "1000000001" }],
    [{ name: "kari eksempel", address: { line1: "storgata 1", postCode: "0155" } }, { acceptance: "yes" }],
    [{ name: "Nils Tvilling", birthDate: "1980-01-01" }, { efakturaIdentifier: "1000000006" }],
    [
      { name: "Åse Bjørnson-Østby", phone: "+4790000003" },
      { acceptance: "perIssuer", yesToAll: false },
    ],
    [{ name: "Åse Bjørnson-Østby", phone: "+4790000003", issuer: "923456783" }, { acceptance: "no" }],
    [{ name: "Per Uvillig", phone: "+4790000004" }, { acceptance: "no" }],
  ])("%j finds %j", async (facts, found) => {
    expect(await openDesk().find(facts)).toMatchObject({ status: 200, json: found });
  });

  test.each([
    [{ ...kari, phone: "+4790000002" }, 404],
    [{ name: "Nils Tvilling", address: { line1: "Tvillingveien 1", postCode: "0155" } }, 404],
    [{ name: "Kari Eksempel" }, 422],
    [{ ...kari, socialSecurityNumber: "01818010083" }, 400],
  ])("%j is answered %i", async (facts, status) => {
    expect(await openDesk().find(facts)).toMatchObject({ status });
  });
});

describe("consignments", () => {
  test("taken once: the same id again is 209, whatever it holds, and its results can be asked for", async () => {
    const desk = openDesk();
    const results = [{ messageIdentifier: "inv-1", status: "accepted", reference: "E000000001" }];
    expect(await desk.add("c1", invoice("inv-1"))).toEqual({ status: 200, json: { consignmentId: "c1", results } });
    expect(await desk.add("c1", invoice("inv-2"))).toEqual({ status: 200, json: { consignmentId: "c1", code: "209" } });
    expect(await desk.call("GET", "/v1/consignments/c1", {})).toMatchObject({ json: { results } });
    expect(await desk.call("GET", "/v1/consignments/c1", {}, otherAccount.key)).toMatchObject({ status: 404 });
    expect(await desk.add("c2", invoice("inv-1"))).toMatchObject({ json: { results } });
    expect(desk.simulator.invoices()).toHaveLength(1);
  });

  test.each<[Partial<InvoiceIn>, string]>([
    [{ efakturaReference: "104711" }, "5003"],
    [{ efakturaIdentifier: undefined }, "5003"],
    [{ efakturaIdentifier: "9" }, "CONSUMER_UNKNOWN"],
    [{ efakturaIdentifier: "1000000003" }, "NOT_ACCEPTED"],
    [{ account: "86011117948" }, "ACCOUNT_INVALID"],
    [{ kid: "12A4566" }, "KID_INVALID"],
    [{ amountMinor: 0n }, "AMOUNT_INVALID"],
    [{ dueOn: "2026-10-04" }, "DATE_INVALID"],
    [{ pdfSha256: "0".repeat(64) }, "FILE_DAMAGED"],
  ])("%o is turned away alone: %s", async (change, code) => {
    expect(await openDesk().add("c1", invoice("inv-1"), invoice("inv-2", change))).toMatchObject({
      json: { results: [{ status: "accepted" }, { status: "rejected", code }] },
    });
  });

  test.each([
    ["an id of 41 characters", { consignmentId: "c".repeat(41), invoices: [invoice("inv-1")] }],
    ["a message identifier of 4", { consignmentId: "c1", invoices: [invoice("inv1")] }],
    ["none", { consignmentId: "c1", invoices: [] }],
  ])("%s is not what is taken", async (_what, body) => {
    expect(await openDesk().call("POST", "/v1/consignments", body)).toMatchObject({ status: 400 });
  });

  test("a wrong key gets nothing in", async () => {
    const desk = openDesk();
    expect(await desk.call("POST", "/v1/consignments", {}, "wrong")).toMatchObject({ status: 401 });
  });
});

test("taking back: done, 5006 twice, 5004 unknown, 5005 paid, 5008 another's", async () => {
  const desk = openDesk();
  await desk.add("c1", invoice("inv-1"), invoice("inv-2"));
  await desk.simulator.advance(300_000);
  desk.simulator.pay(desk.simulator.invoice("inv-2")!);
  expect(await desk.cancel("inv-1")).toMatchObject({ status: 200, json: { status: "cancelled" } });
  await desk.simulator.settle();
  expect(await desk.cancel("inv-1")).toMatchObject({ status: 409, json: { code: "5006", reference: "E000000001" } });
  expect(await desk.cancel("inv-2")).toMatchObject({ status: 409, json: { code: "5005" } });
  expect(await desk.cancel("inv-3")).toMatchObject({ status: 404, json: { code: "5004" } });
  expect(await desk.cancel("inv-2", otherAccount.key)).toMatchObject({ status: 403, json: { code: "5008" } });
  expect(desk.states().map(({ state }) => state)).toEqual(["DELIVERED", "DELIVERED", "CANCELLED"]);
});

describe("misbehaviour", () => {
  const told = async (fault: Extract<Rule, { on: "event" }>["fault"]) => {
    const desk = openDesk();
    desk.simulator.rules.replace([
      { on: "invoice", fault: { do: "reject", code: "BANK_LEFT", afterSeconds: 3_600 } },
      { on: "event", match: { state: "DELIVERED" }, fault },
    ]);
    await desk.add("c1", invoice("inv-1"));
    await desk.simulator.advance(12 * 3_600_000);
    return desk.states().map(({ state }) => state);
  };

  test("withheld, duplicated, late and overtaken", async () => {
    expect(await told({ do: "withhold" })).toEqual(["REJECTED"]);
    expect(await told({ do: "duplicate", copies: 1 })).toEqual(["DELIVERED", "DELIVERED", "REJECTED"]);
    expect(await told({ do: "late", seconds: 36_000 })).toEqual(["REJECTED", "DELIVERED"]);
    expect(await told({ do: "afterNext" })).toEqual(["REJECTED", "DELIVERED"]);
  });

  test("tried again for three days", async () => {
    const desk = openDesk();
    desk.answerWith = 503;
    await desk.add("c1", invoice("inv-1"));
    await desk.simulator.advance(4 * 86_400_000);
    expect(desk.simulator.pushes().map(({ state }) => state)).toEqual(["givenUp"]);
    expect([1, 2, 3, 9].map(pauseAfter)).toEqual([60_000, 600_000, 3_600_000, 3_600_000]);
  });
});

test("S0-04 for a person: the net bank with the document, paying once, saying no, and the line for the bank", async () => {
  const desk = openDesk();
  const server = createNetsServer(desk.simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = async (): Promise<string> => (await fetch(`${url}/bank/1000000001`)).text();
  const post = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });

  await desk.add("c1", invoice("inv-1", { brand: "<b>Klinikk</b>" }), invoice("inv-2", { paidBy: "avtaleGiro" }));
  expect(await page()).toContain("Ingen fakturaer");
  await desk.simulator.advance(300_000);
  expect(await page()).toContain("&lt;b&gt;Klinikk&lt;/b&gt;");
  expect(await page()).toContain("Trekkes med AvtaleGiro 2026-10-19");
  const file = await fetch(`${url}/bank/1000000001/E000000001.pdf`);
  expect(Buffer.from(await file.arrayBuffer()).equals(pdf)).toBe(true);
  expect((await fetch(`${url}/bank/1000000002/E000000001.pdf`)).status).toBe(404);

  expect((await post("/bank/1000000001/pay", { reference: "E000000001" })).status).toBe(303);
  expect((await post("/bank/1000000001/pay", { reference: "E000000001" })).status).toBe(409);
  expect((await post("/bank/1000000001/pay", { reference: "E000000002" })).status).toBe(409);
  expect(await page()).toContain("Betalt 2026-10-01");
  expect(await (await fetch(`${url}/_control/payments`)).json()).toEqual([
    {
      do: "deposit",
      kind: "giro",
      account: "86011117947",
      kid: "1047112601018",
      amountMinor: 124_500,
      on: "2026-10-01",
      payerName: "Kari Eksempel",
    },
  ]);

  await post("/bank/1000000001/consent", { consent: "none" });
  expect(await desk.add("c2", invoice("inv-3"))).toMatchObject({ json: { results: [{ code: "NOT_ACCEPTED" }] } });
  await post("/bank/1000000001/issuer", { issuer: "923456783", say: "no" });
  expect(await desk.add("c3", invoice("inv-4"))).toMatchObject({ json: { results: [{ code: "ISSUER_BLOCKED" }] } });
  expect(await (await fetch(`${url}/_control`)).text()).toContain("eFaktura simulator");
});
