/**
 * Webhooks: are these bytes from the company, and which application do they hint at? `Finance-Signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 over the
 * seconds, a full stop and the raw body, keyed with the secret's text.
 */

import { z } from "zod";
import type { WebhookVerdict } from "../../payments/ports.ts";
import { openSigned, stampedSignature, type WebhookDelivery } from "../../platform/webhooks/index.ts";
import type { WebhookSettings } from "./settings.ts";

/** They try for three days, each time signed afresh. */
const signing = { ...stampedSignature("finance-signature"), oldestMs: 4 * 24 * 3_600_000 };

const event = z.object({
  eventId: z.string().regex(/^[A-Za-z0-9_]{1,100}$/),
  type: z.string().regex(/^[a-z.]{1,50}$/),
  reference: z.string().regex(/^[a-zA-Z0-9-]{8,64}$/),
});

export function verifyWebhook(delivery: WebhookDelivery, { secrets }: WebhookSettings, nowMs: number): WebhookVerdict {
  const opened = openSigned(delivery, signing, secrets, nowMs);
  if (!opened.verified) return opened;
  const read = event.safeParse(opened.body);
  if (!read.success) return { verified: false, why: "unreadable" };
  const { eventId, reference, type: name } = read.data;
  return { verified: true, eventId, reference, name, success: true, late: opened.late };
}
