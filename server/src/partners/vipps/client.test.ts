import { describe, expect, test } from "vitest";
import { idempotencyKey } from "./client.ts";
import { openVipps, type SalesUnit } from "./index.ts";
import type { WalletPayments } from "../../payments/ports.ts";
import { movableClock } from "../../platform/index.ts";
import { usualLimits, type Reach } from "../../platform/outgoing/index.ts";

const unit: SalesUnit = {
  merchantSerialNumber: "123456",
  clientId: "client",
  clientSecret: "secret",
  subscriptionKey: "key",
};
const system = { name: "kvitt", version: "0.1.0", pluginName: "kvitt-wallet", pluginVersion: "0.1.0" };
const reference = "kvitt-260101-1";
const movement = { operationId: "att1:capture:1", reference, amountMinor: 245_000n, currency: "NOK" };

type Sent = { readonly url: string; readonly init: RequestInit };
type Next = Response | Error | ((sent: Sent) => Promise<Response>);

const nok = (value: number): unknown => ({ currency: "NOK", value });
const payment = (change: Record<string, unknown> = {}): unknown => ({
  aggregate: {
    authorizedAmount: nok(245_000),
    cancelledAmount: nok(0),
    capturedAmount: nok(245_000),
    refundedAmount: nok(0),
  },
  amount: nok(245_000),
  state: "AUTHORIZED",
  pspReference: "psp-1",
  reference,
  ...change,
});
const ok = (): Response => Response.json(payment());
const refusal = (status: number, code?: string, headers: Record<string, string> = {}): Response =>
  Response.json(
    { extraDetails: code === undefined ? [] : [{ name: "ErrorCode", reason: code }], traceId: "00-trace-01" },
    { status, headers },
  );
const token = (name = "t1", seconds = "3599"): Response => Response.json({ access_token: name, expires_in: seconds });

/** A service that says what it is told to, one line after the other; tokens come by themselves unless they are scripted. */
function scripted(answers: readonly Next[], tokens: readonly Next[] = []) {
  const sent: Sent[] = [];
  const tokenCalls: Sent[] = [];
  const pauses: number[] = [];
  const deadlines: AbortController[] = [];
  let now = 1_000_000;
  const [script, tokenScript] = [[...answers], [...tokens]];
  const say = async (next: Next, call: Sent): Promise<Response> => {
    if (next instanceof Error) throw next;
    return typeof next === "function" ? next(call) : next;
  };
  const reach: Reach = {
    fetch: async (url, init) => {
      const call = { url, init };
      const forToken = url.endsWith("/accesstoken/get");
      (forToken ? tokenCalls : sent).push(call);
      return say(forToken ? (tokenScript.shift() ?? token()) : script.shift()!, call);
    },
    clock: {
      epochMilliseconds: () => now,
      pause: async (ms) => {
        pauses.push(ms);
        now += ms;
      },
    },
    deadline: () => {
      const controller = new AbortController();
      deadlines.push(controller);
      return controller.signal;
    },
  };
  const service = openVipps({ baseUrl: "https://api.vipps.no", system, reach });
  const wallet: WalletPayments = service.wallet(unit, { url: "https://pay.example.test/hooks/vipps", secrets: [] });
  const header = (index: number, name: string): string | null => new Headers(sent[index]!.init.headers).get(name);
  return {
    wallet,
    sent,
    tokenCalls,
    pauses,
    deadlines,
    header,
    moveOn: (ms: number) => {
      now += ms;
    },
  };
}

/** An answer that never comes: it ends when the time is up. */
const never = ({ init }: Sent): Promise<Response> =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener("abort", () => reject(new DOMException("too late", "TimeoutError")));
  });

/** Ends each wait for an answer as soon as it has begun. */
async function outOfTime(run: { readonly deadlines: AbortController[] }, tries: number): Promise<void> {
  for (let tried = 0; tried < tries;) {
    await Promise.resolve();
    const open = run.deadlines.find((controller) => !controller.signal.aborted);
    if (open === undefined) continue;
    await Promise.resolve();
    open.abort();
    tried += 1;
  }
}

