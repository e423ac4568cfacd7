import { X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createAuthority } from "./certificates.ts";
import { createSwishServer } from "./http.ts";
import { createSwishSimulator, type SwishSimulator } from "./simulator.ts";

const api = "/swish-cpcapi/api";
const id = "11A86BE70EA346E4B1C39C874173F088";
const other = "22A86BE70EA346E4B1C39C874173F088";
const phone = "46701234567";
const wish = {
  payeePaymentReference: "10024586",
  callbackUrl: "https://pay.example.test/hooks/swish",
  payeeAlias: "1234679304",
  amount: "1250.00",
  currency: "SEK",
  message: "Faktura 100245",
  callbackIdentifier: id,
};

type Said = { readonly status: number; readonly headers: Headers; readonly json: unknown };
type Desk = {
  readonly simulator: SwishSimulator;
  readonly base: string;
  readonly caught: { readonly headers: Readonly<Record<string, string>>; readonly body: string }[];
  readonly call: (method: string, path: string, body?: unknown, type?: string) => Promise<Said>;
  answerWith: number;
};

async function opened(): Promise<Desk> {
  const caught: Desk["caught"] = [];
  const simulator = createSwishSimulator({
    post: async (_url, headers, body) => {
      caught.push({ headers, body });
      return desk.answerWith;
    },
  });
  const server = createSwishServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call: Desk["call"] = async (method, path, body, type = "application/json") => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": type } };
    const answer = await fetch(`${base}${path}`, { method, redirect: "manual", ...sent });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      json: text.startsWith("{") || text.startsWith("[") ? (JSON.parse(text) as unknown) : text,
    };
  };
  const desk: Desk = { simulator, base, caught, call, answerWith: 200 };
  return desk;
}

const put = `${api}/v2/paymentrequests`;
const get = `${api}/v1/paymentrequests`;
const patch = [{ op: "replace", path: "/status", value: "cancelled" }];

describe("a request", () => {
  test("201, where it is, and the token that opens the app; then as GET shows it", async () => {
    const desk = await opened();
    const made = await desk.call("PUT", `${put}/${id}`, wish);
    expect([made.status, made.headers.get("location")]).toEqual([201, `${desk.base}${get}/${id}`]);
    expect(made.headers.get("paymentrequesttoken")).toMatch(/^[0-9a-f]{32}$/);
    const { json } = await desk.call("GET", `${get}/${id}`);
    expect(json).toMatchObject({
      id,
      status: "CREATED",
      amount: 1250,
      payeePaymentReference: "10024586",
      errorCode: null,
      paymentReference: null,
    });
    const pushed = await desk.call("PUT", `${put}/${other}`, { ...wish, payerAlias: phone });
    expect(pushed.headers.get("paymentrequesttoken")).toBeNull();
  });

  test.each([
    [{ payeePaymentReference: "a-b" }, "FF08"],
    [{ callbackUrl: "http://pay.example.test" }, "RP03"],
    [{ message: "<b>" }, "RP02"],
    [{ currency: "NOK" }, "AM03"],
    [{ amount: "1,00" }, "PA02"],
    [{ amount: "0.99" }, "AM06"],
    [{ amount: "1000000000000.00" }, "AM02"],
    [{ payerAlias: "12" }, "BE18"],
    [{ payerAlias: "46701230000" }, "ACMT03"],
    [{ payeeAlias: "" }, "RP01"],
  ])("%j: 422 %s", async (change, errorCode) => {
    const desk = await opened();
    const { status, json } = await desk.call("PUT", `${put}/${id}`, { ...wish, ...change });
    expect([status, json]).toMatchObject([422, [{ errorCode }]]);
  });

  test.each([
    [400, "an id that is none", `${put}/${id.toLowerCase()}`, wish, undefined],
    [400, "a field nobody knows", `${put}/${id}`, { ...wish, tip: 1 }, undefined],
    [403, "another's number", `${put}/${id}`, { ...wish, payeeAlias: "1230000000" }, undefined],
    [415, "another type", `${put}/${id}`, wish, "text/plain"],
  ])("%i for %s", async (status, _what, path, body, type) => {
    expect((await (await opened()).call("PUT", path, body, type)).status).toBe(status);
  });

  test("the id is taken once, and a payer has one open request", async () => {
    const desk = await opened();
    await desk.call("PUT", `${put}/${id}`, { ...wish, payerAlias: phone });
    expect((await desk.call("PUT", `${put}/${id}`, wish)).json).toMatchObject([{ errorCode: "RP09" }]);
    expect((await desk.call("PUT", `${put}/${other}`, { ...wish, payerAlias: phone })).json).toMatchObject([
      { errorCode: "RP06" },
    ]);
  });

  test("it dies after three minutes, and what has ended cannot be cancelled", async () => {
    const desk = await opened();
    await desk.call("PUT", `${put}/${id}`, wish);
    await desk.simulator.advance(179_999);
    expect((await desk.call("GET", `${get}/${id}`)).json).toMatchObject({ status: "CREATED" });
    await desk.simulator.advance(1);
    expect((await desk.call("GET", `${get}/${id}`)).json).toMatchObject({ status: "ERROR", errorCode: "TM01" });
    expect((await desk.call("PATCH", `${get}/${id}`, patch, "application/json-patch+json")).status).toBe(422);
    expect((await desk.call("PATCH", `${get}/${id}`, patch)).status).toBe(415);
  });
});

