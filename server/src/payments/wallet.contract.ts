/** What every adapter of `WalletPayments` does, whichever wallet it speaks to. An adapter's test runs it against its simulator. */

import { describe, expect, onTestFinished, test } from "vitest";
import type { WebhookDelivery } from "../platform/webhooks/index.ts";
import type { PartnerAnswer, PartnerPayment, PaymentRequest, WalletPayments } from "./ports.ts";

/** A wallet with hands: what the payer and the partner do, scripted. */
export type WalletBench = {
  readonly wallet: WalletPayments;
  readonly currency: string;
  payer(reference: string, act: "approve" | "decline"): Promise<void>;
  /** Time passes until a payment that waits has run out. */
  letExpire(reference: string): Promise<void>;
  /** The next so many calls are carried out, and their answers are lost. */
  loseAnswers(call: WalletCall, times: number): void;
  /** The next answer to `get` tells a state nobody has seen. */
  tellStrangeState(): void;
  /** From now on the answers to `get` cannot be read. */
  tellNonsense(): void;
  /** The partner tells each event twice, and the later ones first. */
  confuseWebhooks(): void;
  /** All that has been delivered to our webhook address, in the order it came. */
  delivered(): Promise<readonly WebhookDelivery[]>;
  close(): Promise<void>;
};

export type WalletCall = "create" | "get" | "capture" | "refund" | "cancel";

/** More tries than any adapter makes in one call. */
const ALWAYS = 50;
const PRICE = 245_000n;

export function walletContract(name: string, open: () => Promise<WalletBench>): void {
  const bench = async (): Promise<Till> => {
    const opened = await open();
    onTestFinished(() => opened.close());
    return tillOf(opened);
  };
  describe(`${name} as WalletPayments`, () => {
    startingContract(bench);
    moneyContract(bench);
    twiceIsOnceContract(bench);
    refusalContract(bench);
    silenceContract(bench);
    webhookContract(bench);
  });
}

type Till = WalletBench & {
  readonly request: (reference: string, more?: Partial<PaymentRequest>) => PaymentRequest;
  readonly started: (reference: string) => Promise<void>;
  readonly approved: (reference: string) => Promise<void>;
  readonly move: (
    verb: "capture" | "refund",
    reference: string,
    step: number,
    amountMinor: bigint,
  ) => Promise<PartnerAnswer<PartnerPayment>>;
};

function tillOf(bench: WalletBench): Till {
  const request = (reference: string, more: Partial<PaymentRequest> = {}): PaymentRequest => ({
    operationId: `${reference}:create`,
    reference,
    amountMinor: PRICE,
    currency: bench.currency,
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura 260101",
    language: "nb",
    ...more,
  });
  const started = async (reference: string): Promise<void> => {
    expect(await bench.wallet.create(request(reference))).toMatchObject({ outcome: "ok" });
  };
  const approved = async (reference: string): Promise<void> => {
    await started(reference);
    await bench.payer(reference, "approve");
  };
  return {
    ...bench,
    request,
    started,
    approved,
    move: (verb, reference, step, amountMinor) =>
      bench.wallet[verb]({
        operationId: `${reference}:${verb}:${step}`,
        reference,
        amountMinor,
        currency: bench.currency,
      }),
  };
}

type Figures = readonly [authorized: bigint, captured: bigint, refunded: bigint, cancelled: bigint];

/** The state and its four figures, or what came instead of a payment. */
function told(answer: PartnerAnswer<PartnerPayment>): unknown {
  if (answer.outcome === "unknown") return "unknown";
  if (answer.outcome === "refused") return answer.reason;
  const { state, authorizedMinor, capturedMinor, refundedMinor, cancelledMinor } = answer.value;
  return [state, authorizedMinor, capturedMinor, refundedMinor, cancelledMinor];
}

const authorized = (...figures: Figures): unknown => ["authorized", ...figures];

