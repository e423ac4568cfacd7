/** Telling the merchant: again and again until somebody says 2xx, for three days. Events wait for none of the others. */

import { arrived, handOverDue, isTaken, type PostWebhook, queued, type WebhookFault } from "@kvitt/simulator-kit";
import { signatureHeader } from "./sign.ts";
import type { Delivery, Endpoint, StripeEvent } from "./types.ts";
import type { World } from "./world.ts";

const GIVE_UP_MS = 3 * 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS];

/** How long after the n-th try (from 1) the next one comes. */
export function pauseAfter(tries: number): number {
  return PAUSES_MS[tries - 1] ?? 12 * HOUR_MS;
}

/** Lines an event up for every endpoint that wants it. */
export function lineUp(world: World, event: StripeEvent, reference: string, fault: WebhookFault | undefined): void {
  for (const endpoint of world.endpoints.values()) {
    const wanted = endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(event.type);
    if (wanted) world.deliveries.push(deliveryOf(world, endpoint, event, reference, fault));
  }
}

function deliveryOf(
  world: World,
  endpoint: Endpoint,
  event: StripeEvent,
  reference: string,
  fault: WebhookFault | undefined,
): Delivery {
  const now = world.clock.now();
  return {
    endpoint,
    type: event.type,
    reference,
    body: JSON.stringify(event, null, 2),
    secret: fault?.do === "badSignature" ? `${endpoint.secret}-not` : endpoint.secret,
    bornMs: now,
    ...queued(fault, now),
  };
}

/** Hands over everything that is due now. */
export function deliverDue(world: World, post: PostWebhook): Promise<void> {
  return handOverDue(world.deliveries, world.clock, (delivery) => attempt(world, delivery, post));
}

/** Each try is signed afresh, with its own moment. */
async function attempt(world: World, delivery: Delivery, post: PostWebhook): Promise<void> {
  const { endpoint, secret, body } = delivery;
  const now = world.clock.now();
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "stripe-signature": signatureHeader(secret, Math.floor(now / 1000), body),
  };
  const status = await post(endpoint.url, headers, body).catch(() => 0);
  delivery.answers.push(status);
  if (isTaken(status)) {
    arrived(world.deliveries, delivery, now, ({ reference }) => reference === delivery.reference);
    return;
  }
  delivery.dueMs = now + pauseAfter(delivery.answers.length);
  if (delivery.dueMs - delivery.bornMs > GIVE_UP_MS) delivery.state = "givenUp";
}
