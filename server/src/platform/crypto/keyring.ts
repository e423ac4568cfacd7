import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { column } from "../database/bulk.ts";
import { dataKey, type DataKey } from "./seal.ts";

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

type Scope = "tenant" | "party";
const MOST_CACHED = 50_000;

function cacheName(tenantId: string, scope: Scope, id: string): string {
  return `${tenantId}|${scope}|${id}`;
}

async function insertMissing(tx: TenantTransaction, scope: Scope, ids: readonly string[]): Promise<void> {
  const { keyring } = tx.platform;
  const wrapped = ids.map((id) => keyring.wrap(randomBytes(32), cacheName(tx.tenantId, scope, id)));
  await sql`
    insert into data_key (tenant_id, scope, scope_id, wrapped, key_id, created_at)
    select ${tx.tenantId}, ${scope}, x.id, x.wrapped, ${keyring.keyId}, ${tx.now.toString()}
    from unnest(${column.uuid(ids)}, ${column.bytea(wrapped)}) as x (id, wrapped)
    on conflict (tenant_id, scope, scope_id) do nothing`.execute(tx.db);
}

async function readKeys(tx: TenantTransaction, scope: Scope, ids: readonly string[]): Promise<{ scope_id: string; wrapped: Buffer }[]> {
  const found = await sql<{ scope_id: string; wrapped: Buffer }>`
    select scope_id, wrapped from data_key where tenant_id = ${tx.tenantId} and scope = ${scope} and scope_id = any (${column.uuid(ids)})`.execute(tx.db);
  return found.rows;
}

async function keysOf(tx: TenantTransaction, scope: Scope, ids: readonly string[], make: boolean): Promise<Map<string, DataKey>> {
  const { keyring } = tx.platform;
  const keys = new Map<string, DataKey>();
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const cached = keyring.cache.get(cacheName(tx.tenantId, scope, id));
    if (cached) keys.set(id, cached);
    else missing.push(id);
  }
  if (missing.length === 0) return keys;
  if (make) await insertMissing(tx, scope, missing);
  if (keyring.cache.size > MOST_CACHED) keyring.cache.clear();
  for (const row of await readKeys(tx, scope, missing)) {
    const name = cacheName(tx.tenantId, scope, row.scope_id);
    const key = dataKey(keyring.unwrap(row.wrapped, name));
    // A key made in this transaction may still be rolled back: only keys that were there before are kept.
    if (!make) keyring.cache.set(name, key);
    keys.set(row.scope_id, key);
  }
  return keys;
}

/** The tenant's own data key; made on first use. */
export async function tenantKey(tx: TenantTransaction): Promise<DataKey> {
  const known = await keysOf(tx, "tenant", [tx.tenantId], false);
  const key = known.get(tx.tenantId) ?? (await keysOf(tx, "tenant", [tx.tenantId], true)).get(tx.tenantId);
  if (!key) throw new Error("The tenant's data key could not be made");
  return key;
}

/** Data keys of parties, one for each; a party whose key was destroyed (erasure) is absent from the answer. */
export async function partyKeys(tx: TenantTransaction, partyIds: readonly string[]): Promise<Map<string, DataKey>> {
  return keysOf(tx, "party", partyIds, false);
}

/** Makes data keys for new parties and gives them back. */
export async function makePartyKeys(tx: TenantTransaction, partyIds: readonly string[]): Promise<Map<string, DataKey>> {
  return keysOf(tx, "party", partyIds, true);
}
