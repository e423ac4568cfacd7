/** Capture, refund, cancel: the merchant's movements on a payment. Each gives the event it made. */

import { cancelBody, movementBody } from "./bodies.ts";
import { DAY_MS, type Caller } from "./create.ts";
import { refused } from "./problems.ts";
import type { Payment, PaymentEvent } from "./types.ts";
import { addEvent, type World } from "./world.ts";

const CAPTURE_DAYS: Readonly<Record<string, number>> = { NOK: 180, DKK: 14, EUR: 14 };
const REFUND_DAYS = 365;
/** Amounts for which a refund fails, as in the service's test environment: the user is gone, the period is over. */
const USER_GONE = 123;
const PERIOD_OVER = 124;

export function capture(world: World, payment: Payment, caller: Caller, text: string): PaymentEvent {
  const asked = movementBody(text);
  const value = amountOf(payment, asked);
  const left = payment.authorized - payment.captured - payment.cancelled;
  if (payment.state === "CREATED") throw refused("6080");
  if (payment.state === "TERMINATED") throw refused("6070");
  if (payment.state !== "AUTHORIZED") throw refused("6200");
  if (left === 0) throw refused(payment.captured === payment.authorized ? "6170" : "6070");
  if (value > left) throw refused("6090");
  if (value < payment.authorized && !caller.unit.allowsPartialCapture) throw refused("6140");
  if (daysSince(world, payment.authorizedMs) > (CAPTURE_DAYS[payment.amount.currency] ?? 14)) throw refused("6100");
  if (payment.holdReleased) {
    addEvent(world, payment, { name: "CAPTURED", value, key: caller.key, success: false });
    throw refused("6260");
  }
  payment.captured += value;
  payment.firstCapturedMs ??= world.clock.now();
  return addEvent(world, payment, { name: "CAPTURED", value, key: caller.key });
}

export function refund(world: World, payment: Payment, caller: Caller, text: string): PaymentEvent {
  const asked = movementBody(text);
  const value = amountOf(payment, asked);
  if (payment.state === "CREATED") throw refused("6020");
  if (payment.state !== "AUTHORIZED") throw refused("6210");
  if (payment.captured === 0) throw refused("6210");
  if (payment.refunded === payment.captured) throw refused("6180");
  if (value > payment.captured - payment.refunded) throw refused("6150");
  if (daysSince(world, payment.firstCapturedMs) > REFUND_DAYS || value === PERIOD_OVER) throw refused("6220");
  if (value === USER_GONE) throw refused("5100");
  payment.refunded += value;
  return addEvent(world, payment, { name: "REFUNDED", value, key: caller.key });
}

export function cancel(world: World, payment: Payment, caller: Caller, text: string): PaymentEvent {
  const { cancelTransactionOnly } = cancelBody(text);
  if (payment.state === "CREATED") {
    payment.state = "TERMINATED";
    return addEvent(world, payment, { name: "TERMINATED", key: caller.key });
  }
  if (payment.state !== "AUTHORIZED") throw refused("6050");
  if (cancelTransactionOnly === true) throw refused("6060");
  const left = payment.authorized - payment.captured - payment.cancelled;
  if (left === 0) throw refused(payment.captured > 0 ? "6040" : "6190");
  if (daysSince(world, payment.authorizedMs) > (CAPTURE_DAYS[payment.amount.currency] ?? 14)) throw refused("6030");
  payment.cancelled += left;
  return addEvent(world, payment, { name: "CANCELLED", value: left, key: caller.key });
}

function amountOf(payment: Payment, asked: { readonly currency: string; readonly value: number }): number {
  const fits = Number.isSafeInteger(asked.value) && asked.value > 0 && asked.currency === payment.amount.currency;
  if (!fits) throw refused("4040");
  return asked.value;
}

function daysSince(world: World, thenMs: number | null): number {
  return thenMs === null ? 0 : (world.clock.now() - thenMs) / DAY_MS;
}
