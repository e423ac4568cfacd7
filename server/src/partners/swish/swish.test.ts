import type { AddressInfo } from "node:net";
import {
  createAuthority,
  createSwishServer,
  createSwishSimulator,
  demoMerchant,
  type Operation,
} from "@kvitt/simulator-swish";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { instantContract, type InstantBench } from "../../payments/instant.contract.ts";
import { referenceOf, tillOf } from "../../payments/rail.contract.ts";
import type { ClientIdentity } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { codeTextOf, openSwish } from "./index.ts";
import { instructionOf, markOf, referenceInMark, referenceOf as referenceIn } from "./names.ts";
import { messageOf } from "./wire.ts";

const callback = { url: "https://pay.example.test/hooks/swish", secrets: ["kvitt-callback-1"] };
const phone = "46701234567";

type Bench = InstantBench & { readonly simulator: ReturnType<typeof createSwishSimulator> };
type Secure = {
  readonly identity: ClientIdentity;
  readonly server: { readonly cert: string; readonly key: string; readonly ca: string };
};

/** The adapter against the simulator over real sockets, on one clock that nobody waits for. */
async function openBench(secure?: Secure): Promise<Bench> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createSwishSimulator({
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createSwishServer(simulator, secure?.server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const scheme = secure === undefined ? "http" : "https";
  const service = openSwish({
    baseUrl: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reach: {
      clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
      deadline: (ms) => AbortSignal.timeout(ms),
    },
  });
  const script = (operation: Operation, times: number, fault: object): void =>
    simulator.rules.replace([{ on: "call", match: { operation }, times, fault } as never]);
  return {
    rail: service.payments({ payeeAlias: demoMerchant.alias, identity: secure?.identity ?? null }, callback),
    currency: "SEK",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    phone,
    signs: false,
    payer: async (reference, act) => {
      simulator.act(simulator.find({ id: instructionOf(reference) })!, act);
      await simulator.settle();
    },
    letExpire: () => simulator.advance(180_000),
    lose: (call, times, when) => script(wireCall[call], times, { do: "drop", when }),
    tellStrangeState: () => script("getPayment", 1, { do: "patch", members: { status: "SETTLED_TWICE" } }),
    tellNonsense: () => script("getPayment", 9, { do: "text", body: "<html>" }),
    confuseWebhooks: () =>
      simulator.rules.replace([
        { on: "webhook", match: { event: "PAID" }, fault: { do: "afterNext" } },
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
  };
}

const wireCall = {
  create: "createPayment",
  get: "getPayment",
  capture: "getPayment",
  refund: "createRefund",
  cancel: "cancelPayment",
} as const;

instantContract("Swish", () => openBench());

async function opened(secure?: Secure): Promise<Bench & ReturnType<typeof tillOf>> {
  const bench = await openBench(secure);
  onTestFinished(() => bench.close());
  return { ...bench, ...tillOf(bench) };
}

const ref = referenceOf(260_101);

describe("Swish beyond the contract", () => {
  test("V-02 the same device opens the app and comes back; another one shows a code", async () => {
    const { rail, request, simulator } = await opened();
    const started = await rail.create(request(ref));
    const { token } = simulator.find({ id: instructionOf(ref) })!;
    const back = encodeURIComponent("https://pay.example.test/r/6kP2s");
    expect(started).toEqual({
      outcome: "ok",
      value: { payerUrl: `swish://paymentrequest?token=${token!}&callbackurl=${back}` },
    });
    expect(codeTextOf(`swish://paymentrequest?token=${token!}&callbackurl=${back}`)).toBe(`D${token!}`);
    for (const without of ["swish://paymentrequest", "swish://paymentrequest?token=", "none"])
      expect(codeTextOf(without)).toBeNull();
    const code = await rail.create(request(referenceOf(2), { approach: { by: "qr" } }));
    const shown = simulator.find({ id: instructionOf(referenceOf(2)) })!;
    expect(code).toEqual({ outcome: "ok", value: { payerUrl: `D${shown.token!}` } });
    expect(shown).toMatchObject({ ore: 245_000, message: "Faktura 260101", payerAlias: null });
  });

  test.each([
    ["an amount below what the scheme takes", { amountMinor: 99n }, "amountTooSmall", "AM06"],
    ["a payer who has no Swish", { approach: { by: "push", phone: "46701230000" } }, "payerUnknown", "ACMT03"],
  ] as const)("S0-40 %s", async (_what, change, reason, partnerCode) => {
    const { rail, request } = await opened();
    expect(await rail.create(request(ref, change))).toMatchObject({ outcome: "refused", reason, partnerCode });
  });

  test("S0-40 the payer has another request open: later", async () => {
    const { rail, request } = await opened();
    const approach = { by: "push", phone } as const;
    await rail.create(request(ref, { approach }));
    expect(await rail.create(request(referenceOf(2), { approach }))).toMatchObject({
      reason: "tryLater",
      partnerCode: "RP06",
    });
  });

  test.each([
    ["expire", "expired"],
    ["abort", "cancelled"],
    ["noFunds", "failed"],
    ["bankFails", "failed"],
    ["lose", "unknown"],
  ] as const)("S0-40 an error that is %s is %s", async (act, state) => {
    const bench = await opened();
    await bench.started(ref);
    bench.simulator.act(bench.simulator.find({ id: instructionOf(ref) })!, act);
    expect(await bench.get(ref)).toEqual([state, 0n, 0n, 0n, 0n, 0n]);
  });

  test("SEC-43 what was lost (DS24) may turn out to be paid", async () => {
    const bench = await opened();
    await bench.started(ref);
    const payment = bench.simulator.find({ id: instructionOf(ref) })!;
    bench.simulator.act(payment, "lose");
    expect(await bench.get(ref)).toEqual(["unknown", 0n, 0n, 0n, 0n, 0n]);
    bench.simulator.act(payment, "approve");
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 245_000n, 0n, 0n, 0n]);
  });

  test("SEC-43 a refund that takes its time is unknown until it has left; one that comes to nothing is refused, and another may follow", async () => {
    const bench = await opened();
    await bench.paid(ref);
    bench.simulator.rules.replace([
      {
        on: "call",
        match: { operation: "getRefund" },
        times: 50,
        skip: 1,
        fault: { do: "patch", members: { status: "VALIDATED" } },
      },
    ]);
    expect(await bench.move("refund", ref, 1, 1_000n)).toMatchObject({ outcome: "unknown" });
    bench.simulator.rules.replace([]);
    expect(await bench.move("refund", ref, 1, 1_000n)).toMatchObject({
      outcome: "ok",
      value: { refundedMinor: 1_000n },
    });
    bench.simulator.rules.replace([
      {
        on: "call",
        match: { operation: "getRefund" },
        times: 50,
        skip: 2,
        fault: { do: "patch", members: { status: "ERROR", errorCode: "AM04" } },
      },
    ]);
    expect(await bench.move("refund", ref, 2, 2_000n)).toMatchObject({
      outcome: "refused",
      reason: "fundsUnavailable",
      partnerCode: "AM04",
    });
  });

  test("SEC-42 different refunds asked for at once are all made, each once", async () => {
    const bench = await opened();
    await bench.paid(ref);
    const answers = await Promise.all([1, 2, 3].map((step) => bench.move("refund", ref, step, BigInt(step) * 1_000n)));
    expect(answers.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok"]);
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 245_000n, 6_000n, 0n, 0n]);
  });

  test("SEC-41 another clinic's payment under our id is not believed", async () => {
    const bench = await opened();
    await bench.paid(ref);
    bench.simulator.rules.replace([
      {
        on: "call",
        match: { operation: "getPayment" },
        times: 9,
        fault: { do: "patch", members: { payeeAlias: "1230000000" } },
      },
    ]);
    expect(await bench.rail.get(ref)).toEqual({ outcome: "unknown", cause: "unreadable" });
  });

  test.each([
    [1250, 125_000n],
    [1250.5, 125_050n],
    ["1250.00", 125_000n],
    [0.29, 29n],
    [99_999_999_999.99, 9_999_999_999_999n],
    ["1e3", null],
    [12.345, null],
    [-1, null],
  ])("S0-40 an amount told as %j", async (amount, minor) => {
    const bench = await opened();
    await bench.paid(ref);
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "getPayment" }, fault: { do: "patch", members: { amount } } },
    ]);
    const told = await bench.rail.get(ref);
    expect(told.outcome === "ok" ? told.value.capturedMinor : null).toBe(minor);
  });

  test("SEC-40 while a secret is replaced both are good; a refund's callback leads to its payment", async () => {
    const bench = await opened();
    await bench.paid(ref);
    await bench.move("refund", ref, 1, 1_000n);
    const told = (await bench.delivered()).map((delivery) => bench.rail.verifyWebhook(delivery));
    expect(told.map((verdict) => verdict.verified && [verdict.reference, verdict.name])).toEqual([
      [ref, "PAID"],
      [ref, "DEBITED"],
    ]);
    const service = openSwish({
      baseUrl: "http://127.0.0.1:1",
      reach: { clock: { epochMilliseconds: () => 0, pause: async () => {} }, deadline: () => AbortSignal.abort() },
    });
    const newer = service.payments(
      { payeeAlias: demoMerchant.alias, identity: null },
      { ...callback, secrets: ["newer", ...callback.secrets] },
    );
    const [delivery] = await bench.delivered();
    expect(newer.verifyWebhook(delivery!)).toMatchObject({ verified: true });
    const big = { ...delivery!, raw: new Uint8Array(256 * 1024 + 1) };
    expect(newer.verifyWebhook(big)).toEqual({ verified: false, why: "tooLarge" });
  });

  test("S0-40 over TLS with certificates: the clinic's is believed, another's and none are not", async () => {
    const authority = createAuthority();
    const stranger = createAuthority("Somebody else");
    const server = { ...authority.issue("localhost"), ca: authority.cert };
    const bench = await opened({ identity: { ...authority.issue(demoMerchant.alias), ca: authority.cert }, server });
    await bench.paid(ref);
    expect(await bench.get(ref)).toEqual(["authorized", 245_000n, 245_000n, 0n, 0n, 0n]);
    for (const issued of [stranger.issue(demoMerchant.alias), authority.issue("1230000000")]) {
      const other = await opened({ identity: { ...issued, ca: authority.cert }, server });
      expect(await other.rail.create(other.request(ref))).toMatchObject({ outcome: "refused", reason: "setUp" });
    }
    const blind = await opened({ identity: { ...authority.issue(demoMerchant.alias), ca: stranger.cert }, server });
    expect(await blind.rail.create(blind.request(ref))).toMatchObject({ outcome: "unknown", cause: "noAnswer" });
  });

  test("SEC-44 addresses and agreements that must not be", () => {
    const reach = {} as Parameters<typeof openSwish>[0]["reach"];
    for (const baseUrl of ["http://cpc.getswish.test", "https://cpc.getswish.test/x"])
      expect(() => openSwish({ baseUrl, reach })).toThrow();
    expect(() =>
      openSwish({ baseUrl: "https://cpc.getswish.test", appAddress: "https://elsewhere.test", reach }),
    ).toThrow();
    const service = openSwish({ baseUrl: "https://cpc.getswish.test", reach });
    expect(() => service.payments({ payeeAlias: demoMerchant.alias, identity: null }, callback)).toThrow();
    expect(() => service.payments({ payeeAlias: "12", identity: { cert: "", key: "" } }, callback)).toThrow();
  });
});

