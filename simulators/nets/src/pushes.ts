/** Telling the submitter: again and again until somebody says 2xx, for three days. */

import { arrived, handOverDue, isTaken, nextQueued, type PostWebhook, queued } from "@kvitt/simulator-kit";
import type { World } from "./invoices.ts";
import type { InvoiceEvent, Push } from "./types.ts";
import { signedEvents } from "./wire.ts";

const MOST_EVENTS = 200;
const GIVE_UP_MS = 3 * 86_400_000;
const PAUSES_MS = [60_000, 600_000];
const HOUR_MS = 3_600_000;

/** How long after the n-th try (from 1) the next one comes. */
export function pauseAfter(tries: number): number {
  return PAUSES_MS[tries - 1] ?? HOUR_MS;
}

/** Puts events on their way to whoever submitted. One that a rule takes hold of travels alone. */
export function lineUp(world: World, events: readonly InvoiceEvent[]): void {
  for (const { name, webhookUrl } of world.settings.submitters) {
    if (webhookUrl !== null) {
      lineUpFor(
        world,
        name,
        events.filter(({ submitter }) => submitter === name),
      );
    }
  }
}

function lineUpFor(world: World, submitter: string, events: readonly InvoiceEvent[]): void {
  const plain: InvoiceEvent[] = [];
  for (const event of events) {
    const fault = world.rules.forEvent(event);
    if (fault === undefined) plain.push(event);
    else if (fault.do !== "withhold") {
      add(world, submitter, [event], {
        badSignature: fault.do === "badSignature",
        ...queued(fault, world.clock.now()),
      });
    }
  }
  for (let from = 0; from < plain.length; from += MOST_EVENTS) {
    add(world, submitter, plain.slice(from, from + MOST_EVENTS), {});
  }
}

function add(world: World, submitter: string, events: readonly InvoiceEvent[], more: Partial<Push>): void {
  const now = world.clock.now();
  world.pushes.push({ submitter, events, badSignature: false, bornMs: now, ...queued(undefined, now), ...more });
}

/** Hands over what is due now. */
export function pushDue(world: World, post: PostWebhook): Promise<void> {
  return handOverDue(world.pushes, world.clock, (push) => attempt(world, push, post));
}

/** The next moment at which something has to be handed over. */
export const nextPush = (world: World): number => nextQueued(world.pushes);

async function attempt(world: World, push: Push, post: PostWebhook): Promise<void> {
  const { webhookUrl, webhookSecret } = world.settings.submitters.find(({ name }) => name === push.submitter)!;
  const secret = push.badSignature ? `${webhookSecret}-not` : webhookSecret;
  const { headers, body } = signedEvents(push.events, secret, world.clock.now());
  const status = webhookUrl === null ? 0 : await post(webhookUrl, headers, body).catch(() => 0);
  push.answers.push(status);
  if (isTaken(status)) {
    arrived(world.pushes, push, world.clock.now());
    return;
  }
  push.dueMs = world.clock.now() + pauseAfter(push.answers.length);
  if (push.dueMs - push.bornMs > GIVE_UP_MS) push.state = "givenUp";
}