describe("Vipps: access tokens", () => {
  test("one is fetched, however many ask at the same time", async () => {
    const run = scripted(Array.from({ length: 20 }, () => async () => ok()));
    await Promise.all(Array.from({ length: 20 }, () => run.wallet.get(reference)));
    expect(run.tokenCalls).toHaveLength(1);
    expect(run.sent).toHaveLength(20);
    const { init, url } = run.tokenCalls[0]!;
    expect([url, init.method]).toEqual(["https://api.vipps.no/accesstoken/get", "POST"]);
    expect(init.headers).toEqual({
      client_id: "client",
      client_secret: "secret",
      "Ocp-Apim-Subscription-Key": "key",
      "Merchant-Serial-Number": "123456",
    });
  });

  test.each([
    [3_600_000 - 60_001, 1],
    [3_600_000 - 60_000, 2],
  ])("%i ms into an hour's life it has been fetched %i times: again a minute before it ends", async (ms, times) => {
    const run = scripted([ok(), ok()], [token("t1", "3600"), token("t2", "3600")]);
    await run.wallet.get(reference);
    run.moveOn(ms);
    await run.wallet.get(reference);
    expect(run.tokenCalls).toHaveLength(times);
  });

  test("a token that is refused is fetched anew once, and the call is made again under its key", async () => {
    const run = scripted([refusal(401), ok()], [token("t1"), token("t2")]);
    expect(await run.wallet.capture(movement)).toMatchObject({ outcome: "ok" });
    expect([run.header(0, "authorization"), run.header(1, "authorization")]).toEqual(["Bearer t1", "Bearer t2"]);
    expect(run.header(1, "idempotency-key")).toBe("pay:att1:capture:1");
  });

  test("refused twice, the set-up is wrong", async () => {
    const run = scripted([refusal(401), refusal(401)]);
    expect(await run.wallet.capture(movement)).toMatchObject({ outcome: "refused", reason: "setUp" });
    expect(run.sent).toHaveLength(2);
  });

  test("SEC-43 without a token nothing was asked, so nothing is unknown", async () => {
    const run = scripted([], [new Error("down"), refusal(503), Response.json({ access_token: "" })]);
    expect(await run.wallet.capture(movement)).toMatchObject({ outcome: "refused", reason: "tryLater" });
    expect(run.sent).toHaveLength(0);
  });

  test("a failed fetch is not kept", async () => {
    const run = scripted([ok()], [refusal(503), token("t2")]);
    expect(await run.wallet.get(reference)).toMatchObject({ outcome: "ok" });
  });
});

describe("Vipps: what every call carries", () => {
  test("token, key, serial number, the calling system, and one key for one operation", async () => {
    const run = scripted([ok()]);
    await run.wallet.capture(movement);
    const { url, init } = run.sent[0]!;
    expect(url).toBe("https://api.vipps.no/epayment/v1/payments/kvitt-260101-1/capture");
    expect(init.headers).toEqual({
      Authorization: "Bearer t1",
      "Ocp-Apim-Subscription-Key": "key",
      "Merchant-Serial-Number": "123456",
      "Content-Type": "application/json",
      "Idempotency-Key": "pay:att1:capture:1",
      "Vipps-System-Name": "kvitt",
      "Vipps-System-Version": "0.1.0",
      "Vipps-System-Plugin-Name": "kvitt-wallet",
      "Vipps-System-Plugin-Version": "0.1.0",
    });
    expect(init.body).toBe('{"modificationAmount":{"currency":"NOK","value":245000}}');
  });

  test("a reference never makes the path", async () => {
    const run = scripted([refusal(404)]);
    await run.wallet.get("../../accesstoken");
    expect(run.sent[0]!.url).toBe("https://api.vipps.no/epayment/v1/payments/..%2F..%2Faccesstoken");
  });

  test.each([
    ["a".repeat(46), 50, true],
    ["a".repeat(47), 47, false],
    ["with a blank", 47, false],
    ["0198f3a2-6a1e-7c40-9d15-3b8a2f6c7d10:capture:1", 50, true],
    ["0198f3a2-6a1e-7c40-9d15-3b8a2f6c7d10:capture:10", 47, false],
  ])(
    "the key of operation %s has %i characters: the id where it fits, else its hash",
    (operationId, length, readable) => {
      const key = idempotencyKey(operationId);
      expect(key).toHaveLength(length);
      expect(key === `pay:${operationId}`).toBe(readable);
      expect(idempotencyKey(operationId)).toBe(key);
      expect(idempotencyKey(`${operationId}2`)).not.toBe(key);
    },
  );

  test.each(["http://api.vipps.no", "https://api.vipps.no/path", "ftp://127.0.0.1", "https://me@api.vipps.no"])(
    "SEC-44 the address %s is not one to send a key to",
    (baseUrl) => {
      const reach = {
        fetch,
        clock: movableClock(Temporal.Instant.fromEpochMilliseconds(0)),
        deadline: (ms: number) => AbortSignal.timeout(ms),
      };
      expect(() => openVipps({ baseUrl, system, reach })).toThrow("the wallet's address");
    },
  );
});

