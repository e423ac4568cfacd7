import { createHash } from "node:crypto";

/** The chain's arithmetic, pure. Whoever wants to check a chain without Kvitt needs these lines and the rows' texts (README). */

export type Stream = "entry" | "audit";
export const STREAMS: readonly Stream[] = ["entry", "audit"];

/** What a tenant's chain begins with: no chain fits another tenant or stream. */
export function genesis(tenantId: string, stream: Stream): Buffer {
  return createHash("sha256").update(`kvitt seal|${tenantId}|${stream}`).digest();
}

/** The next link: SHA-256 over the link before, the row's own SHA-256, and when it was sealed (milliseconds, 64 bits, big-endian). */
export function link(previous: Buffer, rowHash: Buffer, sealedAt: Temporal.Instant): Buffer {
  const at = Buffer.alloc(8);
  at.writeBigInt64BE(BigInt(sealedAt.epochMilliseconds));
  return createHash("sha256").update(previous).update(rowHash).update(at).digest();
}
