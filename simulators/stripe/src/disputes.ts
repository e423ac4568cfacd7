/** Disputes: the payer's bank takes the money back, and may be persuaded to return it. */

import type { Charge, Dispute, DisputeStatus } from "./types.ts";
import { newId, nowSeconds, tell, type World } from "./world.ts";

/** `reason` as the wire has it, or `warning` for an inquiry, which moves no money. */
export function disputeCharge(world: World, charge: Charge, reason: string): Dispute {
  const inquiry = reason === "warning";
  const dispute: Dispute = {
    id: newId(world, "du"),
    object: "dispute",
    amount: charge.amount - charge.amount_refunded,
    charge: charge.id,
    created: nowSeconds(world),
    currency: charge.currency,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: inquiry ? "fraudulent" : reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  };
  world.disputes.set(dispute.id, dispute);
  charge.disputed = true;
  tell(world, "charge.dispute.created", dispute);
  if (!inquiry) tell(world, "charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** The dispute is decided. What is won comes back to the merchant. */
export function closeDispute(world: World, dispute: Dispute, status: Extract<DisputeStatus, "won" | "lost">): void {
  dispute.status = status;
  if (status === "won") tell(world, "charge.dispute.funds_reinstated", dispute);
  tell(world, "charge.dispute.closed", dispute);
}
