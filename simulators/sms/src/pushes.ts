/** Telling the caller: many reports in one call, again and again until somebody says 2xx, for a day. */

import { arrived, handOverDue, isTaken, nextQueued, type PostWebhook, queued } from "@kvitt/simulator-kit";
import type { Dialect } from "./dialect.ts";
import type { GatewayName, Push, Report } from "./types.ts";
import type { World } from "./world.ts";

const MOST_REPORTS = 200;
const GIVE_UP_MS = 86_400_000;
const PAUSES_MS = [10_000, 60_000, 600_000];
const HOUR_MS = 3_600_000;

/** How long after the n-th try (from 1) the next one comes. */
export function pauseAfter(tries: number): number {
  return PAUSES_MS[tries - 1] ?? HOUR_MS;
}

/** Puts reports on their way. One that a rule takes hold of travels alone. */
export function lineUp(world: World, reports: readonly Report[]): void {
  const plain: Record<GatewayName, Report[]> = { a: [], b: [] };
  for (const report of reports) {
    if (world.settings[report.gateway].webhookUrl === null) continue;
    const fault = world.rules.forReport(report);
    if (fault === undefined) plain[report.gateway].push(report);
    else if (fault.do !== "withhold") {
      add(world, [report], { badSignature: fault.do === "badSignature", ...queued(fault, world.clock.now()) });
    }
  }
  for (const gateway of ["a", "b"] as const) {
    for (let from = 0; from < plain[gateway].length; from += MOST_REPORTS) {
      add(world, plain[gateway].slice(from, from + MOST_REPORTS), {});
    }
  }
}

function add(world: World, reports: readonly Report[], more: Partial<Push>): void {
  const now = world.clock.now();
  world.pushes.push({
    gateway: reports[0]!.gateway,
    reports,
    badSignature: false,
    bornMs: now,
    ...queued(undefined, now),
    ...more,
  });
}

/** Hands over what is due now. */
export function pushDue(
  world: World,
  dialects: Readonly<Record<GatewayName, Dialect>>,
  post: PostWebhook,
): Promise<void> {
  return handOverDue(world.pushes, world.clock, (push) => attempt(world, push, dialects[push.gateway], post));
}

/** The next moment at which something has to be handed over. */
export const nextPush = (world: World): number => nextQueued(world.pushes);

async function attempt(world: World, push: Push, dialect: Dialect, post: PostWebhook): Promise<void> {
  const { webhookUrl, webhookSecret } = world.settings[push.gateway];
  if (webhookUrl === null) {
    push.state = "givenUp";
    return;
  }
  const secret = push.badSignature ? `${webhookSecret}-not` : webhookSecret;
  const { headers, body } = dialect.webhook(push.reports, secret, world.clock.now());
  const status = await post(webhookUrl, headers, body).catch(() => 0);
  push.answers.push(status);
  if (isTaken(status)) {
    arrived(world.pushes, push, world.clock.now(), ({ gateway }) => gateway === push.gateway);
    return;
  }
  push.dueMs = world.clock.now() + pauseAfter(push.answers.length);
  if (push.dueMs - push.bornMs > GIVE_UP_MS) push.state = "givenUp";
}
