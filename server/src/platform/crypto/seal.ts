import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from "node:crypto";

/** A data key: one part seals, the other makes blind indexes. */
export type DataKey = { readonly sealing: Buffer; readonly blinding: Buffer };

/** Where a sealed value stands. Bound into the seal, so that a value moved to another row or column does not open (SEC-51). */
export type SealPlace = {
  readonly tenantId: string;
  readonly table: string;
  readonly column: string;
  readonly row: string;
};

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives the two parts of a data key from 32 secret bytes (HKDF-SHA-256, RFC 5869). */
export function dataKey(secret: Buffer): DataKey {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", secret, "", `kvitt ${use}`, 32));
  return { sealing: derive("seal"), blinding: derive("blind") };
}

// Random nonces are drawn from a pool: one system call for hundreds of values.
const noncePool = Buffer.alloc(NONCE_BYTES * 512);
let nonceAt = noncePool.length;
function nextNonce(): Buffer {
  if (nonceAt === noncePool.length) {
    randomFillSync(noncePool);
    nonceAt = 0;
  }
  nonceAt += NONCE_BYTES;
  return noncePool.subarray(nonceAt - NONCE_BYTES, nonceAt);
}

function bound(place: SealPlace): Buffer {
  return Buffer.from(`${place.tenantId}|${place.table}|${place.column}|${place.row}`);
}

/** Seals a text: version, 96-bit random nonce, ciphertext, tag (AES-256-GCM). */
export function seal(key: DataKey, place: SealPlace, text: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv("aes-256-gcm", key.sealing, nonce);
  cipher.setAAD(bound(place));
  const body = cipher.update(text, "utf8");
  cipher.final();
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
}

/** Opens a sealed text. Throws when it was changed, moved, or sealed with another key. */
export function unseal(key: DataKey, place: SealPlace, sealed: Buffer): string {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES)
    throw new Error("A sealed value has an unknown form");
  const decipher = createDecipheriv("aes-256-gcm", key.sealing, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(bound(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = decipher.update(sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES));
  return Buffer.concat([body, decipher.final()]).toString("utf8");
}

/** A keyed hash of a value, 16 bytes: equal values are found without being readable. */
export function blindIndex(key: DataKey, text: string): Buffer {
  return createHmac("sha256", key.blinding).update(text).digest().subarray(0, 16);
}
