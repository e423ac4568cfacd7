/**
 * Finding and reading a payment. The service looks nothing up by a reference of ours at once and for certain, but a product may have an id that
 * we choose: each payment has a product of its own, the anchor, whose id is our reference and whose metadata name the page.
 */

import type { PartnerAnswer, PartnerPayment } from "../../payments/ports.ts";
import { callStripe, type Line, type Reply } from "./client.ts";
import { reasonFor, refusal } from "./reactions.ts";
import {
  pagelessPayment,
  paymentOf,
  readAnchor,
  readChargedBack,
  readDeclined,
  readIntentReference,
  readRefunds,
  readSession,
  refundedOf,
  type Anchor,
  type Beside,
  type Refund,
  type Session,
} from "./wire.ts";

/** A payment with what it was read from. `session` null: its page was never told to anybody. */
export type Found = {
  readonly payment: PartnerPayment;
  readonly anchor: Anchor;
  readonly session: Session | null;
};

/** The service's own ids of payments; a dispute's webhook knows no other. */
const THEIRS = /^pi_/;
const MOST_LISTED = 100;

export const unreadable = { outcome: "unknown", cause: "unreadable" } as const;

/** The port's word for a reply that did not do it. */
export function notDone(reply: Exclude<Reply, { kind: "done" }>): PartnerAnswer<never> {
  if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
  return refusal(reply.problem, reasonFor(reply.problem));
}

/** Makes a call and reads its answer; `read` gives null for what cannot be read. */
export async function asked<T>(
  line: Line,
  call: Parameters<typeof callStripe>[1],
  read: (body: unknown) => T | null,
): Promise<PartnerAnswer<T>> {
  const reply = await callStripe(line, call);
  if (reply.kind !== "done") return notDone(reply);
  const value = read(reply.body);
  return value === null ? unreadable : { outcome: "ok", value };
}

/** A payment by our reference, or by the service's own. */
export async function find(line: Line, reference: string): Promise<PartnerAnswer<Found>> {
  if (!THEIRS.test(reference)) return findOurs(line, reference);
  const ours = await asked(line, (stripe) => stripe.paymentIntents.retrieve(reference), readIntentReference);
  return ours.outcome === "ok" ? findOurs(line, ours.value) : ours;
}

async function findOurs(line: Line, reference: string): Promise<PartnerAnswer<Found>> {
  const anchor = await asked(line, (stripe) => stripe.products.retrieve(reference), readAnchor);
  return anchor.outcome === "ok" ? findAt(line, anchor.value) : anchor;
}

export async function findAt(line: Line, anchor: Anchor): Promise<PartnerAnswer<Found>> {
  const page = anchor.metadata["session"];
  if (page === undefined) {
    const payment = pagelessPayment(anchor, line.reach.clock.epochMilliseconds());
    return payment === null ? unreadable : { outcome: "ok", value: { payment, anchor, session: null } };
  }
  const expand = ["payment_intent.latest_charge"];
  const session = await asked(
    line,
    (stripe) => stripe.checkout.sessions.retrieve(page, { expand }),
    (body) => readSession(body, anchor.id),
  );
  return session.outcome === "ok" ? withBeside(line, anchor, session.value) : session;
}

async function withBeside(line: Line, anchor: Anchor, session: Session): Promise<PartnerAnswer<Found>> {
  const refunds = await refundsOf(line, session);
  if (refunds.outcome !== "ok") return refunds;
  const chargedBack = await chargedBackOf(line, session);
  if (chargedBack.outcome !== "ok") return chargedBack;
  const refunded = refundedOf(refunds.value);
  const beside: Beside | null =
    refunded === null || chargedBack.value === null
      ? null
      : { refunded, chargedBack: chargedBack.value, declined: await declinedOf(line, session) };
  const payment = paymentOf(session, anchor.metadata["ended"] !== undefined, beside);
  return payment === null ? unreadable : { outcome: "ok", value: { payment, anchor, session } };
}

/** Asked for only when there is something to find: most payments are never refunded. */
async function refundsOf(line: Line, { payment_intent: intent }: Session): Promise<PartnerAnswer<readonly Refund[]>> {
  if (intent === null || (intent.latest_charge?.amount_refunded ?? 0) === 0) return { outcome: "ok", value: [] };
  return listRefunds(line, intent.id);
}

/** All refunds of a payment, also those that came to nothing. */
export function listRefunds(line: Line, intentId: string): Promise<PartnerAnswer<readonly Refund[]>> {
  return asked(line, (stripe) => stripe.refunds.list({ payment_intent: intentId, limit: MOST_LISTED }), readRefunds);
}

/** How many cards were declined; none is asked for where none was. Only a counting: where it is not answered, nothing else waits for it. */
async function declinedOf(line: Line, { payment_intent: intent }: Session): Promise<number> {
  if (!intent?.last_payment_error) return 0;
  const call = await callStripe(line, (stripe) =>
    stripe.charges.list({ payment_intent: intent.id, limit: MOST_LISTED }),
  );
  return (call.kind === "done" ? readDeclined(call.body) : null) ?? 0;
}

/** Of most payments nobody complains either. The value is null when a dispute stands in a way nobody has seen. */
async function chargedBackOf(line: Line, { payment_intent: intent }: Session): Promise<PartnerAnswer<number | null>> {
  if (intent?.latest_charge?.disputed !== true) return { outcome: "ok", value: 0 };
  const call = await callStripe(line, (stripe) =>
    stripe.disputes.list({ payment_intent: intent.id, limit: MOST_LISTED }),
  );
  return call.kind === "done" ? { outcome: "ok", value: readChargedBack(call.body) } : notDone(call);
}
