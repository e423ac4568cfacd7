/** The port `CardPayments` over Checkout. Keeps nothing: every answer comes from the service. */

import type {
  CardPayments,
  PartnerAnswer,
  PartnerPayment,
  PaymentMovement,
  PaymentRequest,
  PaymentStarted,
} from "../../payments/ports.ts";
import { callStripe, keyOf, type Line, type Problem } from "./client.ts";
import { asked, find, findAt, listRefunds, notDone, unreadable, type Found } from "./payment.ts";
import { reasonFor, refusal } from "./reactions.ts";
import type { WebhookSettings } from "./settings.ts";
import { verifyWebhook } from "./signature.ts";
import {
  isGoing,
  readAnchor,
  readCreated,
  readRefund,
  sessionParams,
  wireAmount,
  type Anchor,
  type Refund,
} from "./wire.ts";

type Answer = Promise<PartnerAnswer<PartnerPayment>>;

/** The cards of one clinic's agreement. */
export function stripeCards(line: Line, webhook: WebhookSettings): CardPayments {
  return {
    create: (request) => create(line, request),
    get: async (reference) => paymentIn(await find(line, reference)),
    capture: (movement) => capture(line, movement),
    refund: (movement) => refund(line, movement),
    cancel: (movement) => cancel(line, movement, true),
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhook, line.reach.clock.epochMilliseconds()),
  };
}

function paymentIn(found: PartnerAnswer<Found>, partnerReference?: string): PartnerAnswer<PartnerPayment> {
  if (found.outcome !== "ok") return found;
  const { payment } = found.value;
  return { outcome: "ok", value: partnerReference === undefined ? payment : { ...payment, partnerReference } };
}

/** Three steps, each once by its own key: the anchor, the page, the page's name on the anchor. Nobody is sent anywhere before the last. */
async function create(line: Line, request: PaymentRequest): Promise<PartnerAnswer<PaymentStarted>> {
  const { operationId, reference } = request;
  const anchor = await anchorFor(line, request);
  if (anchor.outcome !== "ok") return anchor;
  const page = await asked(
    line,
    (stripe) =>
      stripe.checkout.sessions.create(sessionParams(request, anchor.value.created), keyOf(operationId, "page")),
    (body) => readCreated(body, reference),
  );
  if (page.outcome !== "ok") return page;
  const named = await asked(
    line,
    (stripe) => stripe.products.update(reference, { metadata: { session: page.value.id } }, keyOf(operationId, "name")),
    readAnchor,
  );
  return named.outcome === "ok" ? { outcome: "ok", value: { payerUrl: page.value.url } } : named;
}

async function anchorFor(
  line: Line,
  { operationId, reference, description, currency }: PaymentRequest,
): Promise<PartnerAnswer<Anchor>> {
  const metadata = { reference, operation: operationId, currency };
  const made = await asked(
    line,
    (stripe) => stripe.products.create({ id: reference, name: description, metadata }, keyOf(operationId, "anchor")),
    readAnchor,
  );
  if (made.outcome !== "refused" || made.reason !== "referenceTaken") return made;
  // The service forgets a key after a day; the anchor says whose it is.
  const known = await asked(line, (stripe) => stripe.products.retrieve(reference), readAnchor);
  return known.outcome === "ok" && known.value.metadata["operation"] === operationId ? known : made;
}

/** The page's payment at the service; null before a payer has tried a card. */
const intentOf = ({ session }: Found): { readonly id: string } | null => session?.payment_intent ?? null;

async function capture(line: Line, movement: PaymentMovement): Answer {
  const found = await find(line, movement.reference);
  if (found.outcome !== "ok") return found;
  const intent = intentOf(found.value);
  if (intent === null) return notCaptured(found.value.payment, movement, null);
  const params = { amount_to_capture: wireAmount(movement.amountMinor) };
  const reply = await callStripe(line, (stripe) =>
    stripe.paymentIntents.capture(intent.id, params, keyOf(movement.operationId, "capture")),
  );
  if (reply.kind === "silent" || (reply.kind === "refused" && reasonFor(reply.problem) !== "wrongState"))
    return notDone(reply);
  const after = await findAt(line, found.value.anchor);
  if (after.outcome !== "ok") return after;
  const { payment, session } = after.value;
  const chargeId = session?.payment_intent?.latest_charge?.id;
  if (reply.kind === "done") return paymentIn(after, chargeId);
  return notCaptured(payment, movement, reply.problem);
}

/** What is captured already is told as it is; else why it cannot be. */
function notCaptured(
  payment: PartnerPayment,
  { amountMinor }: PaymentMovement,
  problem: Problem | null,
): PartnerAnswer<PartnerPayment> {
  const { state, capturedMinor, authorizedMinor, cancelledMinor } = payment;
  if (state === "awaitingPayer") return refusal(problem, "notAuthorized", payment);
  if (state === "authorized" && capturedMinor >= amountMinor) return { outcome: "ok", value: payment };
  const isReleased = state === "authorized" && cancelledMinor === authorizedMinor;
  return refusal(problem, isReleased ? "tooLate" : "wrongState", payment);
}

