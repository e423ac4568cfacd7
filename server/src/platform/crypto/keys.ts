import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { column } from "../database/bulk.ts";
import { dataKey, type DataKey } from "./seal.ts";

/** The data keys of a tenant and of its parties: kept wrapped in the database, unwrapped in memory. */

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

async function readKeys(
  tx: TenantTransaction,
  scope: Scope,
  ids: readonly string[],
): Promise<{ scope_id: string; wrapped: Buffer }[]> {
  const found = await sql<{ scope_id: string; wrapped: Buffer }>`
    select scope_id, wrapped from data_key where tenant_id = ${tx.tenantId} and scope = ${scope} and scope_id = any (${column.uuid(ids)})`.execute(
    tx.db,
  );
  return found.rows;
}

async function keysOf(
  tx: TenantTransaction,
  scope: Scope,
  ids: readonly string[],
  make: boolean,
): Promise<Map<string, DataKey>> {
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
