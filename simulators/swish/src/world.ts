/** All that the simulator remembers. In memory; gone with the process. */

import { type Names, type SimulatorClock, timestamp } from "@kvitt/simulator-kit";
import type { Delivery, Merchant, Payment, PaymentStatus, Refund, RefundStatus } from "./types.ts";

export type World = {
  readonly clock: SimulatorClock;
  readonly names: Names;
  readonly merchants: readonly Merchant[];
  readonly payments: Map<string, Payment>;
  readonly refunds: Map<string, Refund>;
  readonly deliveries: Delivery[];
  /** Told of each end of a request, and of a refund's steps that are told. */
  readonly onEvent: (about: Payment | Refund) => void;
};

/** A request that nobody answers dies after this. */
export const LIFE_MS = 180_000;
/** A refund takes its steps by itself. */
const DEBITED_MS = 1_000;
const ARRIVED_MS = 2_000;

export function endPayment(
  world: World,
  payment: Payment,
  status: PaymentStatus,
  errorCode: string | null = null,
): void {
  payment.status = status;
  payment.errorCode = errorCode;
  if (status === "PAID") {
    payment.paidMs = world.clock.now();
    payment.paymentReference = world.names.hex(32);
  }
  world.onEvent(payment);
}

export function stepRefund(world: World, refund: Refund, status: RefundStatus, errorCode: string | null = null): void {
  refund.status = status;
  refund.errorCode = errorCode;
  if (status === "PAID") refund.paidMs = world.clock.now();
  world.onEvent(refund);
}

/** What time alone does: requests die, refunds arrive. */
export function passTime(world: World): void {
  const now = world.clock.now();
  for (const payment of world.payments.values()) {
    if (payment.status === "CREATED" && payment.createdMs + LIFE_MS <= now) endPayment(world, payment, "ERROR", "TM01");
  }
  for (const refund of world.refunds.values()) {
    if (refund.status === "CREATED" && refund.createdMs + DEBITED_MS <= now) stepRefund(world, refund, "DEBITED");
    if (refund.status === "DEBITED" && refund.createdMs + ARRIVED_MS <= now) stepRefund(world, refund, "PAID");
  }
}

/** The next moment at which time alone does something. */
export function nextStep(world: World): number {
  const dying = [...world.payments.values()]
    .filter(({ status }) => status === "CREATED")
    .map(({ createdMs }) => createdMs + LIFE_MS);
  const arriving = [...world.refunds.values()].flatMap(({ status, createdMs }) =>
    status === "CREATED" ? [createdMs + DEBITED_MS] : status === "DEBITED" ? [createdMs + ARRIVED_MS] : [],
  );
  return Math.min(Infinity, ...dying, ...arriving);
}

/** `1250.00`, by whole numbers alone. */
export function kronor(ore: number): string {
  return `${Math.trunc(ore / 100)}.${String(ore % 100).padStart(2, "0")}`;
}

/** A request as GET and the callback show it. The amount is a JSON number there. */
export function paymentView(payment: Payment, meanings: Readonly<Record<string, string>>): Record<string, unknown> {
  const { id, merchant, payeePaymentReference, paymentReference, callbackUrl, payerAlias, message, status, errorCode } =
    payment;
  return {
    id,
    payeePaymentReference,
    paymentReference,
    callbackUrl,
    payerAlias,
    payeeAlias: merchant.alias,
    amount: Number(kronor(payment.ore)),
    currency: "SEK",
    message,
    status,
    dateCreated: timestamp(payment.createdMs),
    datePaid: payment.paidMs === null ? null : timestamp(payment.paidMs),
    errorCode,
    errorMessage: errorCode === null ? null : (meanings[errorCode] ?? errorCode),
  };
}

/** A refund as GET and the callback show it. */
export function refundView(refund: Refund, meanings: Readonly<Record<string, string>>): Record<string, unknown> {
  const { id, original, paymentReference, payerPaymentReference, callbackUrl, message, status, errorCode } = refund;
  return {
    id,
    payerPaymentReference,
    originalPaymentReference: original.paymentReference,
    paymentReference,
    callbackUrl,
    payerAlias: original.merchant.alias,
    payeeAlias: original.payerAlias,
    amount: Number(kronor(refund.ore)),
    currency: "SEK",
    message,
    status,
    dateCreated: timestamp(refund.createdMs),
    datePaid: refund.paidMs === null ? null : timestamp(refund.paidMs),
    errorCode,
    errorMessage: errorCode === null ? null : (meanings[errorCode] ?? errorCode),
  };
}
