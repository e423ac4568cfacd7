/**
 * Callbacks: the service signs none, so what one says is never believed. It is a hint to read, and taken as one only with the identifier that we gave
 * the instruction (`callbackIdentifier`) and that nobody else can make.
 */

import { z } from "zod";
import type { WebhookVerdict } from "../../payments/ports.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import { isIdentifier, referenceInMark, referenceOf } from "./names.ts";
import type { CallbackSettings } from "./settings.ts";

/** SEC-40. */
const LONGEST_BODY_BYTES = 256 * 1024;

const event = z.object({
  id: z.string().regex(/^[0-9A-F]{32}$/),
  status: z.string().regex(/^[A-Z]{1,30}$/),
  payeePaymentReference: z.string().nullish(),
  payerPaymentReference: z.string().nullish(),
});

export function verifyCallback({ raw, headers }: WebhookDelivery, { secrets }: CallbackSettings): WebhookVerdict {
  if (raw.length > LONGEST_BODY_BYTES) return { verified: false, why: "tooLarge" };
  const claimed = headers["callbackidentifier"];
  const read = event.safeParse(jsonOf(raw));
  // What it is about stands in the body: without it nothing can be held against the identifier.
  if (typeof claimed !== "string" || !read.success || !isIdentifier(secrets, read.data.id, claimed)) {
    return { verified: false, why: "signature" };
  }
  const { id, status, payerPaymentReference } = read.data;
  const reference =
    payerPaymentReference === null || payerPaymentReference === undefined
      ? referenceOf(id)
      : referenceInMark(payerPaymentReference);
  if (reference === null) return { verified: false, why: "unreadable" };
  return {
    verified: true,
    eventId: `${id}/${status}`,
    reference,
    name: status,
    success: status !== "ERROR",
    late: false,
  };
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw)) as unknown;
  } catch {
    return undefined;
  }
}