function startingContract(bench: () => Promise<Till>): void {
  test("S0-40 a payment waits for its payer, who is sent to an address of the wallet", async () => {
    const till = await bench();
    const started = await till.wallet.create(till.request("kvitt-100001-1"));
    expect(started).toMatchObject({ outcome: "ok", value: { payerUrl: expect.stringMatching(/^https?:/) as unknown } });
    const payment = await till.wallet.get("kvitt-100001-1");
    expect(told(payment)).toEqual(["awaitingPayer", 0n, 0n, 0n, 0n]);
    expect(payment).toMatchObject({ value: { currency: till.currency, reference: "kvitt-100001-1" } });
  });

  test("S0-40 the phone lights up by itself, or a code on the screen leads to it", async () => {
    const till = await bench();
    const push = till.request("kvitt-100002-1", { approach: { by: "push", phone: "4791234567" } });
    expect(await till.wallet.create(push)).toEqual({ outcome: "ok", value: { payerUrl: null } });
    const code = till.request("kvitt-100002-2", { approach: { by: "qr" } });
    expect(await till.wallet.create(code)).toMatchObject({ value: { payerUrl: expect.any(String) as unknown } });
  });

  test.each([
    ["declined", "cancelled"],
    ["left to run out", "expired"],
  ] as const)("S0-40 a payment that is %s takes no money and is %s", async (what, state) => {
    const till = await bench();
    await till.started("kvitt-100003-1");
    if (what === "declined") await till.payer("kvitt-100003-1", "decline");
    else await till.letExpire("kvitt-100003-1");
    expect(told(await till.wallet.get("kvitt-100003-1"))).toEqual([state, 0n, 0n, 0n, 0n]);
    expect(await till.move("capture", "kvitt-100003-1", 1, PRICE)).toMatchObject({ outcome: "refused" });
  });
}

function moneyContract(bench: () => Promise<Till>): void {
  test("S0-40 X-26 approved is reserved; captured in parts, refunded in parts, to the minor unit", async () => {
    const till = await bench();
    await till.approved("kvitt-100004-1");
    expect(told(await till.wallet.get("kvitt-100004-1"))).toEqual(authorized(PRICE, 0n, 0n, 0n));
    expect(told(await till.move("capture", "kvitt-100004-1", 1, 99_999n))).toEqual(authorized(PRICE, 99_999n, 0n, 0n));
    expect(told(await till.move("capture", "kvitt-100004-1", 2, 145_001n))).toEqual(authorized(PRICE, PRICE, 0n, 0n));
    expect(told(await till.move("refund", "kvitt-100004-1", 1, 1n))).toEqual(authorized(PRICE, PRICE, 1n, 0n));
    const last = await till.move("refund", "kvitt-100004-1", 2, PRICE - 1n);
    expect(told(last)).toEqual(authorized(PRICE, PRICE, PRICE, 0n));
    expect(told(await till.wallet.get("kvitt-100004-1"))).toEqual(told(last));
  });

  test("S0-40 each movement has the partner's own id", async () => {
    const till = await bench();
    await till.approved("kvitt-100005-1");
    const answers = [
      await till.move("capture", "kvitt-100005-1", 1, 1_000n),
      await till.move("capture", "kvitt-100005-1", 2, 1_000n),
      await till.wallet.get("kvitt-100005-1"),
    ];
    const ids = answers.map((answer) => (answer.outcome === "ok" ? answer.value.partnerReference : ""));
    expect(new Set(ids).size).toBe(3);
  });

  test("S0-40 cancelling ends what waits, and releases what is reserved and not captured", async () => {
    const till = await bench();
    await till.started("kvitt-100006-1");
    const ended = await till.wallet.cancel({ operationId: "kvitt-100006-1:cancel", reference: "kvitt-100006-1" });
    expect(told(ended)).toEqual(["cancelled", 0n, 0n, 0n, 0n]);

    await till.approved("kvitt-100006-2");
    await till.move("capture", "kvitt-100006-2", 1, 45_000n);
    const released = await till.wallet.cancel({ operationId: "kvitt-100006-2:cancel", reference: "kvitt-100006-2" });
    expect(told(released)).toEqual(authorized(PRICE, 45_000n, 0n, 200_000n));
  });
}

