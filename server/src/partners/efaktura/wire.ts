/** Between the port's words and the submitter's: pure, both ways. */

import { createHash } from "node:crypto";
import { holdsForbiddenNumber } from "@kvitt/values";
import { z } from "zod";
import type {
  ChannelRefusal,
  DeliveryReport,
  EfakturaMessage,
  EfakturaSubmitter,
  HandedOver,
} from "../../delivery/ports.ts";

const code = z.string().regex(/^[A-Z0-9_]{1,50}$/);
const reference = z.string().min(1).max(100);
const result = z.object({
  messageIdentifier: z.string(),
  status: z.string(),
  reference: reference.optional(),
  code: code.optional(),
});
const results = z.object({ results: z.array(result) });
const repeated = z.object({ code: z.literal("209") });
const refusal = z.object({ code, reference: reference.optional() });
const cancelled = z.object({ status: z.literal("cancelled"), reference });
const identified = z.object({
  efakturaIdentifier: z.string().regex(/^\d{1,20}$/),
  acceptance: z.enum(["yes", "perIssuer", "no"]),
});
const event = z.object({
  eventId: z.string().min(1).max(100),
  messageIdentifier: z.string().min(1).max(50),
  state: z.string().max(50),
  code: code.optional(),
  at: z.iso.datetime({ offset: true }),
});
const events = z.object({ events: z.array(event).max(1_000) });

const refusals: Readonly<Record<string, ChannelRefusal>> = {
  CONSUMER_UNKNOWN: "receiverUnknown",
  NOT_ACCEPTED: "receiverUnknown",
  BANK_LEFT: "receiverUnknown",
  ISSUER_BLOCKED: "receiverRefuses",
  CONSENT_ENDED: "receiverRefuses",
  ACCOUNT_INVALID: "contentRefused",
  KID_INVALID: "contentRefused",
  AMOUNT_INVALID: "contentRefused",
  DATE_INVALID: "contentRefused",
  PDF_UNREADABLE: "contentRefused",
  FILE_DAMAGED: "tryLater",
  "5008": "setUp",
};
/** What we took back ourselves is no news. A word never heard before says only that they have it. */
const states: Readonly<Record<string, DeliveryReport["state"] | "ours">> = {
  RECEIVED: "accepted",
  DELIVERED: "delivered",
  REJECTED: "undelivered",
  CANCELLED: "ours",
};

/** The port's message, and whether the money is drawn by direct debit, so that the consumer is not asked to pay it too. */
export type EfakturaInvoice = EfakturaMessage & { readonly paidByDirectDebit?: boolean };

const TELEPHONE = /^\+\d{8,14}$/;

type Facts = Parameters<EfakturaSubmitter["findReceiver"]>[0];

/** What is asked of the register: name with telephone, or else with address. Null when that is too little, or holds an identity number (SEC-55). */
export function lookUpOf({ name, phone, address }: Facts): string | null {
  const { line1, postCode } = address ?? { line1: "", postCode: "" };
  const place = line1.trim() === "" || postCode.trim() === "" ? null : { line1, postCode };
  const known = phone !== null && TELEPHONE.test(phone) ? { phone } : place && { address: place };
  if (name.trim() === "" || known === null) return null;
  const holdsIdentity = holdsForbiddenNumber(`${name} | ${line1}`);
  return holdsIdentity ? null : JSON.stringify({ name, ...known });
}

/** The consumer's identifier, where the consumer takes eFaktura at all; null for every other answer. */
export function readReceiver(body: unknown): string | null {
  const read = identified.safeParse(body);
  return read.success && read.data.acceptance !== "no" ? read.data.efakturaIdentifier : null;
}

const KID = /^(?!0+$)\d{1,24}[\d-]$/;
const LARGEST_MINOR = 2n ** 53n - 1n;

