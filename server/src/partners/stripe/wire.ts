/** Between the port's words and the wire's: pure, both ways. Amounts are JSON integers in minor units, currencies in lower case. */

import { z } from "zod";
import type { PartnerPayment, PartnerPaymentState, PaymentRequest } from "../../payments/ports.ts";
import { invariant } from "../../platform/index.ts";
import { cardErrorAnswer, declineOf } from "./declines.ts";

/** From the first asking to the end of the page; the service takes half an hour to a day. */
export const PAGE_LIFE_S = 3_600;

const id = z.string().min(1).max(255);
const minor = z.int().nonnegative();
const currency = z.string().regex(/^[a-z]{3}$/);
const metadata = z.record(z.string(), z.string());

/** Fields that are new to us are let pass; ours must be right. */
const anchorAnswer = z.object({ id, created: z.int().positive(), metadata });
const createdAnswer = z.object({
  id,
  url: z.string().max(4096).nullable(),
  client_reference_id: z.string().nullable(),
});

const chargeAnswer = z.object({ id, amount_refunded: minor, disputed: z.boolean() });
const intentAnswer = z.object({
  id,
  amount: minor,
  amount_received: minor,
  currency,
  status: z.string().max(100),
  latest_charge: chargeAnswer.nullable(),
  // What cannot be read of a declined card keeps nothing else from being read.
  last_payment_error: cardErrorAnswer.nullish().catch(null),
});
const sessionAnswer = z.object({
  id,
  amount_total: minor,
  currency,
  client_reference_id: z.string(),
  status: z.string().max(100),
  payment_intent: intentAnswer.nullable(),
});
const refundAnswer = z.object({
  id,
  amount: minor,
  status: z.string().max(100).nullable(),
  balance_transaction: id.nullable(),
  metadata: metadata.nullable(),
});
/** A list that goes on has not been read. */
const refundsAnswer = z.object({ data: z.array(refundAnswer), has_more: z.literal(false) });
const disputesAnswer = z.object({
  data: z.array(z.object({ amount: minor, status: z.string().max(100) })),
  has_more: z.literal(false),
});

const triesAnswer = z.object({ data: z.array(z.object({ status: z.string().max(100) })) });

/** How many cards were declined for a payment, of the last hundred; null when that cannot be read. */
export const readDeclined = (body: unknown): number | null =>
  read(triesAnswer, body)?.data.filter(({ status }) => status === "failed").length ?? null;

/** What holds our reference: an own product for each payment, whose id is the reference. */
export type Anchor = z.infer<typeof anchorAnswer>;
export type Session = z.infer<typeof sessionAnswer>;
export type Refund = z.infer<typeof refundAnswer>;

export const readAnchor = (body: unknown): Anchor | null => read(anchorAnswer, body);
export const readRefunds = (body: unknown): readonly Refund[] | null => read(refundsAnswer, body)?.data ?? null;
export const readRefund = (body: unknown): Refund | null => read(refundAnswer, body);
export const readIntentReference = (body: unknown): string | null =>
  read(z.object({ metadata: z.object({ reference: id }) }), body)?.metadata.reference ?? null;

export function readSession(body: unknown, reference: string): Session | null {
  const session = read(sessionAnswer, body);
  return session?.client_reference_id === reference ? session : null;
}

export function readCreated(body: unknown, reference: string): z.infer<typeof createdAnswer> | null {
  const created = read(createdAnswer, body);
  return created?.client_reference_id === reference ? created : null;
}

function read<T>(schema: z.ZodType<T>, body: unknown): T | null {
  const found = schema.safeParse(body);
  return found.success ? found.data : null;
}

/** In which disputes the money is away; in the others it has not been taken, or has come back. */
const away: Readonly<Record<string, boolean>> = {
  needs_response: true,
  under_review: true,
  lost: true,
  appeal_needs_response: true,
  appeal_under_review: true,
  won: false,
  prevented: false,
  warning_needs_response: false,
  warning_under_review: false,
  warning_closed: false,
};

/** What the payer's bank has taken back, as it stands; null when that cannot be read or a dispute's status is new to us. */
export function readChargedBack(body: unknown): number | null {
  const disputes = read(disputesAnswer, body)?.data;
  if (disputes === undefined || disputes.some(({ status }) => !Object.hasOwn(away, status))) return null;
  return disputes.reduce((sum, { amount, status }) => sum + (away[status] === true ? amount : 0), 0);
}

/** Which refunds have gone, or are on their way; the others have come to nothing. */
const going: Readonly<Record<string, boolean>> = {
  succeeded: true,
  pending: true,
  requires_action: true,
  failed: false,
  canceled: false,
};

export const isGoing = ({ status }: Refund): boolean => status !== null && going[status] === true;

/**
 * What has gone back of what was captured; null when a refund's status is new to us. What a capture left over stands among the refunds too: no
 * money of the clinic's moved with it, and nobody asked for it.
 */
