/** Between the port's words and the gateway's: forms out, short JSON and the words of SMPP in. Pure, both ways. */

import { z } from "zod";
import type { ChannelRefusal, DeliveryReport, HandedOver, SmsMessage } from "../../delivery/ports.ts";

const result = z.object({ ref: z.string(), rc: z.int().nonnegative(), msgid: z.string().min(1).max(100).optional() });
const report = z.object({
  seq: z.string().min(1).max(100),
  ref: z.string().min(1).max(64),
  status: z.string().max(20),
  err: z.string().regex(/^\d{3}$/),
  ts: z.int().positive().max(99_999_999_999),
});
const reports = z.array(report).max(1_000);

/** Result codes at hand-over; 0 is taken. 41 (another message bears the id) and what is not here are unexpected. */
const refusals: Readonly<Record<number, ChannelRefusal>> = {
  11: "addressInvalid",
  12: "addressInvalid",
  13: "addressInvalid",
  14: "receiverRefuses",
  21: "contentRefused",
  31: "contentRefused",
  50: "tryLater",
};
const reasons: Readonly<Record<string, ChannelRefusal>> = {
  "001": "receiverUnknown",
  "011": "addressInvalid",
  "012": "addressInvalid",
  "013": "receiverRefuses",
  "014": "receiverRefuses",
  "027": "receiverUnknown",
};
/** SMPP 3.4, appendix B. A word never heard before says only that they have it. */
const states: Readonly<Record<string, DeliveryReport["state"]>> = {
  ACCEPTD: "accepted",
  ENROUTE: "accepted",
  DELIVRD: "delivered",
  UNDELIV: "undelivered",
  EXPIRED: "undelivered",
  DELETED: "undelivered",
  REJECTD: "undelivered",
};

/** The n-th of each name belong together; the number goes without its plus. */
export function sendForm(messages: readonly SmsMessage[]): string {
  const form = new URLSearchParams();
  for (const { messageId, to, sender, text } of messages) {
    form.append("ref", messageId);
    form.append("msisdn", to.replace(/^\+/, ""));
    form.append("from", sender);
    form.append("text", text);
  }
  return form.toString();
}

export function statusForm(messageIds: readonly string[]): string {
  return new URLSearchParams(messageIds.map((id) => ["ref", id])).toString();
}

/** One for each message, in its order; what the answer does not name, or does not say clearly, is unknown. */
export function readResults(body: unknown, messages: readonly SmsMessage[]): readonly HandedOver[] {
  const read = z.array(result).safeParse(body);
  const byId = new Map((read.success ? read.data : []).map((one) => [one.ref, one]));
  return messages.map(({ messageId }) => outcomeOf(messageId, byId.get(messageId)));
}

function outcomeOf(messageId: string, said: z.infer<typeof result> | undefined): HandedOver {
  if (said === undefined || (said.rc === 0 && said.msgid === undefined)) return { messageId, outcome: "unknown" };
  if (said.rc === 0) return { messageId, outcome: "accepted", partnerReference: said.msgid! };
  const reason = refusals[said.rc] ?? "unexpected";
  return { messageId, outcome: "refused", reason, partnerCode: String(said.rc) };
}

/** Null when it cannot be read. */
export function readReports(body: unknown): readonly DeliveryReport[] | null {
  const read = reports.safeParse(body);
  return read.success ? read.data.map(reportOf) : null;
}

function reportOf({ seq, ref, status, err, ts }: z.infer<typeof report>): DeliveryReport {
  const state = Object.hasOwn(states, status) ? states[status]! : "accepted";
  const reason = state !== "undelivered" ? null : Object.hasOwn(reasons, err) ? reasons[err]! : "unexpected";
  const at = Temporal.Instant.fromEpochMilliseconds(ts * 1000);
  return { messageId: ref, eventId: seq, state, reason, partnerCode: err === "000" ? null : err, at };
}
