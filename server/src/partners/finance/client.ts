/** One call to the finance company, repeated where repeating is safe, and told as one of three replies. Every call is safe: ids are ours. */

import { z } from "zod";
import { exchange, inTries, type Exchange, type Reach, type Silent } from "../../platform/outgoing/index.ts";
import type { FinanceAgreement } from "./settings.ts";

export type Call = { readonly method: "GET" | "PUT"; readonly path: string; readonly body?: unknown };

export type Problem = {
  readonly status: number;
  readonly code: string | null;
  readonly field: string | null;
  readonly retryAfterMs: number | null;
};

export type Reply =
  { readonly kind: "done"; readonly body: unknown } | { readonly kind: "refused"; readonly problem: Problem } | Silent;

export type Line = { readonly reach: Reach; readonly origin: string; readonly agreement: FinanceAgreement };

/** Lenient: an error must not fail for its form. */
const problemAnswer = z.object({
  code: z.string().max(50).nullish().catch(null),
  field: z.string().max(100).nullish().catch(null),
});

/** Makes a call. Repeats it after silence, 5xx and 429. */
export function callFinance(line: Line, call: Call): Promise<Reply> {
  return inTries<Reply>(
    line.reach.clock,
    () => callOnce(line, call),
    ({ status }) => status === 429,
  );
}

async function callOnce({ reach, origin, agreement }: Line, { method, path, body }: Call): Promise<Reply> {
  const answer = await exchange(reach, {
    url: `${origin}${path}`,
    method,
    headers: { authorization: `Bearer ${agreement.apiKey}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return replyOf(answer);
}

function replyOf(answer: Exchange): Reply {
  if (answer.kind === "silent") return answer;
  const { status, retryAfterMs } = answer;
  if (status < 300) return { kind: "done", body: answer.body };
  const read = problemAnswer.safeParse(answer.body);
  const { code = null, field = null } = read.success ? read.data : {};
  return { kind: "refused", problem: { status, code, field, retryAfterMs } };
}
