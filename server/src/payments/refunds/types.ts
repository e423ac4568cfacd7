import type { PartnerAnswer, PartnerPayment, PaymentMovement } from "../ports.ts";
import type { Attempt } from "../types.ts";

/** Why money goes back, as a list can be made of it. */
export const REFUND_REASONS = ["notDone", "paidTwice", "wrongAmount", "wrongPerson", "complaint", "other"] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/**
 * `refund`: we asked the partner. `refundSeen`: the partner paid back without us. `chargeback`: the payer's bank took it in a dispute;
 * `chargebackWon`: it came again.
 */
export type MoneyBackKind = "refund" | "refundSeen" | "chargeback" | "chargebackWon";

/** Money of an attempt that went back, or came again. */
export type MoneyBack = {
  readonly id: string;
  readonly ledgerId: string;
  readonly attemptId: string;
  readonly kind: MoneyBackKind;
  readonly amountMinor: bigint;
  readonly state: "asked" | "done" | "refused";
  readonly creditItemId: string | null;
  readonly reason: string | null;
  readonly proposalId: string | null;
  readonly problem: string | null;
  readonly askedAt: Temporal.Instant;
  readonly doneAt: Temporal.Instant | null;
};

/** What refunds ask of a means of payment. */
export type RefundRail = {
  refund(movement: PaymentMovement): Promise<PartnerAnswer<PartnerPayment>>;
};

/** The partner that a ledger took an attempt's money through; undefined where the ledger has none any more. */
export type RefundRails = (ledgerId: string, way: Attempt["way"]) => RefundRail | undefined;
