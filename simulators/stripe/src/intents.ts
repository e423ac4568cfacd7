/** Capture, cancel, refund: the merchant's movements on what a payer has approved. */

import { cancelBody, captureBody, refundBody } from "./bodies.ts";
import { disputeCharge } from "./disputes.ts";
import { noSuch, Refused } from "./problems.ts";
import type { Charge, Dispute, Intent, Refund } from "./types.ts";
import { cancelIntent, newId, nowSeconds, tell, type World } from "./world.ts";

export function intentAt(world: World, id: string): Intent {
  const intent = world.intents.get(id);
  if (intent === undefined) throw noSuch("payment_intent", id);
  return intent;
}

export function chargeOf(world: World, intent: Intent): Charge {
  const charge = world.charges.get(intent.latest_charge ?? "");
  if (charge === undefined) throw new Refused("This PaymentIntent does not have a successful charge to refund.");
  return charge;
}

function unexpectedState(verb: string, { status }: Intent): Refused {
  const message = `This PaymentIntent could not be ${verb} because it has a status of ${status}.`;
  return new Refused(message, { code: "payment_intent_unexpected_state" });
}

/** One capture is the last one: what is left of the reservation goes back to the payer. */
export function capture(world: World, id: string, text: string): Intent {
  const { amount_to_capture } = captureBody(text);
  const intent = intentAt(world, id);
  if (intent.status !== "requires_capture") throw unexpectedState("captured", intent);
  const amount = amount_to_capture ?? intent.amount_capturable;
  const param = "amount_to_capture";
  if (amount === 0)
    throw new Refused("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param });
  if (amount > intent.amount_capturable)
    throw new Refused("The amount is greater than what can be captured.", { code: "amount_too_large", param });
  const charge = chargeOf(world, intent);
  intent.amount_capturable = 0;
  settle(world, intent, charge, amount);
  release(world, charge, charge.amount - amount);
  tell(world, "charge.captured", charge);
  tell(world, "payment_intent.succeeded", intent);
  const dispute = world.disputeLater.get(intent.id);
  if (dispute !== undefined) disputeCharge(world, charge, dispute);
  return intent;
}

/** The money is the merchant's. */
export function settle(world: World, intent: Intent, charge: Charge, amount: number): void {
  intent.status = "succeeded";
  intent.amount_received = amount;
  charge.captured = true;
  charge.amount_captured = amount;
  const session = [...world.sessions.values()].find(({ payment_intent }) => payment_intent === intent.id);
  if (session !== undefined) session.payment_status = "paid";
}

export function cancel(world: World, id: string, text: string): Intent {
  const { cancellation_reason = "requested_by_customer" } = cancelBody(text);
  const intent = intentAt(world, id);
  // The intent of an open session ends with its session only.
  if (intent.status !== "requires_capture") throw unexpectedState("canceled", intent);
  const charge = chargeOf(world, intent);
  release(world, charge, charge.amount);
  cancelIntent(world, intent, cancellation_reason);
  return intent;
}

export function refund(world: World, text: string): Refund {
  const { payment_intent, amount: asked, metadata = {}, reason = null } = refundBody(text);
  const intent = intentAt(world, payment_intent);
  if (intent.status !== "succeeded") throw unexpectedState("refunded", intent);
  const charge = chargeOf(world, intent);
  if (charge.disputed && !isRefundable(world, charge)) {
    throw new Refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
  }
  const amount = refundable(charge, asked);
  const made = giveBack(world, charge, {
    amount,
    metadata: { ...metadata },
    reason,
    balance_transaction: newId(world, "txn"),
  });
  tell(world, "refund.created", made);
  tell(world, "charge.refunded", charge);
  return made;
}

/** How much of a charge is to go back: as asked, or all that has not gone back yet. */
function refundable({ id, amount: whole, amount_refunded }: Charge, asked: number | undefined): number {
  const left = whole - amount_refunded;
  if (left === 0) throw new Refused(`Charge ${id} has already been refunded.`, { code: "charge_already_refunded" });
  const param = "amount";
  if (asked === 0)
    throw new Refused("This value must be greater than or equal to 1.", { code: "parameter_invalid_integer", param });
  if (asked !== undefined && asked > left)
    throw new Refused(`Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`, { param });
  return asked ?? left;
}

/** A mere question of the payer's bank does not stand in the way of a refund; money that is taken back does. */
function isRefundable(world: World, charge: Charge): boolean {
  return disputesOf(world, charge.payment_intent).every(({ is_charge_refundable }) => is_charge_refundable);
}

type GivenBack = Pick<Refund, "amount" | "metadata" | "reason" | "balance_transaction">;

function giveBack(world: World, charge: Charge, facts: GivenBack): Refund {
  const { id, currency, payment_intent } = charge;
  const made: Refund = {
    id: newId(world, "re"),
    object: "refund",
    charge: id,
    created: nowSeconds(world),
    currency,
    payment_intent,
    status: "succeeded",
    ...facts,
  };
  world.refunds.set(made.id, made);
  charge.amount_refunded += facts.amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  return made;
}

/** What is not captured goes back to the payer, and stands among the refunds: it is for the reader to tell the two apart. */
function release(world: World, charge: Charge, amount: number): void {
  if (amount > 0) giveBack(world, charge, { amount, metadata: {}, reason: null, balance_transaction: null });
}

/** The payer's bank sends the money back: it is the merchant's again. */
export function failRefund(world: World, made: Refund): void {
  if (made.status === "failed") return;
  made.status = "failed";
  made.failure_reason = "lost_or_stolen_card";
  const charge = world.charges.get(made.charge)!;
  charge.amount_refunded -= made.amount;
  charge.refunded = false;
  tell(world, "refund.failed", made);
}

/** Also those that came to nothing. Newest first, as lists are. */
export function chargesOf(world: World, intent: string): readonly Charge[] {
  return [...world.charges.values()].filter(({ payment_intent }) => payment_intent === intent).reverse();
}

/** Newest first, as lists are. */
export function refundsOf(world: World, intent: string): readonly Refund[] {
  return [...world.refunds.values()].filter(({ payment_intent }) => payment_intent === intent).reverse();
}

export function disputesOf(world: World, intent: string): readonly Dispute[] {
  return [...world.disputes.values()].filter(({ payment_intent }) => payment_intent === intent).reverse();
}
