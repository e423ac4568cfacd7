import { sql } from "kysely";
import { recordAudit } from "../audit/record.ts";
import type { TenantTransaction } from "../context.ts";
import { column } from "../database/bulk.ts";
import { refuse } from "../errors.ts";
import { randomSecret } from "../ids.ts";
import type { Role } from "../roles/index.ts";
import { hashPassword, requireStrongPassword } from "./password.ts";
import { sealTotpSecret } from "./totp.ts";

/** A role of a user in a tenant; clinics bind it to their ledgers, null is as far as the role itself reaches. */
export type RoleGiven = { readonly role: Role; readonly clinicIds: readonly string[] | null };

export type User = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly secondFactor: boolean;
  /** Since when the person is locked out of this tenant; null is not at all. */
  readonly lockedAt: Temporal.Instant | null;
  readonly roles: readonly RoleGiven[];
};

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly RoleGiven[];
  /** Left out, one is made and given back, once. */
  readonly password?: string;
  /** A second factor already set up: the demo's and the tests' users. */
  readonly totpSecret?: string;
};

async function insertAccount(tx: TenantTransaction, userId: string, input: NewUser, password: string): Promise<void> {
  const at = tx.now.toString();
  await sql`
    insert into sign_in_account (id, user_id, account_id, provider_id, password, created_at, updated_at)
    values (${tx.platform.ids.next()}, ${userId}, ${userId}, 'credential', ${await hashPassword(password)}, ${at}, ${at})`.execute(
    tx.db,
  );
  if (input.totpSecret === undefined) return;
  await sql`
    insert into sign_in_two_factor (id, user_id, secret, backup_codes, verified)
    values (${tx.platform.ids.next()}, ${userId}, ${await sealTotpSecret(tx.platform, input.totpSecret)}, '', true)`.execute(
    tx.db,
  );
}

/** The user of an e-mail address, made when nobody has it. `password` is given only for a new user. */
async function findOrInsert(
  tx: TenantTransaction,
  input: NewUser,
): Promise<{ userId: string; password: string | null }> {
  const email = input.email.trim().toLowerCase();
  const password = input.password ?? randomSecret(18);
  requireStrongPassword(password, [email, input.name]);
  const at = tx.now.toString();
  const inserted = await sql<{ id: string }>`
    insert into sign_in_user (id, name, email, created_at, updated_at, two_factor_enabled, language)
    values (${tx.platform.ids.next()}, ${input.name}, ${email}, ${at}, ${at}, ${input.totpSecret !== undefined},
            (select language from tenant_setting where tenant_id = ${tx.tenantId}))
    on conflict (email) do nothing returning id`.execute(tx.db);
  const made = inserted.rows[0]?.id;
  if (made !== undefined) {
    await insertAccount(tx, made, input, password);
    return { userId: made, password };
  }
  const found = await sql<{ id: string }>`select id from sign_in_user where email = ${email}`.execute(tx.db);
  return { userId: found.rows[0]!.id, password: null };
}

async function requireClinics(tx: TenantTransaction, roles: readonly RoleGiven[]): Promise<void> {
  const clinicIds = [...new Set(roles.flatMap((given) => given.clinicIds ?? []))];
  if (clinicIds.length === 0) return;
  const found =
    await sql`select id from clinic where tenant_id = ${tx.tenantId} and id = any (${column.uuid(clinicIds)})`.execute(
      tx.db,
    );
  if (found.rows.length < clinicIds.length) throw refuse("CLINIC_UNKNOWN");
}

async function give(tx: TenantTransaction, userId: string, roles: readonly RoleGiven[]): Promise<void> {
  await requireClinics(tx, roles);
  const at = tx.now.toString();
  for (const { role, clinicIds } of roles) {
    await sql`
      insert into membership (tenant_id, user_id, role, clinic_ids, created_at)
      values (${tx.tenantId}, ${userId}, ${role}, ${clinicIds ? column.uuid(clinicIds) : null}, ${at})
      on conflict (tenant_id, user_id, role) do update set clinic_ids = excluded.clinic_ids, ended_at = null`.execute(
      tx.db,
    );
  }
}

