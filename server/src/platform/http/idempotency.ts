import { keyHoldsIdentityNumber } from "@kvitt/values";
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Context, Platform, TenantTransaction } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import { canonicalJson } from "../json.ts";
import { InputError } from "./input.ts";

/** What was answered, as it went over the wire. */
export type Kept = { readonly status: number; readonly text: string };

/** One attempt to do something under a key of the caller's choosing. */
export type Claim = { readonly route: string; readonly key: string; readonly bodyHash: Buffer };

const KEEP_DAYS = 30;
/** After this a run that never said how it ended is taken for dead; its handler makes twice once by itself, so running again is safe. */
const LEASE_MINUTES = 10;
const KEY = /^[\x21-\x7e]{1,200}$/;

/** A key is kept for 30 days, so it may be anything but a person's number (SEC-55). */
function requireNobodysNumber(key: string): void {
  if (!keyHoldsIdentityNumber(key)) return;
  const sentence = "The key holds an identity number; make keys that say nothing of anybody.";
  throw new InputError("headers", [{ code: "PII_IDENTITY_NUMBER", sentence, field: "Idempotency-Key" }]);
}

/** Reads the header. Throws IDEMPOTENCY_KEY_MISSING when it is needed and absent, or not a plain text of 1 to 200 characters. */
export function claimOf(
  route: string,
  header: unknown,
  required: boolean,
  context: Context,
  input: unknown,
): Claim | undefined {
  if (header === undefined && !required) return undefined;
  if (typeof header !== "string" || !KEY.test(header)) throw refuse("IDEMPOTENCY_KEY_MISSING");
  requireNobodysNumber(header);
  // A key belongs to who sent it: another actor's answer is never given out.
  const key = `${context.actor.kind}:${context.actor.id}:${header}`;
  return { route, key, bodyHash: createHash("sha256").update(canonicalJson(input)).digest() };
}

type KeptRow = { bodyHash: Buffer; status: number | null; text: string | null; running: boolean };

function forgottenBefore(tx: TenantTransaction): string {
  return tx.now.subtract({ hours: KEEP_DAYS * 24 }).toString();
}

/**
 * Finds the stored answer. Throws RUNNING while a twin is at work, REUSED for another body. The lock is tried, not waited for: it ends with
 * the transaction, however that ends. The unique key is what makes twice once; the lock only tells the twin at once.
 */
async function find(tx: TenantTransaction, claim: Claim): Promise<Kept | undefined> {
  const lock = createHash("sha256").update(`${tx.tenantId}|${claim.route}|${claim.key}`).digest().readBigInt64BE();
  const locked = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${lock}) as free`.execute(tx.db);
  if (!locked.rows[0]?.free) throw refuse("IDEMPOTENCY_KEY_RUNNING");
  const found = await sql<KeptRow>`
    select body_hash as "bodyHash", status, response #>> '{}' as text, status is null and lease_until > ${tx.now.toString()} as running
    from idempotency_key where tenant_id = ${tx.tenantId} and route = ${claim.route} and key = ${claim.key} and created_at >= ${forgottenBefore(tx)}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  if (!row) return undefined;
  if (!row.bodyHash.equals(claim.bodyHash)) throw refuse("IDEMPOTENCY_KEY_REUSED");
  if (row.running) throw refuse("IDEMPOTENCY_KEY_RUNNING");
  return row.status === null ? undefined : { status: row.status, text: row.text ?? "" };
}

async function keep(
  tx: TenantTransaction,
  claim: Claim,
  kept: Kept | null,
  leaseUntil: Temporal.Instant | null,
): Promise<void> {
  const stored = await sql`
    insert into idempotency_key (tenant_id, route, key, body_hash, status, response, lease_until, created_at)
    values (${tx.tenantId}, ${claim.route}, ${claim.key}, ${claim.bodyHash}, ${kept?.status ?? null}, to_jsonb(${kept?.text ?? null}::text), ${leaseUntil?.toString() ?? null}, ${tx.now.toString()})
    on conflict (tenant_id, route, key) do update
      set body_hash = excluded.body_hash, status = excluded.status, response = excluded.response, lease_until = excluded.lease_until, created_at = excluded.created_at
      where idempotency_key.created_at < ${forgottenBefore(tx)} or (idempotency_key.status is null and idempotency_key.lease_until <= ${tx.now.toString()})`.execute(
    tx.db,
  );
  // A twin that this server's lock could not see was first: what we did is rolled back.
  if (!stored.numAffectedRows) throw refuse("IDEMPOTENCY_KEY_RUNNING");
}

/**
 * Does something once, in the transaction of its effect (SEC-42): the answer is kept with what it answers for, or neither is.
 * A refusal rolls back and keeps nothing, so the corrected request may use the same key.
 */
export async function onceInTransaction(
  tx: TenantTransaction,
  claim: Claim,
  work: () => Promise<Kept>,
): Promise<Kept & { readonly repeated: boolean }> {
  const before = await find(tx, claim);
  if (before) return { ...before, repeated: true };
  const kept = await work();
  await keep(tx, claim, kept, null);
  return { ...kept, repeated: false };
}

async function beginLease(
  platform: Platform,
  context: Context,
  claim: Claim,
): Promise<{ before: Kept } | { lease: Temporal.Instant }> {
  return withTenant(platform, context, async (tx) => {
    const before = await find(tx, claim);
    if (before) return { before };
    const lease = tx.now.add({ minutes: LEASE_MINUTES });
    await keep(tx, claim, null, lease);
    return { lease };
  });
}

/**
 * Does something of several transactions once. The key is claimed first and for some minutes; the work's own natural keys make it safe to run
 * again after a crash, when the claim has run out.
 */
export async function onceAcrossTransactions(
  platform: Platform,
  context: Context,
  claim: Claim,
  work: () => Promise<Kept>,
): Promise<Kept & { readonly repeated: boolean }> {
  const begun = await beginLease(platform, context, claim);
  if ("before" in begun) return { ...begun.before, repeated: true };
  const mine = begun.lease.toString();
  try {
    const kept = await work();
    await withTenant(platform, context, (tx) =>
      sql`update idempotency_key set status = ${kept.status}, response = to_jsonb(${kept.text}::text), lease_until = null
          where tenant_id = ${tx.tenantId} and route = ${claim.route} and key = ${claim.key} and lease_until = ${mine}`.execute(
        tx.db,
      ),
    );
    return { ...kept, repeated: false };
  } catch (error) {
    await withTenant(platform, context, (tx) =>
      sql`delete from idempotency_key where tenant_id = ${tx.tenantId} and route = ${claim.route} and key = ${claim.key} and lease_until = ${mine} and status is null`.execute(
        tx.db,
      ),
    );
    throw error;
  }
}

/** Forgets answers older than 30 days. Returns how many. */
export async function forgetOldKeys(tx: TenantTransaction): Promise<bigint> {
  const gone =
    await sql`delete from idempotency_key where tenant_id = ${tx.tenantId} and created_at < ${forgottenBefore(tx)}`.execute(
      tx.db,
    );
  return gone.numAffectedRows ?? 0n;
}
