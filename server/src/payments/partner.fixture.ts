import type { CardDecline, PartnerAnswer, PartnerPayment, PartnerPaymentState, PaymentStarted } from "./ports.ts";
import type { Rail } from "./types.ts";

/** A partner in this process, for tests of what follows from its answers: it carries out what it is asked, and may lose or delay its answers. */

type Payment = {
  state: PartnerPaymentState;
  amountMinor: bigint;
  currency: string;
  reference: string;
  authorizedMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  cancelledMinor: bigint;
  chargedBackMinor: bigint;
  decline?: { reason: CardDecline; tries: number };
};

type Call = "create" | "get" | "capture" | "cancel" | "refund";

export type FakePartner = {
  readonly rail: Rail;
  readonly payments: Map<string, Payment>;
  /** The payer says yes. Gives whether the partner let them. */
  approve(reference: string): boolean;
  decline(reference: string): void;
  /** A card is declined on the partner's page, which stays open for another. Gives whether it was. */
  declineCard(reference: string, reason: CardDecline): boolean;
  /** What to do with the next call, asked before it is carried out and again before it is answered. */
  mood: (call: Call, when: "before" | "after") => "lose" | "go" | Promise<"go">;
};

const SILENCE = { outcome: "unknown", cause: "noAnswer" } as const;

function refused(reason: "notFound" | "wrongState" | "tryLater", payment: PartnerPayment | null = null) {
  return {
    outcome: "refused",
    reason,
    partnerCode: null,
    traceId: null,
    field: null,
    retryAfterMs: null,
    payment,
  } as const;
}

const toldOf = (payment: Payment): PartnerPayment => {
  const { amountMinor: _asked, ...told } = payment;
  return { ...told, partnerReference: `p-${payment.reference}` };
};

function opened(request: { reference: string; amountMinor: bigint; currency: string }): Payment {
  const { reference, amountMinor, currency } = request;
  const none = { authorizedMinor: 0n, capturedMinor: 0n, refundedMinor: 0n, cancelledMinor: 0n, chargedBackMinor: 0n };
  return { state: "awaitingPayer", reference, amountMinor, currency, ...none };
}

/** Money that is reserved and not taken is let go; what waits for the payer ends; what was taken stays. */
function letGo(payment: Payment): boolean {
  if (payment.state === "awaitingPayer") {
    payment.state = "cancelled";
    return true;
  }
  const left = payment.authorizedMinor - payment.capturedMinor - payment.cancelledMinor;
  payment.cancelledMinor += left;
  return left > 0n;
}

/** `reserves`: the payer's yes only reserves, and `capture` takes. Else the yes moves the money at once. */
export function fakePartner(reserves: boolean): FakePartner {
  const payments = new Map<string, Payment>();
  const done = new Set<string>();
  const partner: Omit<FakePartner, "rail"> = {
    payments,
    approve(reference) {
      const payment = payments.get(reference);
      if (payment?.state !== "awaitingPayer") return false;
      payment.state = "authorized";
      payment.authorizedMinor = payment.amountMinor;
      if (!reserves) payment.capturedMinor = payment.amountMinor;
      return true;
    },
    decline(reference) {
      const payment = payments.get(reference);
      if (payment?.state === "awaitingPayer") payment.state = "cancelled";
    },
    declineCard(reference, reason) {
      const payment = payments.get(reference);
      if (payment?.state !== "awaitingPayer") return false;
      payment.decline = { reason, tries: (payment.decline?.tries ?? 0) + 1 };
      return true;
    },
    mood: () => "go",
  };
  async function answer<T>(call: Call, carryOut: () => PartnerAnswer<T>): Promise<PartnerAnswer<T>> {
    if ((await partner.mood(call, "before")) === "lose") return SILENCE;
    const answered = carryOut();
    return (await partner.mood(call, "after")) === "lose" ? SILENCE : answered;
  }
  /** What is asked twice under one id is done once. */
  const once = (operationId: string, act: () => void): void => {
    if (!done.has(operationId)) act();
    done.add(operationId);
  };
  const about = (call: Call, reference: string, act: (payment: Payment) => boolean) =>
    answer<PartnerPayment>(call, () => {
      const payment = payments.get(reference);
      if (!payment) return refused("notFound");
      return act(payment) ? { outcome: "ok", value: toldOf(payment) } : refused("wrongState", toldOf(payment));
    });
  const rail: Rail = {
    create: (request) =>
      answer<PaymentStarted>("create", () => {
        once(request.operationId, () => payments.set(request.reference, opened(request)));
        return { outcome: "ok", value: { payerUrl: "https://partner.example.test/pay" } };
      }),
    get: (reference) => about("get", reference, () => true),
    cancel: ({ reference }) => about("cancel", reference, letGo),
    refund: ({ operationId, reference, amountMinor }) =>
      about("refund", reference, (payment) => {
        if (payment.refundedMinor + amountMinor > payment.capturedMinor) return false;
        once(operationId, () => (payment.refundedMinor += amountMinor));
        return true;
      }),
    verifyWebhook: () => ({ verified: false, why: "signature" }),
    ...(reserves
      ? {
          capture: ({ operationId, reference, amountMinor }) =>
            about("capture", reference, (payment) => {
              if (done.has(operationId)) return true;
              const left = payment.authorizedMinor - payment.capturedMinor - payment.cancelledMinor;
              if (amountMinor > left) return false;
              once(operationId, () => (payment.capturedMinor += amountMinor));
              return true;
            }),
        }
      : {}),
  };
  // The mood is changed by the test while the partner lives.
  return Object.assign(partner, { rail });
}
