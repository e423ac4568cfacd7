/** One call to the service: token, headers, repeated where repeating is safe, and told as one of three replies. */

import { createHash } from "node:crypto";
import { z } from "zod";
import {
  exchange,
  inTries,
  type Answered,
  type Exchange,
  type Reach,
  type Silent,
} from "../../platform/outgoing/index.ts";
import type { SalesUnit } from "./settings.ts";
import type { Tokens } from "./tokens.ts";

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
  | Silent;

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

/** Makes a call. Repeats it with the same key after silence, 5xx, 423, 429 and "failed for now". */
export function callService(line: Line, call: Call): Promise<Reply> {
  return inTries<Reply>(line.reach.clock, () => callOnce(line, call), isBusy);
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
  return { kind: "refused", problem: problemOf(answer) };
}

/** A refusal of the token stands: the credentials are wrong. Anything else means that nothing could be asked. */
function withoutToken(answer: Exchange): Reply {
  const reply = replyOf(answer);
  return reply.kind === "refused" ? reply : { kind: "unsent" };
}

function problemOf(answer: Answered): Problem {
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
