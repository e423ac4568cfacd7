import { describe, expect, onTestFinished, test } from "vitest";
import { formTree } from "./form.ts";
import { openDesk, said, sessionForm } from "./desk.fixture.ts";

const ref = "kvitt-260101-1";
const day = 86_400_000;

describe("the form encoding", () => {
  test.each([
    ["a[b][0][c]=1&a[b][1][c]=2", { a: { b: { 0: { c: "1" }, 1: { c: "2" } } } }],
    ["expand[]=x&expand[]=y", { expand: { 0: "x", 1: "y" } }],
    ["metadata[a-b]=%C3%A5+%26", { metadata: { "a-b": "å &" } }],
    ["", {}],
  ])("%s", (encoded, tree) => {
    expect(JSON.parse(JSON.stringify(formTree(encoded)))).toEqual(tree);
  });

  test.each(["a=1&a[b]=2", "[a]=1", "a[b=1", `a${"[b]".repeat(10)}=1`, "a.b=1"])("%s is no such form", (encoded) => {
    expect(formTree(encoded)).toBeNull();
  });

  test("a name of JavaScript's own is a name like others", () => {
    expect(formTree("metadata[constructor]=x")?.["metadata"]).toMatchObject({ constructor: "x" });
    expect(formTree("__proto__[x]=1")).toMatchObject({});
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("what is refused, and by which parameter", () => {
  test.each([
    [{ mode: "setup" }, "parameter_invalid mode"],
    [{ amount: "1" }, "parameter_unknown amount"],
    [{ "line_items[0][quantity]": "x" }, "parameter_invalid line_items[0][quantity]"],
    [{ "line_items[0][price_data][unit_amount]": "299" }, "amount_too_small"],
    [{ "line_items[0][price_data][unit_amount]": "100000000" }, "amount_too_large"],
    [{ success_url: "nowhere" }, "url_invalid success_url"],
    [{ expires_at: "1" }, "invalid_request_error expires_at"],
    [{ expires_at: String(Date.UTC(2026, 9, 2, 8) / 1000 + 1) }, "invalid_request_error expires_at"],
    [{ "line_items[0][price_data][product]": "none" }, "resource_missing id"],
  ])("%j: %s", async (change, expected) => {
    const desk = await openDesk(onTestFinished);
    await desk.call("POST", "/v1/products", { id: ref, name: "Faktura" });
    expect(said(await desk.call("POST", "/v1/checkout/sessions", { ...sessionForm(ref), ...change }))).toBe(expected);
    expect(desk.simulator.sessions()).toEqual([]);
  });

  test("a parameter that is missing, a key that is, an address that is", async () => {
    const desk = await openDesk(onTestFinished);
    expect(said(await desk.call("POST", "/v1/products", { id: ref }))).toBe("parameter_missing name");
    expect((await fetch(`${desk.base}/v1/products/${ref}`)).status).toBe(401);
    expect((await desk.call("GET", `/v1/products/${ref}`)).status).toBe(404);
    expect((await desk.call("GET", "/v1/customers")).status).toBe(404);
    expect(said(await desk.call("GET", "/v1/refunds"))).toBe("parameter_missing payment_intent");
  });
});

describe("one key, one effect", () => {
  test("the same answer again, an error for another body, and after a day the key is forgotten", async () => {
    const desk = await openDesk(onTestFinished);
    const make = (name: string) => desk.call("POST", "/v1/products", { name }, "key-1");
    const first = await make("A");
    const again = await make("A");
    expect([again.json, again.headers.get("idempotent-replayed")]).toEqual([first.json, "true"]);
    expect(said(await make("B"))).toBe("idempotency_error");
    await desk.simulator.advance(day);
    expect((await make("B")).json["id"]).not.toBe(first.json["id"]);
  });

  test("a refusal of the work is remembered, one at the door is not", async () => {
    const desk = await openDesk(onTestFinished);
    await desk.open(ref);
    const atTheDoor = await desk.call("POST", "/v1/products", {}, "key-1");
    expect(said(atTheDoor)).toBe("parameter_missing name");
    expect((await desk.call("POST", "/v1/products", { name: "A" }, "key-1")).status).toBe(200);
    const taken = { id: ref, name: "A" };
    expect(said(await desk.call("POST", "/v1/products", taken, "key-2"))).toBe("resource_already_exists id");
    expect((await desk.call("POST", "/v1/products", taken, "key-2")).headers.get("idempotent-replayed")).toBe("true");
  });
});

describe("money", () => {
  test("reserved, captured in part: the rest stands among the refunds, without a movement of the merchant's", async () => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    desk.simulator.pay(session, "4242 4242 4242 4242");
    const id = desk.simulator.intent(session)!.id;
    const captured = await desk.call("POST", `/v1/payment_intents/${id}/capture`, {
      amount_to_capture: "100000",
      "expand[]": "latest_charge",
    });
    expect(captured.json).toMatchObject({
      status: "succeeded",
      amount_received: 100_000,
      amount_capturable: 0,
      latest_charge: {
        amount_captured: 100_000,
        amount_refunded: 145_000,
        payment_method_details: { card: { last4: "4242" } },
      },
    });
    expect(said(await desk.call("POST", `/v1/payment_intents/${id}/capture`))).toBe("payment_intent_unexpected_state");
    expect((await desk.call("GET", `/v1/refunds?payment_intent=${id}`)).json).toMatchObject({
      data: [{ amount: 145_000, balance_transaction: null }],
    });
    expect(said(await desk.call("POST", "/v1/refunds", { payment_intent: id, amount: "100001" }))).toBe(
      "invalid_request_error amount",
    );
    expect((await desk.call("POST", "/v1/refunds", { payment_intent: id })).json).toMatchObject({ amount: 100_000 });
    expect(said(await desk.call("POST", "/v1/refunds", { payment_intent: id }))).toBe("charge_already_refunded");
  });

  test.each([
    ["4000000000000002", "generic_decline"],
    ["4000000000009995", "insufficient_funds"],
    ["4000000000000069", "expired_card"],
    ["4000000000000127", "incorrect_cvc"],
    ["4242424242424241", "incorrect_number"],
    ["4111111111111111", "test_mode_live_card"],
  ])("card %s is refused for %s, and another may be tried", async (number, reason) => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    const refused = desk.simulator.pay(session, number);
    expect(refused.kind === "refused" && (refused.problem.decline_code ?? refused.problem.code)).toBe(reason);
    expect(desk.simulator.pay(session, "5555555555554444")).toEqual({ kind: "paid" });
    expect(desk.simulator.memory()).not.toContain(number);
  });

  test("a reservation lapses after seven days, a page after its time", async () => {
    const desk = await openDesk(onTestFinished);
    const paid = await desk.open(ref);
    desk.simulator.pay(paid, "4242424242424242");
    const open = await desk.open("kvitt-260101-2");
    await desk.simulator.advance(7 * day - 1);
    expect([desk.simulator.intent(paid)!.status, open.status]).toEqual(["requires_capture", "expired"]);
    await desk.simulator.advance(1);
    expect(desk.simulator.intent(paid)).toMatchObject({ status: "canceled", cancellation_reason: "automatic" });
  });

  test("the intent of an open page ends with the page only", async () => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    desk.simulator.pay(session, "4000000000000002");
    const id = desk.simulator.intent(session)!.id;
    expect(said(await desk.call("POST", `/v1/payment_intents/${id}/cancel`))).toBe("payment_intent_unexpected_state");
    await desk.call("POST", `/v1/checkout/sessions/${session.id}/expire`);
    expect(desk.simulator.intent(session)).toMatchObject({ status: "canceled", cancellation_reason: "expired" });
    expect(said(await desk.call("POST", `/v1/checkout/sessions/${session.id}/expire`))).toBe("invalid_request_error");
  });

  test("a dispute card is disputed once it is captured; while it lasts nothing is refunded", async () => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    desk.simulator.pay(session, "4000000000000259");
    expect(desk.simulator.disputes(session)).toEqual([]);
    const { id } = desk.simulator.intent(session)!;
    await desk.call("POST", `/v1/payment_intents/${id}/capture`);
    expect(desk.simulator.disputes(session)).toMatchObject([
      { status: "needs_response", amount: 245_000, reason: "fraudulent" },
    ]);
    expect(said(await desk.call("POST", "/v1/refunds", { payment_intent: id }))).toBe("charge_disputed");
  });
});
