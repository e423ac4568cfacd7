/** Signing a webhook: HMAC-SHA256 over `seconds.body`, keyed with the endpoint's secret as text. */

import { createHmac } from "node:crypto";

/** `t=1732262400,v1=5257a8...`: the value of `Finance-Signature`. */
export function signatureHeader(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex")}`;
}
