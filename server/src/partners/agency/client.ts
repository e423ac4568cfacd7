/** One signed call to the agency, repeated where repeating is safe, and told as one of three replies. Every call is safe: ids are ours. */

import { createHmac } from "node:crypto";
import { z } from "zod";
import { exchange, inTries, type Exchange, type Reach, type Silent } from "../../platform/outgoing/index.ts";

/** A ledger's agreement: how the agency knows the creditor, and what calls are signed with (SEC-50). */
export type AgencyAgreementKey = { readonly clientId: string; readonly secret: string };

export type Line = { readonly reach: Reach; readonly origin: string; readonly agreement: AgencyAgreementKey };
export type Call = { readonly method: "GET" | "PUT"; readonly path: string; readonly body?: unknown };
export type Problem = { readonly status: number; readonly code: string | null; readonly field: string | null };
export type Reply =
  { readonly kind: "done"; readonly body: unknown } | { readonly kind: "refused"; readonly problem: Problem } | Silent;

/** Lenient: an error must not fail for its form. */
const problemAnswer = z.object({
  code: z.string().max(50).nullish().catch(null),
  field: z.string().max(100).nullish().catch(null),
});

/** Makes a call. Repeats it after silence, 5xx and 429, signed anew each time. */
export function callAgency(line: Line, call: Call): Promise<Reply> {
  return inTries<Reply>(
    line.reach.clock,
    () => callOnce(line, call),
    ({ status }) => status === 429,
  );
}

async function callOnce({ reach, origin, agreement }: Line, { method, path, body }: Call): Promise<Reply> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const seconds = String(Math.floor(reach.clock.epochMilliseconds() / 1_000));
  const signed = createHmac("sha256", agreement.secret).update(`${seconds}.${method}.${path}.${text}`, "utf8");
  const answer = await exchange(reach, {
    url: `${origin}${path}`,
    method,
    headers: {
      "content-type": "application/json",
      "agency-client": agreement.clientId,
      "agency-timestamp": seconds,
      "agency-signature": `v1=${signed.digest("hex")}`,
    },
    ...(body === undefined ? {} : { body: text }),
  });
  return replyOf(answer);
}

function replyOf(answer: Exchange): Reply {
  if (answer.kind === "silent") return answer;
  if (answer.status < 300) return { kind: "done", body: answer.body };
  const read = problemAnswer.safeParse(answer.body);
  const { code = null, field = null } = read.success ? read.data : {};
  return { kind: "refused", problem: { status: answer.status, code, field } };
}