describe("Vipps: trying again", () => {
  test.each([
    ["423", () => refusal(423)],
    ["429", () => refusal(429)],
    ["500", () => refusal(500, "3010")],
    ["502 with a page", () => new Response("<html>", { status: 502 })],
    ["6280", () => refusal(400, "6280")],
    ["a broken line", () => new TypeError("fetch failed")],
  ] as const)("after %s the call is made again with the same key", async (_what, first) => {
    const run = scripted([first(), ok()]);
    expect(await run.wallet.capture(movement)).toMatchObject({ outcome: "ok", value: { capturedMinor: 245_000n } });
    expect([run.header(0, "idempotency-key"), run.header(1, "idempotency-key")]).toEqual(
      Array(2).fill("pay:att1:capture:1"),
    );
    expect(run.pauses).toEqual([500]);
  });

  test("a refusal is final: no second try", async () => {
    const run = scripted([refusal(400, "6080")]);
    expect(await run.wallet.capture(movement)).toEqual({
      outcome: "refused",
      reason: "notAuthorized",
      partnerCode: "6080",
      traceId: "00-trace-01",
      field: null,
      retryAfterMs: null,
      payment: null,
    });
    expect(run.pauses).toEqual([]);
  });

  test.each([
    ["5", [5_000], "ok"],
    ["6", [], "refused"],
  ])("Retry-After %s: short waits are waited, long ones are handed to the caller", async (seconds, pauses, outcome) => {
    const run = scripted([refusal(429, undefined, { "retry-after": seconds }), ok()]);
    const answer = await run.wallet.capture(movement);
    expect(answer.outcome).toBe(outcome);
    expect(run.pauses).toEqual(pauses);
    if (answer.outcome === "refused") expect(answer).toMatchObject({ reason: "tryLater", retryAfterMs: 6_000 });
  });

  test("SEC-43 no answer in time, three times over, is unknown", async () => {
    const run = scripted([never, never, never]);
    const asked = run.wallet.capture(movement);
    await outOfTime(run, 4);
    expect(await asked).toEqual({ outcome: "unknown", cause: "noAnswer" });
    expect(new Set(run.sent.map((_, index) => run.header(index, "idempotency-key")))).toEqual(
      new Set(["pay:att1:capture:1"]),
    );
  });

  test.each([
    ["too busy", [refusal(429), refusal(429)]],
    ["the token refused", [refusal(401), refusal(401)]],
    ["not allowed in", [refusal(403)]],
  ] as const)("SEC-43 silence and then %s is unknown still: the first try may have done it", async (_what, later) => {
    const run = scripted([new TypeError("socket hang up"), ...later]);
    expect(await run.wallet.capture(movement)).toEqual({ outcome: "unknown", cause: "noAnswer" });
  });

  test("SEC-43 three times 5xx is unknown, not failed", async () => {
    const run = scripted([refusal(500), refusal(503), refusal(500)]);
    expect(await run.wallet.refund(movement)).toEqual({ outcome: "unknown", cause: "partnerFailed" });
    expect(run.pauses).toEqual([500, 2_000]);
  });
});

describe("SEC-44 Vipps: answers that are not believed", () => {
  const long = (bytes: number): string =>
    JSON.stringify(payment({ pad: "" })).replace('"pad":""', `"pad":"${"x".repeat(bytes)}"`);
  const frame = long(0).length;
  const strange = { ...(payment() as { aggregate: object }).aggregate, capturedAmount: { currency: "SEK", value: 1 } };
  const taken = { ...(payment() as { aggregate: object }).aggregate, cancelledAmount: nok(1) };
  const fraction = { ...(payment() as { aggregate: object }).aggregate, refundedAmount: nok(0.5) };

  test.each([
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://elsewhere.test" } })],
    ["more bytes than an answer has", () => new Response(long(usualLimits.mostBytes - frame + 1))],
    ["bytes that are no UTF-8", () => new Response(Uint8Array.of(0x7b, 0xff))],
    ["half a body", () => new Response('{"aggregate":{')],
    ["no body", () => new Response("")],
    ["another payment", () => Response.json(payment({ reference: "kvitt-260101-2" }))],
    ["two currencies", () => Response.json(payment({ aggregate: strange }))],
    ["more taken than approved", () => Response.json(payment({ aggregate: taken }))],
    ["half an øre", () => Response.json(payment({ aggregate: fraction }))],
    ["an amount below zero", () => Response.json(payment({ amount: nok(-1) }))],
  ])("%s", async (_what, answer) => {
    const run = scripted([answer(), answer(), answer()]);
    expect(await run.wallet.get(reference)).toEqual({ outcome: "unknown", cause: "unreadable" });
  });

  test("an answer just as long as allowed, and one with fields that are new to us, are read", async () => {
    const run = scripted([new Response(long(usualLimits.mostBytes - frame)), Response.json(payment({ newer: 1 }))]);
    expect(await run.wallet.get(reference)).toMatchObject({ outcome: "ok" });
    expect(await run.wallet.get(reference)).toMatchObject({ outcome: "ok" });
  });

  test.each([
    ["constructor", "unknown"],
    ["CAPTURED", "unknown"],
    ["", "unknown"],
    ["AUTHORIZED", "authorized"],
  ])("state %j is %s", async (state, expected) => {
    const run = scripted([Response.json(payment({ state }))]);
    expect(await run.wallet.get(reference)).toMatchObject({ value: { state: expected } });
  });

  test("a redirect is not followed, and no answer is waited for without end", async () => {
    const run = scripted([ok()]);
    await run.wallet.get(reference);
    expect(run.sent[0]!.init).toMatchObject({ redirect: "manual", signal: expect.any(AbortSignal) as unknown });
  });
});
