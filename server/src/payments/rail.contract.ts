/** What every adapter of a means of payment does, whatever moves the money. The contracts of the single ports build on it. */

import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { WebhookDelivery } from "../platform/webhooks/index.ts";
import type {
  CardPayments,
  InstantPayments,
  PartnerAnswer,
  PartnerPayment,
  PayerApproach,
  PaymentRequest,
} from "./ports.ts";

/** A means of payment; `capture` where it reserves first. */
export type AnyRail = InstantPayments & Partial<Pick<CardPayments, "capture">>;

export type RailCall = "create" | "get" | "capture" | "refund" | "cancel";

/** A means of payment with hands: what the payer and the partner do, scripted. */
export type RailBench<R extends AnyRail> = {
  readonly rail: R;
  readonly currency: string;
  /** How a payer is sent on in these tests. */
  readonly approach: PayerApproach;
  /** Are the partner's deliveries signed over their bytes? Else only what they are about can be believed. */
  readonly signs: boolean;
  payer(reference: string, act: "approve" | "decline"): Promise<void>;
  /** Time passes until a payment that waits has run out. */
  letExpire(reference: string): Promise<void>;
  /** The next so many calls are lost on the way: `before` the work, or `after` it, so that only the answer is lost. */
  lose(call: RailCall, times: number, when: "before" | "after"): void;
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

/** More tries than any adapter makes in one call. */
export const ALWAYS = 50;
export const PRICE = 245_000n;

/** References as payments makes them. */
export const referenceOf = (number: number): string =>
  `kvitt-0199a7c4-5e2f-7abc-8def-${String(number).padStart(12, "0")}`;

export type Till<R extends AnyRail> = RailBench<R> & {
  readonly request: (reference: string, more?: Partial<PaymentRequest>) => PaymentRequest;
  readonly started: (reference: string) => Promise<void>;
  readonly approved: (reference: string) => Promise<void>;
  /** The clinic has the money: approved, and captured in full where the rail reserves first. */
  readonly paid: (reference: string) => Promise<void>;
  readonly get: (reference: string) => Promise<unknown>;
  readonly move: (
    verb: "capture" | "refund",
    reference: string,
    step: number,
    amountMinor: bigint,
  ) => Promise<PartnerAnswer<PartnerPayment>>;
  readonly cancel: (reference: string) => Promise<PartnerAnswer<PartnerPayment>>;
};

export function tillOf<R extends AnyRail>(bench: RailBench<R>): Till<R> {
  const { rail, currency, approach } = bench;
  const request = (reference: string, more: Partial<PaymentRequest> = {}): PaymentRequest => ({
    operationId: `${reference}:create`,
    reference,
    amountMinor: PRICE,
    currency,
    approach,
    description: "Faktura 260101",
    language: "nb",
    ...more,
  });
  const started = async (reference: string): Promise<void> => {
    expect(await rail.create(request(reference))).toMatchObject({ outcome: "ok" });
  };
  const approved = async (reference: string): Promise<void> => {
    await started(reference);
    await bench.payer(reference, "approve");
  };
  const move: Till<R>["move"] = async (verb, reference, step, amountMinor) => {
    const movement = { operationId: `${reference}:${verb}:${step}`, reference, amountMinor, currency };
    if (verb === "refund") return rail.refund(movement);
    if (rail.capture === undefined) throw new Error("Nothing is reserved here");
    return rail.capture(movement);
  };
  const paid = async (reference: string): Promise<void> => {
    await approved(reference);
    if (rail.capture !== undefined)
      expect(told(await move("capture", reference, 0, PRICE))).toEqual(authorized(PRICE, PRICE));
  };
  const get = async (reference: string): Promise<unknown> => told(await rail.get(reference));
  const cancel: Till<R>["cancel"] = (reference) => rail.cancel({ operationId: `${reference}:cancel`, reference });
  return { ...bench, request, started, approved, paid, get, move, cancel };
}

/** The state and its figures: authorised, captured, refunded, cancelled, charged back; or what came instead of a payment. */
export function told(answer: PartnerAnswer<PartnerPayment>): unknown {
  if (answer.outcome === "unknown") return "unknown";
  if (answer.outcome === "refused") return answer.reason;
  const { state, authorizedMinor, capturedMinor, refundedMinor, cancelledMinor, chargedBackMinor } = answer.value;
  return [state, authorizedMinor, capturedMinor, refundedMinor, cancelledMinor, chargedBackMinor];
}

export const authorized = (whole: bigint, captured = 0n, refunded = 0n, cancelled = 0n, chargedBack = 0n): unknown => [
  "authorized",
  whole,
  captured,
  refunded,
  cancelled,
  chargedBack,
];
export const without = (state: string): unknown => [state, 0n, 0n, 0n, 0n, 0n];

export type OpenTill<R extends AnyRail> = () => Promise<Till<R>>;

/** The rail's common tests, and those of its port by `more`. */
export function railContract<R extends AnyRail>(
  name: string,
  open: () => Promise<RailBench<R>>,
  more: (bench: OpenTill<R>) => void,
): void {
  const bench = async (): Promise<Till<R>> => {
    const opened = await open();
    onTestFinished(() => opened.close());
    return tillOf(opened);
  };
  describe(name, () => {
    waitingContract(bench);
    refundContract(bench);
    silenceContract(bench);
    webhookContract(bench);
    more(bench);
  });
}

function waitingContract<R extends AnyRail>(bench: OpenTill<R>): void {
  test("S0-40 a payment waits for its payer", async () => {
    const till = await bench();
    const started = await till.rail.create(till.request(referenceOf(1)));
    expect(started).toMatchObject({ outcome: "ok", value: { payerUrl: expect.any(String) as unknown } });
    const payment = await till.rail.get(referenceOf(1));
    expect(told(payment)).toEqual(without("awaitingPayer"));
    expect(payment).toMatchObject({ value: { currency: till.currency, reference: referenceOf(1) } });
    expect(told(await till.move("refund", referenceOf(1), 1, 1n))).toBe("wrongState");
  });

  test("S0-40 left to run out it takes no money and is expired; cancelled by us it is cancelled, however often we say so", async () => {
    const till = await bench();
    await till.started(referenceOf(2));
    await till.letExpire(referenceOf(2));
    expect(await till.get(referenceOf(2))).toEqual(without("expired"));
    await till.started(referenceOf(3));
    expect(told(await till.cancel(referenceOf(3)))).toEqual(without("cancelled"));
    expect(told(await till.cancel(referenceOf(3)))).toEqual(without("cancelled"));
    expect(await till.get(referenceOf(3))).toEqual(without("cancelled"));
  });

  test("S0-40 one create asked for twice is one; under another operation the reference is taken, and the first stands", async () => {
    const till = await bench();
    const request = till.request(referenceOf(4));
    const first = await till.rail.create(request);
    expect(first).toMatchObject({ outcome: "ok" });
    const another = await till.rail.create({ ...request, operationId: "another:create" });
    expect(another).toMatchObject({ outcome: "refused", reason: "referenceTaken" });
    expect(await till.get(referenceOf(4))).toEqual(without("awaitingPayer"));
    expect(await till.get(referenceOf(99))).toBe("notFound");
  });
}

function refundContract<R extends AnyRail>(bench: OpenTill<R>): void {
  test("S0-40 what is captured goes back in parts, to the minor unit, and never more", async () => {
    const till = await bench();
    await till.paid(referenceOf(5));
    expect(told(await till.move("refund", referenceOf(5), 1, 100n))).toEqual(authorized(PRICE, PRICE, 100n));
    expect(told(await till.move("refund", referenceOf(5), 2, PRICE))).toBe("refundTooHigh");
    expect(told(await till.move("refund", referenceOf(5), 3, PRICE - 100n))).toEqual(authorized(PRICE, PRICE, PRICE));
    expect(await till.get(referenceOf(5))).toEqual(authorized(PRICE, PRICE, PRICE));
    expect(told(await till.move("refund", referenceOf(5), 4, 100n))).toBe("refundTooHigh");
  });

  test("SEC-42 one refund asked for twice, also at once, is one; with another amount it moves nothing", async () => {
    const till = await bench();
    await till.paid(referenceOf(6));
    const both = await Promise.all([1, 2].map(() => till.move("refund", referenceOf(6), 1, 40_000n)));
    expect(both.map(told)).toEqual(Array(2).fill(authorized(PRICE, PRICE, 40_000n)));
    expect(told(await till.move("refund", referenceOf(6), 1, 40_001n))).toBe("unexpected");
    expect(await till.get(referenceOf(6))).toEqual(authorized(PRICE, PRICE, 40_000n));
  });

  test("S0-40 each refund has the partner's own id", async () => {
    const till = await bench();
    await till.paid(referenceOf(7));
    const answers = [
      await till.move("refund", referenceOf(7), 1, 1_000n),
      await till.move("refund", referenceOf(7), 2, 1_000n),
      await till.rail.get(referenceOf(7)),
    ];
    const ids = answers.map((answer) => (answer.outcome === "ok" ? answer.value.partnerReference : ""));
    expect(new Set(ids).size).toBe(3);
  });
}

function silenceContract<R extends AnyRail>(bench: OpenTill<R>): void {
  test.each(["before", "after"] as const)(
    "SEC-43 a refund lost once %s the work is asked for again, and moves once",
    async (when) => {
      const till = await bench();
      await till.paid(referenceOf(8));
      till.lose("refund", 1, when);
      expect(told(await till.move("refund", referenceOf(8), 9, 70_000n))).toEqual(authorized(PRICE, PRICE, 70_000n));
      expect(await till.get(referenceOf(8))).toEqual(authorized(PRICE, PRICE, 70_000n));
    },
  );

  test("SEC-43 when every answer is lost the outcome is unknown, never failed; the same again moves nothing", async () => {
    const till = await bench();
    await till.paid(referenceOf(9));
    till.lose("refund", 3, "after");
    expect(told(await till.move("refund", referenceOf(9), 1, 70_000n))).toBe("unknown");
    expect(await till.get(referenceOf(9))).toEqual(authorized(PRICE, PRICE, 70_000n));
    expect(told(await till.move("refund", referenceOf(9), 1, 70_000n))).toEqual(authorized(PRICE, PRICE, 70_000n));
  });

  test("SEC-43 a create that nobody answers is unknown, and so is a payment nobody tells about", async () => {
    const till = await bench();
    till.lose("create", 3, "before");
    expect(await till.rail.create(till.request(referenceOf(10)))).toMatchObject({ outcome: "unknown" });
    till.lose("get", ALWAYS, "before");
    expect(await till.get(referenceOf(10))).toBe("unknown");
  });

  test("SEC-43 a state never seen before is pending: unknown, with no figure believed", async () => {
    const till = await bench();
    await till.paid(referenceOf(11));
    till.tellStrangeState();
    expect(await till.get(referenceOf(11))).toEqual(without("unknown"));
    expect(await till.get(referenceOf(11))).toEqual(authorized(PRICE, PRICE));
  });

  test("SEC-44 an answer that cannot be read is no outcome", async () => {
    const till = await bench();
    await till.started(referenceOf(12));
    till.tellNonsense();
    expect(await till.rail.get(referenceOf(12))).toEqual({ outcome: "unknown", cause: "unreadable" });
  });
}

function webhookContract<R extends AnyRail>(bench: OpenTill<R>): void {
  test("SEC-40 a delivery is believed, and not with its signature or what it is about changed", async () => {
    const till = await bench();
    await till.approved(referenceOf(13));
    const [delivery] = await till.delivered();
    expect(till.rail.verifyWebhook(delivery!)).toMatchObject({
      verified: true,
      reference: referenceOf(13),
      success: true,
      late: false,
    });
    expect(till.rail.verifyWebhook({ ...delivery!, headers: {} })).toEqual({ verified: false, why: "signature" });
    const other = Buffer.from(delivery!.raw).toString().replaceAll("00000000013", "00000000014");
    expect(till.rail.verifyWebhook({ ...delivery!, raw: Buffer.from(other) })).toEqual({
      verified: false,
      why: "signature",
    });
    if (!till.signs) return;
    const raw = Uint8Array.from(delivery!.raw);
    raw[raw.length - 2]! ^= 1;
    expect(till.rail.verifyWebhook({ ...delivery!, raw })).toEqual({ verified: false, why: "signature" });
  });

  test("SEC-40 whatever is sent, verifying answers and never throws; nothing made up is believed", async () => {
    const till = await bench();
    await till.approved(referenceOf(15));
    const [good] = await till.delivered();
    const names = Object.keys(good!.headers);
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 120 }),
      fc.constantFrom("t=1,v1=", "t=,v1=00", "{}", "null", "=,=,="),
    );
    const headers = fc.dictionary(
      fc.constantFrom(...names, "x-other"),
      fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.constant(undefined)),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.json().map((json) => Buffer.from(json)),
        ),
        headers,
        (raw, made) => {
          expect(till.rail.verifyWebhook({ raw, headers: made })).toMatchObject({ verified: false });
          expect(till.rail.verifyWebhook({ raw, headers: good!.headers })).toMatchObject({ verified: false });
          expect(till.rail.verifyWebhook({ raw: good!.raw, headers: made })).toMatchObject({ verified: false });
        },
      ),
      { numRuns: 200 },
    );
  });

  test("SEC-41 twice and in the wrong order: one id for each event, and reading tells the truth at any time", async () => {
    const till = await bench();
    till.confuseWebhooks();
    await till.paid(referenceOf(16));
    await till.move("refund", referenceOf(16), 1, 1_000n);
    const verdicts = (await till.delivered()).map((delivery) => till.rail.verifyWebhook(delivery));
    const ids = verdicts.map((verdict) => (verdict.verified ? verdict.eventId : "not believed"));
    expect(ids).not.toContain("not believed");
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    expect(await till.get(referenceOf(16))).toEqual(authorized(PRICE, PRICE, 1_000n));
  });
}
