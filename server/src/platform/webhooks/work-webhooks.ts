import type { Context, Platform } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import { defineJob, type JobDefinition } from "../jobs/define.ts";
import "./errors.ts";
import { anyWaits, claimEvents, clearWake, endEvents, postponeEvents, type ClaimedEvent, type Ended } from "./store.ts";
import { WEBHOOK_WORK } from "./store-webhook.ts";
import type { WebhookHandlers, WebhookHint, WebhookOutcome } from "./types.ts";

export { WEBHOOK_WORK };

const PAGE = 400;
/** Things asked about at the same time. */
const SIDE_BY_SIDE = 8;
/** Longer than a page takes while a partner answers. */
const HELD_MINUTES = 5;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 3_600;
/** Tries before an event is set aside for a person: about a day. */
const MOST_ATTEMPTS = 32;

export type WebhooksWorked = { readonly worked: number; readonly quarantined: number; readonly postponed: number };

/** The events about one thing, in the order they came. */
type Group = readonly ClaimedEvent[];

function groupsOf(claimed: readonly ClaimedEvent[]): Group[] {
  const groups = Map.groupBy(claimed, ({ partner, reference }) => `${partner} ${reference}`);
  return [...groups.values()];
}

/** What is kept of an error: its code or class. */
const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : "UNKNOWN";
};

async function outcomeOf(
  platform: Platform,
  context: Context,
  handlers: WebhookHandlers,
  group: Group,
): Promise<WebhookOutcome> {
  const { partner, reference, endpointId } = group.at(-1)!;
  const handler = handlers.get(partner);
  if (!handler) return { outcome: "later", problem: "noHandler" };
  const hint: WebhookHint = { partner, reference, endpointId, names: group.map(({ name }) => name) };
  try {
    return await handler(platform, context, hint);
  } catch (error) {
    platform.log.warn({ event: "webhooks.failed", partner, code: codeOf(error), err: error });
    return { outcome: "later", problem: codeOf(error) };
  }
}

/** Twice as long before each new try, up to an hour. */
const waitSeconds = (attempts: number): number =>
  Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(attempts, 20));

type Worked = { readonly group: Group; readonly outcome: WebhookOutcome };

/** A thing that could not be told for a day is set aside. */
const givenUp = ({ group, outcome }: Worked): Worked =>
  outcome.outcome === "later" && group[0]!.attempts + 1 >= MOST_ATTEMPTS
    ? { group, outcome: { outcome: "quarantined", problem: outcome.problem } }
    : { group, outcome };

async function noteOutcomes(platform: Platform, context: Context, all: readonly Worked[]): Promise<void> {
  await withTenant(platform, context, async (tx) => {
    const ended = (outcome: "worked" | "quarantined"): Ended[] =>
      all
        .filter((one) => one.outcome.outcome === outcome)
        .map(({ group, outcome: end }) => {
          const { partner, reference, id: lastId } = group.at(-1)!;
          return { partner, reference, lastId, problem: "problem" in end ? end.problem : null };
        });
    await endEvents(tx, "worked", ended("worked"));
    await endEvents(tx, "quarantined", ended("quarantined"));
    for (const { group, outcome } of all) {
      if (outcome.outcome !== "later") continue;
      const dueAt = tx.now.add({ seconds: waitSeconds(group[0]!.attempts) });
      const ids = group.map(({ id }) => id);
      await postponeEvents(tx, ids, dueAt, outcome.problem);
    }
  });
}

async function workPage(platform: Platform, context: Context, handlers: WebhookHandlers): Promise<readonly Worked[]> {
  const claimed = await withTenant(platform, context, (tx) =>
    claimEvents(tx, tx.now.add({ minutes: HELD_MINUTES }), PAGE),
  );
  const left = groupsOf(claimed);
  const done: Worked[] = [];
  const next = async (): Promise<void> => {
    for (let group = left.shift(); group; group = left.shift())
      done.push(givenUp({ group, outcome: await outcomeOf(platform, context, handlers, group) }));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
  if (done.length > 0) await noteOutcomes(platform, context, done);
  return done;
}

/**
 * Works a tenant's events that are due, until none is: those about one thing together and in the order they came, things side by side. What
 * cannot be told now is tried again, later each time, and after a day set aside for a person. Any number of servers may do so at once.
 * Gives how many events came to which end.
 */
export async function workWebhooks(
  platform: Platform,
  context: Context,
  handlers: WebhookHandlers,
): Promise<WebhooksWorked> {
  const count = { worked: 0, quarantined: 0, postponed: 0 };
  await withTenant(platform, context, clearWake);
  for (let page = await workPage(platform, context, handlers); page.length > 0;) {
    for (const { group, outcome } of page)
      count[outcome.outcome === "later" ? "postponed" : outcome.outcome] += group.length;
    page = await workPage(platform, context, handlers);
  }
  return count;
}

/**
 * The job that storing asks for. It fails while events wait for another try, so that the queue runs it again.
 */
export function webhookJob(handlers: WebhookHandlers): JobDefinition {
  return defineJob(WEBHOOK_WORK, async (platform, context) => {
    await workWebhooks(platform, context, handlers);
    if (await withTenant(platform, context, anyWaits)) throw refuse("WEBHOOKS_WAIT");
  });
}
