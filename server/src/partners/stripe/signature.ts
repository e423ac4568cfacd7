/**
 * Webhooks: are these bytes from the service, and which payment do they hint at? What is signed is the header's seconds, a full stop and the raw
 * body; `Stripe-Signature: t=1760000000,v1=<hex>`, with more than one `v1` while the service replaces a secret. Source: webhook signatures.
 */

import { z } from "zod";
import type { WebhookVerdict } from "../../payments/ports.ts";
import { openSigned, type Claim, type Signing, type WebhookDelivery } from "../../platform/webhooks/index.ts";
import type { WebhookSettings } from "./settings.ts";

const LONGEST_HEADER = 2_000;

const signing: Signing = {
  hash: "sha256",
  between: ".",
  claimIn: (headers) => readHeader(headers["stripe-signature"]),
  // They try for three days, each time signed afresh; one that is older was kept by somebody.
  oldestMs: 4 * 24 * 3_600_000,
};

/** Objects that carry our reference in one place or the other; a dispute knows only its payment intent. */
const event = z.object({
  id: z.string().regex(/^evt_[A-Za-z0-9_]{1,100}$/),
  type: z.string().regex(/^[a-z0-9_.]{1,100}$/),
  data: z.object({
    object: z.object({
      object: z.string(),
      client_reference_id: z.string().nullish(),
      metadata: z.record(z.string(), z.string()).nullish(),
      payment_intent: z.unknown().optional(),
    }),
  }),
});

const OURS = /^[a-zA-Z0-9-]{8,64}$/;
const THEIRS = /^pi_[A-Za-z0-9]{1,100}$/;

/** The key is the secret's text, prefix included. */
export function verifyWebhook(delivery: WebhookDelivery, { secrets }: WebhookSettings, nowMs: number): WebhookVerdict {
  const opened = openSigned(delivery, signing, secrets, nowMs);
  return opened.verified ? readEvent(opened.body, opened.late) : opened;
}

/** A header that came twice is none: two readers could each believe another one. */
function readHeader(header: string | readonly string[] | undefined): Claim | null {
  if (typeof header !== "string" || header.length > LONGEST_HEADER) return null;
  const parts = header.split(",").map((part) => part.split("="));
  const valuesOf = (name: string): string[] => parts.filter(([key]) => key === name).map(([, value]) => value ?? "");
  const [seconds, ...more] = valuesOf("t");
  const signatures = valuesOf("v1").filter((value) => /^[0-9a-f]{64}$/.test(value));
  if (seconds === undefined || more.length > 0 || !/^\d{1,12}$/.test(seconds)) return null;
  return { seconds, signatures: signatures.map((value) => Buffer.from(value, "hex")) };
}

function readEvent(body: unknown, late: boolean): WebhookVerdict {
  const read = event.safeParse(body);
  const reference = read.success ? referenceIn(read.data.data.object) : null;
  if (!read.success || reference === null) return { verified: false, why: "unreadable" };
  const { id: eventId, type: name } = read.data;
  return { verified: true, eventId, reference, name, success: !name.endsWith("failed"), late };
}

/** Ours; of a dispute the service's own id of the payment, under which `get` finds it too. */
function referenceIn({
  client_reference_id,
  metadata,
  payment_intent,
}: z.infer<typeof event>["data"]["object"]): string | null {
  const ours = client_reference_id ?? metadata?.["reference"];
  if (typeof ours === "string" && OURS.test(ours)) return ours;
  return typeof payment_intent === "string" && THEIRS.test(payment_intent) ? payment_intent : null;
}
