import type { AddressInfo } from "node:net";
import {
  createFinanceServer,
  createFinanceSimulator,
  demoAccount,
  signatureHeader,
  type Operation,
} from "@kvitt/simulator-finance";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { partPaymentContract, type PartPaymentBench } from "../../payments/part-payment.contract.ts";
import { referenceOf, tillOf } from "../../payments/rail.contract.ts";
import { languages } from "../../platform/index.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { openFinance, type FinanceAgreement } from "./index.ts";
import { verifyWebhook } from "./signature.ts";

const agreement: FinanceAgreement = { apiKey: demoAccount.apiKey };
const hook = { secrets: [demoAccount.webhookSecret] };

type Bench = PartPaymentBench & {
  readonly simulator: ReturnType<typeof createFinanceSimulator>;
  readonly service: ReturnType<typeof openFinance>;
};

/** The adapter against the simulator over real sockets, on one clock that nobody waits for. */
async function openBench(): Promise<Bench> {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createFinanceSimulator({
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  const server = createFinanceServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch: (url, init) => fetch(url, init),
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline: (ms) => AbortSignal.timeout(ms),
  };
  const service = openFinance({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reach });
  await service.listen(agreement, "https://pay.example.test/hooks/finance");
  const script = (operation: Operation, times: number, fault: object): void =>
    simulator.rules.replace([{ on: "call", match: { operation }, times, fault } as never]);
  const act = async (reference: string, what: Parameters<typeof simulator.act>[1]): Promise<void> => {
    if (!simulator.act(simulator.find({ reference })!, what)) throw new Error(`Not the time to ${what}`);
    await simulator.settle();
  };
  return {
    rail: service.partPayments(agreement, hook),
    currency: "NOK",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    signs: true,
    payer: (reference, what) => act(reference, what === "approve" ? "accept" : "leave"),
    decide: act,
    letExpire: () => simulator.advance(30 * 60_000),
    lose: (call, times, when) => script(call === "capture" ? "get" : call, times, { do: "drop", when }),
    tellStrangeState: () => script("get", 1, { do: "patch", members: { status: "settled_twice" } }),
    tellNonsense: () => script("get", 9, { do: "text", body: "<html>" }),
    confuseWebhooks: () =>
      simulator.rules.replace([
        { on: "webhook", match: { event: "application.accepted" }, fault: { do: "afterNext" } },
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

partPaymentContract("Finance", openBench);

async function opened(): Promise<Bench & ReturnType<typeof tillOf>> {
  const bench = await openBench();
  onTestFinished(() => bench.close());
  return { ...bench, ...tillOf(bench) };
}

const ref = referenceOf(260_101);
const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  redirect: "manual",
  body: new URLSearchParams(fields),
});

describe("the finance partner beyond the contract", () => {
  test("FR-35 the terms chosen with us stand chosen on the partner's page, and what the partner accepts without another word", async () => {
    const bench = await opened();
    const started = await bench.rail.create({ ...bench.request(ref), terms: 12 });
    const page = await (await fetch((started as { value: { payerUrl: string } }).value.payerUrl)).text();
    expect(page).toContain('value="12" checked');
    expect(page.match(/checked/g)).toHaveLength(1);
    await bench.decide(ref, "accept");
    expect(bench.simulator.find({ reference: ref })).toMatchObject({ wishedTerms: 12, terms: 12 });
  });

  test.each([
    ["chooses terms", 245_000n, { terms: "6" }, "authorized"],
    ["is declined by the credit check", 245_051n, { terms: "3" }, "cancelled"],
    ["is looked at first", 245_052n, { terms: "3" }, "awaitingPayer"],
    ["says no", 245_000n, { answer: "no" }, "cancelled"],
  ] as const)("FR-35 the payer %s on the partner's page and is led back", async (_what, amountMinor, fields, state) => {
    const bench = await opened();
    const started = await bench.rail.create(bench.request(ref, { amountMinor }));
    const { payerUrl } = started.outcome === "ok" ? started.value : { payerUrl: null };
    const page = await (await fetch(payerUrl!)).text();
    expect(page).toContain("Effektiv rente");
    const answer = await fetch(payerUrl!, form(fields));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "https://pay.example.test/r/6kP2s"]);
    expect(await bench.rail.get(ref)).toMatchObject({ value: { state } });
  });

  test.each([
    ["an address no browser goes to", { approach: { by: "web", returnUrl: "nowhere" } }, "fieldInvalid", "returnUrl"],
    ["another currency than the agreement's", { currency: "SEK" }, "amountTooSmall", null],
    ["more than the partner takes", { amountMinor: 5_000_001n }, "amountTooSmall", null],
  ] as const)("S0-40 %s", async (_what, change, reason, field) => {
    const { rail, request } = await opened();
    expect(await rail.create(request(ref, change))).toMatchObject({ outcome: "refused", reason, field });
  });

  test.each([
    [429, "TOO_MANY", "tryLater"],
    [403, "CLOSED", "setUp"],
    [409, "MOON_PHASE", "unexpected"],
  ] as const)("S0-40 a refusal %i %s is %s", async (status, code, reason) => {
    const bench = await opened();
    await bench.paid(ref);
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "refund" }, times: 3, fault: { do: "refuse", status, code } },
    ]);
    expect(await bench.move("refund", ref, 1, 1_000n)).toMatchObject({ outcome: "refused", reason, partnerCode: code });
  });

  test.each([
    ["less paid than accepted", { paid: 1 }],
    ["refunds that do not make their sum", { refunded: 1 }],
    ["another application", { reference: "kvitt-other" }],
    ["an amount in words", { amount: "much" }],
  ])("SEC-41 %s is not believed", async (_what, members) => {
    const bench = await opened();
    await bench.paid(ref);
    bench.simulator.rules.replace([{ on: "call", match: { operation: "get" }, fault: { do: "patch", members } }]);
    expect(await bench.rail.get(ref)).toEqual({ outcome: "unknown", cause: "unreadable" });
  });

  test.each(languages)(
    "FR-35, V-03 the partner's page is in the language the payer comes with: %s",
    async (language) => {
      const { rail, request, simulator } = await opened();
      await rail.create(request(ref, { language }));
      expect(simulator.find({ reference: ref })).toMatchObject({ language });
    },
  );

  test("FR-35 an offer whose terms do not make its total is none", async () => {
    const bench = await opened();
    const offers = [
      { terms: 3, perTerm: 1_000, total: 2_999, firstDueOn: "2026-11-01", effectiveRate: 0, setUpFee: 0 },
    ];
    bench.simulator.rules.replace([
      { on: "call", match: { operation: "offers" }, fault: { do: "patch", members: { offers } } },
    ]);
    expect(await bench.rail.offers(245_000n, "NOK")).toEqual({ outcome: "unknown", cause: "unreadable" });
  });

  test("S0-40 a key that is not known is a task for who set it up; so is an address nobody can tell anything", async () => {
    const { service } = await opened();
    const wrong = { ...agreement, apiKey: "wrong" };
    expect(await service.partPayments(wrong, hook).get(ref)).toMatchObject({ outcome: "refused", reason: "setUp" });
    expect(await service.listen(agreement, "nowhere")).toMatchObject({ outcome: "refused", reason: "setUp" });
  });

  test("SEC-44 addresses a key may not travel to", () => {
    for (const baseUrl of ["http://finance.test", "https://finance.test/v1", "https://me@finance.test"]) {
      expect(() => openFinance({ baseUrl, reach: {} as Reach })).toThrow();
    }
  });
});

