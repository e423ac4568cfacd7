/** One call to the service by its own library: repeated where repeating is safe, and told as one of three replies. */

import { createHash } from "node:crypto";
import Stripe from "stripe";
import { inTries, type Reach, type Silent } from "../../platform/outgoing/index.ts";
import { httpClientOver } from "./http-client.ts";
import type { CardAgreement, Place } from "./settings.ts";

const LONGEST_KEY = 200;

export type Problem = {
  readonly status: number;
  /** `invalid_request_error`, `card_error`, `idempotency_error` and so on. */
  readonly type: string;
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly param: string | null;
  readonly requestId: string | null;
};

/** `replayed`: the answer to an earlier asking, told again as it was then. */
export type Reply =
  | { readonly kind: "done"; readonly body: unknown; readonly replayed: boolean }
  | { readonly kind: "refused"; readonly problem: Problem }
  | Silent;

export type Line = { readonly stripe: Stripe; readonly reach: Reach; readonly agreement: CardAgreement };

/** The library, pointed at a place by configuration only. */
export function lineTo(place: Place, reach: Reach, agreement: CardAgreement): Line {
  const stripe = new Stripe(agreement.secretKey, {
    ...place,
    httpClient: httpClientOver(reach),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { stripe, reach, agreement };
}

/** The keys of one operation's calls: the same for the same operation and step, for ever. */
export function keyOf(operationId: string, step: string): { readonly idempotencyKey: string } {
  const readable = `pay:${operationId}`;
  const fits = readable.length <= LONGEST_KEY && /^[\x21-\x7e]+$/.test(readable);
  const key = fits ? readable : `pay:${createHash("sha256").update(operationId).digest("base64url")}`;
  return { idempotencyKey: `${key}:${step}` };
}

/** Makes a call. Repeats it, with the same key, after silence, 5xx, 409 (an earlier try is at work) and 429. */
export function callStripe(line: Line, call: (stripe: Stripe) => Promise<unknown>): Promise<Reply> {
  return inTries<Reply>(line.reach.clock, () => callOnce(line, call), isBusy);
}

/** Nothing was done, and the same key may be sent again. */
export function isBusy({ status }: Problem): boolean {
  return status === 409 || status === 429;
}

async function callOnce(line: Line, call: (stripe: Stripe) => Promise<unknown>): Promise<Reply> {
  try {
    const body = await call(line.stripe);
    return { kind: "done", body, replayed: isReplayed(body) };
  } catch (error) {
    return replyOf(error);
  }
}

/** The library hangs the answer's headers on the object, out of sight. */
function isReplayed(body: unknown): boolean {
  const answer = (body as { readonly lastResponse?: { readonly headers?: Readonly<Record<string, string>> } })
    .lastResponse;
  return answer?.headers?.["idempotent-replayed"] === "true";
}

function replyOf(error: unknown): Reply {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (error instanceof Stripe.errors.StripeConnectionError) return { kind: "silent", cause: "noAnswer" };
  const { statusCode: status } = error;
  // The library has no status to tell where the answer was no JSON.
  if (status === undefined) return { kind: "silent", cause: "unreadable" };
  if (status >= 500 || status < 400) return { kind: "silent", cause: "partnerFailed" };
  return { kind: "refused", problem: problemOf(error, status) };
}

function problemOf(error: InstanceType<typeof Stripe.errors.StripeError>, status: number): Problem {
  const text = (value: unknown): string | null =>
    typeof value === "string" && value !== "" ? value.slice(0, 200) : null;
  return {
    status,
    type: text(error.rawType) ?? "unnamed",
    code: text(error.code),
    declineCode: text(error.decline_code),
    param: text(error.param),
    requestId: text(error.requestId),
  };
}
