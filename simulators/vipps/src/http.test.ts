import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { bodyFor, hook, openDesk, type Desk } from "./desk.fixture.ts";
import { createVippsServer } from "./http.ts";

const ref = "kvitt-260101-1";
const phone = "4791234567";

async function opened(): Promise<Desk & { readonly base: string }> {
  const desk = openDesk();
  const server = createVippsServer(desk.simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return Object.assign(desk, { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

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
const landingOf = (desk: Desk): string => desk.simulator.find({ reference: ref })!.token;

describe("the payer's pages", () => {
  test("the phone shows what waits, and a yes is a yes", async () => {
    const desk = await opened();
    await desk.create(ref, { paymentDescription: "Faktura <260101>" });
    expect(await (await fetch(`${desk.base}/phone`)).text()).toContain(`/phone/${phone}`);
    const page = await (await fetch(`${desk.base}/phone/${phone}`)).text();
    expect(page).toContain("Fjordsmil tannklinikk");
    expect(page).toMatch(/2\s450,00/);
    expect(page).toContain("Faktura &lt;260101&gt;");
    const answer = await fetch(`${desk.base}/phone/${phone}/${ref}`, form({ act: "approve" }));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/phone/${phone}?said=done`]);
    expect(desk.simulator.find({ reference: ref })!.state).toBe("AUTHORIZED");
  });

  test("another's phone, or another act, is nothing", async () => {
    const desk = await opened();
    await desk.create(ref);
    expect((await fetch(`${desk.base}/phone/4799999999/${ref}`, form({ act: "approve" }))).status).toBe(404);
    expect((await fetch(`${desk.base}/phone/${phone}/${ref}`, form({ act: "releaseHold" }))).status).toBe(404);
    expect(desk.simulator.find({ reference: ref })!.state).toBe("CREATED");
  });

  test.each([
    ["approve", "AUTHORIZED"],
    ["decline", "ABORTED"],
    ["ignore", "CREATED"],
  ])("the landing page: %s leaves the payment %s and leads back to the merchant", async (act, state) => {
    const desk = await opened();
    await desk.create(ref);
    const token = landingOf(desk);
    expect(await (await fetch(`${desk.base}/landing?token=${token}`)).text()).toContain(`value="${act}"`);
    const answer = await fetch(`${desk.base}/landing`, form({ token, act }));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "https://pay.example.test/r/6kP2s"]);
    expect(desk.simulator.find({ reference: ref })!.state).toBe(state);
  });

  test("looking changes nothing, and a payment that has run out says so", async () => {
    const desk = await opened();
    await desk.create(ref);
    const token = landingOf(desk);
    for (let turn = 0; turn < 3; turn += 1) await fetch(`${desk.base}/landing?token=${token}`);
    expect(desk.simulator.find({ reference: ref })!.state).toBe("CREATED");
    await desk.simulator.advance(600_000);
    const late = await fetch(`${desk.base}/landing`, { ...form({ token, act: "approve" }), redirect: "follow" });
    expect(await late.text()).toContain("Betalingen venter ikke lenger.");
  });

  test("a card that is refused may be tried again", async () => {
    const desk = await opened();
    await desk.create(ref, { amount: { currency: "NOK", value: 151 } });
    const answer = await fetch(`${desk.base}/landing`, {
      ...form({ token: landingOf(desk), act: "approve" }),
      redirect: "follow",
    });
    const page = await answer.text();
    expect(page).toContain("Kortet ble ikke godkjent");
    expect(page).toContain('value="approve"');
  });

  test("an unknown token opens nothing", async () => {
    const desk = await opened();
    expect((await fetch(`${desk.base}/landing?token=x`)).status).toBe(404);
    expect((await fetch(`${desk.base}/landing`, form({ token: "x", act: "approve" }))).status).toBe(404);
  });

  test("a code as picture has an address of its own", async () => {
    const desk = await opened();
    await desk.create(ref, { userFlow: "QR", returnUrl: undefined, qrFormat: { format: "IMAGE/SVG+XML" } });
    const answer = await fetch(`${desk.base}/qr?token=${landingOf(desk)}`);
    expect(answer.headers.get("content-type")).toBe("image/svg+xml");
    const act = await fetch(`${desk.base}/landing`, form({ token: landingOf(desk), act: "approve" }));
    expect(act.headers.get("location")).toBe(`/landing?token=${landingOf(desk)}`);
  });
});

describe("the controls", () => {
  test("the clock moves forward, and what falls due happens", async () => {
    const desk = await opened();
    await desk.create(ref);
    expect(await (await fetch(`${desk.base}/_control/clock`)).json()).toEqual({ now: "2026-10-01T08:00:00.000Z" });
    await fetch(`${desk.base}/_control/clock`, json({ advanceSeconds: 600 }));
    expect(await (await fetch(`${desk.base}/_control/payments/${ref}`)).json()).toMatchObject({ state: "EXPIRED" });
    const to = await fetch(`${desk.base}/_control/clock`, json({ to: "2026-10-02T08:00:00Z" }));
    expect(await to.json()).toEqual({ now: "2026-10-02T08:00:00.000Z" });
    expect((await fetch(`${desk.base}/_control/clock`, json({ to: "2026-10-01T08:00:00Z" }))).status).toBe(422);
  });

  test.each([
    ["approve", 200, "AUTHORIZED"],
    ["decline", 200, "ABORTED"],
    ["expire", 200, "EXPIRED"],
    ["releaseHold", 409, "CREATED"],
    ["explode", 404, undefined],
  ])("payments/%s", async (act, status, state) => {
    const desk = await opened();
    await desk.create(ref);
    const answer = await fetch(`${desk.base}/_control/payments/${ref}/${act}`, { method: "POST" });
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { state?: string }).state).toBe(state);
  });

  test("rules come as data, from a program or from the page", async () => {
    const desk = await opened();
    await desk.create(ref);
    const rules = [{ on: "call", match: { operation: "get" }, fault: { do: "drop", when: "before" } }];
    expect((await fetch(`${desk.base}/_control/rules`, json(rules))).status).toBe(200);
    await expect(fetch(`${desk.base}/epayment/v1/payments/${ref}`)).rejects.toThrow();
    expect((await fetch(`${desk.base}/epayment/v1/payments/${ref}`)).status).toBe(401);
    const typed = await fetch(`${desk.base}/_control/rules`, form({ rules: JSON.stringify(rules) }));
    expect([typed.status, typed.headers.get("location")]).toEqual([303, "/_control"]);
    expect(await (await fetch(`${desk.base}/_control/rules`)).json()).toEqual({
      rules: [{ rule: rules[0], fired: 0 }],
    });
  });

  test.each([
    ["rules", [{ on: "call", fault: { do: "explode" } }]],
    ["rules", [{ on: "call", match: { operation: "guess" }, fault: { do: "delay", ms: 1 } }]],
    ["rules", [{ on: "webhook", fault: { do: "drop", when: "before" } }]],
    ["rules", { rules: "[" }],
    ["clock", { advanceSeconds: -1 }],
    ["clock", {}],
    ["settings", { rateLimits: "off" }],
  ])("%s %j is refused", async (path, body) => {
    const desk = await opened();
    expect((await fetch(`${desk.base}/_control/${path}`, json(body))).status).toBe(400);
  });

  test("settings switch the limits off", async () => {
    const desk = await opened();
    await fetch(`${desk.base}/_control/settings`, json({ rateLimits: false }));
    expect(await (await fetch(`${desk.base}/_control/settings`)).json()).toEqual({
      rateLimits: false,
      keyRequired: true,
    });
  });

  test("the page and the webhooks' log name what happened, and no secret", async () => {
    const desk = await opened();
    const secret = await desk.listen();
    desk.answerWith = 500;
    await desk.approved(ref);
    const log = await (await fetch(`${desk.base}/_control/webhooks`)).text();
    expect(JSON.parse(log)).toMatchObject({
      registrations: [{ url: hook }],
      deliveries: [
        { reference: ref, name: "CREATED", state: "waiting", answers: [500], dueAt: "2026-10-01T08:00:02.000Z" },
        { name: "AUTHORIZED", state: "waiting", answers: [] },
      ],
    });
    const page = await (await fetch(`${desk.base}/_control`)).text();
    expect(page).toContain(ref);
    expect(page + log).not.toContain(secret);
  });
});

describe("the service's doors", () => {
  test("a refusal is problem+json with a trace id", async () => {
    const desk = await opened();
    const answer = await fetch(`${desk.base}/epayment/v1/payments/${ref}`);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      type: "https://httpstatuses.io/401",
      status: 401,
      instance: `/epayment/v1/payments/${ref}`,
      traceId: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) as unknown,
    });
  });

  test("what is not there is 404, and a megabyte too many 413", async () => {
    const desk = await opened();
    expect((await fetch(`${desk.base}/elsewhere`)).status).toBe(404);
    const long = { ...json(bodyFor(ref)), body: "x".repeat(1024 * 1024 + 1) };
    expect((await fetch(`${desk.base}/epayment/v1/payments`, long)).status).toBe(413);
  });
});
