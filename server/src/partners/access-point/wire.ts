/** Between the port's words and the access point's: pure, both ways. */

import { z } from "zod";
import type {
  ChannelRefusal,
  DeliveryReport,
  EInvoiceKind,
  EInvoiceMessage,
  HandedOver,
  Participant,
} from "../../delivery/ports.ts";

const code = z.string().regex(/^[A-Za-z0-9_.-]{1,50}$/);
const results = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      reference: z.string().min(1).max(100).optional(),
      code: code.optional(),
      rule: code.optional(),
    }),
  ),
});
const report = z.object({
  eventId: z.string().min(1).max(100),
  id: z.string().min(1).max(64),
  state: z.string().max(50),
  code: code.optional(),
  at: z.iso.datetime({ offset: true }),
});
const reports = z.object({ reports: z.array(report) });
const registered = z.object({ participant: z.string(), documents: z.array(z.string()) });

/** `0192:923456783`. */
export function participantText({ scheme, id }: Participant): string {
  return `${scheme}:${id}`;
}

export function sendBody(messages: readonly EInvoiceMessage[]): string {
  const documents = messages.map(({ messageId, kind, sender, receiver, xml }) => ({
    id: messageId,
    kind,
    sender: participantText(sender),
    receiver: participantText(receiver),
    document: Buffer.from(xml).toString("base64"),
  }));
  return JSON.stringify({ documents });
}

const REFUSALS: Readonly<Record<string, ChannelRefusal>> = {
  RECEIVER_UNKNOWN: "receiverUnknown",
  DOCUMENT_INVALID: "contentRefused",
};

type Result = z.output<typeof results>["results"][number];

/** A result that is neither yes nor no says nothing: the document may have been taken. */
function handedOver(messageId: string, result: Result | undefined): HandedOver {
  if (result?.status === "accepted" && result.reference !== undefined)
    return { messageId, outcome: "accepted", partnerReference: result.reference };
  if (result?.status !== "refused") return { messageId, outcome: "unknown" };
  const reason = REFUSALS[result.code ?? ""] ?? "unexpected";
  return { messageId, outcome: "refused", reason, partnerCode: result.rule ?? result.code ?? null };
}

/** An answer for each message, in their order; what cannot be read is unknown. */
export function readResults(body: unknown, messages: readonly EInvoiceMessage[]): readonly HandedOver[] {
  const read = results.safeParse(body);
  const known = new Map(read.success ? read.data.results.map((result) => [result.id, result] as const) : []);
  return messages.map(({ messageId }) => handedOver(messageId, known.get(messageId)));
}

const STATES: Readonly<Record<string, DeliveryReport["state"]>> = {
  delivered: "delivered",
  undelivered: "undelivered",
  businessAccepted: "businessAccepted",
  businessRejected: "businessRejected",
};

/** A state that nobody has heard of says only that they have it. */
function reportOf({ eventId, id, state, code: told, at }: z.output<typeof report>): DeliveryReport {
  const known = STATES[state] ?? "accepted";
  return {
    messageId: id,
    eventId,
    state: known,
    reason: known === "undelivered" ? "receiverUnknown" : null,
    partnerCode: told ?? null,
    at: Temporal.Instant.from(at),
  };
}

/** Null when it is none of their answers. */
export function readReports(body: unknown): readonly DeliveryReport[] | null {
  const read = reports.safeParse(body);
  return read.success ? read.data.reports.map(reportOf) : null;
}

/** Whether a participant takes documents of a kind; null when the answer is about somebody else, or none. */
export function readRegistered(body: unknown, asked: string, kind: EInvoiceKind): boolean | null {
  const read = registered.safeParse(body);
  return read.success && read.data.participant === asked ? read.data.documents.includes(kind) : null;
}
