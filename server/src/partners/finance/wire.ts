/** Between the port's words and the wire's: pure, both ways. Amounts are JSON integers in minor units. */

import { z } from "zod";
import type { PartnerPayment, PartnerPaymentState, PartPaymentOffer, PaymentRequest } from "../../payments/ports.ts";
import { invariant } from "../../platform/index.ts";

const minor = z.int().nonnegative();
const id = z.string().min(1).max(100);

/** Fields that are new to us are let pass; ours must be right. */
const applicationAnswer = z.object({
  id,
  reference: z.string(),
  status: z.string().max(50),
  amount: minor,
  currency: z.string().regex(/^[A-Z]{3}$/),
  paid: minor,
  refunded: minor,
  refunds: z.array(z.object({ id, operationId: z.string(), amount: minor })),
  payerUrl: z.string().max(4096),
});
const offersAnswer = z.object({
  offers: z.array(
    z.object({
      terms: z.int().min(1).max(120),
      perTerm: minor,
      total: minor,
      firstDueOn: z.iso.date(),
      effectiveRate: minor,
      setUpFee: minor,
    }),
  ),
});

/** `pending`: the company looks at it; the payer has done what there was to do. */
const states: Readonly<Record<string, PartnerPaymentState>> = {
  waiting: "awaitingPayer",
  pending: "awaitingPayer",
  accepted: "authorized",
  declined: "cancelled",
  cancelled: "cancelled",
  expired: "expired",
};

export type Application = z.infer<typeof applicationAnswer>;

/** Null when it cannot be read, is another one than was asked for, or contradicts itself. */
export function readApplication(body: unknown, reference: string): Application | null {
  const read = applicationAnswer.safeParse(body);
  if (!read.success || read.data.reference !== reference) return null;
  const { amount, paid, refunded, refunds, status } = read.data;
  const sum = refunds.reduce((total, made) => total + made.amount, 0);
  if (paid > amount || refunded > paid || sum !== refunded) return null;
  // FR-35: accepted settles the claim in full, and nothing else pays.
  const isWhole = status === "accepted" ? paid === amount : true;
  return isWhole ? read.data : null;
}

const none = { authorizedMinor: 0n, capturedMinor: 0n, refundedMinor: 0n, cancelledMinor: 0n, chargedBackMinor: 0n };

/** Accepted is `authorized` with all of it captured. `operationId`: the movement whose own id is wanted. */
export function paymentOf(application: Application, operationId?: string): PartnerPayment {
  const { reference, currency, paid, refunded, refunds, status } = application;
  const state = Object.hasOwn(states, status) ? states[status]! : "unknown";
  const made = refunds.find((refund) => refund.operationId === operationId);
  const about = { state, currency, reference, partnerReference: made?.id ?? application.id };
  if (state !== "authorized") return { ...about, ...none };
  const whole = BigInt(paid);
  return { ...about, ...none, authorizedMinor: whole, capturedMinor: whole, refundedMinor: BigInt(refunded) };
}

/** Null when they cannot be read, or one promises terms that do not make its total. */
export function readOffers(body: unknown): readonly PartPaymentOffer[] | null {
  const read = offersAnswer.safeParse(body);
  if (!read.success) return null;
  if (read.data.offers.some(({ terms, perTerm, total }) => perTerm * terms !== total)) return null;
  return read.data.offers.map(({ terms, perTerm, total, firstDueOn, effectiveRate, setUpFee }) => ({
    terms,
    perTermMinor: BigInt(perTerm),
    totalMinor: BigInt(total),
    firstDueOn,
    effectiveRateThousandths: effectiveRate,
    setUpFeeMinor: BigInt(setUpFee),
  }));
}

export function createBody(request: PaymentRequest): unknown {
  const { operationId, amountMinor, currency, description, approach, language, terms } = request;
  invariant(approach.by === "web", "part payment is asked for on the company's page, by redirect");
  return {
    operationId,
    amount: wireAmount(amountMinor),
    currency,
    description,
    returnUrl: approach.returnUrl,
    language,
    ...(terms === undefined ? {} : { terms }),
  };
}

export function wireAmount(amountMinor: bigint): number {
  invariant(
    amountMinor > 0n && amountMinor <= BigInt(Number.MAX_SAFE_INTEGER),
    "an amount above zero that JSON can carry",
  );
  return Number(amountMinor);
}