function twiceIsOnceContract(bench: () => Promise<Till>): void {
  test("SEC-42 one operation asked for twice, also at once, is one", async () => {
    const till = await bench();
    const request = till.request("kvitt-100007-1");
    expect(await till.wallet.create(request)).toEqual(await till.wallet.create(request));
    await till.payer("kvitt-100007-1", "approve");
    const captures = await Promise.all([
      till.move("capture", "kvitt-100007-1", 1, 100_000n),
      till.move("capture", "kvitt-100007-1", 1, 100_000n),
    ]);
    expect(captures.map(told)).toEqual(Array(2).fill(authorized(PRICE, 100_000n, 0n, 0n)));
    await till.move("refund", "kvitt-100007-1", 1, 40_000n);
    await till.move("refund", "kvitt-100007-1", 1, 40_000n);
    expect(told(await till.wallet.get("kvitt-100007-1"))).toEqual(authorized(PRICE, 100_000n, 40_000n, 0n));
  });

  test("SEC-42 the same operation with another amount moves nothing", async () => {
    const till = await bench();
    await till.approved("kvitt-100008-1");
    await till.move("capture", "kvitt-100008-1", 1, 100_000n);
    expect(told(await till.move("capture", "kvitt-100008-1", 1, 100_001n))).toBe("unexpected");
    expect(told(await till.wallet.get("kvitt-100008-1"))).toEqual(authorized(PRICE, 100_000n, 0n, 0n));
  });

  test("S0-40 what is captured already is told as it is, and not captured again", async () => {
    const till = await bench();
    await till.approved("kvitt-100009-1");
    await till.move("capture", "kvitt-100009-1", 1, PRICE);
    expect(told(await till.move("capture", "kvitt-100009-1", 2, PRICE))).toEqual(authorized(PRICE, PRICE, 0n, 0n));
  });
}

function refusalContract(bench: () => Promise<Till>): void {
  test("S0-40 a refusal is a value that says what to do", async () => {
    const till = await bench();
    await till.started("kvitt-100010-1");
    const taken = till.request("kvitt-100010-1", { operationId: "another:create" });
    expect(await till.wallet.create(taken)).toMatchObject({ outcome: "refused", reason: "referenceTaken" });
    expect(told(await till.move("capture", "kvitt-100010-1", 1, PRICE))).toBe("notAuthorized");
    await till.payer("kvitt-100010-1", "approve");
    expect(told(await till.move("capture", "kvitt-100010-1", 2, PRICE))).toEqual(authorized(PRICE, PRICE, 0n, 0n));
    expect(told(await till.move("refund", "kvitt-100010-1", 1, PRICE + 1n))).toBe("refundTooHigh");
    const late = await till.wallet.cancel({ operationId: "kvitt-100010-1:cancel", reference: "kvitt-100010-1" });
    expect(told(late)).toBe("alreadyCaptured");
    expect(told(await till.wallet.get("kvitt-nowhere-1"))).toBe("notFound");
  });

  test("S0-40 a phone number that is none is refused by its field", async () => {
    const till = await bench();
    const request = till.request("kvitt-100011-1", { approach: { by: "push", phone: "12" } });
    expect(await till.wallet.create(request)).toMatchObject({ reason: "fieldInvalid", field: "phone" });
  });
}

