import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, toJson, type TenantTransaction } from "../platform/index.ts";
import type { Field, Scope } from "./policy-model.ts";

/** Every statement on policies and clinics' weekdays. */

export type PolicyRow = {
  readonly id: string;
  readonly scope: Scope;
  readonly scopeId: string | null;
  readonly name: string;
  readonly validFromOn: DateText;
  readonly content: unknown;
  readonly locks: readonly Field[];
  readonly madeBy: string;
  readonly madeAt: Temporal.Instant;
  readonly approvedBy: string | null;
  readonly approvedAt: Temporal.Instant | null;
};

const POLICY = sql`
  id, scope, scope_id as "scopeId", name, valid_from_on as "validFromOn", content, locks, made_by as "madeBy", made_at as "madeAt",
  approved_by as "approvedBy", approved_at as "approvedAt"`;

export type NewPolicy = Pick<PolicyRow, "scope" | "scopeId" | "name" | "validFromOn" | "content" | "locks">;

export async function insertPolicy(tx: TenantTransaction, made: NewPolicy): Promise<string> {
  const id = tx.platform.ids.next();
  const { actor } = tx.context;
  await sql`
    insert into follow_up_policy (tenant_id, id, scope, scope_id, name, valid_from_on, content, locks, made_by, made_at)
    values (${tx.tenantId}, ${id}, ${made.scope}, ${made.scopeId}, ${made.name}, ${made.validFromOn}, ${toJson(made.content)}::jsonb,
      ${column.text(made.locks)}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})`.execute(tx.db);
  return id;
}

export async function policyRow(tx: TenantTransaction, id: string): Promise<PolicyRow | undefined> {
  const found = await sql<PolicyRow>`
    select ${POLICY} from follow_up_policy where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return found.rows[0];
}

export async function setPolicyApproved(tx: TenantTransaction, id: string): Promise<void> {
  const { actor } = tx.context;
  await sql`
    update follow_up_policy set approved_by = ${`${actor.kind}:${actor.id}`}, approved_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Versions of every scope, or of one, in the order in which a later one takes the place of an earlier. */
export async function policyRows(
  tx: TenantTransaction,
  asked: { readonly approvedOnly?: boolean; readonly scope?: Scope; readonly scopeId?: string | null } = {},
): Promise<PolicyRow[]> {
  const { approvedOnly, scope, scopeId } = asked;
  const found = await sql<PolicyRow>`
    select ${POLICY} from follow_up_policy where tenant_id = ${tx.tenantId}
      ${approvedOnly ? sql`and approved_at is not null` : sql``} ${scope ? sql`and scope = ${scope}` : sql``}
      ${scopeId === undefined ? sql`` : sql`and scope_id is not distinct from ${scopeId}::uuid`}
    order by valid_from_on, approved_at, id`.execute(tx.db);
  return found.rows;
}

export async function upsertWeekday(tx: TenantTransaction, clinicId: string, weekday: number): Promise<void> {
  const { actor } = tx.context;
  await sql`
    insert into follow_up_weekday (tenant_id, clinic_id, weekday, set_by, set_at)
    values (${tx.tenantId}, ${clinicId}, ${weekday}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
    on conflict (tenant_id, clinic_id) do update set weekday = excluded.weekday, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    tx.db,
  );
}

export async function weekdayOf(tx: TenantTransaction, clinicId: string): Promise<number | null> {
  const found = await sql<{ weekday: number }>`
    select weekday from follow_up_weekday where tenant_id = ${tx.tenantId} and clinic_id = ${clinicId}`.execute(tx.db);
  return found.rows[0]?.weekday ?? null;
}