/** What is plainly no invoice is not sent at all. */
export function doubtAbout(message: EfakturaInvoice): ChannelRefusal | null {
  const { receiverReference, issuerOrganisationNumber, brand, account, kid, amountMinor, dueOn, issuedOn } = message;
  const isPdf = Buffer.from(message.pdf.subarray(0, 5)).toString("latin1") === "%PDF-";
  const fits =
    /^\d{9}$/.test(issuerOrganisationNumber) &&
    /^\d{11}$/.test(account) &&
    KID.test(kid) &&
    amountMinor > 0n &&
    amountMinor <= LARGEST_MINOR &&
    dueOn >= issuedOn &&
    brand.trim() !== "" &&
    isPdf;
  if (!fits) return "contentRefused";
  return /^\d{1,20}$/.test(receiverReference) ? null : "receiverUnknown";
}

/**
 * A consignment under an id made of its content (40 characters at most): the same invoices again are the same consignment, and any
 * others are another one, in which each invoice is still known by its own identifier.
 */
export function consignmentOf(messages: readonly EfakturaInvoice[]): { readonly id: string; readonly body: string } {
  const invoices = messages.map(invoiceOf);
  const id = createHash("sha256").update(JSON.stringify(invoices)).digest("hex").slice(0, 40);
  return { id, body: JSON.stringify({ consignmentId: id, invoices }) };
}

function invoiceOf(message: EfakturaInvoice) {
  const { messageId, receiverReference, issuerOrganisationNumber, brand, account, kid, pdf } = message;
  return {
    messageIdentifier: messageId,
    issuer: issuerOrganisationNumber,
    brand: brand.trim().slice(0, 60),
    efakturaIdentifier: receiverReference,
    account,
    kid,
    amountMinor: Number(message.amountMinor),
    dueOn: message.dueOn,
    issuedOn: message.issuedOn,
    invoiceNumber: message.invoiceNumber,
    paidBy: message.paidByDirectDebit === true ? "avtaleGiro" : "payer",
    pdf: Buffer.from(pdf).toString("base64"),
    pdfSha256: createHash("sha256").update(pdf).digest("hex"),
  };
}

export const isRepeated = (body: unknown): boolean => repeated.safeParse(body).success;

/** What was said of a message; what the answer does not name, or does not say clearly, is unknown. */
export function readResults(body: unknown): (messageId: string) => HandedOver {
  const read = results.safeParse(body);
  const byId = new Map((read.success ? read.data.results : []).map((one) => [one.messageIdentifier, one]));
  return (messageId) => outcomeOf(messageId, byId.get(messageId));
}

function outcomeOf(messageId: string, said: z.infer<typeof result> | undefined): HandedOver {
  if (said?.status === "accepted" && said.reference !== undefined) {
    return { messageId, outcome: "accepted", partnerReference: said.reference };
  }
  if (said?.status !== "rejected") return { messageId, outcome: "unknown" };
  return refused(messageId, said.code);
}

export function refused(messageId: string, said: string | undefined): HandedOver {
  return { messageId, outcome: "refused", reason: reasonOf(said), partnerCode: said ?? null };
}

/** Taken back, now or before (5006), or why not; null when the answer says neither. */
export function readCancelled(messageId: string, body: unknown): HandedOver | null {
  const done = cancelled.safeParse(body);
  if (done.success) return { messageId, outcome: "accepted", partnerReference: done.data.reference };
  const read = refusal.safeParse(body);
  if (!read.success) return null;
  const { code: said, reference: known } = read.data;
  if (said === "5006" && known !== undefined) return { messageId, outcome: "accepted", partnerReference: known };
  return refused(messageId, said);
}

/** Null when it cannot be read. */
export function readEvents(body: unknown): readonly DeliveryReport[] | null {
  const read = events.safeParse(body);
  return read.success ? read.data.events.flatMap(reportOf) : null;
}

function reportOf({
  eventId,
  messageIdentifier,
  state: word,
  code: said,
  at,
}: z.infer<typeof event>): DeliveryReport[] {
  const state = Object.hasOwn(states, word) ? states[word]! : "accepted";
  if (state === "ours") return [];
  const reason = state === "undelivered" ? reasonOf(said) : null;
  const partnerCode = said ?? null;
  return [{ messageId: messageIdentifier, eventId, state, reason, partnerCode, at: Temporal.Instant.from(at) }];
}

function reasonOf(said: string | undefined): ChannelRefusal {
  return said !== undefined && Object.hasOwn(refusals, said) ? refusals[said]! : "unexpected";
}
