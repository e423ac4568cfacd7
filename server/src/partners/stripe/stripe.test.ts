import type { AddressInfo } from "node:net";
import { createStripeServer, createStripeSimulator, demoAccount, type Operation } from "@kvitt/simulator-stripe";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { cardContract, type CardBench } from "../../payments/card.contract.ts";
import { tillOf } from "../../payments/rail.contract.ts";
import { languages } from "../../platform/index.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { cardEvents, openStripe, type CardAgreement, type StripeService } from "./index.ts";

const hook = "https://pay.example.test/hooks/stripe";
const agreement: CardAgreement = { secretKey: demoAccount.secretKey };

type Bench = CardBench & {
  readonly simulator: ReturnType<typeof createStripeSimulator>;
  readonly service: StripeService;
};

/** The adapter against the simulator over real sockets, on one clock that nobody waits for. */
async function openBench(): Promise<Bench> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createStripeSimulator({
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createStripeServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch: (url, init) => fetch(url, init),
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline: (ms) => AbortSignal.timeout(ms),
  };
  const service = openStripe({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reach });
  const registered = await service.webhooks(agreement).register({ operationId: "hooks:1", url: hook });
  if (registered.outcome !== "ok") throw new Error("The simulator takes a registration");
  const script = (operation: Operation, times: number, fault: object): void =>
    simulator.rules.replace([{ on: "call", match: { operation }, times, fault } as never]);
  const act = async (reference: string, what: Parameters<typeof simulator.act>[1]): Promise<void> => {
    if (!simulator.act(simulator.find({ reference })!, what)) throw new Error(`Not the time to ${what}`);
    await simulator.settle();
  };
  return {
    rail: service.cards(agreement, { secrets: [registered.value.secret] }),
    currency: "NOK",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    signs: true,
    payer: (reference, what) => act(reference, what === "approve" ? "pay" : "decline"),
    letExpire: () => simulator.advance(3_600_000),
    letLapse: () => simulator.advance(7 * 86_400_000),
    dispute: (reference, step) =>
      act(reference, ({ open: "dispute", won: "disputeWon", lost: "disputeLost" } as const)[step]),
    lose: (call, times, when) => script(wireCall[call], times, { do: "drop", when }),
    tellStrangeState: () =>
      script("getSession", 1, { do: "patch", members: { "payment_intent.status": "settled_twice" } }),
    tellNonsense: () => script("getSession", 9, { do: "text", body: "<html>" }),
    confuseWebhooks: () =>
      simulator.rules.replace([
        { on: "webhook", match: { event: "payment_intent.amount_capturable_updated" }, fault: { do: "afterNext" } },
        { on: "webhook", times: 9, fault: { do: "duplicate", copies: 1 } },
      ]),
    delivered: async () => {
      await simulator.settle();
      return deliveries;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    simulator,
    service,
  };
}

const wireCall = {
  create: "createSession",
  get: "getProduct",
  capture: "captureIntent",
  refund: "createRefund",
  cancel: "expireSession",
} as const;

cardContract("Stripe", openBench);

async function opened(): Promise<Bench & ReturnType<typeof tillOf>> {
  const bench = await openBench();
  onTestFinished(() => bench.close());
  return { ...bench, ...tillOf(bench) };
}

const ref = "kvitt-260101-1";

describe("Stripe beyond the contract", () => {
  test.each(languages)("V-03 the page is in the language the payer comes with: %s", async (language) => {
    const { rail, request, simulator } = await opened();
    await rail.create(request(ref, { language }));
    expect(simulator.find({ reference: ref })).toMatchObject({ locale: language });
  });

  test("SEC-57 the payer's address, the way back and the page hold no id of the payment; the page is in the payer's language", async () => {
    const { rail, request, simulator } = await opened();
    const started = await rail.create(request(ref));
    const session = simulator.find({ reference: ref })!;
    expect(session).toMatchObject({
      locale: "nb",
      client_reference_id: ref,
      success_url: "https://pay.example.test/r/6kP2s",
    });
    const { payerUrl } = started.outcome === "ok" ? started.value : { payerUrl: null };
    const page = await (await fetch(payerUrl!)).text();
    expect(page).toContain("Faktura 260101");
    expect(page).toContain("Kortnummer");
    await fetch(payerUrl!, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ number: "4000 0000 0000 0002" }),
    });
    const again = await (await fetch(payerUrl!)).text();
    expect(page + again + payerUrl!).not.toMatch(/pi_|secret/);
  });

  test("SEC-57 the number that was typed is nowhere: not with us, not in what the partner tells, not kept by the page", async () => {
    const bench = await opened();
    await bench.started(ref);
    const session = bench.simulator.find({ reference: ref })!;
    for (const number of ["4000000000000002", "4000002500003155"]) bench.simulator.pay(session, number);
    bench.simulator.answerChallenge(session, true);
    const told = (await bench.delivered()).map(({ raw }) => Buffer.from(raw).toString()).join("");
    expect(bench.simulator.memory() + told).not.toMatch(/4000000000000002|4000002500003155/);
    expect(bench.simulator.memory()).toContain("3155");
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 0n, 0n, 0n, 0n]);
  });

  test.each([
    ["an amount below what the service takes", { amountMinor: 299n }, "amountTooSmall", null],
    ["more than the service takes", { amountMinor: 100_000_000n }, "unexpected", null],
    ["an address no browser goes to", { approach: { by: "web", returnUrl: "nowhere" } }, "fieldInvalid", "returnUrl"],
  ] as const)("S0-40 %s", async (_what, change, reason, field) => {
    const { rail, request } = await opened();
    expect(await rail.create(request(ref, change))).toMatchObject({ outcome: "refused", reason, field });
  });

  test("SEC-42 the same create with another amount is refused, and starts nothing", async () => {
    const { rail, request, simulator } = await opened();
    await rail.create(request(ref));
    expect(await rail.create(request(ref, { amountMinor: 1_000n }))).toMatchObject({ reason: "unexpected" });
    expect(simulator.sessions()).toHaveLength(1);
  });

  test("SEC-42 after the service has forgotten our keys, the same refund is still one refund", async () => {
    const bench = await opened();
    await bench.paid(ref);
    await bench.move("refund", ref, 1, 40_000n);
    await bench.simulator.advance(3 * 86_400_000);
    expect(await bench.move("refund", ref, 1, 40_000n)).toMatchObject({
      outcome: "ok",
      value: { refundedMinor: 40_000n },
    });
    expect(await bench.rail.create(bench.request(ref, { operationId: "another" }))).toMatchObject({
      reason: "referenceTaken",
    });
  });

  test("S0-40 a refund the payer's bank sends back is the clinic's money again", async () => {
    const bench = await opened();
    await bench.paid(ref);
    await bench.move("refund", ref, 1, 40_000n);
    bench.simulator.act(bench.simulator.find({ reference: ref })!, "failRefund");
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 245_000n, 0n, 0n, 0n]);
    expect(await bench.move("refund", ref, 1, 40_000n)).toMatchObject({ outcome: "refused", reason: "wrongState" });
    const last = (await bench.delivered()).at(-1)!;
    expect(bench.rail.verifyWebhook(last)).toMatchObject({ name: "refund.failed", success: false });
  });

  test("S0-40 an inquiry takes no money; a dispute's webhook knows only the service's id, and get finds ours by it", async () => {
    const bench = await opened();
    await bench.paid(ref);
    bench.simulator.act(bench.simulator.find({ reference: ref })!, "inquire");
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 245_000n, 0n, 0n, 0n]);
    const verdict = bench.rail.verifyWebhook((await bench.delivered()).at(-1)!);
    expect(verdict).toMatchObject({ verified: true, name: "charge.dispute.created" });
    const theirs = verdict.verified ? verdict.reference : "";
    expect(theirs).toMatch(/^pi_/);
    expect(await bench.rail.get(theirs)).toMatchObject({
      outcome: "ok",
      value: { reference: ref, partnerReference: theirs },
    });
  });

  test("FR-33 the payer pays while we take the page away: the reservation is given back", async () => {
    const bench = await opened();
    await bench.approved(ref);
    const answer = await bench.cancel(ref);
    expect(answer).toMatchObject({ value: { state: "authorized", cancelledMinor: 245_000n } });
  });

  test("SEC-43 a page whose name was lost waits like one, and then is over", async () => {
    const bench = await opened();
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "updateProduct" }, times: 3, fault: { do: "drop", when: "before" } },
    ]);
    expect(await bench.rail.create(bench.request(ref))).toMatchObject({ outcome: "unknown" });
    expect(await bench.get(ref)).toEqual(["awaitingPayer", 0n, 0n, 0n, 0n, 0n]);
    expect(await bench.rail.create(bench.request(ref))).toMatchObject({ outcome: "ok" });
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "createSession" }, times: 9, fault: { do: "drop", when: "before" } },
    ]);
    await bench.rail.create(bench.request("kvitt-260101-2"));
    await bench.simulator.advance(3_600_000);
    expect(await bench.get("kvitt-260101-2")).toEqual(["expired", 0n, 0n, 0n, 0n, 0n]);
  });

  test.each([
    ["rate limit", 429, { type: "rate_limit_error", code: "rate_limit", message: "Too many requests" }, "tryLater"],
    [
      "an earlier try is at work",
      409,
      { type: "idempotency_error", code: "idempotency_key_in_use", message: "In use" },
      "tryLater",
    ],
    [
      "declined at capture",
      402,
      { type: "card_error", code: "card_declined", decline_code: "insufficient_funds", message: "No" },
      "fundsUnavailable",
    ],
    ["the key may not do that", 403, { type: "invalid_request_error", message: "No" }, "setUp"],
    [
      "a refusal nobody has seen",
      400,
      { type: "invalid_request_error", code: "moon_phase", message: "No" },
      "unexpected",
    ],
  ] as const)("S0-40 %s", async (_what, status, error, reason) => {
    const bench = await opened();
    await bench.approved(ref);
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "captureIntent" }, times: 3, fault: { do: "refuse", status, error } },
    ]);
    expect(await bench.move("capture", ref, 1, 245_000n)).toMatchObject({ outcome: "refused", reason });
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 0n, 0n, 0n, 0n]);
  });

  test.each([
    ["a refusal without a reason", 400, "{}"],
    ["a page in place of an answer", 502, "<html>"],
    ["a list", 200, "[]"],
    ["too long", 200, JSON.stringify({ id: "x".repeat(600_000) })],
  ])("SEC-44 %s is no outcome", async (_what, status, body) => {
    const bench = await opened();
    await bench.started(ref);
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "getProduct" }, times: 3, fault: { do: "text", body, status } },
    ]);
    expect(await bench.rail.get(ref)).toEqual({ outcome: "unknown", cause: "unreadable" });
  });

  test("S0-40 a key that is not known is a task for who set it up", async () => {
    const { service } = await opened();
    const cards = service.cards({ secretKey: "sk_test_wrong" }, { secrets: [] });
    expect(await cards.get(ref)).toMatchObject({ outcome: "refused", reason: "setUp" });
  });

  test("SEC-50 a secret is told once; a registration is listed, removed, and removed again without complaint", async () => {
    const { service } = await opened();
    const hooks = service.webhooks(agreement);
    const listed = await hooks.list();
    expect(listed).toMatchObject({ outcome: "ok", value: [{ url: hook, events: cardEvents }] });
    expect(JSON.stringify(listed)).not.toContain("whsec");
    const id = listed.outcome === "ok" ? listed.value[0]!.id : "";
    for (const _round of [1, 2]) expect(await hooks.remove(id)).toEqual({ outcome: "ok", value: null });
    expect(await hooks.list()).toEqual({ outcome: "ok", value: [] });
  });

  test.each(["http://api.stripe.test", "https://api.stripe.test/v1", "https://me@api.stripe.test", "ftp://127.0.0.1"])(
    "SEC-44 %s is no address a key may travel to",
    (baseUrl) => {
      expect(() => openStripe({ baseUrl, reach: {} as Reach })).toThrow();
    },
  );
});

