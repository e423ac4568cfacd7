/** A payment as the wire shows it. */

import { timestamp } from "@kvitt/simulator-kit";
import { DAY_MS } from "./create.ts";
import type { Amount, Payment, PaymentEvent } from "./types.ts";

const GUARANTEED_DAYS = 7;

export function aggregateOf(payment: Payment): Record<string, Amount> {
  const { currency } = payment.amount;
  return {
    authorizedAmount: { currency, value: payment.authorized },
    cancelledAmount: { currency, value: payment.cancelled },
    capturedAmount: { currency, value: payment.captured },
    refundedAmount: { currency, value: payment.refunded },
  };
}

/** The answer to get. */
export function paymentView(payment: Payment): Record<string, unknown> {
  const { authorizedMs, metadata, redirectUrl } = payment;
  return {
    aggregate: aggregateOf(payment),
    amount: payment.amount,
    state: payment.state,
    paymentMethod: { type: payment.method, ...(authorizedMs === null ? {} : { cardBin: "540185" }) },
    profile: {},
    pspReference: payment.pspReference,
    ...(payment.state === "CREATED" && redirectUrl !== undefined ? { redirectUrl } : {}),
    reference: payment.reference,
    ...(metadata === undefined ? {} : { metadata }),
    ...(authorizedMs === null ? {} : { captureGuaranteedUntil: timestamp(authorizedMs + GUARANTEED_DAYS * DAY_MS) }),
  };
}

/** The answer to capture, refund and cancel: the payment, under the name of the movement. */
export function movementView(payment: Payment, event: PaymentEvent): Record<string, unknown> {
  return {
    amount: payment.amount,
    state: payment.state,
    aggregate: aggregateOf(payment),
    pspReference: event.pspReference,
    reference: payment.reference,
  };
}
