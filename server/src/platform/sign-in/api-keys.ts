import { createHash, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { recordAudit } from "../audit/record.ts";
import type { Platform, TenantTransaction } from "../context.ts";
import { column } from "../database/bulk.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import type { Principal } from "../http/route.ts";
import { randomSecret } from "../ids.ts";
import { apiKeyScopeNames, type ApiKeyScope } from "../roles/index.ts";

/** A program's key as it may be shown: never with its secret. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  /** The ledgers it is bound to; null is all of the tenant. */
  readonly ledgerIds: readonly string[] | null;
  readonly createdBy: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
  /** When it was last used, to the minute; null is never. */
  readonly lastUsedAt: Temporal.Instant | null;
};

export type NewApiKey = Pick<ApiKey, "name" | "scopes" | "ledgerIds"> & { readonly expiresAt: string | null };

const SECRET_BYTES = 32;
const FORM = /^kvitt_([0-9a-f]{32})_([0-9a-f]{32})_([\w-]{43})$/;

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function bare(id: string): string {
  return id.replaceAll("-", "");
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Makes a key for a program and gives its text, `kvitt_<tenant>_<key>_<secret>`: the only time it is seen, since only the secret's SHA-256
 * is kept. Scopes are those of the role table.
 */
export async function createApiKey(
  tx: TenantTransaction,
  input: NewApiKey,
): Promise<{ readonly id: string; readonly key: string }> {
  const id = tx.platform.ids.next();
  const secret = randomSecret(SECRET_BYTES);
  const { actor } = tx.context;
  await sql`
    insert into api_key (tenant_id, id, name, secret_hash, scopes, ledger_ids, created_by, created_at, expires_at)
    values (${tx.tenantId}, ${id}, ${input.name}, ${hashOf(secret)}, ${column.text(input.scopes)}, ${input.ledgerIds ? column.uuid(input.ledgerIds) : null},
            ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()}, ${input.expiresAt})`.execute(tx.db);
  await recordAudit(tx, {
    action: "apiKey.created",
    subjectKind: "apiKey",
    subjectId: id,
    detail: { scopes: input.scopes, ledgers: input.ledgerIds?.length ?? null },
  });
  return { id, key: `kvitt_${bare(tx.tenantId)}_${bare(id)}_${secret}` };
}

const shown = sql`id, name, scopes, ledger_ids as "ledgerIds", created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;

/** The tenant's keys, newest first. */
export async function listApiKeys(tx: TenantTransaction): Promise<ApiKey[]> {
  return (
    await sql<ApiKey>`select ${shown} from api_key where tenant_id = ${tx.tenantId} order by id desc`.execute(tx.db)
  ).rows;
}

/** Ends a key from this moment. Ending it again changes nothing. Throws API_KEY_NOT_FOUND. */
export async function revokeApiKey(tx: TenantTransaction, id: string): Promise<void> {
  const found = await sql`select id from api_key where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  if (found.rows.length === 0) throw refuse("API_KEY_NOT_FOUND");
  const ended =
    await sql`update api_key set revoked_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id} and revoked_at is null`.execute(
      tx.db,
    );
  if (ended.numAffectedRows) await recordAudit(tx, { action: "apiKey.revoked", subjectKind: "apiKey", subjectId: id });
}

/** How long the old key may live beside its successor. */
export const MOST_OVERLAP_HOURS = 168;

/**
 * Makes a successor of a key with the same name, scopes and ledgers, and lets the old one end after so many hours (or at its own end, if that
 * comes first), so that the program can change over without a stop. The successor has no end of its own. Throws API_KEY_NOT_FOUND,
 * API_KEY_ENDED.
 */
export async function rotateApiKey(
  tx: TenantTransaction,
  id: string,
  overlapHours: number,
): Promise<{ readonly id: string; readonly key: string }> {
  const old = (await listApiKeys(tx)).find((key) => key.id === id);
  if (!old) throw refuse("API_KEY_NOT_FOUND");
  const ended = old.revokedAt !== null || (old.expiresAt && Temporal.Instant.compare(old.expiresAt, tx.now) <= 0);
  if (ended) throw refuse("API_KEY_ENDED");
  const { name, scopes, ledgerIds } = old;
  const made = await createApiKey(tx, { name, scopes, ledgerIds, expiresAt: null });
  const endsAt = tx.now.add({ hours: overlapHours }).toString();
  await sql`
    update api_key set expires_at = least(expires_at, ${endsAt}::timestamptz) where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
  await recordAudit(tx, {
    action: "apiKey.rotated",
    subjectKind: "apiKey",
    subjectId: id,
    detail: { successor: made.id, endsAt },
  });
  return made;
}

type KeyRow = Pick<ApiKey, "id" | "ledgerIds" | "lastUsedAt"> & { secretHash: Buffer; scopes: readonly string[] };

const asking = (tenantId: string) => ({ tenantId, actor: { kind: "system", id: "sign-in" } }) as const;

/** A key's last use is written at most once a minute. */
const NOTE_USE_AFTER_SECONDS = 60;

async function noteUse(platform: Platform, tenantId: string, { id, lastUsedAt }: KeyRow): Promise<void> {
  const now = platform.clock.now();
  if (lastUsedAt !== null && lastUsedAt.until(now).total("seconds") < NOTE_USE_AFTER_SECONDS) return;
  await withTenant(platform, asking(tenantId), (tx) =>
    sql`update api_key set last_used_at = ${now.toString()} where tenant_id = ${tenantId} and id = ${id}`.execute(
      tx.db,
    ),
  );
}

async function liveKey(platform: Platform, tenantId: string, id: string): Promise<KeyRow | undefined> {
  return withTenant(platform, asking(tenantId), async (tx) => {
    const found = await sql<KeyRow>`
      select id, secret_hash as "secretHash", scopes, ledger_ids as "ledgerIds", last_used_at as "lastUsedAt" from api_key
      where tenant_id = ${tenantId} and id = ${id} and revoked_at is null and (expires_at is null or expires_at > ${tx.now.toString()})`.execute(
      tx.db,
    );
    return found.rows[0];
  });
}

/** Who a key stands for; undefined for one that is malformed, unknown, wrong, expired or revoked, without saying which. */
export async function principalOfApiKey(platform: Platform, text: string): Promise<Principal | undefined> {
  const parts = FORM.exec(text);
  if (!parts) return undefined;
  const tenantId = dashed(parts[1]!);
  const key = await liveKey(platform, tenantId, dashed(parts[2]!));
  const given = hashOf(parts[3]!);
  // An unknown key is compared too, with itself turned round, so that it takes the same path.
  const kept = key?.secretHash ?? Buffer.from(given).reverse();
  if (!timingSafeEqual(given, kept) || !key) return undefined;
  await noteUse(platform, tenantId, key);
  const scopes = apiKeyScopeNames.filter((scope) => key.scopes.includes(scope));
  return {
    actor: { kind: "apiKey", id: key.id },
    tenantId,
    grants: scopes.map((scope) => ({ kind: "scope", scope, ledgerIds: key.ledgerIds })),
  };
}