describe("a refund", () => {
  const refund = (reference: string, amount: string) => ({
    originalPaymentReference: reference,
    callbackUrl: wish.callbackUrl,
    payerAlias: wish.payeeAlias,
    amount,
    currency: "SEK",
  });
  async function paid(): Promise<Desk & { readonly reference: string }> {
    const desk = await opened();
    await desk.call("PUT", `${put}/${id}`, wish);
    desk.simulator.act(desk.simulator.find({ id })!, "approve");
    return Object.assign(desk, { reference: desk.simulator.find({ id })!.paymentReference! });
  }

  test("leaves after a second and arrives after two; never more than was paid", async () => {
    const desk = await paid();
    expect((await desk.call("PUT", `${api}/v2/refunds/${other}`, refund(desk.reference, "250.50"))).status).toBe(201);
    for (const status of ["CREATED", "DEBITED", "PAID"]) {
      expect((await desk.call("GET", `${api}/v1/refunds/${other}`)).json).toMatchObject({ status, amount: 250.5 });
      await desk.simulator.advance(1_000);
    }
    const more = await desk.call("PUT", `${api}/v2/refunds/${id}`, refund(desk.reference, "999.51"));
    expect(more.json).toMatchObject([{ errorCode: "RF04" }]);
  });

  test("of nothing, of something old, under an id that is taken", async () => {
    const desk = await paid();
    expect((await desk.call("PUT", `${api}/v2/refunds/${other}`, refund("none", "1.00"))).json).toMatchObject([
      { errorCode: "RF03" },
    ]);
    await desk.call("PUT", `${api}/v2/refunds/${other}`, refund(desk.reference, "1.00"));
    expect((await desk.call("PUT", `${api}/v2/refunds/${other}`, refund(desk.reference, "1.00"))).json).toMatchObject([
      { errorCode: "RP09" },
    ]);
    await desk.simulator.advance(400 * 86_400_000);
    expect((await desk.call("PUT", `${api}/v2/refunds/${id}`, refund(desk.reference, "1.00"))).json).toMatchObject([
      { errorCode: "RF02" },
    ]);
  });
});