/** A refund is known by its operation, also after the service has forgotten the key. */
async function refund(line: Line, movement: PaymentMovement): Answer {
  const found = await find(line, movement.reference);
  if (found.outcome !== "ok") return found;
  const { payment } = found.value;
  const intent = intentOf(found.value);
  if (intent === null || payment.capturedMinor === 0n) return refusal(null, "wrongState", payment);
  const refunds = await listRefunds(line, intent.id);
  if (refunds.outcome !== "ok") return refunds;
  const earlier = refunds.value.find(({ metadata }) => metadata?.["operation"] === movement.operationId);
  return earlier === undefined
    ? newRefund(line, movement, found.value.anchor, intent.id)
    : asBefore(payment, movement, earlier);
}

async function newRefund(line: Line, movement: PaymentMovement, anchor: Anchor, payment_intent: string): Answer {
  const { reference, operationId: operation, amountMinor } = movement;
  const params = { payment_intent, amount: wireAmount(amountMinor), metadata: { reference, operation } };
  const reply = await callStripe(line, (stripe) => stripe.refunds.create(params, keyOf(operation, "refund")));
  if (reply.kind === "silent") return notDone(reply);
  const made = reply.kind === "done" ? readRefund(reply.body) : null;
  if (reply.kind === "done" && made === null) return unreadable;
  const after = await findAt(line, anchor);
  if (after.outcome !== "ok") return after;
  if (made !== null) return paymentIn(after, made.id);
  return notRefunded(after.value.payment, movement, reply.kind === "refused" ? reply.problem : null);
}

function asBefore(
  payment: PartnerPayment,
  { amountMinor }: PaymentMovement,
  earlier: Refund,
): PartnerAnswer<PartnerPayment> {
  if (BigInt(earlier.amount) !== amountMinor) return refusal(null, "unexpected", payment);
  if (!isGoing(earlier)) return refusal(null, "wrongState", payment);
  return { outcome: "ok", value: { ...payment, partnerReference: earlier.id } };
}

/** Of "too much" the service says no code; the figures do. */
function notRefunded(
  payment: PartnerPayment,
  { amountMinor }: PaymentMovement,
  problem: Problem | null,
): PartnerAnswer<PartnerPayment> {
  const isTooMuch = amountMinor > payment.capturedMinor - payment.refundedMinor;
  const reason = problem === null ? "unexpected" : reasonFor(problem);
  return refusal(problem, isTooMuch && reason !== "wrongState" ? "refundTooHigh" : reason, payment);
}

/**
 * Takes the page away, or gives the reservation back. That we did it is written on the anchor first: the service tells a page that was taken away
 * and one that ran out by the same word.
 */
async function cancel(
  line: Line,
  movement: { readonly operationId: string; readonly reference: string },
  again: boolean,
): Answer {
  const found = await find(line, movement.reference);
  if (found.outcome !== "ok") return found;
  const { payment, session } = found.value;
  if (payment.state === "awaitingPayer") return endPage(line, movement, found.value, again);
  const intent = intentOf(found.value);
  if (payment.state !== "authorized" || intent === null) return { outcome: "ok", value: payment };
  if (payment.capturedMinor > 0n) return refusal(null, "alreadyCaptured", payment);
  if (session?.payment_intent?.status === "canceled") return { outcome: "ok", value: payment };
  const reply = await callStripe(line, (stripe) =>
    stripe.paymentIntents.cancel(intent.id, {}, keyOf(movement.operationId, "cancel")),
  );
  if (reply.kind === "silent" || (reply.kind === "refused" && reasonFor(reply.problem) !== "wrongState"))
    return notDone(reply);
  return paymentIn(await findAt(line, found.value.anchor));
}

async function endPage(
  line: Line,
  movement: { readonly operationId: string; readonly reference: string },
  { anchor, session }: Found,
  again: boolean,
): Answer {
  const ended = await asked(
    line,
    (stripe) =>
      stripe.products.update(
        anchor.id,
        { metadata: { ended: movement.operationId } },
        keyOf(movement.operationId, "ended"),
      ),
    readAnchor,
  );
  if (ended.outcome !== "ok") return ended;
  if (session === null) return paymentIn(await findAt(line, ended.value));
  const reply = await callStripe(line, (stripe) =>
    stripe.checkout.sessions.expire(session.id, {}, keyOf(movement.operationId, "expire")),
  );
  if (reply.kind === "silent") return notDone(reply);
  // Refused: it is open no more. The payer was faster, or it has run out; what to do now is decided anew, once.
  if (reply.kind === "refused" && again) return cancel(line, movement, false);
  return reply.kind === "refused" ? notDone(reply) : paymentIn(await findAt(line, ended.value));
}