function notOneself(tx: TenantTransaction, userId: string): void {
  const { actor } = tx.context;
  if (actor.kind === "user" && actor.id === userId) throw refuse("OWN_ACCESS");
}

function detailOf(roles: readonly RoleGiven[]): Record<string, unknown> {
  return { roles: roles.map((given) => ({ role: given.role, clinics: given.clinicIds?.length ?? null })) };
}

/**
 * Adds a user to the tenant. Somebody who already works for another tenant keeps password and second factor, and `initialPassword` is null.
 * Throws PASSWORD_WEAK, CLINIC_UNKNOWN.
 */
export async function createUser(
  tx: TenantTransaction,
  input: NewUser,
): Promise<{ readonly userId: string; readonly initialPassword: string | null }> {
  const { userId, password } = await findOrInsert(tx, input);
  notOneself(tx, userId);
  await sql`insert into sign_in_tenant (user_id, tenant_id) values (${userId}, ${tx.tenantId}) on conflict do nothing`.execute(
    tx.db,
  );
  await give(tx, userId, input.roles);
  await recordAudit(tx, {
    action: "user.created",
    subjectKind: "user",
    subjectId: userId,
    detail: detailOf(input.roles),
  });
  return { userId, initialPassword: password };
}

type UserRow = Omit<User, "roles"> & RoleGiven;

/** The tenant's users who have a role, by e-mail address. */
export async function listUsers(tx: TenantTransaction, only?: string): Promise<User[]> {
  const found = await sql<UserRow>`
    select u.id, u.email, u.name, u.two_factor_enabled as "secondFactor", s.locked_at as "lockedAt", m.role, m.clinic_ids as "clinicIds"
    from membership m join sign_in_user u on u.id = m.user_id
    left join sign_in_tenant s on s.user_id = m.user_id and s.tenant_id = m.tenant_id
    where m.tenant_id = ${tx.tenantId} and m.ended_at is null ${only === undefined ? sql`` : sql`and m.user_id = ${only}`}
    order by u.email, m.role`.execute(tx.db);
  const users = new Map<string, User>();
  for (const { role, clinicIds, ...user } of found.rows)
    users.set(user.id, { ...user, roles: [...(users.get(user.id)?.roles ?? []), { role, clinicIds }] });
  return [...users.values()];
}

/** One user of the tenant, kept from changing meanwhile. Throws USER_NOT_FOUND. */
export async function userForUpdate(tx: TenantTransaction, userId: string): Promise<User> {
  await sql`select role from membership where tenant_id = ${tx.tenantId} and user_id = ${userId} order by role for update`.execute(
    tx.db,
  );
  const found = (await listUsers(tx, userId))[0];
  if (!found) throw refuse("USER_NOT_FOUND");
  return found;
}

async function endSessions(tx: TenantTransaction, userId: string): Promise<void> {
  await sql`delete from sign_in_session where user_id = ${userId}`.execute(tx.db);
}

/**
 * Keeps the tenant from losing its last administrator, also when two take each other's role away at the same moment: the rows of all
 * administrators are held until the transaction ends. Throws LAST_ADMIN.
 */
async function requireAnotherAdmin(tx: TenantTransaction, userId: string): Promise<void> {
  const found = await sql<{ userId: string }>`
    select user_id as "userId" from membership
    where tenant_id = ${tx.tenantId} and role = 'admin' and clinic_ids is null and ended_at is null order by user_id for update`.execute(
    tx.db,
  );
  const others = found.rows.map((row) => row.userId).filter((id) => id !== userId);
  const free = await sql`
    select user_id from sign_in_tenant
    where tenant_id = ${tx.tenantId} and user_id = any (${column.text(others)}) and locked_at is null limit 1`.execute(
    tx.db,
  );
  if (found.rows.length > others.length && free.rows.length === 0) throw refuse("LAST_ADMIN");
}

