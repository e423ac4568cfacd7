import { itemsById, ledgerById } from "../ledger/index.ts";
import {
  refuse,
  withTenant,
  type Context,
  type Language,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { requireOpenWay } from "./agreements/ways-of.ts";
import { isLive } from "./policy.ts";
import type { PayerApproach, PartnerAnswer, PaymentStarted } from "./ports.ts";
import { endAtPartner, railOf, refreshAttempt } from "./refresh-attempt.ts";
import { requireCardsAwake } from "./retries/rests.ts";
import { attemptById, insertAttempt, liveAttempt, setAwaiting, setLearned } from "./store.ts";
import type { Attempt, Rails, Way } from "./types.ts";

export type PaymentWish = {
  readonly itemId: string;
  readonly way: Way;
  readonly approach: PayerApproach;
  /** 3 to 100 characters that the payer sees at the partner. Never a word about treatment. */
  readonly description: string;
  /** What the payer reads, here and at the partner (V-03). */
  readonly language: Language;
  /** Øre; left out is all that is open. */
  readonly amountMinor?: bigint;
  /** Of part payment: the number of terms of the offer that was chosen. */
  readonly terms?: number | undefined;
};

type Wanted = { readonly ledgerId: string; readonly currency: string; readonly amountMinor: bigint };

/**
 * What is asked for, against what is open now and what the ledger takes. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN,
 * PAYMENT_TOO_MUCH, PAYMENT_WAY_NOT_SET_UP, PAYMENT_OUTSIDE_LIMITS, PAYMENT_CARD_RESTS.
 */
async function wanted(tx: TenantTransaction, { itemId, way, amountMinor }: PaymentWish): Promise<Wanted> {
  const [item] = await itemsById(tx, [itemId]);
  if (item?.side !== "receivable") throw refuse("PAYMENT_ITEM_NOT_FOUND");
  if (item.openMinor <= 0n) throw refuse("PAYMENT_NOTHING_OPEN");
  const { currency } = await ledgerById(tx, item.ledgerId);
  const asked = amountMinor ?? item.openMinor;
  if (asked > item.openMinor) throw refuse("PAYMENT_TOO_MUCH", { openMinor: item.openMinor });
  await requireOpenWay(tx, item.ledgerId, way, asked);
  if (way === "card") await requireCardsAwake(tx, itemId);
  return { ledgerId: item.ledgerId, currency, amountMinor: asked };
}

/**
 * Choosing again (FR-33): an attempt that waits for the payer ends first, at its own partner, whichever way was chosen then. Throws
 * PAYMENT_UNDER_WAY while one is being begun, is authorised, or nobody knows.
 */
async function endWaiting(platform: Platform, context: Context, rails: Rails, itemId: string): Promise<void> {
  const before = await withTenant(platform, context, (tx) => liveAttempt(tx, itemId));
  if (!before) return;
  const now = await refreshAttempt(platform, context, rails, before.id);
  if (now.state === "awaitingPayer") await endAtPartner(platform, context, railOf(rails, now), now);
  if (isLive((await withTenant(platform, context, (tx) => attemptById(tx, before.id))).state))
    throw refuse("PAYMENT_UNDER_WAY");
}

/** Only a finance partner divides into terms. */
const termsOf = ({ way, terms }: PaymentWish): number | undefined => (way === "partPayment" ? terms : undefined);

async function begin(tx: TenantTransaction, wish: PaymentWish): Promise<Attempt> {
  const { ledgerId, currency, amountMinor } = await wanted(tx, wish);
  const id = tx.platform.ids.next();
  const { itemId, way } = wish;
  const terms = termsOf(wish);
  await insertAttempt(tx, { id, ledgerId, itemId, way, reference: `kvitt-${id}`, amountMinor, currency, terms });
  return attemptById(tx, id);
}

/** The partner's answer to the wish. One that never came may have begun a payment all the same: the attempt stays, and is asked about. */
async function noteStarted(tx: TenantTransaction, id: string, answer: PartnerAnswer<PaymentStarted>): Promise<Attempt> {
  const attempt = await attemptById(tx, id, true);
  // Somebody who asked meanwhile knows more than that it was begun.
  if (attempt.state !== "created" && attempt.state !== "unknown") return attempt;
  if (answer.outcome === "ok") await setAwaiting(tx, id, answer.value.payerUrl);
  else if (answer.outcome === "refused")
    await setLearned(tx, id, { ...attempt, state: "failed", problem: answer.reason }, tx.now);
  else await setLearned(tx, id, { ...attempt, state: "unknown", problem: answer.cause }, tx.now);
  return attemptById(tx, id);
}

/**
 * Begins to take money for an open item by a partner's means: gives the attempt with the address where the payer goes on. One that waits for
 * the payer is ended first; one that is authorised or unknown stands in the way. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN,
 * PAYMENT_TOO_MUCH, PAYMENT_WAY_NOT_SET_UP, PAYMENT_OUTSIDE_LIMITS, PAYMENT_CARD_RESTS, PAYMENT_UNDER_WAY, PAYMENT_REFUSED (no money was taken).
 */
export async function startAttempt(
  platform: Platform,
  context: Context,
  rails: Rails,
  wish: PaymentWish,
): Promise<Attempt> {
  const { ledgerId } = await withTenant(platform, context, (tx) => wanted(tx, wish));
  const rail = railOf(rails, { ledgerId, way: wish.way });
  await endWaiting(platform, context, rails, wish.itemId);
  const attempt = await withTenant(platform, context, (tx) => begin(tx, wish));
  const { id, reference, amountMinor, currency } = attempt;
  const { approach, description, language } = wish;
  const operationId = `create:${id}`;
  const terms = termsOf(wish);
  const payment = { operationId, reference, amountMinor, currency, approach, description, language };
  const answer = await rail.create({ ...payment, ...(terms === undefined ? {} : { terms }) });
  const started = await withTenant(platform, context, (tx) => noteStarted(tx, id, answer));
  if (answer.outcome === "refused") throw refuse("PAYMENT_REFUSED", { reason: answer.reason });
  if (isLive(started.state) || started.capturedMinor > 0n) return started;
  // It ended while it was being begun: nobody may pay it now.
  await endAtPartner(platform, context, rail, started);
  throw refuse("PAYMENT_UNDER_WAY");
}
