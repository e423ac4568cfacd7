/**
 * Webhooks: are these bytes from the service, and which payment do they hint at? The string that is signed is
 * `POST` LF path with query LF date `;` host `;` hash of the body. Source: webhooks API, request authentication.
 */

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { WebhookVerdict } from "../../payments/ports.ts";
import type { WebhookDelivery } from "../../platform/webhooks/index.ts";
import type { WebhookSettings } from "./settings.ts";

/** SEC-40. */
const LONGEST_BODY_BYTES = 256 * 1024;
const FRESH_MS = 5 * 60_000;
/** They try for seven days; whether a retry carries a fresh date is not known. */
const OLDEST_MS = 8 * 24 * 3_600_000;

const AUTHORIZATION = /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([A-Za-z0-9+/]{43}=)$/;
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** More fields may come; these are ours. `success` false tells of an operation that failed. */
const event = z.object({
  msn: z.string().regex(/^\d{4,7}$/),
  reference: z.string().regex(/^[a-zA-Z0-9-]{8,64}$/),
  pspReference: z.string().min(1).max(100),
  name: z.string().regex(/^[A-Z_]{1,50}$/),
  success: z.boolean(),
});

/** Host and path are those of the registered address: a proxy in front of us may have changed the request's. */
export function verifyWebhook(
  { raw, headers }: WebhookDelivery,
  { url, secrets }: WebhookSettings,
  nowMs: number,
): WebhookVerdict {
  if (raw.length > LONGEST_BODY_BYTES) return { verified: false, why: "tooLarge" };
  const date = one(headers["x-ms-date"]);
  const claimedHash = one(headers["x-ms-content-sha256"]);
  const claimed = AUTHORIZATION.exec(one(headers["authorization"]) ?? "")?.[1];
  const hash = createHash("sha256").update(raw).digest("base64");
  if (date === null || claimedHash === null || claimed === undefined || !HTTP_DATE.test(date)) return badSignature;
  const text = stringToSign(new URL(url), date, hash);
  // Every secret is tried, so that the time taken does not tell which one fitted.
  const fits = secrets.map((secret) => alike(signatureOf(secret, text), claimed)).includes(true);
  if (!alike(hash, claimedHash) || !fits) return badSignature;
  const offMs = Math.abs(nowMs - Date.parse(date));
  if (!(offMs <= OLDEST_MS)) return { verified: false, why: "tooOld" };
  return readEvent(raw, offMs > FRESH_MS);
}

const badSignature = { verified: false, why: "signature" } as const;

function stringToSign(url: URL, date: string, hash: string): string {
  return `POST\n${url.pathname}${url.search}\n${date};${url.host};${hash}`;
}

/** The key is the secret's text itself, not what its base64 or hex would decode to. */
function signatureOf(secret: string, text: string): string {
  return createHmac("sha256", Buffer.from(secret, "utf8")).update(text).digest("base64");
}

function alike(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A header that came twice is none: two readers could each believe another one. */
function one(header: string | readonly string[] | undefined): string | null {
  return typeof header === "string" ? header : null;
}

function readEvent(raw: Uint8Array, late: boolean): WebhookVerdict {
  const read = event.safeParse(jsonOf(raw));
  if (!read.success) return { verified: false, why: "unreadable" };
  const { msn, reference, name, pspReference, success } = read.data;
  return { verified: true, eventId: `${msn}/${reference}/${name}/${pspReference}`, reference, name, success, late };
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw)) as unknown;
  } catch {
    return undefined;
  }
}
