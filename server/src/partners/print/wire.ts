/** Between the port's words and the service's: pure, both ways. */

import { createHash } from "node:crypto";
import { z } from "zod";
import type { ChannelRefusal, DeliveryReport, HandedOver, PrintMessage } from "../../delivery/ports.ts";

const code = z.string().regex(/^[A-Z0-9_]{1,50}$/);
const result = z.object({
  id: z.string(),
  status: z.string(),
  reference: z.string().min(1).max(100).optional(),
  code: code.optional(),
});
const results = z.object({ results: z.array(result) });
const event = z.object({
  eventId: z.string().min(1).max(100),
  id: z.string().min(1).max(64),
  state: z.string().max(50),
  code: code.optional(),
  at: z.iso.datetime({ offset: true }),
});
const events = z.object({ events: z.array(event).max(1_000) });

const refusals: Readonly<Record<string, ChannelRefusal>> = {
  ADDRESS_INCOMPLETE: "addressInvalid",
  POST_CODE_INVALID: "addressInvalid",
  COUNTRY_NOT_SERVED: "addressInvalid",
  PDF_UNREADABLE: "contentRefused",
  PAGES_DIFFER: "contentRefused",
  TOO_MANY_PAGES: "contentRefused",
  FILE_DAMAGED: "tryLater",
  RECEIVER_UNKNOWN: "receiverUnknown",
  MOVED: "addressInvalid",
  REFUSED_BY_RECEIVER: "receiverRefuses",
};
/** Post proves no more than that it was posted. A word never heard before says only that they have it. */
const states: Readonly<Record<string, DeliveryReport["state"]>> = {
  ACCEPTED: "accepted",
  PRINTED: "accepted",
  POSTED: "delivered",
  RETURNED: "undelivered",
};

/** What is plainly no letter is not sent at all. */
export function doubtAbout({ receiverName, address, pdf, pages }: PrintMessage): ChannelRefusal | null {
  const { line1, line2, postCode, city, country } = address;
  const missing = [receiverName, line1, postCode, city].some((part) => part.trim() === "");
  const broken = [receiverName, line1, line2 ?? "", postCode, city].some((part) => /\p{Cc}/u.test(part));
  if (missing || broken || !/^[A-Z]{2}$/.test(country)) return "addressInvalid";
  const isPdf = Buffer.from(pdf.subarray(0, 5)).toString("latin1") === "%PDF-";
  return isPdf && Number.isInteger(pages) && pages > 0 ? null : "contentRefused";
}

export const fileName = (messageId: string): string => `${messageId}.pdf`;

export function manifest(messages: readonly PrintMessage[]): string {
  const letters = messages.map(({ messageId, receiverName, address, pdf, pages, postage }) => {
    const { line1, line2, postCode, city, country } = address;
    const sha256 = createHash("sha256").update(pdf).digest("hex");
    const receiver = { name: receiverName, line1, ...(line2 === null ? {} : { line2 }), postCode, city, country };
    return { id: messageId, file: fileName(messageId), sha256, pages, postage, receiver };
  });
  return JSON.stringify({ letters });
}

/** What was said of a message; what the answer does not name, or does not say clearly, is unknown. */
export function readResults(body: unknown): (messageId: string) => HandedOver {
  const read = results.safeParse(body);
  const byId = new Map((read.success ? read.data.results : []).map((one) => [one.id, one]));
  return (messageId) => outcomeOf(messageId, byId.get(messageId));
}

function outcomeOf(messageId: string, said: z.infer<typeof result> | undefined): HandedOver {
  if (said?.status === "accepted" && said.reference !== undefined) {
    return { messageId, outcome: "accepted", partnerReference: said.reference };
  }
  if (said?.status !== "rejected") return { messageId, outcome: "unknown" };
  return { messageId, outcome: "refused", reason: reasonOf(said.code), partnerCode: said.code ?? null };
}

/** Null when it cannot be read. */
export function readEvents(body: unknown): readonly DeliveryReport[] | null {
  const read = events.safeParse(body);
  return read.success ? read.data.events.map(reportOf) : null;
}

function reportOf({ eventId, id, state: word, code: said, at }: z.infer<typeof event>): DeliveryReport {
  const state = Object.hasOwn(states, word) ? states[word]! : "accepted";
  const reason = state === "undelivered" ? reasonOf(said) : null;
  return { messageId: id, eventId, state, reason, partnerCode: said ?? null, at: Temporal.Instant.from(at) };
}

function reasonOf(said: string | undefined): ChannelRefusal {
  return said !== undefined && Object.hasOwn(refusals, said) ? refusals[said]! : "unexpected";
}
