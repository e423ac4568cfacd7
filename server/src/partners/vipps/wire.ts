/** Between the port's words and the wire's: pure, both ways. Amounts are JSON integers in minor units. */

import { z } from "zod";
import type { PartnerPayment, PartnerPaymentState, PaymentMovement, PaymentRequest } from "../../payments/ports.ts";
import { invariant } from "../../platform/index.ts";

const amount = z.object({ currency: z.string().regex(/^[A-Z]{3}$/), value: z.int().nonnegative() });

/** What we read of a payment and of a movement's answer. Fields that are new to us are let pass; ours must be right. */
const paymentAnswer = z.object({
  aggregate: z.object({
    authorizedAmount: amount,
    cancelledAmount: amount,
    capturedAmount: amount,
    refundedAmount: amount,
  }),
  amount,
  state: z.string().max(100),
  pspReference: z.string().min(1).max(100),
  reference: z.string(),
});

const createAnswer = z.object({ redirectUrl: z.string().max(4096).optional(), reference: z.string() });

/** AUTHORIZED stays after capture, refund and cancel. There is no status that means paid. */
const states: Readonly<Record<string, PartnerPaymentState>> = {
  CREATED: "awaitingPayer",
  AUTHORIZED: "authorized",
  ABORTED: "cancelled",
  TERMINATED: "cancelled",
  EXPIRED: "expired",
};

/**
 * A payment as told by the service; null when it cannot be read, is another payment than the one asked for, or contradicts
 * itself (more taken than approved, two currencies).
 */
export function readPayment(body: unknown, reference: string): PartnerPayment | null {
  const read = paymentAnswer.safeParse(body);
  if (!read.success || read.data.reference !== reference) return null;
  const { aggregate, amount: whole, pspReference } = read.data;
  const parts = [
    aggregate.authorizedAmount,
    aggregate.capturedAmount,
    aggregate.refundedAmount,
    aggregate.cancelledAmount,
  ];
  if (parts.some(({ currency }) => currency !== whole.currency)) return null;
  const state = Object.hasOwn(states, read.data.state) ? states[read.data.state]! : "unknown";
  const [authorized, captured, refunded, cancelled] = parts.map(({ value }) => (state === "unknown" ? 0 : value)) as [
    number,
    number,
    number,
    number,
  ];
  if (captured + cancelled > authorized || refunded > captured) return null;
  return {
    state,
    authorizedMinor: BigInt(authorized),
    capturedMinor: BigInt(captured),
    refundedMinor: BigInt(refunded),
    cancelledMinor: BigInt(cancelled),
    // The wallet settles disputes with the payer's bank itself.
    chargedBackMinor: 0n,
    currency: whole.currency,
    reference,
    partnerReference: pspReference,
  };
}

/** The address of a created payment (`payerUrl` null for a push); null when the answer cannot be read. */
export function readCreated(body: unknown, request: PaymentRequest): { readonly payerUrl: string | null } | null {
  const read = createAnswer.safeParse(body);
  if (!read.success || read.data.reference !== request.reference) return null;
  const payerUrl = read.data.redirectUrl ?? null;
  return request.approach.by !== "push" && payerUrl === null ? null : { payerUrl };
}

/** The body of a create call. The payer sees the description; the metadata leads from the merchant's portal back to us. */
export function createBody(request: PaymentRequest): unknown {
  return {
    amount: wireAmount(request.amountMinor, request.currency),
    paymentMethod: { type: "WALLET" },
    reference: request.reference,
    paymentDescription: request.description,
    metadata: { operation: request.operationId },
    ...approachFields(request.approach),
  };
}

function approachFields(approach: PaymentRequest["approach"]): Record<string, unknown> {
  switch (approach.by) {
    case "web":
      return {
        userFlow: "WEB_REDIRECT",
        returnUrl: approach.returnUrl,
        ...(approach.phone === undefined ? {} : { customer: { phoneNumber: approach.phone } }),
      };
    case "push":
      return {
        userFlow: "PUSH_MESSAGE",
        customer: { phoneNumber: approach.phone },
        customerInteraction: "CUSTOMER_PRESENT",
      };
    case "qr":
      // The text of the code, not their picture of it: our pages show no image from elsewhere (SEC-60).
      return {
        userFlow: "QR",
        qrFormat: { format: "TEXT/TARGETURL" },
        customerInteraction: "CUSTOMER_PRESENT",
      };
  }
}

export function movementBody(movement: PaymentMovement): unknown {
  return { modificationAmount: wireAmount(movement.amountMinor, movement.currency) };
}

function wireAmount(amountMinor: bigint, currency: string): { readonly currency: string; readonly value: number } {
  invariant(
    amountMinor > 0n && amountMinor <= BigInt(Number.MAX_SAFE_INTEGER),
    "an amount above zero that JSON can carry",
  );
  return { currency, value: Number(amountMinor) };
}
