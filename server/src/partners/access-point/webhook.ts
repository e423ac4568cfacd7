/** Reports that come to us: are these bytes from the access point (SEC-40)? Every try is signed anew. */

import type { ReportsVerdict } from "../../delivery/ports.ts";
import { openSigned, stampedSignature, type WebhookDelivery } from "../../platform/webhooks/index.ts";
import { readReports } from "./wire.ts";

const signing = stampedSignature("x-signature");

/** `secrets` are two while one is replaced. */
export function verifyWebhook(delivery: WebhookDelivery, secrets: readonly string[], nowMs: number): ReportsVerdict {
  const opened = openSigned(delivery, signing, secrets, nowMs);
  if (!opened.verified) return opened;
  const reports = readReports(opened.body);
  return reports === null ? { verified: false, why: "unreadable" } : { verified: true, reports };
}
