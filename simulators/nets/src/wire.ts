/** The bytes of the service: look-ups and consignments in, results and events out, webhooks signed. */

import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Facts, InvoiceEvent, InvoiceIn, Taken, WireAnswer } from "./types.ts";

export const MOST_INVOICES = 200;

const issuer = z.string().regex(/^\d{9}$/);
const lookUp = z.strictObject({
  issuer: issuer.optional(),
  name: z.string().min(1).max(200).optional(),
  phone: z.string().max(20).optional(),
  email: z.string().max(200).optional(),
  birthDate: z.iso.date().optional(),
  address: z.strictObject({ line1: z.string().max(200), postCode: z.string().max(10) }).optional(),
});
const messageIdentifier = z.string().regex(/^[A-Za-z0-9-]{5,50}$/);
const consignmentId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const consignment = z.strictObject({
  consignmentId,
  invoices: z
    .array(
      z.strictObject({
        messageIdentifier,
        issuer,
        brand: z.string().min(1).max(60),
        efakturaIdentifier: z.string().optional(),
        efakturaReference: z.string().optional(),
        account: z.string().max(11),
        kid: z.string().max(25),
        amountMinor: z.int().transform(BigInt),
        dueOn: z.iso.date(),
        issuedOn: z.iso.date(),
        invoiceNumber: z.string().min(1).max(40),
        paidBy: z.enum(["payer", "avtaleGiro"]),
        pdf: z.base64(),
        pdfSha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(MOST_INVOICES),
});
const ids = z.strictObject({ ids: z.array(z.string().min(1)).max(MOST_INVOICES) });

/** Each null when it is not what the README says. */
export const readLookUp = (body: Buffer): Facts | null => read(lookUp, body);
export const readConsignment = (
  body: Buffer,
): { readonly consignmentId: string; readonly invoices: readonly InvoiceIn[] } | null => read(consignment, body);
export const readIds = (body: Buffer): readonly string[] | null => read(ids, body)?.ids ?? null;

function read<T>(schema: z.ZodType<T>, body: Buffer): T | null {
  try {
    return schema.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return null;
  }
}

export const json = (status: number, value: unknown): WireAnswer => ({ status, body: JSON.stringify(value) });

export function sayTaken(consignmentId: string, taken: readonly Taken[]): WireAnswer {
  const results = taken.map((one) =>
    "reference" in one
      ? { messageIdentifier: one.messageIdentifier, status: "accepted", reference: one.reference }
      : { messageIdentifier: one.messageIdentifier, status: "rejected", code: one.turned },
  );
  return json(200, { consignmentId, results });
}

export function sayEvents(events: readonly InvoiceEvent[]): { readonly events: readonly unknown[] } {
  return {
    events: events.map(({ eventId, messageIdentifier: id, state, code, atMs }) => ({
      eventId,
      messageIdentifier: id,
      state,
      ...(code === null ? {} : { code }),
      at: Temporal.Instant.fromEpochMilliseconds(atMs).toString(),
    })),
  };
}

/** Made anew for every try: `X-Efaktura-Signature` is HMAC-SHA256 over `<X-Efaktura-Timestamp>.<body>`. */
export function signedEvents(events: readonly InvoiceEvent[], secret: string, nowMs: number) {
  const body = JSON.stringify(sayEvents(events));
  const seconds = String(Math.floor(nowMs / 1000));
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-efaktura-timestamp": seconds,
    "x-efaktura-signature": `sha256=${signature}`,
  };
  return { headers, body };
}