describe("the payer's pages", () => {
  const form = (fields: Record<string, string>): RequestInit => ({
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields),
  });

  test("the app is opened by address or code, and leads back", async () => {
    const desk = await opened();
    await desk.call("PUT", `${put}/${id}`, wish);
    const token = desk.simulator.find({ id })!.token!;
    const back = "https://pay.example.test/r/6kP2s";
    const page = await (await fetch(`${desk.base}/app?token=D${token}&callbackurl=${encodeURIComponent(back)}`)).text();
    expect(page).toContain("Fjordsmil tandklinik");
    expect(page).toMatch(/1\s250,00/);
    const answer = await fetch(`${desk.base}/app`, form({ token, callbackurl: back, act: "approve" }));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, back]);
    expect(desk.simulator.find({ id })!.status).toBe("PAID");
    const nowhere = await fetch(
      `${desk.base}/app`,
      form({ token, callbackurl: "javascript:alert(1)", act: "approve" }),
    );
    expect(nowhere.headers.get("location")).toBe(`/app?token=${token}`);
    expect((await fetch(`${desk.base}/app?token=none`)).status).toBe(404);
  });

  test("the phone shows what waits; another's phone cannot say yes", async () => {
    const desk = await opened();
    await desk.call("PUT", `${put}/${id}`, { ...wish, payerAlias: phone });
    expect(await (await fetch(`${desk.base}/phone/${phone}`)).text()).toContain("Faktura 100245");
    expect((await fetch(`${desk.base}/phone/46709999999/${id}`, form({ act: "approve" }))).status).toBe(404);
    await fetch(`${desk.base}/phone/${phone}/${id}`, form({ act: "decline" }));
    expect(desk.simulator.find({ id })!.status).toBe("DECLINED");
  });
});

describe("callbacks", () => {
  test("carry the identifier and no signature; ten tries at most", async () => {
    const desk = await opened();
    desk.answerWith = 500;
    await desk.call("PUT", `${put}/${id}`, wish);
    desk.simulator.act(desk.simulator.find({ id })!, "approve");
    await desk.simulator.advance(3_600_000);
    expect(desk.caught).toHaveLength(10);
    expect(desk.caught[0]!.headers).toEqual({ "content-type": "application/json", callbackidentifier: id });
    expect(JSON.parse(desk.caught[0]!.body)).toMatchObject({ id, status: "PAID" });
    expect(desk.simulator.deliveries()[0]!.state).toBe("givenUp");
  });
});

describe("the controls", () => {
  test("clock, rules, acts, and the page with all of them", async () => {
    const desk = await opened();
    await desk.call("PUT", `${put}/${id}`, wish);
    expect((await desk.call("POST", "/_control/clock", { advanceSeconds: 1 })).json).toEqual({
      now: "2026-10-01T08:00:01.000Z",
    });
    const rules = [
      { on: "call", match: { operation: "getPayment" }, fault: { do: "fail", status: 503, when: "before" } },
    ];
    expect((await desk.call("POST", "/_control/rules", rules)).status).toBe(200);
    expect((await desk.call("GET", `${get}/${id}`)).status).toBe(503);
    expect((await desk.call("POST", "/_control/rules", [{ on: "call", fault: { do: "explode" } }])).status).toBe(400);
    expect((await desk.call("POST", `/_control/payments/${id}/approve`, {})).json).toMatchObject({
      status: "PAID",
      refunds: [],
    });
    expect((await desk.call("POST", `/_control/payments/${id}/decline`, {})).status).toBe(409);
    expect(String((await desk.call("GET", "/_control")).json)).toContain(id);
  });
});

test("certificates are signed by their authority and by no other", () => {
  const authority = createAuthority();
  const issued = new X509Certificate(authority.issue("1234679304").cert);
  expect(issued.verify(new X509Certificate(authority.cert).publicKey)).toBe(true);
  expect(issued.verify(new X509Certificate(createAuthority().cert).publicKey)).toBe(false);
  expect([issued.subject, issued.ca, new X509Certificate(authority.cert).ca]).toEqual(["CN=1234679304", false, true]);
});