/** One movement: how often its line is cut, and whether that was before or after the work. */
const step = fc.record({
  verb: fc.constantFrom("capture", "refund"),
  amountMinor: fc.bigInt(1n, 300_000n),
  lost: fc.nat({ max: 4 }),
  when: fc.constantFrom("before", "after"),
});

test("SEC-43 whatever is lost on the way, a movement that is asked for again moves exactly once, or never when it does not fit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const bench = { ...(await openBench()) };
      const till = tillOf(bench);
      await till.approved(ref);
      let [captured, refunded] = [0n, 0n];
      for (const [index, { verb, amountMinor, lost, when }] of steps.entries()) {
        const fits =
          verb === "capture" ? captured === 0n && amountMinor <= 245_000n : amountMinor <= captured - refunded;
        bench.simulator.rules.replace([]);
        if (lost > 0) bench.lose(verb, lost, when);
        await till.move(verb, ref, index, amountMinor);
        bench.simulator.rules.replace([]);
        const second = await till.move(verb, ref, index, amountMinor);
        if (fits) expect(second.outcome).toBe("ok");
        if (fits && verb === "capture") captured += amountMinor;
        if (fits && verb === "refund") refunded += amountMinor;
        const released = captured === 0n ? 0n : 245_000n - captured;
        expect(await till.get(ref)).toEqual(["authorized", 245_000n, captured, refunded, released, 0n]);
      }
      await bench.close();
    }),
    { numRuns: 20 },
  );
});
