/** What each refusal of the service asks of us, as a table. Branches on HTTP status and code, never on text. */

import type { PartnerPayment, PartnerRefusal, PartnerRefusalReason } from "../../payments/ports.ts";
import type { Problem } from "./client.ts";

const byCode: Readonly<Record<string, PartnerRefusalReason>> = {
  BE18: "fieldInvalid",
  ACMT03: "payerUnknown",
  AM06: "amountTooSmall",
  // The payer has a request open already, of ours or of somebody else's: it dies in three minutes.
  RP06: "tryLater",
  RP09: "referenceTaken",
  RP01: "setUp",
  RP03: "setUp",
  PA01: "setUp",
  ACMT01: "setUp",
  ACMT07: "setUp",
  RF02: "tooLate",
  RF03: "notFound",
  RF04: "refundTooHigh",
  RF06: "wrongState",
  RF07: "fundsUnavailable",
  RF08: "wrongState",
  RF09: "wrongState",
  AM04: "fundsUnavailable",
  AM14: "fundsUnavailable",
  AM21: "fundsUnavailable",
};

/** The port's word for a code; one never seen before is `unexpected`: a person looks. */
export function reasonForCode(code: string | null): PartnerRefusalReason {
  return (code !== null && Object.hasOwn(byCode, code) ? byCode[code] : undefined) ?? "unexpected";
}

export function reasonFor({ status, code }: Problem): PartnerRefusalReason {
  if (status === 429) return "tryLater";
  if (status === 401 || status === 403) return "setUp";
  if (status === 404) return "notFound";
  return reasonForCode(code);
}

export function refusal(
  problem: Problem | null,
  reason: PartnerRefusalReason,
  payment: PartnerPayment | null = null,
): PartnerRefusal {
  return {
    outcome: "refused",
    reason,
    partnerCode: problem?.code ?? null,
    traceId: null,
    field: reason === "fieldInvalid" ? "phone" : null,
    retryAfterMs: problem?.retryAfterMs ?? null,
    payment,
  };
}
