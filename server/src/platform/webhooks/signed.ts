/** Deliveries signed as our own wires sign them, and many others: an HMAC over the moment and the raw bytes (SEC-40). */

import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookDelivery, WebhookDoubt } from "./types.ts";

export const MOST_WEBHOOK_BYTES = 256 * 1024;
const FRESH_MS = 5 * 60_000;
const SECONDS = /^\d{1,12}$/;
const STAMPED = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** The moment a delivery says it was signed at, and the signatures it bears. */
export type Claim = { readonly seconds: string; readonly signatures: readonly Buffer[] };

export type Signing = {
  readonly hash: "sha256" | "sha512";
  /** What stands between the seconds and the bytes in what is signed. */
  readonly between: string;
  /** Null when the headers hold none. */
  readonly claimIn: (headers: WebhookDelivery["headers"]) => Claim | null;
  /**
   * How long ago a delivery may have been signed. Five minutes, where every try is signed anew, so that one that is older is a replay; more where it is
   * not known to be.
   */
  readonly oldestMs?: number;
};

/** `body`: the JSON of the bytes, undefined when they are none. `late`: signed more than five minutes away from now. */
export type Opened =
  | { readonly verified: true; readonly body: unknown; readonly late: boolean }
  | { readonly verified: false; readonly why: WebhookDoubt };

/** Are these bytes signed with one of the secrets? They are two while one is replaced. Never throws on what it is sent. */
export function openSigned(
  { raw, headers }: WebhookDelivery,
  { hash, between, claimIn, oldestMs = FRESH_MS }: Signing,
  secrets: readonly string[],
  nowMs: number,
): Opened {
  if (raw.length > MOST_WEBHOOK_BYTES) return { verified: false, why: "tooLarge" };
  const claim = claimIn(headers);
  if (claim === null) return { verified: false, why: "signature" };
  // Every secret is tried against every signature, so that the time taken does not tell which one fitted.
  const fits = secrets.flatMap((secret) => {
    const ours = createHmac(hash, secret).update(`${claim.seconds}${between}`).update(raw).digest();
    return claim.signatures.map((theirs) => ours.length === theirs.length && timingSafeEqual(ours, theirs));
  });
  if (!fits.includes(true)) return { verified: false, why: "signature" };
  const offMs = Math.abs(nowMs - Number(claim.seconds) * 1000);
  return offMs > oldestMs
    ? { verified: false, why: "tooOld" }
    : { verified: true, body: jsonOf(raw), late: offMs > FRESH_MS };
}

/** `<name>: t=<seconds>,v1=<hex>` over `<seconds>.<bytes>`, by SHA-256. */
export function stampedSignature(name: string): Signing {
  return {
    hash: "sha256",
    between: ".",
    claimIn: (headers) => {
      const [, seconds, hex] = STAMPED.exec(oneText(headers[name])) ?? [];
      return seconds === undefined || hex === undefined ? null : { seconds, signatures: [Buffer.from(hex, "hex")] };
    },
  };
}

/** The seconds in one header and the signature in another; `signatureIn` gives null for what is no signature. */
export function twoHeaders(
  names: { readonly moment: string; readonly signature: string },
  signatureIn: (text: string) => Buffer | null,
): Signing["claimIn"] {
  return (headers) => {
    const seconds = oneText(headers[names.moment]);
    const signature = signatureIn(oneText(headers[names.signature]));
    return SECONDS.test(seconds) && signature !== null ? { seconds, signatures: [signature] } : null;
  };
}

/** `sha256=<hex>`. */
export function hexSha256(text: string): Buffer | null {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(text)?.[1];
  return hex === undefined ? null : Buffer.from(hex, "hex");
}

/** A header that came twice is none: two readers could each believe another one. */
function oneText(header: string | readonly string[] | undefined): string {
  return typeof header === "string" ? header : "";
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw)) as unknown;
  } catch {
    return undefined;
  }
}
