/** One call to the service: token, headers, repeated where repeating is safe, and told as one of three replies. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { exchange, type Exchange, type Reach } from "./reach.ts";
import type { SalesUnit } from "./settings.ts";
import type { Tokens } from "./tokens.ts";

/** Waits before the second and third try. Three tries outlive a hiccup; longer troubles are for the caller's job. */
const WAITS_MS = [500, 2_000];
/** A wait the service asks for that is longer than this is handed to the caller. */
const LONGEST_WAIT_MS = 5_000;
const LONGEST_KEY = 50;

export type Call = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** Our operation id; every call that changes something has one. */
  readonly operationId?: string;
};

export type Problem = {
  readonly status: number;
  readonly code: string | null;
  /** The field a malformed body was refused for. */
  readonly field: string | null;
  readonly traceId: string | null;
  readonly retryAfterMs: number | null;
};

/** `unsent`: there was no token to be had, so nothing was asked. */
export type Reply =
  | { readonly kind: "done"; readonly body: unknown }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "unsent" }
  | { readonly kind: "silent"; readonly cause: "noAnswer" | "unreadable" | "partnerFailed" };

export type Line = {
  readonly reach: Reach;
  readonly origin: string;
  readonly tokens: Tokens;
  readonly unit: SalesUnit;
  readonly system: Readonly<Record<string, string>>;
};

/** RFC 7807 with the service's own code among the details. Lenient: an error must not fail for its form. */
const problemAnswer = z.object({
  extraDetails: z
    .array(z.object({ name: z.string(), reason: z.string() }))
    .nullish()
    .catch(null),
  traceId: z.string().max(200).nullish().catch(null),
});

/**
 * Makes a call. Repeats it with the same key after silence, 5xx, 423, 429 and "failed for now". When an earlier try may have
 * reached the service and the last one did nothing, the reply is silence: nobody knows.
 */
export async function callService(line: Line, call: Call): Promise<Reply> {
  let unanswered: Reply | null = null;
  for (const waitMs of [...WAITS_MS, null]) {
    const reply = await callOnce(line, call);
    if (reply.kind === "silent") unanswered ??= reply;
    if (!isWorthRepeating(reply)) return unanswered !== null && isTurnedAway(reply) ? unanswered : reply;
    const asked = reply.kind === "refused" ? reply.problem.retryAfterMs : null;
    if (waitMs === null || (asked ?? 0) > LONGEST_WAIT_MS) return unanswered ?? reply;
    await line.reach.clock.pause(asked ?? waitMs);
  }
  throw new Error("The last try has no wait after it");
}

function isWorthRepeating(reply: Reply): boolean {
  if (reply.kind === "refused") return isBusy(reply.problem);
  return reply.kind !== "done";
}

/** Turned away at the door: it says nothing about what an earlier try did inside. */
function isTurnedAway(reply: Reply): boolean {
  return reply.kind === "refused" && (reply.problem.status === 401 || reply.problem.status === 403);
}

/** Nothing was done, and the same key may be sent again. 6280: the capture failed for now. */
export function isBusy({ status, code }: Problem): boolean {
  return status === 423 || status === 429 || code === "6280";
}

/** One try, with the one fresh token a 401 is answered with. */
async function callOnce(line: Line, call: Call): Promise<Reply> {
  const first = await callWithToken(line, call);
  if (first.reply.kind !== "refused" || first.reply.problem.status !== 401 || first.token === null) return first.reply;
  line.tokens.refused(line.unit, first.token);
  return (await callWithToken(line, call)).reply;
}

async function callWithToken(
  line: Line,
  call: Call,
): Promise<{ readonly reply: Reply; readonly token: string | null }> {
  const got = await line.tokens.current(line.unit);
  if (got.kind === "none") return { reply: withoutToken(got.exchange), token: null };
  const answer = await exchange(line.reach, {
    url: `${line.origin}${call.path}`,
    method: call.method,
    headers: headersOf(line, call, got.token),
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  return { reply: replyOf(answer), token: got.token };
}

function headersOf(line: Line, call: Call, token: string): Record<string, string> {
  return {
    ...line.system,
    Authorization: `Bearer ${token}`,
    "Ocp-Apim-Subscription-Key": line.unit.subscriptionKey,
    "Merchant-Serial-Number": line.unit.merchantSerialNumber,
    "Content-Type": "application/json",
    ...(call.operationId === undefined ? {} : { "Idempotency-Key": idempotencyKey(call.operationId) }),
  };
}

/** The same for the same operation, for ever, and at most 50 characters: the id itself where it fits, else its hash. */
export function idempotencyKey(operationId: string): string {
  const readable = `pay:${operationId}`;
  if (readable.length <= LONGEST_KEY && /^[\x21-\x7e]+$/.test(readable)) return readable;
  return `pay:${createHash("sha256").update(operationId).digest("base64url")}`;
}

function replyOf(answer: Exchange): Reply {
  if (answer.kind === "silent") return answer;
  if (answer.status < 300) return { kind: "done", body: answer.body };
  if (answer.status >= 500) return { kind: "silent", cause: "partnerFailed" };
  return { kind: "refused", problem: problemOf(answer) };
}

/** A refusal of the token stands: the credentials are wrong. Anything else means that nothing could be asked. */
function withoutToken(answer: Exchange): Reply {
  const reply = replyOf(answer);
  return reply.kind === "refused" ? reply : { kind: "unsent" };
}

function problemOf(answer: Extract<Exchange, { kind: "answered" }>): Problem {
  const read = problemAnswer.safeParse(answer.body);
  const details = read.success ? (read.data.extraDetails ?? []) : [];
  const code = details.find(({ name }) => name === "ErrorCode")?.reason ?? null;
  return {
    status: answer.status,
    code,
    field: code === null ? (details[0]?.name ?? null) : null,
    traceId: read.success ? (read.data.traceId ?? null) : null,
    retryAfterMs: answer.retryAfterMs,
  };
}
