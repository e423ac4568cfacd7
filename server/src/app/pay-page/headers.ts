import { createHash } from "node:crypto";
import { SEEN_SCRIPT, STYLE, WAITING_SCRIPT } from "@kvitt/web-pay";

/** Headers of every answer of the pay page's own host (SEC-35, SEC-61). */
export const ALWAYS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const STYLE_HASH = hashOf(STYLE);
const SCRIPT_HASH = { seen: hashOf(SEEN_SCRIPT), waiting: hashOf(WAITING_SCRIPT) };

/**
 * A page's policy: its one style sheet and, where it has one, its one script, by their hashes. `payerOrigins` are the partners a form may lead
 * to: browsers hold a form's redirects to the policy as well.
 */
export function policy(script: "seen" | "waiting" | null, payerOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src ${STYLE_HASH}`,
    "img-src data:",
    ...(script === null ? [] : [`script-src ${SCRIPT_HASH[script]}`, "connect-src 'self'"]),
    `form-action ${["'self'", ...payerOrigins].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
