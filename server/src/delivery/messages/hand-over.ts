import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import type { DeliveryReport } from "../ports.ts";
import { carrierOf, type Carried, type Carrier } from "./carry.ts";
import { arrived, giveWay, type Failure } from "./give-way.ts";
import type { Outlets } from "./outlets.ts";
import { firstQuestionAt, LEASE_MINUTES, tellsArrival, tryAgainAt } from "./policy.ts";
import { prepare, type Dropped, type Prepared, type Ready } from "./prepare.ts";
import type { FailureReason } from "./states.ts";
import { writeOutcomes, type Outcome } from "./store-outcomes.ts";
import { cancelDispatches, cancelQueued, claimDue, type Claimed } from "./store-queue.ts";
import { takeReports } from "./take-reports.ts";
import { wakingHours, type WakingHours } from "./waking-hours.ts";
import type { Channel } from "./wish.ts";

/** Hands over what is due: claimed, written, carried and noted in chunks. */

export type HandedOverCount = {
  readonly accepted: number;
  /** No readable answer, or told to come later. */
  readonly waiting: number;
  readonly failed: number;
  readonly cancelled: number;
};

type Tally = { accepted: number; waiting: number; failed: number; cancelled: number };

const CHANNELS: readonly Channel[] = ["sms", "efaktura", "ehf", "email", "paper"];
/** One lane waits for the gateway while the other writes. */
const LANES = 2;
/** More would hold too much in memory when each has a document. */
const MOST_WITH_DOCUMENTS = 50;
const MOST = 500;

function chunkOf(channel: Channel, carrier: Carrier | undefined): number {
  const most = channel === "sms" ? MOST : MOST_WITH_DOCUMENTS;
  return Math.min(most, carrier?.most ?? most);
}

type Settled = { readonly outcome: Outcome; readonly failure: Failure | null; readonly claim: Claimed };

function failed(
  claim: Claimed,
  reason: FailureReason,
  rule: string | null,
  ready?: Ready,
  partnerCode: string | null = null,
): Settled {
  const outcome = {
    id: claim.id,
    state: "failed",
    nextAt: null,
    reason,
    partnerCode,
    partnerReference: null,
    told: ready?.told ?? null,
  } as const;
  return { claim, outcome, failure: { messageId: claim.id, reason, bounced: false, rule } };
}

/** A try without an answer: once more later, or the rung has been silent for a day. */
function unanswered(tx: TenantTransaction, ready: Ready, state: "queued" | "handedOver", hours: WakingHours): Settled {
  const { claim, told } = ready;
  const wished = tryAgainAt(claim.tries, claim.dueAt, tx.now);
  const nextAt = wished && hours(claim.channel, claim.ledgerId, wished);
  if (nextAt === undefined) return failed(claim, "silent", null, state === "handedOver" ? ready : undefined);
  const outcome = { id: claim.id, state, nextAt, reason: null, partnerCode: null, partnerReference: null } as const;
  // What may have been taken is written down; what was surely not is written when it is.
  return { claim, outcome: { ...outcome, told: state === "handedOver" ? told : null }, failure: null };
}

function settle(tx: TenantTransaction, ready: Ready, answer: Carried, hours: WakingHours): Settled {
  const { claim, told } = ready;
  if (answer.outcome === "unknown") return unanswered(tx, ready, "handedOver", hours);
  if (answer.outcome === "refused") {
    if (answer.reason === "tryLater")
      return unanswered(tx, ready, claim.state === "handedOver" ? "handedOver" : "queued", hours);
    return failed(
      claim,
      answer.rule === undefined ? answer.reason : "discretion",
      answer.rule ?? answer.partnerCode,
      ready,
      answer.partnerCode,
    );
  }
  const nextAt = firstQuestionAt(claim.channel, tx.now);
  const partnerReference = answer.partnerReference;
  return {
    claim,
    outcome: { id: claim.id, state: "accepted", nextAt, reason: null, partnerCode: null, partnerReference, told },
    failure: null,
  };
}

function settleDropped(dropped: Dropped): Settled {
  if ("fail" in dropped) return failed(dropped.claim, dropped.fail, dropped.rule);
  const { claim, cancel: reason } = dropped;
  const outcome = {
    id: claim.id,
    state: "cancelled",
    nextAt: null,
    reason,
    partnerCode: null,
    partnerReference: null,
    told: null,
  } as const;
  return { claim, outcome, failure: null };
}

/** Dispatches whose message was called off before it left have ended with it. */
async function callOff(tx: TenantTransaction, dropped: readonly Dropped[]): Promise<void> {
  for (const why of new Set(dropped.flatMap((one) => ("cancel" in one ? [one.cancel] : [])))) {
    const ids = dropped.flatMap((one) => ("cancel" in one && one.cancel === why ? [one.claim.dispatchId] : []));
    await cancelQueued(tx, await cancelDispatches(tx, { ids }, why), why);
  }
}