describe("SEC-40 webhook signatures", () => {
  const now = 1_790_000_000_000;
  const text = JSON.stringify({ eventId: "ev_1", type: "application.accepted", reference: "kvitt-260101-1" });
  const signed = (body: string, secret = demoAccount.webhookSecret) => ({
    raw: new TextEncoder().encode(body),
    headers: { "finance-signature": signatureHeader(secret, now / 1000, body) },
  });
  const minute = 60_000;
  const day = 24 * 60 * minute;

  test.each([
    [5 * minute, { verified: true, late: false }],
    [5 * minute + 1, { verified: true, late: true }],
    [-5 * minute - 1, { verified: true, late: true }],
    [4 * day, { verified: true, late: true }],
    [4 * day + 1, { verified: false, why: "tooOld" }],
  ])("signed %i ms ago", (ms, expected) => {
    expect(verifyWebhook(signed(text), hook, now + ms)).toMatchObject(expected);
  });

  test("while a secret is replaced both are good, and none is not", () => {
    expect(verifyWebhook(signed(text), { secrets: ["newer", ...hook.secrets] }, now)).toMatchObject({ verified: true });
    expect(verifyWebhook(signed(text), { secrets: [] }, now)).toEqual({ verified: false, why: "signature" });
    expect(verifyWebhook(signed(text, "other"), hook, now)).toEqual({ verified: false, why: "signature" });
  });

  test.each([
    ["{", "unreadable"],
    ['{"eventId":"ev_1","type":"application.accepted","reference":"../x"}', "unreadable"],
    [" ".repeat(256 * 1024), "unreadable"],
    [" ".repeat(256 * 1024 + 1), "tooLarge"],
  ])("rightly signed, but not an event", (body, why) => {
    expect(verifyWebhook(signed(body), hook, now)).toEqual({ verified: false, why });
  });
});

/** One refund: how often its line is cut, and whether that was before or after the work. */
const step = fc.record({
  amountMinor: fc.bigInt(1n, 120_000n),
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
        const first = await till.move("refund", ref, index, amountMinor);
        bench.simulator.rules.replace([]);
        const second = await till.move("refund", ref, index, amountMinor);
        expect(first.outcome === "unknown").toBe(lost > 2);
        expect(second.outcome).toBe(fits ? "ok" : "refused");
        if (fits) refunded += amountMinor;
        expect(await till.get(ref)).toEqual(["authorized", 245_000n, 245_000n, refunded, 0n, 0n]);
      }
      await bench.close();
    }),
    { numRuns: 15 },
  );
});
