import type { AddressInfo } from "node:net";
import { createVippsServer, createVippsSimulator, demoUnit, type Operation } from "@kvitt/simulator-vipps";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { outgoingFetch, type Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { walletContract, type WalletBench } from "../../payments/wallet.contract.ts";
import { openVipps, paymentEvents, type SalesUnit, type VippsService } from "./index.ts";

const hook = "https://pay.example.test/hooks/vipps";
const unit: SalesUnit = {
  merchantSerialNumber: demoUnit.msn,
  clientId: demoUnit.clientId,
  clientSecret: demoUnit.clientSecret,
  subscriptionKey: demoUnit.subscriptionKeys[0]!,
};
const system = { name: "kvitt", version: "0.1.0", pluginName: "kvitt-wallet", pluginVersion: "0.1.0" };

const deadline = (ms: number): AbortSignal => AbortSignal.timeout(ms);

/** The adapter against the simulator over real sockets, on one clock that nobody waits for. */
async function openBench(): Promise<
  WalletBench & {
    readonly simulator: ReturnType<typeof createVippsSimulator>;
    readonly service: VippsService;
  }
> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createVippsSimulator({
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createVippsServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch: outgoingFetch(deadline),
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline,
  };
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = openVipps({ baseUrl, system, reach });
  const registered = await service
    .webhooks(unit)
    .register({ operationId: "hooks:1", url: hook, events: paymentEvents });
  if (registered.outcome !== "ok") throw new Error("The simulator takes a registration");
  const script = (operation: Operation, times: number, fault: object): void => {
    simulator.rules.replace([{ on: "call", match: { operation }, times, fault } as never]);
  };
  return {
    wallet: service.wallet(unit, { url: hook, secrets: [registered.value.secret] }),
    currency: "NOK",
    payer: async (reference, act) => {
      simulator.act(simulator.find({ reference })!, act);
      await simulator.settle();
    },
    letExpire: () => simulator.advance(601_000),
    loseAnswers: (call, times) => script(call, times, { do: "drop", when: "after" }),
    tellStrangeState: () => script("get", 1, { do: "patch", members: { state: "SETTLED_TWICE" } }),
    tellNonsense: () => script("get", 9, { do: "text", body: "<html>" }),
    confuseWebhooks: () =>
      simulator.rules.replace([
        { on: "webhook", match: { event: "AUTHORIZED" }, fault: { do: "afterNext" } },
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

walletContract("Vipps", openBench);

async function opened(): Promise<Awaited<ReturnType<typeof openBench>>> {
  const bench = await openBench();
  onTestFinished(() => bench.close());
  return bench;
}

const request = {
  operationId: "att1:create",
  reference: "kvitt-260101-1",
  amountMinor: 245_000n,
  currency: "NOK",
  approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s", phone: "4791234567" },
  description: "Faktura 260101",
  language: "nb",
} as const;

describe("Vipps beyond the contract", () => {
  test.each([
    ["an amount below what the wallet takes", { amountMinor: 99n }, "amountTooSmall", "6010"],
    ["the sales unit's market has another currency", { currency: "DKK" }, "setUp", "5040"],
    ["more than the wallet takes", { amountMinor: 65_000_001n }, "unexpected", "4040"],
    ["an address no browser goes to", { approach: { by: "web", returnUrl: "nowhere" } }, "fieldInvalid", "4090"],
    ["a reference of the wrong form", { reference: "short" }, "unexpected", null],
  ] as const)("S0-40 %s", async (_what, change, reason, partnerCode) => {
    const { wallet } = await opened();
    expect(await wallet.create({ ...request, ...change })).toMatchObject({ outcome: "refused", reason, partnerCode });
  });

  test("S0-40 the payer sees our description, and the merchant portal leads back to our operation", async () => {
    const { wallet, simulator } = await opened();
    await wallet.create(request);
    expect(simulator.find({ reference: request.reference })).toMatchObject({
      description: "Faktura 260101",
      metadata: { operation: "att1:create" },
    });
  });

  test("S0-40 the operation stands in the service's own log under our key", async () => {
    const { wallet, simulator } = await opened();
    await wallet.create(request);
    simulator.act(simulator.find({ reference: request.reference })!, "approve");
    const { reference, currency } = request;
    await wallet.capture({ operationId: "att1:capture:1", reference, amountMinor: 1_000n, currency });
    const log = simulator.find({ reference })!.events.map(({ name, idempotencyKey }) => [name, idempotencyKey]);
    expect(log).toEqual([
      ["CREATED", "pay:att1:create"],
      ["AUTHORIZED", undefined],
      ["CAPTURED", "pay:att1:capture:1"],
    ]);
  });

  test("S0-40 the payer's bank has let go of the money: told as such, and the webhook says that it failed", async () => {
    const bench = await opened();
    const { wallet, simulator } = bench;
    await wallet.create(request);
    const payment = simulator.find({ reference: request.reference })!;
    simulator.act(payment, "approve");
    simulator.act(payment, "releaseHold");
    const { reference, amountMinor, currency } = request;
    const answer = await wallet.capture({ operationId: "att1:capture:1", reference, amountMinor, currency });
    expect(answer).toMatchObject({ outcome: "refused", reason: "fundsUnavailable", partnerCode: "6260" });
    const verdicts = (await bench.delivered()).map((delivery) => wallet.verifyWebhook(delivery));
    expect(verdicts.at(-1)).toMatchObject({ verified: true, name: "CAPTURED", success: false });
  });

  test("SEC-40 a webhook that had to be tried for an hour is late: a hint still", async () => {
    const bench = await opened();
    const { wallet, simulator } = bench;
    simulator.rules.replace([{ on: "webhook", fault: { do: "late", seconds: 3_600 } }]);
    await wallet.create(request);
    expect(await bench.delivered()).toEqual([]);
    await simulator.advance(3_600_000);
    const verdicts = (await bench.delivered()).map((delivery) => wallet.verifyWebhook(delivery));
    expect(verdicts.at(-1)).toMatchObject({ verified: true, name: "CREATED", late: true });
  });

  test("SEC-41 the approval is told after the capture, and everything twice", async () => {
    const bench = await opened();
    bench.confuseWebhooks();
    await bench.wallet.create(request);
    await bench.payer(request.reference, "approve");
    const { reference, currency } = request;
    await bench.wallet.capture({ operationId: "att1:capture:1", reference, amountMinor: 1_000n, currency });
    const verdicts = (await bench.delivered()).map((delivery) => bench.wallet.verifyWebhook(delivery));
    expect(verdicts.map((verdict) => verdict.verified && verdict.name)).toEqual([
      "CREATED",
      "CREATED",
      "CAPTURED",
      "AUTHORIZED",
      "CAPTURED",
    ]);
  });

  test("SEC-50 a secret is told once; a registration is listed, removed, and removed again without complaint", async () => {
    const { service } = await opened();
    const hooks = service.webhooks(unit);
    const listed = await hooks.list();
    expect(listed).toMatchObject({ outcome: "ok", value: [{ url: hook, events: paymentEvents }] });
    expect(JSON.stringify(listed)).not.toContain("secret");
    const id = listed.outcome === "ok" ? listed.value[0]!.id : "";
    for (const round of [1, 2]) {
      expect(await hooks.remove({ operationId: `hooks:remove:${round}`, id })).toEqual({ outcome: "ok", value: null });
    }
    expect(await hooks.list()).toEqual({ outcome: "ok", value: [] });
  });

  test("S0-40 credentials that are not known are a task for who set them up", async () => {
    const { service } = await opened();
    const wallet = service.wallet({ ...unit, clientSecret: "wrong" }, { url: hook, secrets: [] });
    expect(await wallet.get("kvitt-260101-1")).toMatchObject({ outcome: "refused", reason: "setUp" });
  });
});

/** One movement: how often its line is cut, and whether that was before or after the work. */
const step = fc.record({
  verb: fc.constantFrom("capture", "refund"),
  amountMinor: fc.bigInt(1n, 120_000n),
  lost: fc.nat({ max: 4 }),
  when: fc.constantFrom("before", "after"),
});

test("SEC-43 whatever is lost on the way, a movement that is asked for again moves exactly once, or never when it does not fit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const bench = await openBench();
      const { wallet, simulator } = bench;
      simulator.settings.rateLimits = false;
      await wallet.create(request);
      simulator.act(simulator.find({ reference: request.reference })!, "approve");
      let [captured, refunded] = [0n, 0n];
      for (const [index, { verb, amountMinor, lost, when }] of steps.entries()) {
        const fits =
          amountMinor <=
          (verb === "capture" ? request.amountMinor : captured) - (verb === "capture" ? captured : refunded);
        if (lost > 0) {
          simulator.rules.replace([
            { on: "call", match: { operation: verb }, times: lost, fault: { do: "drop", when } },
          ]);
        }
        const movement = {
          operationId: `att1:${verb}:${index}`,
          reference: request.reference,
          amountMinor,
          currency: "NOK",
        };
        const first = await wallet[verb](movement);
        const second = await wallet[verb](movement);
        if (fits && verb === "capture") captured += amountMinor;
        if (fits && verb === "refund") refunded += amountMinor;
        expect(first.outcome === "unknown").toBe(lost > 2);
        if (fits) expect(second.outcome).toBe("ok");
        expect(await wallet.get(request.reference)).toMatchObject({
          value: { capturedMinor: captured, refundedMinor: refunded, authorizedMinor: request.amountMinor },
        });
      }
      await bench.close();
    }),
    { numRuns: 25 },
  );
});