async function note(tx: TenantTransaction, settled: readonly Settled[], dropped: readonly Dropped[]): Promise<void> {
  await writeOutcomes(
    tx,
    settled.map(({ outcome }) => outcome),
  );
  await callOff(tx, dropped);
  await giveWay(
    tx,
    settled.flatMap(({ failure }) => failure ?? []),
  );
  const taken = settled.filter(({ outcome, claim }) => outcome.state === "accepted" && !tellsArrival(claim.channel));
  await arrived(
    tx,
    taken.map(({ claim }) => claim),
  );
}

/** Of messages that were handed over before without an answer: what the channel knows of them, so that they are not carried twice. */
async function knownAlready(carrier: Carrier, ready: readonly Ready[]): Promise<readonly DeliveryReport[]> {
  const again = ready.filter(({ claim }) => claim.tries > 1).map(({ claim }) => claim.id);
  return again.length === 0 ? [] : carrier.reportsOf(again);
}

async function carry(
  carrier: Carrier | undefined,
  ready: readonly Ready[],
): Promise<{ answers: readonly Carried[]; reports: readonly DeliveryReport[] }> {
  const noOutlet = (messageId: string): Carried => ({
    messageId,
    outcome: "refused",
    reason: "setUp",
    partnerCode: null,
  });
  if (!carrier) return { answers: ready.map(({ claim }) => noOutlet(claim.id)), reports: [] };
  const reports = await knownAlready(carrier, ready);
  const known = new Set(reports.map((report) => report.messageId));
  const answers = [...(await carrier.carry(ready.filter(({ claim }) => !known.has(claim.id))))];
  const accepted = (messageId: string): Carried => ({ messageId, outcome: "accepted", partnerReference: "" });
  return { answers: ready.map(({ claim }) => (known.has(claim.id) ? accepted(claim.id) : answers.shift()!)), reports };
}

function count(tally: Tally, settled: readonly Settled[]): void {
  for (const { outcome } of settled) {
    if (outcome.state === "accepted") tally.accepted += 1;
    else if (outcome.state === "failed") tally.failed += 1;
    else if (outcome.state === "cancelled") tally.cancelled += 1;
    else tally.waiting += 1;
  }
}

type Lane = {
  readonly platform: Platform;
  readonly context: Context;
  readonly outlets: Outlets;
  readonly channel: Channel;
  readonly carrier: Carrier | undefined;
  readonly tally: Tally;
};

/** One chunk from claim to note; gives how many it had. */
async function handOverChunk(lane: Lane, size: number): Promise<number> {
  const { platform, context, outlets, channel, carrier, tally } = lane;
  const { ready, dropped }: Prepared = await withTenant(platform, context, async (tx) =>
    prepare(tx, await claimDue(tx, channel, size, tx.now.add({ minutes: LEASE_MINUTES })), outlets),
  );
  if (ready.length + dropped.length === 0) return 0;
  const { answers, reports } = ready.length === 0 ? { answers: [], reports: [] } : await carry(carrier, ready);
  const settled = await withTenant(platform, context, async (tx) => {
    const waiting = ready.filter((_one, at) => answers[at]!.outcome !== "accepted");
    const hours = await wakingHours(
      tx,
      waiting.map(({ claim }) => claim.ledgerId),
    );
    const all = [...ready.map((one, at) => settle(tx, one, answers[at]!, hours)), ...dropped.map(settleDropped)];
    await note(tx, all, dropped);
    await takeReports(tx, reports);
    return all;
  });
  count(tally, settled);
  return settled.length;
}

/**
 * Hands over what is due, at most about `limit` messages of each channel. Each chunk is claimed and its links made in one transaction, carried
 * outside any, and noted in another. A worker that dies in between loses nothing: the lease ends, and the same message, under the same id, is
 * asked about and handed over again.
 */
export async function handOverDue(
  platform: Platform,
  context: Context,
  outlets: Outlets,
  { limit }: { readonly limit: number },
): Promise<HandedOverCount> {
  const tally: Tally = { accepted: 0, waiting: 0, failed: 0, cancelled: 0 };
  for (const channel of CHANNELS) {
    const carrier = carrierOf(platform, context, outlets, channel);
    const size = chunkOf(channel, carrier);
    let left = limit;
    const run = async (): Promise<void> => {
      while (left > 0) {
        const asked = Math.min(size, left);
        left -= asked;
        if ((await handOverChunk({ platform, context, outlets, channel, carrier, tally }, asked)) < asked) return;
      }
    };
    await Promise.all(Array.from({ length: LANES }, run));
  }
  return tally;
}