function silenceContract(bench: () => Promise<Till>): void {
  test.each(["capture", "refund"] as const)(
    "SEC-43 a lost answer to a %s is asked for again, and moves once",
    async (verb) => {
      const till = await bench();
      await till.approved("kvitt-100012-1");
      if (verb === "refund") await till.move("capture", "kvitt-100012-1", 1, PRICE);
      till.loseAnswers(verb, 1);
      const figures: Figures = verb === "capture" ? [PRICE, 70_000n, 0n, 0n] : [PRICE, PRICE, 70_000n, 0n];
      expect(told(await till.move(verb, "kvitt-100012-1", 9, 70_000n))).toEqual(authorized(...figures));
      expect(told(await till.wallet.get("kvitt-100012-1"))).toEqual(authorized(...figures));
    },
  );

  test("SEC-43 when every answer is lost the outcome is unknown, never failed; reading decides, and the same again moves nothing", async () => {
    const till = await bench();
    await till.approved("kvitt-100013-1");
    till.loseAnswers("capture", 3);
    expect(told(await till.move("capture", "kvitt-100013-1", 1, PRICE))).toBe("unknown");
    expect(told(await till.wallet.get("kvitt-100013-1"))).toEqual(authorized(PRICE, PRICE, 0n, 0n));
    await till.letExpire("kvitt-100013-1");
    expect(told(await till.move("capture", "kvitt-100013-1", 1, PRICE))).toEqual(authorized(PRICE, PRICE, 0n, 0n));
  });

  test("SEC-43 a lost answer to create leaves one payment, and the payer's address is told after all", async () => {
    const till = await bench();
    till.loseAnswers("create", 1);
    expect(await till.wallet.create(till.request("kvitt-100014-1"))).toMatchObject({
      outcome: "ok",
      value: { payerUrl: expect.any(String) as unknown },
    });
    till.loseAnswers("get", ALWAYS);
    expect(told(await till.wallet.get("kvitt-100014-1"))).toBe("unknown");
  });

  test("SEC-43 a state never seen before is pending: unknown, with no figure believed", async () => {
    const till = await bench();
    await till.approved("kvitt-100015-1");
    await till.move("capture", "kvitt-100015-1", 1, PRICE);
    till.tellStrangeState();
    expect(told(await till.wallet.get("kvitt-100015-1"))).toEqual(["unknown", 0n, 0n, 0n, 0n]);
  });

  test("SEC-44 an answer that cannot be read is no outcome", async () => {
    const till = await bench();
    await till.started("kvitt-100016-1");
    till.tellNonsense();
    expect(await till.wallet.get("kvitt-100016-1")).toEqual({ outcome: "unknown", cause: "unreadable" });
  });
}

function webhookContract(bench: () => Promise<Till>): void {
  test("SEC-40 a delivery is believed by its signature over the raw bytes, and not with one byte changed", async () => {
    const till = await bench();
    await till.approved("kvitt-100017-1");
    const [delivery] = await till.delivered();
    expect(till.wallet.verifyWebhook(delivery!)).toMatchObject({
      verified: true,
      reference: "kvitt-100017-1",
      success: true,
      late: false,
    });
    const raw = Uint8Array.from(delivery!.raw);
    raw[raw.length - 2]! ^= 1;
    expect(till.wallet.verifyWebhook({ ...delivery!, raw })).toEqual({ verified: false, why: "signature" });
    expect(till.wallet.verifyWebhook({ ...delivery!, headers: {} })).toEqual({ verified: false, why: "signature" });
  });

  test("SEC-41 twice and in the wrong order: one id for each event, and reading tells the truth at any time", async () => {
    const till = await bench();
    till.confuseWebhooks();
    await till.approved("kvitt-100018-1");
    await till.move("capture", "kvitt-100018-1", 1, PRICE);
    const verdicts = (await till.delivered()).map((delivery) => till.wallet.verifyWebhook(delivery));
    const ids = verdicts.map((verdict) => (verdict.verified ? verdict.eventId : "not believed"));
    expect(ids).not.toContain("not believed");
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    expect(told(await till.wallet.get("kvitt-100018-1"))).toEqual(authorized(PRICE, PRICE, 0n, 0n));
  });
}