export function refundedOf(refunds: readonly Refund[]): number | null {
  if (refunds.some(({ status }) => status === null || !Object.hasOwn(going, status))) return null;
  const moved = refunds.filter(
    ({ balance_transaction, metadata: ours }) => balance_transaction !== null || ours?.["operation"] !== undefined,
  );
  return moved.filter(isGoing).reduce((sum, { amount }) => sum + amount, 0);
}

/** What is read beside a session: what has gone back, by us and by the payer's bank, and how many cards were declined. Null: nobody can say. */
export type Beside = { readonly refunded: number; readonly chargedBack: number; readonly declined: number };

/** While the page is open, the payer may try as often as cards are declined. */
const waiting: readonly string[] = ["requires_payment_method", "requires_confirmation", "requires_action"];

function stateOf({ status, payment_intent: intent }: Session, isEnded: boolean): PartnerPaymentState {
  if (intent !== null && ["requires_capture", "succeeded"].includes(intent.status)) return "authorized";
  // Approved, and given back since.
  if (intent?.status === "canceled" && status === "complete") return "authorized";
  if (intent !== null && ![...waiting, "canceled"].includes(intent.status)) return "unknown";
  if (status === "open") return "awaitingPayer";
  if (status === "expired") return isEnded ? "cancelled" : "expired";
  return "unknown";
}

const nothing = { authorizedMinor: 0n, capturedMinor: 0n, refundedMinor: 0n, cancelledMinor: 0n, chargedBackMinor: 0n };

function declineIn({ payment_intent: intent }: Session, beside: Beside | null): Pick<PartnerPayment, "decline"> {
  const error = intent?.last_payment_error;
  // A proof of identity that failed is no charge of its own.
  return error ? { decline: { reason: declineOf(error), tries: Math.max(beside?.declined ?? 0, 1) } } : {};
}

/**
 * A payment as told by the service; null when it contradicts itself. One capture is the last: what it leaves is released.
 * `isEnded`: we have taken the page away ourselves.
 */
export function paymentOf(session: Session, isEnded: boolean, beside: Beside | null): PartnerPayment | null {
  const { payment_intent: intent, client_reference_id: reference } = session;
  if (intent !== null && (intent.amount !== session.amount_total || intent.currency !== session.currency)) return null;
  const state = beside === null ? "unknown" : stateOf(session, isEnded);
  const about = {
    state,
    currency: session.currency.toUpperCase(),
    reference,
    partnerReference: intent?.id ?? session.id,
    ...declineIn(session, beside),
  };
  if (state !== "authorized" || intent === null || beside === null) return { ...about, ...nothing };
  const captured = intent.status === "succeeded" ? intent.amount_received : 0;
  if (captured > intent.amount || beside.refunded > captured || beside.chargedBack > captured) return null;
  return {
    ...about,
    authorizedMinor: BigInt(intent.amount),
    capturedMinor: BigInt(captured),
    refundedMinor: BigInt(beside.refunded),
    cancelledMinor: intent.status === "requires_capture" ? 0n : BigInt(intent.amount - captured),
    chargedBackMinor: BigInt(beside.chargedBack),
  };
}

/** A payment whose page was never told to anybody: it waits as long as such a page would, and then is over. */
export function pagelessPayment(anchor: Anchor, nowMs: number): PartnerPayment | null {
  const { reference, currency: told } = anchor.metadata;
  if (reference === undefined || told === undefined) return null;
  const isOver = anchor.created + PAGE_LIFE_S <= nowMs / 1000;
  const state = anchor.metadata["ended"] !== undefined ? "cancelled" : isOver ? "expired" : "awaitingPayer";
  return { state, currency: told, reference, partnerReference: anchor.id, ...nothing };
}

export function wireAmount(amountMinor: bigint): number {
  invariant(
    amountMinor > 0n && amountMinor <= BigInt(Number.MAX_SAFE_INTEGER),
    "an amount above zero that JSON can carry",
  );
  return Number(amountMinor);
}

/** The page: what the payer sees is the description; the way back has no id of theirs in it. `bornAt`: the anchor's, in seconds. */
export function sessionParams(request: PaymentRequest, bornAt: number) {
  const { reference, operationId, amountMinor, description, approach, language } = request;
  invariant(approach.by === "web", "cards are taken on the service's page, by redirect");
  const ours = { reference, operation: operationId };
  return {
    mode: "payment" as const,
    payment_method_types: ["card" as const],
    locale: language,
    client_reference_id: reference,
    success_url: approach.returnUrl,
    cancel_url: approach.returnUrl,
    expires_at: bornAt + PAGE_LIFE_S,
    metadata: ours,
    payment_intent_data: { capture_method: "manual" as const, description, metadata: ours },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: request.currency.toLowerCase(),
          unit_amount: wireAmount(amountMinor),
          product: reference,
        },
      },
    ],
  };
}
