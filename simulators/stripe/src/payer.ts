/** What the payer does on the hosted page, and what the payer's bank does later. */

import { readCard, refusedProof } from "./cards.ts";
import { closeDispute, disputeCharge } from "./disputes.ts";
import { disputesOf, failRefund, refundsOf, settle } from "./intents.ts";
import type { CardFacts, CardProblem, Charge, Intent, Session } from "./types.ts";
import { cancelIntent, endSession, newId, nowSeconds, tell, type World } from "./world.ts";

export type PayResult =
  | { readonly kind: "paid" }
  | { readonly kind: "challenge" }
  | { readonly kind: "refused"; readonly problem: CardProblem }
  | { readonly kind: "tooLate" };

/** A card is typed and sent. */
export function payBy(world: World, session: Session, typedNumber: string): PayResult {
  if (session.status !== "open") return { kind: "tooLate" };
  const { card, problem, challenge, disputeAs } = readCard(typedNumber);
  const intent = intentFor(world, session);
  if (problem !== null) return refuse(world, intent, card, problem);
  if (!challenge) return reserve(world, session, intent, card, disputeAs);
  intent.status = "requires_action";
  world.challenges.set(intent.id, { card, disputeAs });
  tell(world, "payment_intent.requires_action", intent);
  return { kind: "challenge" };
}

/** The payer's bank asks who it is; `proven` is its verdict. */
export function answerChallenge(world: World, session: Session, proven: boolean): PayResult {
  const intent = world.intents.get(session.payment_intent ?? "");
  const challenge = world.challenges.get(intent?.id ?? "");
  if (session.status !== "open" || intent === undefined || challenge === undefined) return { kind: "tooLate" };
  world.challenges.delete(intent.id);
  if (proven) return reserve(world, session, intent, challenge.card, challenge.disputeAs);
  return refuse(world, intent, challenge.card, refusedProof);
}

/** The intent of a session begins with the payer's first try. */
function intentFor(world: World, session: Session): Intent {
  const known = world.intents.get(session.payment_intent ?? "");
  if (known !== undefined) return known;
  const id = newId(world, "pi");
  const intent: Intent = {
    id,
    object: "payment_intent",
    amount: session.amount_total,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    ...world.intentWishes.get(session.id)!,
    client_secret: `${id}_secret_${world.names.word(24)}`,
    created: nowSeconds(world),
    currency: session.currency,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    payment_method_types: ["card"],
    status: "requires_payment_method",
  };
  world.intents.set(id, intent);
  session.payment_intent = id;
  return intent;
}

function refuse(world: World, intent: Intent, card: CardFacts, problem: CardProblem): PayResult {
  charge(world, intent, card, problem.code);
  intent.status = "requires_payment_method";
  intent.last_payment_error = problem;
  tell(world, "payment_intent.payment_failed", intent);
  return { kind: "refused", problem };
}

function reserve(world: World, session: Session, intent: Intent, card: CardFacts, disputeAs: string | null): PayResult {
  const made = charge(world, intent, card, null);
  intent.last_payment_error = null;
  session.status = "complete";
  session.url = null;
  if (intent.capture_method === "manual") {
    intent.status = "requires_capture";
    intent.amount_capturable = intent.amount;
    if (disputeAs !== null) world.disputeLater.set(intent.id, disputeAs);
    tell(world, "payment_intent.amount_capturable_updated", intent);
  } else {
    settle(world, intent, made, intent.amount);
    tell(world, "payment_intent.succeeded", intent);
    if (disputeAs !== null) disputeCharge(world, made, disputeAs);
  }
  tell(world, "checkout.session.completed", session);
  return { kind: "paid" };
}

function charge(world: World, intent: Intent, card: CardFacts, failure_code: string | null): Charge {
  const made: Charge = {
    id: newId(world, "ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    captured: false,
    created: nowSeconds(world),
    currency: intent.currency,
    disputed: false,
    failure_code,
    livemode: false,
    metadata: intent.metadata,
    paid: failure_code === null,
    payment_intent: intent.id,
    payment_method_details: { type: "card", card },
    refunded: false,
    status: failure_code === null ? "succeeded" : "failed",
  };
  world.charges.set(made.id, made);
  intent.latest_charge = made.id;
  return made;
}

export const acts = [
  "pay",
  "decline",
  "expire",
  "letGo",
  "dispute",
  "inquire",
  "disputeWon",
  "disputeLost",
  "failRefund",
] as const;
export type Act = (typeof acts)[number];

/** By the controls, without a page. False when it is too late, or too early, for that. */
export function actOn(world: World, session: Session, act: Act): boolean {
  if (act === "pay") return payBy(world, session, "4242424242424242").kind === "paid";
  if (act === "decline") return payBy(world, session, "4000000000000002").kind === "refused";
  if (act === "expire") return when(session.status === "open", () => endSession(world, session));
  const intent = world.intents.get(session.payment_intent ?? "");
  return intent !== undefined && actOnIntent(world, intent, act);
}

function actOnIntent(world: World, intent: Intent, act: Exclude<Act, "pay" | "decline" | "expire">): boolean {
  const made = world.charges.get(intent.latest_charge ?? "");
  const [dispute] = disputesOf(world, intent.id);
  const [refund] = refundsOf(world, intent.id);
  switch (act) {
    case "letGo":
      return when(intent.status === "requires_capture", () => cancelIntent(world, intent, "automatic"));
    case "dispute":
    case "inquire":
      if (made?.captured !== true) return false;
      disputeCharge(world, made, act === "inquire" ? "warning" : "fraudulent");
      return true;
    case "disputeWon":
    case "disputeLost":
      if (dispute === undefined) return false;
      closeDispute(world, dispute, act === "disputeWon" ? "won" : "lost");
      return true;
    case "failRefund":
      if (refund === undefined) return false;
      failRefund(world, refund);
      return true;
  }
}

function when(isTime: boolean, work: () => void): boolean {
  if (isTime) work();
  return isTime;
}
