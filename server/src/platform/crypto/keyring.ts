import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataKey } from "./seal.ts";

/** Wraps and unwraps data keys with the key-encryption key, which never reaches the database. */
export type Keyring = {
  readonly keyId: string;
  wrap(secret: Buffer, scope: string): Buffer;
  unwrap(wrapped: Buffer, scope: string): Buffer;
  /** Data keys already unwrapped in this process, by tenant and scope. */
  readonly cache: Map<string, DataKey>;
};

/** A keyring over 32 secret bytes. */
export function createKeyring(secret: Buffer): Keyring {
  const keyId = createHash("sha256").update("kvitt kek id").update(secret).digest("hex").slice(0, 16);
  return {
    keyId,
    cache: new Map(),
    wrap(plain, scope) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(Buffer.from(scope));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap(wrapped, scope) {
      const decipher = createDecipheriv("aes-256-gcm", secret, wrapped.subarray(0, 12)).setAAD(Buffer.from(scope));
      decipher.setAuthTag(wrapped.subarray(wrapped.length - 16));
      return Buffer.concat([decipher.update(wrapped.subarray(12, wrapped.length - 16)), decipher.final()]);
    },
  };
}

/** Reads the installation's key-encryption key from its file, or makes one: 32 bytes, readable by the owner only (SEC-50). */
export async function fileKeyring(dataDirectory: string): Promise<Keyring> {
  const folder = join(dataDirectory, "secrets");
  const path = join(folder, "key-encryption-key");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  }
  return createKeyring(Buffer.from((await readFile(path, "utf8")).trim(), "base64"));
}
