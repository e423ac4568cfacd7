import { raiseAlarmAgain } from "../../controls/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import type { Attempt } from "../types.ts";
import { bookBack, bookingDay, bookWon } from "./book.ts";
import { chargedBackBefore, refundedBefore } from "./policy.ts";
import { standingOf } from "./standing.ts";
import { insertBack } from "./store.ts";
import type { MoneyBackKind } from "./types.ts";

/** Money that moved back without us: what the payer's bank took in a dispute, and what the partner paid back of itself. */

async function tell(tx: TenantTransaction, kind: string, attempt: Attempt, amountMinor: bigint): Promise<void> {
  const dayOn = await bookingDay(tx, await ledgerById(tx, attempt.ledgerId));
  await raiseAlarmAgain(tx, {
    kind,
    subjectKind: "paymentAttempt",
    subjectId: attempt.id,
    dayOn,
    detail: { amountMinor },
  });
}

async function note(tx: TenantTransaction, attempt: Attempt, kind: MoneyBackKind, amountMinor: bigint): Promise<void> {
  const back = { id: tx.platform.ids.next(), ledgerId: attempt.ledgerId, attemptId: attempt.id, kind, amountMinor };
  const { item } = await standingOf(tx, attempt.id);
  const of = { ...back, creditItemId: null };
  // Booked before its row stands: what it takes is not yet counted as gone.
  if (kind === "chargebackWon") await bookWon(tx, { attempt, item }, of);
  else await bookBack(tx, of);
  await insertBack(tx, { ...of, state: "done", reason: null, proposalId: null });
  await recordAudit(tx, {
    action: `payment.${kind}`,
    subjectKind: "ledger",
    subjectId: attempt.ledgerId,
    detail: { attemptId: attempt.id, amountMinor },
  });
}

/**
 * Takes in how much the payer's bank has taken back of an attempt as it stands now (øre in all, not since last time): the difference is booked,
 * however often and in whatever order it is told. A dispute that was won comes as a lower figure. Finance is told (FR-68).
 * Gives whether anything was booked. Throws PAYMENT_ATTEMPT_NOT_FOUND.
 */
export async function bookChargeback(
  tx: TenantTransaction,
  attemptId: string,
  chargedBackMinor: bigint,
): Promise<boolean> {
  const { attempt, before } = await standingOf(tx, attemptId);
  const changed = chargedBackMinor - chargedBackBefore(before);
  if (changed === 0n || chargedBackMinor > attempt.capturedMinor) return false;
  if (changed > 0n) await note(tx, attempt, "chargeback", changed);
  else await note(tx, attempt, "chargebackWon", -changed);
  await tell(
    tx,
    changed > 0n ? "payments.chargeback" : "payments.chargebackWon",
    attempt,
    changed > 0n ? changed : -changed,
  );
  return true;
}

/**
 * Takes in how much the partner has paid back of an attempt in all: what we did not ask for (done by a person at the partner's own pages) is
 * booked too. While a refund of ours waits for its answer nothing is decided: it may be that one. Gives whether anything was booked.
 */
export async function bookRefundSeen(
  tx: TenantTransaction,
  attemptId: string,
  refundedMinor: bigint,
): Promise<boolean> {
  const { attempt, before } = await standingOf(tx, attemptId);
  const unasked = refundedMinor - refundedBefore(before);
  if (unasked <= 0n || refundedMinor > attempt.capturedMinor || before.some(({ state }) => state === "asked"))
    return false;
  await note(tx, attempt, "refundSeen", unasked);
  await tell(tx, "payments.refundSeen", attempt, unasked);
  return true;
}
