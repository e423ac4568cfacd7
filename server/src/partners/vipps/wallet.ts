/** The port `WalletPayments` over the ePayment API. Keeps nothing: every answer comes from the service. */

import type {
  PartnerAnswer,
  PartnerPayment,
  PartnerRefusal,
  PaymentMovement,
  WalletPayments,
  PaymentRequest,
  PaymentStarted,
} from "../../payments/ports.ts";
import { callService, type Call, type Line, type Problem, type Reply } from "./client.ts";
import { reactionTo, retryAfterOf } from "./reactions.ts";
import type { WebhookSettings } from "./settings.ts";
import { verifyWebhook } from "./signature.ts";
import { createBody, movementBody, readCreated, readPayment } from "./wire.ts";

const PAYMENTS = "/epayment/v1/payments";

/** The wallet of one sales unit. */
export function vippsWallet(line: Line, webhook: WebhookSettings): WalletPayments {
  return {
    create: (request) => create(line, request),
    get: (reference) => get(line, reference),
    capture: (movement) => move(line, "capture", movement, movementBody(movement)),
    refund: (movement) => move(line, "refund", movement, movementBody(movement)),
    cancel: (movement) => move(line, "cancel", movement, undefined),
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhook, line.reach.clock.epochMilliseconds()),
  };
}

async function create(line: Line, request: PaymentRequest): Promise<PartnerAnswer<PaymentStarted>> {
  const { operationId } = request;
  const reply = await callService(line, { method: "POST", path: PAYMENTS, body: createBody(request), operationId });
  if (reply.kind === "done") return valueOrUnreadable(readCreated(reply.body, request));
  return notDone(reply);
}

async function get(line: Line, reference: string): Promise<PartnerAnswer<PartnerPayment>> {
  const reply = await callService(line, { method: "GET", path: pathOf(reference) });
  if (reply.kind === "done") return valueOrUnreadable(readPayment(reply.body, reference));
  return notDone(reply);
}

async function move(
  line: Line,
  verb: "capture" | "refund" | "cancel",
  { reference, operationId }: Pick<PaymentMovement, "reference" | "operationId">,
  body: unknown,
): Promise<PartnerAnswer<PartnerPayment>> {
  const call: Call = { method: "POST", path: `${pathOf(reference)}/${verb}`, operationId };
  const reply = await callService(line, body === undefined ? call : { ...call, body });
  if (reply.kind === "done") return valueOrUnreadable(readPayment(reply.body, reference));
  if (reply.kind !== "refused") return notDone(reply);
  const reaction = reactionTo(reply.problem);
  if (reaction.do === "refuse") return notDone(reply);
  const payment = await get(line, reference);
  if (payment.outcome !== "ok" || reaction.settles) return payment;
  return refusal(reply.problem, "wrongState", { payment: payment.value });
}

/** A good status with an answer that cannot be read: it was probably done, and nobody knows. */
function valueOrUnreadable<T>(value: T | null): PartnerAnswer<T> {
  return value === null ? { outcome: "unknown", cause: "unreadable" } : { outcome: "ok", value };
}

/** The port's word for a reply that did not do it. */
export function notDone(reply: Exclude<Reply, { kind: "done" }>): PartnerAnswer<never> {
  if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
  if (reply.kind === "unsent") return refusal(null, "tryLater");
  const reaction = reactionTo(reply.problem);
  if (reaction.do === "readBack") return refusal(reply.problem, "wrongState");
  const field = reaction.field ?? reply.problem.field;
  return refusal(reply.problem, reaction.reason, { field, retryAfterMs: retryAfterOf(reply.problem) });
}

function refusal(
  problem: Problem | null,
  reason: PartnerRefusal["reason"],
  more: Partial<Pick<PartnerRefusal, "field" | "retryAfterMs" | "payment">> = {},
): PartnerRefusal {
  return {
    outcome: "refused",
    reason,
    partnerCode: problem?.code ?? null,
    traceId: problem?.traceId ?? null,
    field: more.field ?? null,
    retryAfterMs: more.retryAfterMs ?? null,
    payment: more.payment ?? null,
  };
}

/** A reference is ours, but it is data: it never makes the path. */
function pathOf(reference: string): string {
  return `${PAYMENTS}/${encodeURIComponent(reference)}`;
}
