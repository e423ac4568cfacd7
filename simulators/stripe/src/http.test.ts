import Stripe from "stripe";
import { describe, expect, onTestFinished, test } from "vitest";
import { pauseAfter } from "./deliveries.ts";
import { hook, openDesk } from "./desk.fixture.ts";

const ref = "kvitt-260101-1";
const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  redirect: "manual",
  body: new URLSearchParams(fields),
});
const json = (value: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
const card = (number: string): RequestInit => form({ number, expiry: "12/34", cvc: "123" });

describe("the payer's page", () => {
  test.each([
    ["nb", "nb", "Kortnummer"],
    ["sv", "nb", "Säkerhetskod"],
    ["da", "nb", "Kontrolkode"],
    ["it", "nb", "Numero della carta"],
    ["auto", "xx,it;q=0.8", "Numero della carta"],
    ["auto", "xx", "Card number"],
  ])("in %s, for a browser that asks for %s", async (locale, accepted, words) => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref, { locale });
    const page = await (await fetch(session.url!, { headers: { "accept-language": accepted } })).text();
    expect(page).toContain(words);
    expect(page).toContain("Fjordsmil tannklinikk");
    expect(page).toContain(`Faktura &lt;${ref}&gt;`);
    expect(page).toContain('href="https://pay.example.test/r/6kP2s"');
    expect(page).not.toContain("<script");
  });

  test("paying leads back; looking again says that it is done, and changes nothing", async () => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    const address = session.url!;
    const answer = await fetch(address, card("4242 4242 4242 4242"));
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `https://pay.example.test/r/6kP2s?s=${session.id}`,
    ]);
    expect(await (await fetch(address)).text()).toContain("Betalingen er godkjent.");
    expect((await fetch(address, card("4242424242424242"))).headers.get("location")).toBe(`/c/pay/${session.id}`);
    expect(desk.simulator.intent(session)).toMatchObject({ status: "requires_capture", amount_capturable: 245_000 });
  });

  test("a declined card is told, and another may be tried", async () => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    const answer = await fetch(session.url!, { ...card("4000000000009995"), redirect: "follow" });
    const page = await answer.text();
    expect(page).toContain('role="alert"');
    expect(page).toContain("insufficient_funds");
    expect(page).toContain('name="number"');
  });

  test.each([
    ["yes", "requires_capture"],
    ["no", "requires_payment_method"],
  ])("the bank asks who it is: %s", async (proven, status) => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    const asked = await fetch(session.url!, card("4000002760003184"));
    const place = `${desk.base}${asked.headers.get("location")!}`;
    expect(desk.simulator.intent(session)!.status).toBe("requires_action");
    expect(await (await fetch(place)).text()).toContain("Banken din vil vite at det er deg.");
    await fetch(place, form({ proven }));
    expect(desk.simulator.intent(session)!.status).toBe(status);
    expect((await fetch(place, form({ proven }))).status).toBe(303);
    expect(desk.simulator.intent(session)!.status).toBe(status);
  });

  test("a page that is over takes no card, and one that never was is none", async () => {
    const desk = await openDesk(onTestFinished);
    const session = await desk.open(ref);
    const address = session.url!;
    await desk.simulator.advance(86_400_000);
    const page = await (await fetch(address, { ...card("4242424242424242"), redirect: "follow" })).text();
    expect(page).toContain("tar ikke lenger imot betaling");
    expect((await fetch(`${desk.base}/c/pay/cs_test_none`)).status).toBe(404);
    expect((await fetch(`${desk.base}/c/pay/cs_test_none`, card("4242424242424242"))).status).toBe(404);
  });
});

