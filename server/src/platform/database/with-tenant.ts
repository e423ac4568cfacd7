import { sql, type Kysely, type Transaction } from "kysely";
import { recordAudit } from "../audit/record.ts";
import { rowOf } from "../audit/refused.ts";
import type { Context, Platform, TenantTransaction } from "../context.ts";
import { invariant } from "../errors.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ACTOR = /^[\w@.:+-]{1,120}$/;
/** Serialization failure and deadlock: PostgreSQL asks for another try. */
const RETRYABLE = new Set(["40001", "40P01"]);
const MOST_TRIES = 5;

/** Is this text a UUID as we write them? Ids from outside are checked before they reach a setting or a query. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

// The settings are literals after validation: SET takes no parameters, and set_config is not passed on by a cluster.
function settings(context: Context): string {
  invariant(UUID.test(context.tenantId), "the tenant is a UUID");
  invariant(ACTOR.test(context.actor.id), "the actor's id is plain");
  const ledgers = context.ledgers;
  invariant(!ledgers || ledgers.every((id) => UUID.test(id)), "ledger ids are UUIDs");
  // An actor with no ledger at all sees nothing: the nil UUID matches none.
  const scope = !ledgers ? "*" : ledgers.length === 0 ? "00000000-0000-0000-0000-000000000000" : ledgers.join(",");
  return `set local app.tenant = '${context.tenantId}'; set local app.ledgers = '${scope}'; set local app.actor = '${context.actor.kind}:${context.actor.id}'`;
}

// Begun together with its settings, in one round trip: a day's life is thousands of small transactions.
async function attempt<T>(
  platform: Platform,
  context: Context,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return platform.database.connection().execute(async (db: Kysely<unknown>) => {
    await sql.raw(`begin; ${settings(context)}`).execute(db);
    try {
      const result = await work({ db, tenantId: context.tenantId, context, platform, now: platform.clock.now() });
      await sql`commit`.execute(db);
      return result;
    } catch (error) {
      // A connection that broke has nothing to roll back, and the first error is the one that tells.
      await sql`rollback`.execute(db).catch(() => undefined);
      throw error;
    }
  });
}

/**
 * Runs `work` in one transaction that sees one tenant only. Commits when it returns, rolls back when it throws, and begins anew
 * when the database reports a deadlock or a serialization failure; `work` must therefore have no effect outside the database.
 * A refusal that is kept on record has its audit row written after the rollback.
 */
export async function withTenant<T>(
  platform: Platform,
  context: Context,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(platform, context, work);
    } catch (error) {
      const row = rowOf(error);
      if (row) await attempt(platform, context, (tx) => recordAudit(tx, row));
      if (tries >= MOST_TRIES || !RETRYABLE.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

/**
 * Asks something of one tenant, in one transaction that cannot write. The answer does not wait for the transaction's end, which changes nothing:
 * for what is asked hundreds of times a second.
 */
export function readTenant<T>(
  platform: Platform,
  context: Context,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const asked = platform.database.connection().execute(async (db: Kysely<unknown>) => {
    await sql.raw(`begin read only; ${settings(context)}`).execute(db);
    try {
      resolve(await work({ db, tenantId: context.tenantId, context, platform, now: platform.clock.now() }));
    } finally {
      await sql`rollback`.execute(db).catch(() => undefined);
    }
  });
  asked.catch(reject);
  return promise;
}

/** One question of the same tables as below, without a transaction of its own. */
export function askInstallation<T>(platform: Platform, ask: (db: Kysely<unknown>) => Promise<T>): Promise<T> {
  return ask(platform.database);
}

/** The list of tenants and other tables that belong to no tenant. Never joined with a tenant's rows. */
export async function withInstallation<T>(
  platform: Platform,
  work: (db: Transaction<unknown>) => Promise<T>,
): Promise<T> {
  return platform.database.transaction().execute(work);
}
