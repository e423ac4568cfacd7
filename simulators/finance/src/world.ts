/** All that the simulator remembers. In memory; gone with the process. */

import { type Names, type SimulatorClock, timestamp } from "@kvitt/simulator-kit";
import type { Account, Application, Delivery, Event, Status } from "./types.ts";

export type World = {
  readonly clock: SimulatorClock;
  readonly names: Names;
  readonly account: Account;
  /** By the merchant's reference. */
  readonly applications: Map<string, Application>;
  readonly deliveries: Delivery[];
  hook: string | null;
  readonly onEvent: (event: Event) => void;
};

/** Something has happened to an application. */
export function tell(world: World, application: Application, type: string): void {
  const { reference } = application;
  world.onEvent({ eventId: `ev_${world.names.word(20)}`, type, reference, occurredAt: timestamp(world.clock.now()) });
}

export function setStatus(world: World, application: Application, status: Status): void {
  application.status = status;
  tell(world, application, `application.${status}`);
}

/** Ends what nobody answered in time. What the company is still deciding does not run out. */
export function expireDue(world: World): void {
  for (const application of world.applications.values()) {
    if (application.status === "waiting" && application.expiresMs <= world.clock.now())
      setStatus(world, application, "expired");
  }
}

export function nextExpiry(world: World): number {
  const waiting = [...world.applications.values()].filter(({ status }) => status === "waiting");
  return Math.min(Infinity, ...waiting.map(({ expiresMs }) => expiresMs));
}

export function refundedOf({ refunds }: Application): number {
  return refunds.reduce((sum, { amount }) => sum + amount, 0);
}

/** An application as the wire shows it. */
export function viewOf(application: Application, origin: string): Record<string, unknown> {
  const { id, reference, operationId, status, amount, currency, wishedTerms, terms, refunds, token } = application;
  return {
    id,
    reference,
    operationId,
    status,
    amount,
    currency,
    paid: status === "accepted" ? amount : 0,
    refunded: refundedOf(application),
    refunds,
    wishedTerms,
    terms,
    payerUrl: `${origin}/apply/${token}`,
    createdAt: timestamp(application.createdMs),
    expiresAt: timestamp(application.expiresMs),
  };
}
