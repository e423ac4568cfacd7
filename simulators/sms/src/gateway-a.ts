/** Gateway A: JSON both ways, a key in the header, webhooks signed by HMAC. */

import { createHmac } from "node:crypto";
import { z } from "zod";
import { json, type Dialect } from "./dialect.ts";
import type { NumberKind, Report, SmsState, Turned } from "./types.ts";

const messages = z.strictObject({
  messages: z.array(
    z.strictObject({ id: z.string().min(1).max(64), to: z.string(), from: z.string(), text: z.string() }),
  ),
});
const ids = z.strictObject({ ids: z.array(z.string().min(1)) });

const refusals: Readonly<Record<Turned, string>> = {
  badNumber: "INVALID_RECIPIENT",
  premium: "PREMIUM_NUMBER",
  landline: "NOT_A_MOBILE",
  optedOut: "OPTED_OUT",
  senderUnknown: "SENDER_NOT_REGISTERED",
  badText: "TEXT_NOT_ALLOWED",
  idTaken: "ID_CONFLICT",
};
const states: Readonly<Record<SmsState, string>> = {
  accepted: "ACCEPTED",
  buffered: "BUFFERED",
  delivered: "DELIVERED",
  failed: "UNDELIVERABLE",
  expired: "EXPIRED",
};
const causes: Readonly<Record<NumberKind, string>> = {
  notInUse: "ABSENT_SUBSCRIBER",
  blocked: "BLOCKED_BY_RECIPIENT",
  premium: "PREMIUM_NUMBER",
  landline: "NOT_A_MOBILE",
  optedOut: "OPTED_OUT",
  off: "UNREACHABLE",
};

export const gatewayA: Dialect = {
  handOverPath: "/a/v1/batches",
  statusPath: "/a/v1/status",
  isKnown: ({ headers }, { password }) => headers["authorization"] === `Bearer ${password}`,
  readMessages: (body) => read(messages, body)?.messages ?? null,
  readIds: (body) => read(ids, body)?.ids ?? null,
  sayTaken: (taken) =>
    json(200, {
      results: taken.map((one) =>
        "reference" in one
          ? { id: one.id, status: "accepted", reference: one.reference }
          : { id: one.id, status: "rejected", code: refusals[one.turned] },
      ),
    }),
  sayReports: (reports) => json(200, { reports: reports.map(say) }),
  refusal: (status, what) => json(status, { error: what }),
  webhook: (reports, secret, nowMs) => {
    const body = JSON.stringify({ reports: reports.map(say) });
    const seconds = Math.floor(nowMs / 1000);
    const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    return {
      headers: { "content-type": "application/json", "x-signature": `t=${seconds},v1=${signature}` },
      body,
    };
  },
};

function say({ eventId, id, state, cause, atMs }: Report): Record<string, unknown> {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toString();
  return { eventId, id, state: states[state], ...(cause === null ? {} : { code: causes[cause] }), at };
}

function read<T>(schema: z.ZodType<T>, body: string): T | null {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
