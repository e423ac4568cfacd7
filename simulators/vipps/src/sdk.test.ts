/**
 * The official SDK as a peer: written by the service's own people, it works against the simulator as against the service. It
 * knows two hosts and no others, so the test leads its calls here by the global fetch.
 */

import type { AddressInfo } from "node:net";
import { Client } from "@vippsmobilepay/sdk";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { allEvents, bodyFor, hook } from "./desk.fixture.ts";
import { createVippsServer } from "./http.ts";
import { createVippsSimulator, demoUnit } from "./simulator.ts";

const client = Client({
  merchantSerialNumber: demoUnit.msn,
  subscriptionKey: demoUnit.subscriptionKeys[0]!,
  systemName: "kvitt",
  useTestMode: true,
  retryRequests: false,
});
const straight = globalThis.fetch;
let simulator = createVippsSimulator();
let token = "";

/** Same path, same headers, another host. */
function leadTo(base: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const { host, pathname, search } = new URL(request.url);
    expect(host).toBe("apitest.vipps.no");
    const body = request.method === "GET" ? {} : { body: await request.text() };
    return straight(`${base}${pathname}${search}`, { method: request.method, headers: request.headers, ...body });
  };
}

beforeEach(async () => {
  simulator = createVippsSimulator({ post: async () => 200 });
  const server = createVippsServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  vi.stubGlobal("fetch", leadTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const issued = await client.auth.getToken(demoUnit.clientId, demoUnit.clientSecret);
  token = issued.ok ? issued.data.access_token : "";
});

const reference = "kvitt-260101-1";
const amount = { currency: "NOK", value: 245_000 } as const;
type CreateBody = Parameters<typeof client.payment.create>[1];
const create = () => client.payment.create(token, bodyFor(reference) as CreateBody);
const part = (value: number) => ({ modificationAmount: { currency: "NOK", value } }) as const;

describe("the official SDK against the simulator", () => {
  test("from token to refund", async () => {
    expect(token).not.toBe("");
    expect(await create()).toMatchObject({ ok: true, data: { reference } });
    expect(await client.payment.info(token, reference)).toMatchObject({ ok: true, data: { state: "CREATED", amount } });
    const customer = { customer: { phoneNumber: "4791234567" } };
    expect(await client.payment.forceApprove(token, reference, customer)).toMatchObject({ ok: true });
    expect(await client.payment.capture(token, reference, part(200_000))).toMatchObject({
      ok: true,
      data: { state: "AUTHORIZED", aggregate: { capturedAmount: { value: 200_000 } } },
    });
    expect(await client.payment.refund(token, reference, part(50_000))).toMatchObject({
      ok: true,
      data: { aggregate: { refundedAmount: { value: 50_000 } } },
    });
    expect(await client.payment.cancel(token, reference)).toMatchObject({
      ok: true,
      data: { aggregate: { cancelledAmount: { value: 45_000 } } },
    });
    const log = await client.payment.history(token, reference);
    expect(log.ok && log.data.map(({ name }) => name)).toEqual([
      "CREATED",
      "AUTHORIZED",
      "CAPTURED",
      "REFUNDED",
      "CANCELLED",
    ]);
  });

  test("a refusal arrives as the service's problem, with its code", async () => {
    await create();
    const early = await client.payment.capture(token, reference, part(1_000));
    expect(early).toMatchObject({
      ok: false,
      error: { status: 400, extraDetails: [{ name: "ErrorCode", reason: "6080" }] },
    });
  });

  test("webhooks are registered, listed and deleted", async () => {
    const body = { url: hook, events: allEvents };
    const registered = await client.webhook.register(token, body);
    expect(registered).toMatchObject({ ok: true, data: { secret: expect.any(String) as unknown } });
    const listed = await client.webhook.list(token);
    expect(listed).toMatchObject({ ok: true, data: { webhooks: [{ url: hook }] } });
    const id = registered.ok ? registered.data.id : "";
    expect(await client.webhook.delete(token, id)).toMatchObject({
      ok: true,
    });
    expect(simulator.registrations()).toEqual([]);
  });

  test("its keys are new each time, so what it asks for twice is done twice: why Kvitt has a client of its own", async () => {
    await create();
    simulator.act(simulator.find({ reference })!, "approve");
    await client.payment.capture(token, reference, part(1_000));
    await client.payment.capture(token, reference, part(1_000));
    expect(simulator.find({ reference })!.captured).toBe(2_000);
  });
});