describe("the controls", () => {
  test("the clock moves forward only; the page shows payments and every act", async () => {
    const desk = await openDesk(onTestFinished);
    await desk.open(ref);
    const moved = await fetch(`${desk.base}/_control/clock`, json({ advanceSeconds: 60 }));
    expect(await moved.json()).toEqual({ now: "2026-10-01T08:01:00.000Z" });
    expect((await fetch(`${desk.base}/_control/clock`, json({ to: "2026-10-01T08:00:00Z" }))).status).toBe(422);
    const page = await (await fetch(`${desk.base}/_control`)).text();
    expect(page).toContain(ref);
    expect(page).toContain(`/_control/payments/${ref}/dispute`);
  });

  test.each([
    ["pay", 200, "complete"],
    ["decline", 200, "open"],
    ["expire", 200, "expired"],
    ["dispute", 409, "open"],
  ])("%s: %i, and the page is %s", async (act, status, state) => {
    const desk = await openDesk(onTestFinished);
    await desk.open(ref);
    const answer = await fetch(`${desk.base}/_control/payments/${ref}/${act}`, json({}));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ reference: ref, session: { status: state } });
    expect((await fetch(`${desk.base}/_control/payments/${ref}/steal`, json({}))).status).toBe(404);
  });

  test("rules are checked before they count", async () => {
    const desk = await openDesk(onTestFinished);
    const rules = [
      { on: "call", match: { operation: "getProduct" }, fault: { do: "fail", status: 503, when: "before" } },
    ];
    expect((await fetch(`${desk.base}/_control/rules`, json(rules))).status).toBe(200);
    expect((await desk.call("GET", `/v1/products/${ref}`)).status).toBe(503);
    expect((await desk.call("GET", `/v1/products/${ref}`)).status).toBe(404);
    const wrong = await fetch(`${desk.base}/_control/rules`, json([{ on: "call", fault: { do: "explode" } }]));
    expect(await wrong.json()).toMatchObject({ code: "BODY_INVALID" });
  });
});

describe("webhooks", () => {
  test("signed so that the official library believes them, in the order things happened", async () => {
    const desk = await openDesk(onTestFinished);
    const secret = await desk.listen();
    const session = await desk.open(ref);
    desk.simulator.pay(session, "4242424242424242");
    await desk.simulator.settle();
    expect(desk.types()).toEqual(["payment_intent.amount_capturable_updated", "checkout.session.completed"]);
    const { body, headers, url } = desk.caught[1]!;
    expect(url).toBe(hook);
    const { webhooks } = new Stripe("sk_test_x");
    const event = webhooks.constructEvent(
      body,
      headers["stripe-signature"]!,
      secret,
      300,
      undefined,
      desk.simulator.now(),
    );
    expect(event).toMatchObject({ data: { object: { client_reference_id: ref, status: "complete" } } });
  });

  test("tried again, signed afresh, for three days", async () => {
    const desk = await openDesk(onTestFinished);
    await desk.listen();
    desk.answerWith = 500;
    await desk.open(ref);
    desk.simulator.act(desk.simulator.find({ reference: ref })!, "expire");
    await desk.simulator.settle();
    await desk.simulator.advance(60_000);
    expect(desk.caught).toHaveLength(2);
    expect(desk.caught[1]!.body).toBe(desk.caught[0]!.body);
    expect(desk.caught[1]!.headers["stripe-signature"]).not.toBe(desk.caught[0]!.headers["stripe-signature"]);
    await desk.simulator.advance(4 * 86_400_000);
    expect(desk.simulator.deliveries().map(({ state }) => state)).toEqual(["givenUp"]);
  });

  test.each([
    [1, 60_000],
    [6, 36_000_000],
    [7, 43_200_000],
  ])("after try %i the next comes %i ms later", (tries, ms) => {
    expect(pauseAfter(tries)).toBe(ms);
  });

  test.each([
    [{ do: "withhold" }, ["checkout.session.completed"]],
    [{ do: "afterNext" }, ["checkout.session.completed", "payment_intent.amount_capturable_updated"]],
    [{ do: "late", seconds: 60 }, ["checkout.session.completed", "payment_intent.amount_capturable_updated"]],
    [
      { do: "duplicate", copies: 1 },
      [
        "payment_intent.amount_capturable_updated",
        "checkout.session.completed",
        "payment_intent.amount_capturable_updated",
      ],
    ],
  ])("%j", async (fault, types) => {
    const desk = await openDesk(onTestFinished);
    await desk.listen();
    const session = await desk.open(ref);
    desk.simulator.rules.replace([{ on: "webhook", fault } as never]);
    desk.simulator.pay(session, "4242424242424242");
    await desk.simulator.advance(60_000);
    expect(desk.types()).toEqual(types);
  });
});
