/** The port `PartPayments` over the finance company's API. Keeps nothing: every answer comes from the company. */

import type {
  PartnerAnswer,
  PartnerPayment,
  PartnerRefusal,
  PartnerRefusalReason,
  PartPayments,
} from "../../payments/ports.ts";
import { callFinance, type Call, type Line, type Problem, type Reply } from "./client.ts";
import type { WebhookSettings } from "./settings.ts";
import { verifyWebhook } from "./signature.ts";
import { createBody, paymentOf, readApplication, readOffers, wireAmount, type Application } from "./wire.ts";

type Answer = Promise<PartnerAnswer<PartnerPayment>>;

export function financePartPayments(line: Line, webhook: WebhookSettings): PartPayments {
  return {
    async offers(amountMinor, currency) {
      const query = new URLSearchParams({ amount: String(wireAmount(amountMinor)), currency });
      return asked(line, { method: "GET", path: `/v1/offers?${query.toString()}` }, readOffers);
    },
    async create(request) {
      const made = await change(line, request.reference, "", createBody(request));
      if (made.outcome !== "ok") return made;
      return { outcome: "ok", value: { payerUrl: made.value.payerUrl } };
    },
    get: async (reference) => paymentIn(await change(line, reference, "", undefined)),
    refund: (movement) => refund(line, movement),
    cancel: async ({ reference }) => paymentIn(await change(line, reference, "/cancellation", {})),
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhook, line.reach.clock.epochMilliseconds()),
  };
}

/** The company knows a refund by our operation id; of one that is refused the figures are read back. */
async function refund(line: Line, movement: Parameters<PartPayments["refund"]>[0]): Answer {
  const { reference, operationId, amountMinor, currency } = movement;
  const body = { amount: wireAmount(amountMinor), currency };
  const made = await change(line, reference, `/refunds/${encodeURIComponent(operationId)}`, body);
  if (made.outcome !== "refused" || made.reason !== "wrongState") return paymentIn(made, operationId);
  const read = await change(line, reference, "", undefined);
  return read.outcome === "ok" ? { ...made, payment: paymentOf(read.value) } : made;
}

function paymentIn(answer: PartnerAnswer<Application>, operationId?: string): PartnerAnswer<PartnerPayment> {
  return answer.outcome === "ok" ? { outcome: "ok", value: paymentOf(answer.value, operationId) } : answer;
}

/** Asks for an application, or changes it where there is a body: every answer is the application as it stands. */
function change(line: Line, reference: string, below: string, body: unknown): Promise<PartnerAnswer<Application>> {
  const path = `/v1/applications/${encodeURIComponent(reference)}${below}`;
  const call: Call = body === undefined ? { method: "GET", path } : { method: "PUT", path, body };
  return asked(line, call, (answer) => readApplication(answer, reference));
}

async function asked<T>(line: Line, call: Call, read: (body: unknown) => T | null): Promise<PartnerAnswer<T>> {
  const reply = await callFinance(line, call);
  if (reply.kind !== "done") return notDone(reply);
  const value = read(reply.body);
  return value === null ? { outcome: "unknown", cause: "unreadable" } : { outcome: "ok", value };
}

function notDone(reply: Exclude<Reply, { kind: "done" }>): PartnerAnswer<never> {
  return reply.kind === "silent" ? { outcome: "unknown", cause: reply.cause } : refusal(reply.problem);
}

const reasons: Readonly<Record<string, PartnerRefusalReason>> = {
  NOT_FOUND: "notFound",
  REFERENCE_TAKEN: "referenceTaken",
  OPERATION_DIFFERS: "unexpected",
  AMOUNT_OUTSIDE: "amountTooSmall",
  TERMS_NOT_OFFERED: "fieldInvalid",
  NOT_ACCEPTED: "wrongState",
  ALREADY_ACCEPTED: "alreadyCaptured",
  REFUND_TOO_HIGH: "refundTooHigh",
};

/** A code or status never seen before is `unexpected`: a person looks. */
function refusal({ status, code, field, retryAfterMs }: Problem): PartnerRefusal {
  const byStatus: PartnerRefusalReason =
    status === 429 ? "tryLater" : status === 401 || status === 403 ? "setUp" : "unexpected";
  const isAddress = code === "BODY_INVALID" && field === "returnUrl";
  const known = code !== null && Object.hasOwn(reasons, code) ? reasons[code]! : byStatus;
  const reason = isAddress ? "fieldInvalid" : known;
  return { outcome: "refused", reason, partnerCode: code, traceId: null, field, retryAfterMs, payment: null };
}
