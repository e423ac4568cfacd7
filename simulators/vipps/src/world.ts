/** All that the simulator remembers. In memory; gone with the process. */

import { type Names, type SimulatorClock, timestamp } from "@kvitt/simulator-kit";
import type { Delivery, EventName, Payment, PaymentEvent, Registration, SalesUnit, WireAnswer } from "./types.ts";

export type World = {
  readonly clock: SimulatorClock;
  readonly names: Names;
  readonly units: readonly SalesUnit[];
  /** By serial number and reference. */
  readonly payments: Map<string, Payment>;
  readonly tokens: Map<string, { readonly msn: string; readonly endsMs: number }>;
  /** Answers by serial number and idempotency key. */
  readonly answers: Map<string, { readonly hash: string; readonly answer: WireAnswer }>;
  /** Moments of the calls within the last minute, by what is limited. */
  readonly calls: Map<string, number[]>;
  readonly registrations: Map<string, Registration>;
  readonly deliveries: Delivery[];
  readonly settings: { rateLimits: boolean; keyRequired: boolean };
  /** Told of each event as it happens. */
  readonly onEvent: (payment: Payment, event: PaymentEvent) => void;
};

export function paymentKey(msn: string, reference: string): string {
  return `${msn}/${reference}`;
}

/** Writes an event to the payment's log and tells the world. */
export function addEvent(
  world: World,
  payment: Payment,
  event: { name: EventName; value?: number; success?: boolean; key?: string | undefined; atMs?: number },
): PaymentEvent {
  const added: PaymentEvent = {
    reference: payment.reference,
    pspReference: event.name === "CREATED" ? payment.pspReference : world.names.uuid(),
    name: event.name,
    amount: { currency: payment.amount.currency, value: event.value ?? payment.amount.value },
    timestamp: timestamp(event.atMs ?? world.clock.now()),
    ...(event.key === undefined ? {} : { idempotencyKey: event.key }),
    success: event.success ?? true,
  };
  payment.events.push(added);
  world.onEvent(payment, added);
  return added;
}

/** Ends what nobody approved in time, each at its own moment. */
export function expireDue(world: World): void {
  for (const payment of world.payments.values()) {
    if (payment.state !== "CREATED" || payment.expiresMs > world.clock.now()) continue;
    payment.state = "EXPIRED";
    addEvent(world, payment, { name: "EXPIRED", atMs: payment.expiresMs });
  }
}

/** The next moment at which a payment ends by itself. */
export function nextExpiry(world: World): number {
  const waiting = [...world.payments.values()].filter(({ state }) => state === "CREATED");
  return Math.min(Infinity, ...waiting.map(({ expiresMs }) => expiresMs));
}
