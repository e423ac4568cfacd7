/** Telling merchants: in order for each payment, again and again until somebody says 200, for seven days. */

import { httpDate, type PostWebhook, type WebhookFault } from "@kvitt/simulator-kit";
import { DAY_MS } from "./create.ts";
import { signedHeaders } from "./sign.ts";
import type { Delivery, Payment, PaymentEvent, Registration } from "./types.ts";
import type { World } from "./world.ts";

const GIVE_UP_MS = 7 * DAY_MS;
const DELETE_MS = 14 * DAY_MS;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** How long after the n-th try (from 1) the next one comes. */
export function pauseAfter(tries: number): number {
  if (tries < 4) return 2 * SECOND_MS;
  if (tries === 4) return 60 * SECOND_MS;
  if (tries === 5) return 120 * SECOND_MS;
  return tries < 29 ? HOUR_MS : DAY_MS;
}

/** Lines an event up for every registration that wants it. */
export function lineUp(
  world: World,
  payment: Payment,
  event: PaymentEvent,
  faultFor: (event: PaymentEvent) => WebhookFault | undefined,
): void {
  const type = `epayments.payment.${event.name.toLowerCase()}.v1`;
  for (const registration of world.registrations.values()) {
    if (registration.msn !== payment.unit.msn || !registration.events.includes(type)) continue;
    world.deliveries.push(deliveryOf(world, registration, payment, event, faultFor(event)));
  }
}

function deliveryOf(
  world: World,
  registration: Registration,
  payment: Payment,
  event: PaymentEvent,
  fault: WebhookFault | undefined,
): Delivery {
  const now = world.clock.now();
  const body = JSON.stringify({ msn: payment.unit.msn, ...event });
  const secret = fault?.do === "badSignature" ? `${registration.secret}-not` : registration.secret;
  const outOfTurn = fault?.do === "late" || fault?.do === "afterNext";
  return {
    registration,
    event,
    body,
    headers: signedHeaders({ url: registration.url, secret, date: httpDate(now), body }),
    bornMs: now,
    blocks: !outOfTurn,
    afterNext: fault?.do === "afterNext",
    copies: fault?.do === "duplicate" ? fault.copies : 0,
    answers: [],
    dueMs: fault?.do === "afterNext" ? Infinity : now + (fault?.do === "late" ? fault.seconds * SECOND_MS : 0),
    state: fault?.do === "withhold" ? "withheld" : "waiting",
  };
}

/** Hands over everything that is due now, payment by payment in order. */
export async function deliverDue(world: World, post: PostWebhook): Promise<void> {
  for (let next = firstDue(world); next !== undefined; next = firstDue(world)) {
    await attempt(world, next, post);
  }
}

/** The next moment at which something has to be handed over. */
export function nextDelivery(world: World): number {
  const ready = world.deliveries.filter((delivery) => isReady(world, delivery));
  return Math.min(Infinity, ...ready.map(({ dueMs }) => dueMs));
}

function firstDue(world: World): Delivery | undefined {
  const now = world.clock.now();
  return world.deliveries.find((delivery) => delivery.dueMs <= now && isReady(world, delivery));
}

/** It waits for nothing: no earlier event of its payment is still trying. */
function isReady(world: World, delivery: Delivery): boolean {
  if (delivery.state !== "waiting") return false;
  const ahead = world.deliveries.slice(0, world.deliveries.indexOf(delivery));
  return !ahead.some((other) => other.state === "waiting" && other.blocks && isSameQueue(other, delivery));
}

function isSameQueue(a: Delivery, b: Delivery): boolean {
  return a.registration === b.registration && a.event.reference === b.event.reference;
}

async function attempt(world: World, delivery: Delivery, post: PostWebhook): Promise<void> {
  const { registration } = delivery;
  const status = await post(registration.url, delivery.headers, delivery.body).catch(() => 0);
  delivery.answers.push(status);
  if (status === 200) {
    delivered(world, delivery);
    return;
  }
  const now = world.clock.now();
  registration.failingSinceMs ??= now;
  delivery.dueMs = now + pauseAfter(delivery.answers.length);
  if (delivery.dueMs - delivery.bornMs > GIVE_UP_MS) delivery.state = "givenUp";
  if (now - registration.failingSinceMs >= DELETE_MS) drop(world, registration);
}

function delivered(world: World, delivery: Delivery): void {
  delivery.state = "delivered";
  delivery.registration.failingSinceMs = null;
  for (let copy = 0; copy < delivery.copies; copy += 1) {
    world.deliveries.push({ ...delivery, answers: [], copies: 0, blocks: false, state: "waiting" });
  }
  for (const other of world.deliveries) {
    const overtaken = other.afterNext && other.dueMs === Infinity && isSameQueue(other, delivery);
    if (overtaken && other !== delivery) other.dueMs = world.clock.now();
  }
}

/** Two weeks without a success: the service forgets the registration. */
function drop(world: World, registration: Registration): void {
  world.registrations.delete(registration.id);
  for (const delivery of world.deliveries) {
    if (delivery.registration === registration && delivery.state === "waiting") delivery.state = "givenUp";
  }
}
