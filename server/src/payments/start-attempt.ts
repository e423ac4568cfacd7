import { itemsById, ledgerById } from "../ledger/index.ts";
import { refuse, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { isLive } from "./policy.ts";
import type { PayerApproach, PartnerAnswer, WalletStarted } from "./ports.ts";
import { refreshAttempt, takeIn, walletOf } from "./refresh-attempt.ts";
import { attemptById, insertAttempt, liveAttempt, setAwaiting, setLearned } from "./store.ts";
import type { Attempt, Wallets, Way } from "./types.ts";

export type PaymentWish = {
  readonly itemId: string;
  readonly way: Way;
  readonly approach: PayerApproach;
  /** 3 to 100 characters that the payer sees at the partner. Never a word about treatment. */
  readonly description: string;
  /** Øre; left out is all that is open. */
  readonly amountMinor?: bigint;
};

type Wanted = { readonly ledgerId: string; readonly currency: string; readonly amountMinor: bigint };

/** What is asked for, against what is open now. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN, PAYMENT_TOO_MUCH. */
async function wanted(tx: TenantTransaction, { itemId, amountMinor }: PaymentWish): Promise<Wanted> {
  const [item] = await itemsById(tx, [itemId]);
  if (item?.side !== "receivable") throw refuse("PAYMENT_ITEM_NOT_FOUND");
  if (item.openMinor <= 0n) throw refuse("PAYMENT_NOTHING_OPEN");
  const { currency } = await ledgerById(tx, item.ledgerId);
  const asked = amountMinor ?? item.openMinor;
  if (asked > item.openMinor) throw refuse("PAYMENT_TOO_MUCH", { openMinor: item.openMinor });
  return { ledgerId: item.ledgerId, currency, amountMinor: asked };
}

/**
 * Choosing again (FR-33): an attempt that waits for the payer ends first, at its partner. Throws PAYMENT_UNDER_WAY while one is authorised, or
 * while nobody knows.
 */
async function endWaiting(platform: Platform, context: Context, wallets: Wallets, itemId: string): Promise<void> {
  const before = await withTenant(platform, context, (tx) => liveAttempt(tx, itemId));
  if (!before) return;
  const now = await refreshAttempt(platform, context, wallets, before.id);
  if (now.state === "awaitingPayer" || now.state === "created") {
    const wallet = walletOf(wallets, now);
    const askedAt = platform.clock.now();
    const answer = await wallet.cancel({ operationId: `end:${now.id}`, reference: now.reference });
    await takeIn(platform, context, wallet, now.id, answer, askedAt);
  }
  if (isLive((await withTenant(platform, context, (tx) => attemptById(tx, before.id))).state))
    throw refuse("PAYMENT_UNDER_WAY");
}

async function begin(tx: TenantTransaction, wish: PaymentWish): Promise<Attempt> {
  const { ledgerId, currency, amountMinor } = await wanted(tx, wish);
  const id = tx.platform.ids.next();
  const { itemId, way } = wish;
  await insertAttempt(tx, { id, ledgerId, itemId, way, reference: `kvitt-${id}`, amountMinor, currency });
  return attemptById(tx, id);
}

/** The partner's answer to the wish. One that never came may have begun a payment all the same: the attempt stays, and is asked about. */
async function noteStarted(
  tx: TenantTransaction,
  attempt: Attempt,
  answer: PartnerAnswer<WalletStarted>,
): Promise<Attempt> {
  const { authorizedMinor, capturedMinor, cancelledMinor } = attempt;
  const figures = { authorizedMinor, capturedMinor, cancelledMinor };
  if (answer.outcome === "ok") await setAwaiting(tx, attempt.id, answer.value.payerUrl);
  else if (answer.outcome === "refused")
    await setLearned(tx, attempt.id, { ...figures, state: "failed", problem: answer.reason }, tx.now);
  else await setLearned(tx, attempt.id, { ...figures, state: "unknown", problem: answer.cause }, tx.now);
  return attemptById(tx, attempt.id);
}

/**
 * Begins to take money for an open item by a partner's means: gives the attempt with the address where the payer goes on. One that waits for
 * the payer is ended first; one that is authorised or unknown stands in the way. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN,
 * PAYMENT_TOO_MUCH, PAYMENT_WAY_NOT_SET_UP, PAYMENT_UNDER_WAY, PAYMENT_REFUSED (no money was taken).
 */
export async function startAttempt(
  platform: Platform,
  context: Context,
  wallets: Wallets,
  wish: PaymentWish,
): Promise<Attempt> {
  const { ledgerId } = await withTenant(platform, context, (tx) => wanted(tx, wish));
  const wallet = walletOf(wallets, { ledgerId, way: wish.way });
  await endWaiting(platform, context, wallets, wish.itemId);
  const attempt = await withTenant(platform, context, (tx) => begin(tx, wish));
  const { id, reference, amountMinor, currency } = attempt;
  const { approach, description } = wish;
  const answer = await wallet.create({
    operationId: `create:${id}`,
    reference,
    amountMinor,
    currency,
    approach,
    description,
  });
  const started = await withTenant(platform, context, (tx) => noteStarted(tx, attempt, answer));
  if (answer.outcome === "refused") throw refuse("PAYMENT_REFUSED", { reason: answer.reason });
  return started;
}