describe("names on the wire", () => {
  const uuid = fc.uuid().map((id) => `kvitt-${id}`);
  test("S0-40 lead back to what they were made from", () => {
    fc.assert(
      fc.property(uuid, fc.string(), (reference, operation) => {
        expect(referenceIn(instructionOf(reference))).toBe(reference);
        const mark = markOf(reference, operation);
        expect(mark).toMatch(/^[0-9A-Z]{35}$/);
        expect(referenceInMark(mark)).toBe(reference);
      }),
    );
  });

  test.each(["kvitt-260101-1", "kvitt-", "0199a7c4-5e2f-7abc-8def-000000000001"])(
    "%s is no reference of payments",
    (reference) => {
      expect(() => instructionOf(reference)).toThrow();
    },
  );

  test.each(["", "X".repeat(35), "ZZZZZZZZZZZZZZZZZZZZZZZZZ0000000000", "0".repeat(34)])(
    "%s is no mark of ours",
    (mark) => {
      expect(referenceInMark(mark)).toBeNull();
    },
  );

  test("S0-40 a message holds what the service takes, at most 50 characters", () => {
    expect(messageOf("Räkning №12 <b>; åäö! 😀")).toMatch(/^[0-9a-zA-ZåäöÅÄÖ!?(),.\-:; ]+$/);
    expect(messageOf("x".repeat(80))).toHaveLength(50);
  });
});

/** One refund: how often its line is cut, and whether that was before or after the work. */
const step = fc.record({
  amountMinor: fc.bigInt(100n, 120_000n),
  lost: fc.nat({ max: 4 }),
  when: fc.constantFrom("before", "after"),
});

test("SEC-43 whatever is lost on the way, a refund that is asked for again moves exactly once, or never when it does not fit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const bench = await openBench();
      const till = tillOf(bench);
      await till.paid(ref);
      let refunded = 0n;
      for (const [index, { amountMinor, lost, when }] of steps.entries()) {
        const fits = amountMinor <= 245_000n - refunded;
        bench.simulator.rules.replace([]);
        if (lost > 0) bench.lose("refund", lost, when);
        await till.move("refund", ref, index, amountMinor);
        bench.simulator.rules.replace([]);
        const second = await till.move("refund", ref, index, amountMinor);
        expect(second.outcome).toBe(fits ? "ok" : "refused");
        if (fits) refunded += amountMinor;
        expect(await till.get(ref)).toEqual(["authorized", 245_000n, 245_000n, refunded, 0n, 0n]);
      }
      await bench.close();
    }),
    { numRuns: 15 },
  );
});
