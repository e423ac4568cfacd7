/** Between the port's words and the gateway's: pure, both ways. */

import { z } from "zod";
import type { ChannelRefusal, DeliveryReport, HandedOver, SmsMessage } from "../../delivery/ports.ts";

const code = z.string().regex(/^[A-Z0-9_]{1,50}$/);
const result = z.object({
  id: z.string(),
  status: z.string(),
  reference: z.string().min(1).max(100).optional(),
  code: code.optional(),
});
const results = z.object({ results: z.array(result) });
const report = z.object({
  eventId: z.string().min(1).max(100),
  id: z.string().min(1).max(64),
  state: z.string().max(50),
  code: code.optional(),
  at: z.iso.datetime({ offset: true }),
});
const reports = z.object({ reports: z.array(report).max(1_000) });

const refusals: Readonly<Record<string, ChannelRefusal>> = {
  INVALID_RECIPIENT: "addressInvalid",
  PREMIUM_NUMBER: "addressInvalid",
  NOT_A_MOBILE: "addressInvalid",
  ABSENT_SUBSCRIBER: "receiverUnknown",
  UNREACHABLE: "receiverUnknown",
  OPTED_OUT: "receiverRefuses",
  BLOCKED_BY_RECIPIENT: "receiverRefuses",
  SENDER_NOT_REGISTERED: "contentRefused",
  TEXT_NOT_ALLOWED: "contentRefused",
  TRY_LATER: "tryLater",
};
/** A word never heard before says only that they have it. */
const states: Readonly<Record<string, DeliveryReport["state"]>> = {
  ACCEPTED: "accepted",
  BUFFERED: "accepted",
  DELIVERED: "delivered",
  UNDELIVERABLE: "undelivered",
  EXPIRED: "undelivered",
};

export function batchBody(messages: readonly SmsMessage[]): string {
  return JSON.stringify({
    messages: messages.map(({ messageId, to, sender, text }) => ({ id: messageId, to, from: sender, text })),
  });
}

/** One for each message, in its order; what the answer does not name, or does not say clearly, is unknown. */
export function readResults(body: unknown, messages: readonly SmsMessage[]): readonly HandedOver[] {
  const read = results.safeParse(body);
  const byId = new Map((read.success ? read.data.results : []).map((one) => [one.id, one]));
  return messages.map(({ messageId }) => outcomeOf(messageId, byId.get(messageId)));
}

function outcomeOf(messageId: string, said: z.infer<typeof result> | undefined): HandedOver {
  if (said?.status === "accepted" && said.reference !== undefined) {
    return { messageId, outcome: "accepted", partnerReference: said.reference };
  }
  if (said?.status !== "rejected") return { messageId, outcome: "unknown" };
  return { messageId, outcome: "refused", reason: reasonOf(said.code), partnerCode: said.code ?? null };
}

/** Null when it cannot be read. */
export function readReports(body: unknown): readonly DeliveryReport[] | null {
  const read = reports.safeParse(body);
  return read.success ? read.data.reports.map(reportOf) : null;
}

function reportOf({ eventId, id, state: word, code: said, at }: z.infer<typeof report>): DeliveryReport {
  const state = Object.hasOwn(states, word) ? states[word]! : "accepted";
  const reason = state === "undelivered" ? reasonOf(said) : null;
  return { messageId: id, eventId, state, reason, partnerCode: said ?? null, at: Temporal.Instant.from(at) };
}

function reasonOf(said: string | undefined): ChannelRefusal {
  return said !== undefined && Object.hasOwn(refusals, said) ? refusals[said]! : "unexpected";
}
