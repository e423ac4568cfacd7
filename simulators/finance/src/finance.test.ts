import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFinanceServer } from "./http.ts";
import { offersFor } from "./offers.ts";
import { createFinanceSimulator, demoAccount, type FinanceSimulator } from "./simulator.ts";

const ref = "kvitt-260101-1";
const path = `/v1/applications/${ref}`;
const wish = {
  operationId: "op-1",
  amount: 245_000,
  currency: "NOK",
  description: "Faktura <260101>",
  returnUrl: "https://pay.example.test/r/6kP2s",
  language: "nb",
};

type Said = { readonly status: number; readonly json: Record<string, unknown> };
type Desk = {
  readonly simulator: FinanceSimulator;
  readonly base: string;
  readonly call: (method: string, path: string, body?: unknown, key?: string) => Promise<Said>;
};

async function opened(): Promise<Desk> {
  const simulator = createFinanceSimulator({ post: async () => 500 });
  const server = createFinanceServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call: Desk["call"] = async (method, at, body, key = demoAccount.apiKey) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const answer = await fetch(`${base}${at}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  return { simulator, base, call };
}

describe("terms chosen at the merchant", () => {
  test("stand chosen on the page; the payer may choose others, and who chose none sees the cheapest", async () => {
    const { call, simulator } = await opened();
    expect((await call("PUT", path, { ...wish, terms: 12 })).json).toMatchObject({ wishedTerms: 12, terms: null });
    expect((await call("PUT", path, wish)).json).toMatchObject({ code: "OPERATION_DIFFERS" });
    const application = simulator.find({ reference: ref })!;
    expect(simulator.apply(application, 6)).toBe(true);
    expect(application).toMatchObject({ wishedTerms: 12, terms: 6, status: "accepted" });
  });

  test.each([2, 24])("%i terms are not offered: refused, and there is no application", async (terms) => {
    const { call } = await opened();
    const refused = await call("PUT", path, { ...wish, terms });
    expect([refused.status, refused.json]).toEqual([
      422,
      expect.objectContaining({ code: "TERMS_NOT_OFFERED", field: "terms" }),
    ]);
    expect((await call("GET", path)).status).toBe(404);
  });

  test.each([0, 1.5, "three", null])("%s terms are a malformed body", async (terms) => {
    const { call } = await opened();
    expect((await call("PUT", path, { ...wish, terms })).json).toMatchObject({ code: "BODY_INVALID", field: "terms" });
  });
});

describe("offers", () => {
  test("cheapest first, and the terms make the total", () => {
    const offers = offersFor(245_000, Date.UTC(2026, 0, 31));
    expect(offers).toEqual([
      { terms: 3, perTerm: 81_667, total: 245_001, firstDueOn: "2026-02-28", effectiveRate: 0, setUpFee: 0 },
      { terms: 6, perTerm: 43_334, total: 260_004, firstDueOn: "2026-02-28", effectiveRate: 22_784, setUpFee: 0 },
      { terms: 12, perTerm: 24_709, total: 296_508, firstDueOn: "2026-02-28", effectiveRate: 43_662, setUpFee: 9_500 },
    ]);
  });

  test.each([
    [49_999, 0],
    [50_000, 3],
    [5_000_000, 3],
    [5_000_001, 0],
  ])("for %i there are %i", (amount, count) => {
    expect(offersFor(amount, 0)).toHaveLength(count);
  });
});

describe("applications", () => {
  test("one operation is one application; other facts and other operations are refused", async () => {
    const { call } = await opened();
    const made = await call("PUT", path, wish);
    expect(made.json).toMatchObject({ status: "waiting", paid: 0, refunded: 0, expiresAt: "2026-10-01T08:30:00.000Z" });
    expect((await call("PUT", path, wish)).json).toEqual(made.json);
    expect((await call("PUT", path, { ...wish, amount: 50_000 })).json).toMatchObject({ code: "OPERATION_DIFFERS" });
    expect((await call("PUT", path, { ...wish, operationId: "op-2" })).json).toMatchObject({ code: "REFERENCE_TAKEN" });
  });

  test.each([
    [{ amount: 1.5 }, 400, "amount"],
    [{ returnUrl: "nowhere" }, 400, "returnUrl"],
    [{ language: "xx" }, 400, "language"],
    [{ tip: 1 }, 400, "tip"],
    [{ amount: 49_999 }, 422, undefined],
    [{ currency: "SEK" }, 422, undefined],
  ])("%j: %i %s", async (change, status, field) => {
    const { call } = await opened();
    const answer = await call("PUT", path, { ...wish, ...change });
    expect([answer.status, answer.json["field"]]).toEqual([status, field]);
  });

  test("without the key nothing; what is not there is not there", async () => {
    const { call } = await opened();
    expect((await call("GET", path, undefined, "wrong")).status).toBe(401);
    expect((await call("GET", path)).json).toMatchObject({ code: "NOT_FOUND" });
    expect((await call("GET", "/v1/loans")).status).toBe(404);
  });

  test("waiting runs out after half an hour, pending does not", async () => {
    const { call, simulator } = await opened();
    await call("PUT", path, wish);
    await call("PUT", `${path}-2`, wish);
    simulator.act(simulator.find({ reference: `${ref}-2` })!, "ponder");
    await simulator.advance(1_800_000);
    expect((await call("GET", path)).json).toMatchObject({ status: "expired" });
    expect((await call("GET", `${path}-2`)).json).toMatchObject({ status: "pending" });
  });

  test("refunds are once by their operation, and never more than was paid", async () => {
    const { call, simulator } = await opened();
    await call("PUT", path, wish);
    const refund = (operation: string, amount: number) =>
      call("PUT", `${path}/refunds/${operation}`, { amount, currency: "NOK" });
    expect((await refund("r1", 1)).json).toMatchObject({ code: "NOT_ACCEPTED" });
    simulator.act(simulator.find({ reference: ref })!, "accept");
    expect((await refund("r1", 200_000)).json).toMatchObject({ paid: 245_000, refunded: 200_000 });
    expect((await refund("r1", 200_000)).json).toMatchObject({ refunded: 200_000 });
    expect((await refund("r1", 1)).json).toMatchObject({ code: "OPERATION_DIFFERS" });
    expect((await refund("r2", 45_001)).json).toMatchObject({ code: "REFUND_TOO_HIGH" });
    expect((await call("PUT", `${path}/cancellation`, {})).json).toMatchObject({ code: "ALREADY_ACCEPTED" });
  });
});

test.each([
  ["nb", "Effektiv rente 0 %"],
  ["sv", "Effektiv ränta 0 %"],
  ["da", "ÅOP 0 %"],
  ["it", "TAEG 0 %"],
  ["en", "Effective rate 0 %"],
])(
  "the payer's page in %s: price, description escaped, no script; terms that were not offered change nothing",
  async (language, words) => {
    const { call, base, simulator } = await opened();
    const { json } = await call("PUT", path, { ...wish, language });
    const page = await (await fetch(String(json["payerUrl"]))).text();
    expect(page).toContain(words);
    expect(page).toContain("Faktura &lt;260101&gt;");
    expect(page).not.toContain("<script");
    await fetch(String(json["payerUrl"]), {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ terms: "7" }),
    });
    expect(simulator.find({ reference: ref })!.status).toBe("waiting");
    expect((await fetch(`${base}/apply/${"x".repeat(32)}`)).status).toBe(404);
  },
);

test("the controls: clock, rules, acts, webhooks, and the page with all of them", async () => {
  const { call, simulator } = await opened();
  await call("PUT", path, wish);
  await call("PUT", "/v1/webhook", { url: "https://pay.example.test/hooks/finance" });
  expect((await call("POST", "/_control/clock", { advanceSeconds: 1 })).json).toEqual({
    now: "2026-10-01T08:00:01.000Z",
  });
  await call("POST", "/_control/rules", [
    { on: "call", match: { operation: "get" }, fault: { do: "refuse", status: 429, code: "SLOW" } },
  ]);
  expect((await call("GET", path)).status).toBe(429);
  expect((await call("POST", `/_control/applications/${ref}/accept`, {})).json).toMatchObject({ status: "accepted" });
  expect((await call("POST", `/_control/applications/${ref}/accept`, {})).status).toBe(409);
  await simulator.advance(4 * 86_400_000);
  expect((await call("GET", "/_control/webhooks")).json).toMatchObject({
    deliveries: [{ type: "application.accepted", state: "givenUp" }],
  });
});
