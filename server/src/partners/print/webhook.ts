/** Events that come to us: are these bytes from the service (SEC-40)? Every try is signed anew. */

import type { ReportsVerdict } from "../../delivery/ports.ts";
import {
  hexSha256,
  openSigned,
  twoHeaders,
  type Signing,
  type WebhookDelivery,
} from "../../platform/webhooks/index.ts";
import { readEvents } from "./wire.ts";

const signing: Signing = {
  hash: "sha256",
  between: ".",
  claimIn: twoHeaders({ moment: "x-print-timestamp", signature: "x-print-signature" }, hexSha256),
};

/** `secrets` are two while one is replaced. */
export function verifyWebhook(delivery: WebhookDelivery, secrets: readonly string[], nowMs: number): ReportsVerdict {
  const opened = openSigned(delivery, signing, secrets, nowMs);
  if (!opened.verified) return opened;
  const reports = readEvents(opened.body);
  return reports === null ? { verified: false, why: "unreadable" } : { verified: true, reports };
}
