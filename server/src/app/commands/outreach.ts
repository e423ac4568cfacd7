import {
  askForNew,
  ASK_SILENT_JOB,
  forgetMessageBodies,
  HAND_OVER_JOB,
  hasMessagesDue,
  hasMessagesSilent,
  hasUnasked,
  messageJobs,
  runRequests,
  takeBounces,
} from "../../delivery/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import {
  drawnOn,
  hasUnconnected,
  hasWaiting,
  PAYMENT_JANITOR,
  PAYMENT_ROUND,
  paymentJobs,
  pausesOf,
} from "../../payments/index.ts";
import {
  defineJob,
  enqueueOnce,
  withTenant,
  type Context,
  type JobDefinition,
  type Platform,
  type TenantTransaction,
  type Watch,
} from "../../platform/index.ts";
import { forgetOldWebhooks } from "../../platform/webhooks/index.ts";
import { debitJobs, morningDebits } from "./direct-debit.ts";
import { connectAgreements, type Partners } from "../wiring/index.ts";

/** What reaches out to payers: asking for payment, carrying messages, following payments. */

/** Bills that came lately are asked for as they come; the morning looks at all of them. */
const ASK_NEW = "requests.askNew";
const LATELY_HOURS = 48;
export const MORNING_REQUESTS = "requests.morning";
const CONNECT = "payments.connect";
const BOUNCES = "delivery.bounces";

const lately = (now: Temporal.Instant): Temporal.Instant => now.subtract({ hours: LATELY_HOURS });

async function ledgerIds(platform: Platform, context: Context): Promise<string[]> {
  const ledgers = await withTenant(platform, context, listLedgers);
  return ledgers.filter(({ state }) => state === "active").map(({ id }) => id);
}

/** Disputed, said to be paid, held, with a payment under way, or drawn by direct debit. */
async function resting(tx: TenantTransaction, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set([...(await pausesOf(tx, itemIds)).keys(), ...(await drawnOn(tx, itemIds)).keys()]);
}

async function morning(platform: Platform, context: Context, day: string): Promise<void> {
  await morningDebits(platform, context, day);
  for (const ledgerId of await ledgerIds(platform, context)) {
    await askForNew(platform, context, ledgerId, null);
    await runRequests(platform, context, ledgerId, Temporal.PlainDate.from(day), resting);
  }
}

/** The jobs of an installation that has partners. */
export function outreachJobs({ outlets, rails, railsOf }: Partners): readonly JobDefinition[] {
  return [
    ...messageJobs(outlets),
    ...paymentJobs(railsOf),
    ...debitJobs(),
    defineJob(ASK_NEW, async (platform, context) => {
      for (const ledgerId of await ledgerIds(platform, context))
        await askForNew(platform, context, ledgerId, lately(platform.clock.now()));
    }),
    defineJob(MORNING_REQUESTS, (platform, context, { day }) => morning(platform, context, String(day))),
    defineJob(CONNECT, async (platform, context) => {
      await connectAgreements(platform, context, rails);
    }),
    defineJob(BOUNCES, async (platform) => {
      await takeBounces(platform, outlets);
    }),
  ];
}

async function askNew(tx: TenantTransaction): Promise<void> {
  for (const { id, state } of await listLedgers(tx))
    if (state === "active" && (await hasUnasked(tx, id, lately(tx.now)))) return enqueueOnce(tx, ASK_NEW);
}

async function carryMessages(tx: TenantTransaction): Promise<void> {
  if (await hasMessagesDue(tx)) await enqueueOnce(tx, HAND_OVER_JOB);
  if (await hasMessagesSilent(tx)) await enqueueOnce(tx, ASK_SILENT_JOB);
}

async function followPayments(tx: TenantTransaction): Promise<void> {
  if (await hasWaiting(tx)) await enqueueOnce(tx, PAYMENT_JANITOR);
}

/** An agreement that is new has no secret yet by which its partner's events are believed. */
async function connectNew(tx: TenantTransaction): Promise<void> {
  if (await hasUnconnected(tx)) await enqueueOnce(tx, CONNECT);
}

/** What is looked at each minute. */
export const outreachWatches: readonly Watch[] = [askNew, carryMessages, followPayments, connectNew];

export { BOUNCES, CONNECT, PAYMENT_ROUND };

/** What the night forgets: old bodies of messages and events (SEC-80). */
export async function forgetOutreach(platform: Platform, context: Context): Promise<void> {
  while ((await withTenant(platform, context, forgetMessageBodies)) > 0);
  await withTenant(platform, context, forgetOldWebhooks);
}
