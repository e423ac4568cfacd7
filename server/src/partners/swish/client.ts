/** One call to the service, repeated where repeating is safe, and told as one of three replies. Every call is safe: ids are ours. */

import { z } from "zod";
import { exchange, inTries, type Exchange, type Reach, type Silent } from "../../platform/outgoing/index.ts";
import type { CallbackSettings, SwishAgreement } from "./settings.ts";

export type Call = {
  readonly method: "GET" | "PUT" | "PATCH";
  /** Below `/swish-cpcapi/api`. */
  readonly path: string;
  readonly body?: unknown;
};

export type Problem = { readonly status: number; readonly code: string | null; readonly retryAfterMs: number | null };

export type Reply =
  | { readonly kind: "done"; readonly body: unknown; readonly token: string | null }
  | { readonly kind: "refused"; readonly problem: Problem }
  | Silent;

export type Line = {
  readonly reach: Reach;
  readonly origin: string;
  readonly appAddress: string;
  readonly agreement: SwishAgreement;
  readonly callback: CallbackSettings;
};

/** A list of codes; the first one decides. Lenient: an error must not fail for its form. */
const problemAnswer = z.array(z.object({ errorCode: z.string().max(20) })).min(1);

/** Makes a call. Repeats it after silence, 5xx and 429. */
export function callSwish(line: Line, call: Call): Promise<Reply> {
  return inTries<Reply>(
    line.reach.clock,
    () => callOnce(line, call),
    ({ status }) => status === 429,
  );
}

async function callOnce({ reach, origin }: Line, { method, path, body }: Call): Promise<Reply> {
  const type = method === "PATCH" ? "application/json-patch+json" : "application/json";
  const answer = await exchange(reach, {
    url: `${origin}/swish-cpcapi/api${path}`,
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": type }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return replyOf(answer);
}

function replyOf(answer: Exchange): Reply {
  if (answer.kind === "silent") return answer;
  const { status, body, headers, retryAfterMs } = answer;
  if (status < 300) return { kind: "done", body, token: tokenIn(headers.get("paymentrequesttoken")) };
  const code = problemAnswer.safeParse(body).data?.[0]?.errorCode ?? null;
  return { kind: "refused", problem: { status, code, retryAfterMs } };
}

/** What opens the payer's app. */
function tokenIn(header: string | null): string | null {
  return header !== null && /^[A-Za-z0-9_-]{8,100}$/.test(header) ? header : null;
}