/** Replaces a user's roles. Their sessions end, so that nothing of the old roles lives on. Throws USER_NOT_FOUND, OWN_ACCESS, LAST_ADMIN, CLINIC_UNKNOWN. */
export async function setRoles(tx: TenantTransaction, userId: string, roles: readonly RoleGiven[]): Promise<void> {
  notOneself(tx, userId);
  const before = await userForUpdate(tx, userId);
  if (!roles.some(({ role, clinicIds }) => role === "admin" && clinicIds === null))
    await requireAnotherAdmin(tx, userId);
  const kept = column.text(roles.map((given) => given.role));
  await sql`
    update membership set ended_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and user_id = ${userId} and ended_at is null and role <> all (${kept})`.execute(
    tx.db,
  );
  await give(tx, userId, roles);
  await endSessions(tx, userId);
  await recordAudit(tx, {
    action: "user.rolesChanged",
    subjectKind: "user",
    subjectId: userId,
    detail: { ...detailOf(roles), before: detailOf(before.roles)["roles"] },
  });
}

/** Ends a user's work for this tenant at once. Throws USER_NOT_FOUND, OWN_ACCESS, LAST_ADMIN. */
export async function endMembership(tx: TenantTransaction, userId: string): Promise<void> {
  notOneself(tx, userId);
  await userForUpdate(tx, userId);
  await requireAnotherAdmin(tx, userId);
  await sql`update membership set ended_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and user_id = ${userId} and ended_at is null`.execute(
    tx.db,
  );
  await sql`delete from sign_in_tenant where user_id = ${userId} and tenant_id = ${tx.tenantId}`.execute(tx.db);
  await endSessions(tx, userId);
  await recordAudit(tx, { action: "user.ended", subjectKind: "user", subjectId: userId });
}

/**
 * Locks a user out of this tenant, or lets them in again. Roles stay as they are and open nothing meanwhile; sessions end. Doing it again
 * changes nothing. Throws USER_NOT_FOUND, OWN_ACCESS, LAST_ADMIN.
 */
export async function lockUser(tx: TenantTransaction, userId: string, locked: boolean): Promise<void> {
  notOneself(tx, userId);
  const user = await userForUpdate(tx, userId);
  if ((user.lockedAt !== null) === locked) return;
  if (locked) await requireAnotherAdmin(tx, userId);
  const at = locked ? tx.now.toString() : null;
  await sql`update sign_in_tenant set locked_at = ${at} where user_id = ${userId} and tenant_id = ${tx.tenantId}`.execute(
    tx.db,
  );
  if (locked) await endSessions(tx, userId);
  await recordAudit(tx, { action: locked ? "user.locked" : "user.unlocked", subjectKind: "user", subjectId: userId });
}

/**
 * Takes a lost second factor away, passkeys included, so that the user sets up a new one at the next sign-in. Refused for somebody who works for another tenant
 * too: this tenant's administrator must not open the other's door. Throws USER_NOT_FOUND, USER_ELSEWHERE, OWN_ACCESS.
 */
export async function resetSecondFactor(tx: TenantTransaction, userId: string): Promise<void> {
  notOneself(tx, userId);
  await userForUpdate(tx, userId);
  const elsewhere =
    await sql`select 1 from sign_in_tenant where user_id = ${userId} and tenant_id <> ${tx.tenantId}`.execute(tx.db);
  if (elsewhere.rows.length > 0) throw refuse("USER_ELSEWHERE");
  await sql`delete from sign_in_two_factor where user_id = ${userId}`.execute(tx.db);
  // A passkey is a second factor as well; and with one left, who has the password could set up a code of their own beside it.
  await sql`delete from sign_in_passkey where user_id = ${userId}`.execute(tx.db);
  await sql`update sign_in_user set two_factor_enabled = false, updated_at = ${tx.now.toString()} where id = ${userId}`.execute(
    tx.db,
  );
  await endSessions(tx, userId);
  await recordAudit(tx, { action: "user.secondFactorReset", subjectKind: "user", subjectId: userId });
}
