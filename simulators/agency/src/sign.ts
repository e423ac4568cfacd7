/** Signing a call: HMAC-SHA256 over moment, method, address and body, keyed with the client's secret as text. */

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Account, WireRequest } from "./types.ts";

const FIVE_MINUTES_SECONDS = 300;

/** What is signed: `1790000000.PUT./v1/cases/7?.{...}` without the question mark where nothing follows it. */
export function signatureOf(
  secret: string,
  seconds: string,
  call: Pick<WireRequest, "method" | "path" | "query" | "body">,
) {
  const address = call.query === "" ? call.path : `${call.path}?${call.query}`;
  return createHmac("sha256", secret).update(`${seconds}.${call.method}.${address}.${call.body}`, "utf8").digest("hex");
}

const isClient = ({ clientId }: Account, said: unknown): boolean =>
  typeof said === "string" && (said === clientId || said.startsWith(`${clientId}-`));

/** Is it the client who calls, just now? */
export function isSigned(account: Account, request: WireRequest, nowMs: number): boolean {
  const { "agency-client": client, "agency-timestamp": seconds, "agency-signature": given } = request.headers;
  if (!isClient(account, client) || typeof seconds !== "string" || typeof given !== "string") return false;
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(nowMs / 1_000 - Number(seconds)) > FIVE_MINUTES_SECONDS) return false;
  const right = Buffer.from(`v1=${signatureOf(account.secret, seconds, request)}`);
  const said = Buffer.from(given);
  return right.length === said.length && timingSafeEqual(right, said);
}
