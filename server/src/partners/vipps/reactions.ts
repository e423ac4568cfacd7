/**
 * What each refusal of the service asks of us, as a table. Branches on HTTP status and the numeric code, never on text.
 * Source: ePayment API 1.4.1, error codes.
 */

import type { PartnerRefusalReason } from "../../payments/ports.ts";
import { isBusy, type Problem } from "./client.ts";

/**
 * `readBack`: look at the payment before answering. `settles`: what was asked for is already so, and the payment as read is
 * the answer; otherwise the reason is, with the payment beside it.
 */
export type Reaction =
  | { readonly do: "refuse"; readonly reason: PartnerRefusalReason; readonly field?: string }
  | { readonly do: "readBack"; readonly settles: boolean };

/** A payment that is being worked on: the service asks for five seconds. */
export const BEING_PROCESSED_MS = 5_000;
const beingProcessed: readonly string[] = ["6160", "6250"];

const refuse = (reason: PartnerRefusalReason, field?: string): Reaction =>
  field === undefined ? { do: "refuse", reason } : { do: "refuse", reason, field };

const alreadySo: Reaction = { do: "readBack", settles: true };
const lookFirst: Reaction = { do: "readBack", settles: false };

const rows: readonly (readonly [codes: string, reaction: Reaction])[] = [
  ["4070", refuse("fieldInvalid", "phone")],
  ["4090", refuse("fieldInvalid", "returnUrl")],
  ["4050 4060 4080", refuse("fieldInvalid")],
  ["4150", refuse("referenceTaken")],
  ["5010 5020 5030 5040 5050 5060 5070 5080 5100", refuse("setUp")],
  ["5090", refuse("notFound")],
  ["6010", refuse("amountTooSmall")],
  ["6030 6100 6220", refuse("tooLate")],
  ["6040", refuse("alreadyCaptured")],
  // Cancelling what was never reserved, capturing what is captured, refunding what is refunded.
  ["6050 6170 6180", alreadySo],
  ["6060 6070 6190 6200 6210 6230", lookFirst],
  ["6080", refuse("notAuthorized")],
  ["6140", refuse("mustCaptureInFull")],
  ["6150", refuse("refundTooHigh")],
  ["6160 6250 6280", refuse("tryLater")],
  ["6260", refuse("fundsUnavailable")],
  ["7010", refuse("payerUnknown")],
  // Our own mistakes: other body under one key, a bad amount or field, a refund before the reservation, capture too high.
  ["4010 4020 4040 4100 4110 4120 4130 4140 4160 6020 6090 6110 6120 6130", refuse("unexpected")],
];

const byCode = new Map(rows.flatMap(([codes, reaction]) => codes.split(" ").map((code) => [code, reaction] as const)));

/** The reaction to a refusal. A code or status never seen before is `unexpected`: a person looks. */
export function reactionTo(problem: Problem): Reaction {
  if (isBusy(problem)) return refuse("tryLater");
  const known = problem.code === null ? undefined : byCode.get(problem.code);
  if (known !== undefined) return known;
  if (problem.status === 401 || problem.status === 403) return refuse("setUp");
  if (problem.status === 404) return refuse("notFound");
  return refuse("unexpected");
}

/** When the same operation may be asked for again: as the service says, or after its usual time. */
export function retryAfterOf(problem: Problem): number | null {
  if (problem.retryAfterMs !== null) return problem.retryAfterMs;
  return problem.code !== null && beingProcessed.includes(problem.code) ? BEING_PROCESSED_MS : null;
}
