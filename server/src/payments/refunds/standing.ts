import { itemsById, type OpenItem } from "../../ledger/index.ts";
import { invariant, type TenantTransaction } from "../../platform/index.ts";
import { attemptById } from "../store.ts";
import type { Attempt } from "../types.ts";
import { goneBack, mostRefundable, type Standing } from "./policy.ts";
import { askedOfItem, backOf, creditsOf, itemMoney } from "./store.ts";
import type { MoneyBack } from "./types.ts";

/** What may go back of an attempt, before anybody decides. */
export type RefundTerms = Standing & {
  readonly attempt: Attempt;
  readonly item: OpenItem;
  /** Asked of the partner and not answered. */
  readonly askedMinor: bigint;
  readonly mostMinor: bigint;
  readonly before: readonly MoneyBack[];
};

const atLeastNothing = (minor: bigint) => (minor > 0n ? minor : 0n);
const least = (...amounts: readonly bigint[]) => amounts.reduce((one, other) => (one < other ? one : other));

/** What an item of an attempt would owe again: what the attempt paid of it, as far as it was not credited since. */
async function reopenableOf(tx: TenantTransaction, item: OpenItem, attemptId: string): Promise<bigint> {
  const { paidMinor, creditedMinor, byAttemptMinor } = await itemMoney(tx, item.id, attemptId);
  return atLeastNothing(least(byAttemptMinor, paidMinor - creditedMinor, item.amountMinor - item.openMinor));
}

/** What lies where of an attempt's money; attempt, item and credits are held until the transaction ends. */
export async function standingOf(
  tx: TenantTransaction,
  attemptId: string,
  meantId: string | null = null,
): Promise<Omit<RefundTerms, "mostMinor">> {
  const attempt = await attemptById(tx, attemptId, true);
  const [item] = await itemsById(tx, [attempt.itemId], true);
  invariant(item, "an attempt is for an item");
  const before = await backOf(tx, [attempt.id]);
  return {
    attempt,
    item,
    before,
    askedMinor: await askedOfItem(tx, item.id),
    leftMinor: attempt.capturedMinor - goneBack(before),
    credits: await creditsOf(tx, item.id, meantId),
    reopenableMinor: await reopenableOf(tx, item, attempt.id),
  };
}

/**
 * What may be refunded of an attempt now. What was asked of the partner and not answered is not there twice. Throws PAYMENT_ATTEMPT_NOT_FOUND.
 */
export async function refundTerms(
  tx: TenantTransaction,
  attemptId: string,
  meantId: string | null = null,
): Promise<RefundTerms> {
  const standing = await standingOf(tx, attemptId, meantId);
  const free = mostRefundable({ ...standing, leftMinor: standing.leftMinor + standing.askedMinor });
  return {
    ...standing,
    mostMinor: least(atLeastNothing(standing.leftMinor), atLeastNothing(free - standing.askedMinor)),
  };
}
