import { sql } from "kysely";
import { recordAudit } from "./audit/record.ts";
import type { Context, Platform, TenantTransaction } from "./context.ts";
import { withInstallation } from "./database/with-tenant.ts";
import type { languages } from "./sign-in/preferences.ts";

export type Tenant = { readonly id: string; readonly name: string; readonly market: string };
export type ClinicKind = "dental" | "veterinary";
export type Clinic = {
  readonly id: string;
  readonly name: string;
  readonly kind: ClinicKind;
  readonly timeZone: string;
};

/** Adds a chain or an independent clinic. */
export async function createTenant(platform: Platform, input: { name: string; market: string }): Promise<Tenant> {
  const id = platform.ids.next();
  await withInstallation(platform, (db) =>
    sql`insert into tenant (id, name, market, created_at) values (${id}, ${input.name}, ${input.market}, ${platform.clock.now().toString()})`.execute(
      db,
    ),
  );
  return { id, ...input };
}

/** All tenants of the installation, by name. */
export async function listTenants(platform: Platform): Promise<Tenant[]> {
  return withInstallation(
    platform,
    async (db) => (await sql<Tenant>`select id, name, market from tenant order by name, id`.execute(db)).rows,
  );
}

/** What a tenant has settled for itself. */
export type TenantSettings = {
  /** One person may bring a bank file and release it: with a fresh second factor, and a notice to the accountant (SEC-14). */
  readonly onePerson: boolean;
  /** Up to how many minor units a clinic manager alone may credit a patient in 30 days (SEC-13); null is the market's own limit. */
  readonly creditLimitMinor: bigint | null;
  /** In which language the screens of people who join here begin; null is their browser's. */
  readonly language: (typeof languages)[number] | null;
  /** Made for practice: the screens say so loudly, and no message leaves it. */
  readonly training: boolean;
};

const AS_IT_COMES: TenantSettings = { onePerson: false, creditLimitMinor: null, language: null, training: false };

/** The tenant of a transaction by its name, with its settings; what was never set is as the product comes. */
export async function tenantWithSettings(tx: TenantTransaction): Promise<Tenant & TenantSettings> {
  const found = await sql<Tenant>`select id, name, market from tenant where id = ${tx.tenantId}`.execute(tx.db);
  return { ...found.rows[0]!, ...(await tenantSettings(tx)) };
}

async function tenantSettings(tx: TenantTransaction): Promise<TenantSettings> {
  const found = await sql<TenantSettings>`
    select one_person as "onePerson", credit_limit_minor as "creditLimitMinor", language, training from tenant_setting where tenant_id = ${tx.tenantId}`.execute(
    tx.db,
  );
  return found.rows[0] ?? AS_IT_COMES;
}

async function keepSettings(
  tx: TenantTransaction,
  { onePerson, creditLimitMinor, language, training }: TenantSettings,
) {
  await sql`
    insert into tenant_setting (tenant_id, one_person, credit_limit_minor, language, training, changed_at)
    values (${tx.tenantId}, ${onePerson}, ${creditLimitMinor}, ${language}, ${training}, ${tx.now.toString()})
    on conflict (tenant_id) do update set one_person = excluded.one_person, credit_limit_minor = excluded.credit_limit_minor,
      language = excluded.language, training = excluded.training, changed_at = excluded.changed_at`.execute(tx.db);
}

export type TenantChanges = Partial<TenantSettings> & { readonly name?: string };

type Settled = Tenant & TenantSettings;

/** What of the wish differs from what is, each as it was and as it becomes: what the audit trail keeps. */
function differing(now: Settled, wish: TenantChanges): { before: Partial<Settled>; after: Partial<Settled> } {
  const names = Object.keys(wish) as (keyof TenantChanges)[];
  const changed = names.filter((name) => wish[name] !== undefined && wish[name] !== now[name]);
  const of = (from: TenantChanges) => Object.fromEntries(changed.map((name) => [name, from[name]]));
  return { before: of(now), after: of(wish) };
}

/**
 * Changes the tenant's name or settings: what is not named stays. Each change stands in the audit trail with what was and what is; saying
 * it again does not. Gives what changed.
 */
export async function changeTenant(tx: TenantTransaction, wish: TenantChanges): Promise<Partial<Settled>> {
  const now = await tenantWithSettings(tx);
  const { before, after } = differing(now, wish);
  if (Object.keys(after).length === 0) return {};
  const becomes = { ...now, ...after };
  if (after.name !== undefined)
    await sql`update tenant set name = ${after.name} where id = ${tx.tenantId}`.execute(tx.db);
  await keepSettings(tx, becomes);
  await recordAudit(tx, {
    action: "tenant.changed",
    subjectKind: "tenant",
    subjectId: tx.tenantId,
    detail: { before, after },
  });
  return after;
}

/** Adds a clinic to the tenant. */
export async function createClinic(
  tx: TenantTransaction,
  input: { name: string; kind: ClinicKind; timeZone: string },
): Promise<Clinic> {
  const id = tx.platform.ids.next();
  await sql`
    insert into clinic (tenant_id, id, name, kind, time_zone, created_at)
    values (${tx.tenantId}, ${id}, ${input.name}, ${input.kind}, ${input.timeZone}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  return { id, ...input };
}

/** The tenant's clinics, by name. */
export async function listClinics(tx: TenantTransaction): Promise<Clinic[]> {
  const found = await sql<Clinic>`
    select id, name, kind, time_zone as "timeZone" from clinic where tenant_id = ${tx.tenantId} order by name, id`.execute(
    tx.db,
  );
  return found.rows;
}

/** The context in which the product itself acts: jobs, schedules, the simulated life. */
export function systemContext(tenantId: string, job: string): Context {
  return { tenantId, actor: { kind: "system", id: job } };
}
