import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { isUuid, withInstallation, withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import type { Principal } from "../http/route.ts";
import type { Role } from "../roles/index.ts";
import { noteUse, withinLimits, type Person } from "./sessions.ts";
import type { RoleGiven } from "./users.ts";

export type TenantChoice = { readonly id: string; readonly name: string };

/** Stands for "no tenant chosen": no tenant has it, so its transactions see nothing. */
export const NO_TENANT = "00000000-0000-0000-0000-000000000000";

/** The tenants a user works for and is not locked out of, by name. */
export async function tenantsOf(platform: Platform, userId: string): Promise<TenantChoice[]> {
  return withInstallation(platform, async (db) => {
    const found = await sql<TenantChoice>`
      select t.id, t.name from sign_in_tenant s join tenant t on t.id = s.tenant_id where s.user_id = ${userId} and s.locked_at is null order by t.name, t.id`.execute(
      db,
    );
    return found.rows;
  });
}

async function rolesIn(platform: Platform, tenantId: string, userId: string): Promise<RoleGiven[]> {
  return withTenant(platform, { tenantId, actor: { kind: "system", id: "sign-in" } }, async (tx) => {
    const found = await sql<RoleGiven>`
      select role, clinic_ids as "clinicIds" from membership where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null order by role`.execute(
      tx.db,
    );
    return found.rows;
  });
}

/** The tenant a request is for: the one it names, else the only one. Throws TENANT_NOT_CHOSEN, NOT_ALLOWED for one the user does not work for. */
function chosen(tenants: readonly TenantChoice[], asked: string | undefined): string | undefined {
  if (asked !== undefined) {
    if (!isUuid(asked) || !tenants.some((tenant) => tenant.id === asked)) throw refuse("NOT_ALLOWED");
    return asked;
  }
  return tenants.length === 1 ? tenants[0]!.id : undefined;
}

/**
 * Who a signed-in person is in a tenant. Throws NOT_SIGNED_IN for a session past its limits, SECOND_FACTOR_MISSING before the second factor
 * is set up (SEC-22), TENANT_NOT_CHOSEN where a tenant is needed and not clear.
 */
export async function principalOfPerson(
  platform: Platform,
  person: Person,
  askedTenant: string | undefined,
  tenantNeeded: boolean,
): Promise<Principal> {
  if (person.factorAt === undefined) throw refuse("SECOND_FACTOR_MISSING");
  const tenantId = chosen(await tenantsOf(platform, person.userId), askedTenant);
  if (tenantId === undefined && tenantNeeded) throw refuse("TENANT_NOT_CHOSEN");
  const given = tenantId === undefined ? [] : await rolesIn(platform, tenantId, person.userId);
  const now = platform.clock.now();
  const roles: readonly Role[] = given.map((one) => one.role);
  if (!withinLimits(person, roles, now)) throw refuse("NOT_SIGNED_IN");
  await noteUse(platform, person, now);
  const grants = given.map(({ role, clinicIds }) => ({ kind: "role", role, clinicIds }) as const);
  return {
    actor: { kind: "user", id: person.userId },
    tenantId: tenantId ?? NO_TENANT,
    grants,
    factorAt: person.factorAt,
  };
}
