import { sql } from "kysely";
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
