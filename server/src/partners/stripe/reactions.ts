/** What each refusal of the service asks of us, as a table. Branches on HTTP status, type and code, never on text. */

import type { PartnerPayment, PartnerRefusal, PartnerRefusalReason } from "../../payments/ports.ts";
import { isBusy, type Problem } from "./client.ts";

const byCode: Readonly<Record<string, PartnerRefusalReason>> = {
  amount_too_small: "amountTooSmall",
  url_invalid: "fieldInvalid",
  resource_missing: "notFound",
  resource_already_exists: "referenceTaken",
  charge_expired_for_capture: "tooLate",
  payment_intent_unexpected_state: "wrongState",
  charge_already_captured: "alreadyCaptured",
  charge_already_refunded: "refundTooHigh",
  charge_disputed: "wrongState",
  account_invalid: "setUp",
  api_key_expired: "setUp",
  platform_api_key_expired: "setUp",
  testmode_charges_only: "setUp",
  secret_key_required: "setUp",
  lock_timeout: "tryLater",
};

/** The port's word for a refusal. A code or status never seen before is `unexpected`: a person looks. */
export function reasonFor(problem: Problem): PartnerRefusalReason {
  if (isBusy(problem)) return "tryLater";
  if (problem.status === 401 || problem.status === 403) return "setUp";
  // Nobody types a card with us: a card error answers a capture, when the payer's bank has let go of the reservation.
  if (problem.type === "card_error") return "fundsUnavailable";
  const known = problem.code !== null && Object.hasOwn(byCode, problem.code) ? byCode[problem.code] : undefined;
  return known ?? (problem.status === 404 ? "notFound" : "unexpected");
}

/** Our names for their parameters that come from whoever asks us. */
const fields: Readonly<Record<string, string>> = { success_url: "returnUrl", cancel_url: "returnUrl" };

export function refusal(
  problem: Problem | null,
  reason: PartnerRefusalReason,
  payment: PartnerPayment | null = null,
): PartnerRefusal {
  const param = problem?.param ?? null;
  return {
    outcome: "refused",
    reason,
    partnerCode: problem?.declineCode ?? problem?.code ?? null,
    traceId: problem?.requestId ?? null,
    field: reason === "fieldInvalid" && param !== null ? (fields[param] ?? param) : null,
    retryAfterMs: null,
    payment,
  };
}
