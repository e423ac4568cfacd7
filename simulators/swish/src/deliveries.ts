/** Telling the merchant: at most ten tries; no signature, only the identifier the merchant gave. Callbacks wait for none of the others. */

import { arrived, handOverDue, isTaken, type PostWebhook, queued } from "@kvitt/simulator-kit";
import { meanings } from "./problems.ts";
import type { Delivery, Payment, Refund, WebhookFault } from "./types.ts";
import { paymentView, refundView, type World } from "./world.ts";

const TRIES = 10;
const PAUSE_MS = 60_000;

export function lineUp(world: World, about: Payment | Refund, fault: WebhookFault | undefined): void {
  const now = world.clock.now();
  const view = "original" in about ? refundView(about, meanings) : paymentView(about, meanings);
  const identifier = about.callbackIdentifier;
  world.deliveries.push({
    url: about.callbackUrl,
    about: about.id,
    status: about.status,
    headers: {
      "content-type": "application/json",
      ...(identifier === null ? {} : { callbackidentifier: identifier }),
    },
    body: JSON.stringify(view),
    ...queued(fault, now),
  });
}

/** Hands over everything that is due now. */
export function deliverDue(world: World, post: PostWebhook): Promise<void> {
  return handOverDue(world.deliveries, world.clock, (delivery) => attempt(world, delivery, post));
}

async function attempt(world: World, delivery: Delivery, post: PostWebhook): Promise<void> {
  const { url, headers, body, answers } = delivery;
  const status = await post(url, headers, body).catch(() => 0);
  answers.push(status);
  if (isTaken(status)) {
    arrived(world.deliveries, delivery, world.clock.now());
    return;
  }
  delivery.dueMs = world.clock.now() + PAUSE_MS;
  if (answers.length >= TRIES) delivery.state = "givenUp";
}
