/** The port `InstantPayments` over the Commerce API. Keeps nothing: every answer comes from the service. */

import type {
  InstantPayments,
  PartnerAnswer,
  PartnerPayment,
  PaymentRequest,
  PaymentStarted,
} from "../../payments/ports.ts";
import { verifyCallback } from "./callback.ts";
import { callSwish, type Line, type Problem, type Reply } from "./client.ts";
import { callbackFor, instructionOf } from "./names.ts";
import { reasonFor, refusal } from "./reactions.ts";
import { listRefunds, refund } from "./refunds.ts";
import { createBody, payerUrlOf, paymentOf, readPayment, type Told } from "./wire.ts";

type Answer = Promise<PartnerAnswer<PartnerPayment>>;

/** The Swish number of one clinic. */
export function swishPayments(line: Line): InstantPayments {
  return {
    create: (request) => create(line, request),
    get: (reference) => get(line, reference),
    refund: (movement) => refund(line, movement, (reference) => tell(line, reference)),
    cancel: (movement) => cancel(line, movement.reference),
    verifyWebhook: (delivery) => verifyCallback(delivery, line.callback),
  };
}

const unreadable = { outcome: "unknown", cause: "unreadable" } as const;

export function notDone(reply: Exclude<Reply, { kind: "done" }>): PartnerAnswer<never> {
  if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
  return refusal(reply.problem, reasonFor(reply.problem));
}

async function create(line: Line, request: PaymentRequest): Promise<PartnerAnswer<PaymentStarted>> {
  const path = `/v2/paymentrequests/${instructionOf(request.reference)}`;
  const reply = await callSwish(line, { method: "PUT", path, body: createBody(line, request) });
  if (reply.kind === "refused" && reply.problem.code === "RP09") return startedBefore(line, request, reply.problem);
  if (reply.kind !== "done") return notDone(reply);
  const payerUrl = payerUrlOf(line.appAddress, request, reply.token);
  // Without the token nobody can pay here: the address would lead nowhere.
  if (payerUrl === null && request.approach.by !== "push") return unreadable;
  return { outcome: "ok", value: { payerUrl } };
}

/**
 * The id is taken: by an earlier try of ours, whose answer was lost, or by another operation. What opens the payer's app is told once only, so that an
 * instruction whose token is lost is withdrawn, and a new attempt takes a new reference.
 */
async function startedBefore(
  line: Line,
  request: PaymentRequest,
  problem: Problem,
): Promise<PartnerAnswer<PaymentStarted>> {
  const { reference, operationId, amountMinor, approach } = request;
  const told = await tell(line, reference);
  if (told.outcome !== "ok") return told;
  if (told.value.address !== callbackFor(line.callback.url, operationId)) return refusal(problem, "referenceTaken");
  if (told.value.amountMinor !== amountMinor) return refusal(problem, "unexpected");
  if (approach.by === "push" || told.value.state !== "awaitingPayer")
    return { outcome: "ok", value: { payerUrl: null } };
  const ended = await cancel(line, reference);
  if (ended.outcome === "ok") return refusal(problem, "referenceTaken", ended.value);
  return ended.outcome === "refused" && ended.reason === "alreadyCaptured"
    ? { outcome: "ok", value: { payerUrl: null } }
    : ended;
}

/** The request itself, without its refunds. */
async function tell(line: Line, reference: string): Promise<PartnerAnswer<Told>> {
  const reply = await callSwish(line, { method: "GET", path: `/v1/paymentrequests/${instructionOf(reference)}` });
  if (reply.kind !== "done") return notDone(reply);
  const told = readPayment(reply.body, reference, line.agreement.payeeAlias);
  return told === null ? unreadable : { outcome: "ok", value: told };
}

async function get(line: Line, reference: string): Answer {
  const told = await tell(line, reference);
  return told.outcome === "ok" ? withRefunds(line, reference, told.value) : told;
}

async function withRefunds(line: Line, reference: string, told: Told): Answer {
  const { paymentReference } = told;
  const refunds = paymentReference === null ? [] : await listRefunds(line, reference, paymentReference);
  if ("outcome" in refunds) return refunds;
  const payment = paymentOf(reference, told, refunds);
  return payment === null ? unreadable : { outcome: "ok", value: payment };
}

/** Only what waits can be withdrawn. Paid is refunded instead; what has ended stays as it ended. */
async function cancel(line: Line, reference: string): Answer {
  const before = await get(line, reference);
  if (before.outcome !== "ok") return before;
  if (before.value.state === "authorized") return refusal(null, "alreadyCaptured", before.value);
  if (before.value.state !== "awaitingPayer") return before;
  const body = [{ op: "replace", path: "/status", value: "cancelled" }];
  const reply = await callSwish(line, {
    method: "PATCH",
    path: `/v1/paymentrequests/${instructionOf(reference)}`,
    body,
  });
  if (reply.kind === "silent") return notDone(reply);
  const after = await get(line, reference);
  if (reply.kind === "done" || after.outcome !== "ok") return after;
  // Refused: it had ended meanwhile. How it ended decides.
  if (after.value.state === "awaitingPayer") return notDone(reply);
  return after.value.state === "authorized" ? refusal(reply.problem, "alreadyCaptured", after.value) : after;
}
