/** Telling the caller: again and again until somebody says 2xx, for three days. */

import { arrived, handOverDue, isTaken, nextQueued, type PostWebhook, queued } from "@kvitt/simulator-kit";
import type { LetterEvent, Push } from "./types.ts";
import type { World } from "./letters.ts";
import { signedEvents } from "./wire.ts";

const MOST_EVENTS = 200;
const GIVE_UP_MS = 3 * 86_400_000;
const PAUSES_MS = [60_000, 600_000];
const HOUR_MS = 3_600_000;

/** How long after the n-th try (from 1) the next one comes. */
export function pauseAfter(tries: number): number {
  return PAUSES_MS[tries - 1] ?? HOUR_MS;
}

/** Puts events on their way. One that a rule takes hold of travels alone. */
export function lineUp(world: World, events: readonly LetterEvent[]): void {
  if (world.settings.webhookUrl === null) return;
  const plain: LetterEvent[] = [];
  for (const event of events) {
    const fault = world.rules.forEvent(event);
    if (fault === undefined) plain.push(event);
    else if (fault.do !== "withhold") {
      add(world, [event], { badSignature: fault.do === "badSignature", ...queued(fault, world.clock.now()) });
    }
  }
  for (let from = 0; from < plain.length; from += MOST_EVENTS) add(world, plain.slice(from, from + MOST_EVENTS), {});
}

function add(world: World, events: readonly LetterEvent[], more: Partial<Push>): void {
  const now = world.clock.now();
  world.pushes.push({ events, badSignature: false, bornMs: now, ...queued(undefined, now), ...more });
}

/** Hands over what is due now. */
export function pushDue(world: World, post: PostWebhook): Promise<void> {
  return handOverDue(world.pushes, world.clock, (push) => attempt(world, push, post));
}

/** The next moment at which something has to be handed over. */
export const nextPush = (world: World): number => nextQueued(world.pushes);

async function attempt(world: World, push: Push, post: PostWebhook): Promise<void> {
  const { webhookUrl, webhookSecret } = world.settings;
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
