import { sql } from "kysely";
import { recordAudit } from "./audit/record.ts";
import type { Context, Platform, TenantTransaction } from "./context.ts";
import { withInstallation } from "./database/with-tenant.ts";

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
};

/** The tenant of a transaction by its name, with its settings; what was never set is as the product comes. */
export async function tenantWithSettings(tx: TenantTransaction): Promise<Tenant & TenantSettings> {
  const found = await sql<Tenant>`select id, name, market from tenant where id = ${tx.tenantId}`.execute(tx.db);
  return { ...found.rows[0]!, ...(await tenantSettings(tx)) };
}

async function tenantSettings(tx: TenantTransaction): Promise<TenantSettings> {
  const found = await sql<TenantSettings>`
    select one_person as "onePerson" from tenant_setting where tenant_id = ${tx.tenantId}`.execute(tx.db);
  return found.rows[0] ?? { onePerson: false };
}

/** Turns one-person mode on or off; a change stands in the audit trail, saying it again does not. */
export async function setOnePerson(tx: TenantTransaction, onePerson: boolean): Promise<void> {
  const before = await tenantSettings(tx);
  if (before.onePerson === onePerson) return;
  await sql`
    insert into tenant_setting (tenant_id, one_person, changed_at) values (${tx.tenantId}, ${onePerson}, ${tx.now.toString()})
    on conflict (tenant_id) do update set one_person = excluded.one_person, changed_at = excluded.changed_at`.execute(
    tx.db,
  );
  await recordAudit(tx, {
    action: onePerson ? "tenant.onePersonOn" : "tenant.onePersonOff",
    subjectKind: "tenant",
    subjectId: tx.tenantId,
  });
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
