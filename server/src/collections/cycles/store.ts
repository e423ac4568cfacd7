import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { CycleKind } from "./cycle.ts";

/** What was done about overdue claims, one query over all that leaves a trace on a claim. */

/** A day and who: every act on a claim `i`. A case's plan says no person, so that only the day counts. */
const touches = (tx: TenantTransaction, zone: string) => sql`
  select taken_on as on_day, taken_by as by from follow_up_step where tenant_id = ${tx.tenantId} and item_id = i.id
  union all select said_on, written_by from follow_up_note where tenant_id = ${tx.tenantId} and item_id = i.id
  union all select made_on, registered_by from follow_up_promise where tenant_id = ${tx.tenantId} and item_id = i.id
  union all select opened_on, registered_by from follow_up_dispute where tenant_id = ${tx.tenantId} and item_id = i.id
  union all select answered_on, answered_by from follow_up_dispute where tenant_id = ${tx.tenantId} and item_id = i.id and answered_on is not null
  union all select from_on, set_by from follow_up_hold where tenant_id = ${tx.tenantId} and item_id = i.id
  union all select decided_on, decided_by from desk_case where tenant_id = ${tx.tenantId} and item_id = i.id and decided_on is not null
  union all select (changed_at at time zone ${zone})::date, null from desk_case where tenant_id = ${tx.tenantId} and item_id = i.id
  union all select (written_at at time zone ${zone})::date, written_by from desk_message where tenant_id = ${tx.tenantId} and item_id = i.id`;

export type Scope = {
  readonly ledgerIds: readonly string[];
  readonly today: DateText;
  readonly zone: string;
};

/** Overdue claims of our own; what an agency has is the agency's to work. */
const overdue = (tx: TenantTransaction, { ledgerIds, today }: Scope) => sql`
  i.tenant_id = ${tx.tenantId} and i.ledger_id = any (${column.uuid(ledgerIds)}) and i.side = 'receivable' and i.kind in ('invoice', 'instalment')
  and i.party_id is not null and i.open_minor > 0 and i.due_on < ${today}::date
  and not exists (select from agency_case a where a.tenant_id = ${tx.tenantId} and a.item_id = i.id and a.state <> 'ended' and a.handed_at is not null)`;

/** A claim that rests with a day: a stop that runs, or a promise that is not due. */
const waits = (tx: TenantTransaction, { today }: Scope) => sql`(
  exists (select from follow_up_hold h where h.tenant_id = ${tx.tenantId} and h.item_id = i.id and ${today}::date between h.from_on and h.ends_on and h.ended_on is null)
  or exists (select from follow_up_promise p where p.tenant_id = ${tx.tenantId} and p.item_id = i.id and p.promised_on >= ${today}::date))`;

export type CoverageRow = {
  readonly ledgerId: string;
  readonly claims: number;
  readonly openMinor: bigint;
  readonly touched: number;
  readonly waiting: number;
  readonly untouchedMinor: bigint;
};

/** For each ledger with overdue claims: how many were worked since a day, how many rest with a day, and what is left. */
export async function coverageRows(tx: TenantTransaction, scope: Scope, fromOn: DateText): Promise<CoverageRow[]> {
  const found = await sql<CoverageRow>`
    select ledger_id as "ledgerId", count(*)::int as claims, sum(open_minor)::bigint as "openMinor", count(*) filter (where touched)::int as touched,
      count(*) filter (where waiting and not touched)::int as waiting, coalesce(sum(open_minor) filter (where not touched and not waiting), 0)::bigint as "untouchedMinor"
    from (
      select i.ledger_id, i.open_minor, exists (select from (${touches(tx, scope.zone)}) t where t.on_day >= ${fromOn}) as touched, ${waits(tx, scope)} as waiting
      from open_item i where ${overdue(tx, scope)}) w
    group by ledger_id`.execute(tx.db);
  return found.rows;
}

export type PersonRow = {
  /** As the trail writes an actor; null: it did itself. */
  readonly by: string | null;
  readonly claims: number;
  readonly openMinor: bigint;
};

const PERSONS = ["user:%", "operatingSystemUser:%"];

/** Who worked how many of the overdue claims since a day, most first. */
export async function personRows(tx: TenantTransaction, scope: Scope, fromOn: DateText): Promise<PersonRow[]> {
  const found = await sql<PersonRow>`
    select by, count(*)::int as claims, sum(open_minor)::bigint as "openMinor"
    from (
      select distinct i.id, i.open_minor, case when t.by like any (${column.text(PERSONS)}) then t.by end as by
      from open_item i cross join lateral (select * from (${touches(tx, scope.zone)}) x where x.on_day >= ${fromOn} and x.by is not null) t
      where ${overdue(tx, scope)}) w
    group by by order by claims desc, by`.execute(tx.db);
  return found.rows;
}

export type NeglectedRow = {
  readonly itemId: string;
  readonly ledgerId: string;
  readonly partyId: string;
  readonly dueOn: DateText;
  readonly openMinor: bigint;
  /** When it was worked last; null: never. */
  readonly lastOn: DateText | null;
  /** Whose case it is at head office. */
  readonly ownerId: string | null;
};

type Page = { readonly after?: { readonly openMinor: bigint; readonly itemId: string }; readonly limit: number };

/** Claims that were overdue all through a cycle and that nobody touched since its first day, most money first. */
export async function neglectedRows(
  tx: TenantTransaction,
  scope: Scope,
  fromOn: DateText,
  { after, limit }: Page,
): Promise<NeglectedRow[]> {
  const found = await sql<NeglectedRow>`
    select i.id as "itemId", i.ledger_id as "ledgerId", i.party_id as "partyId", i.due_on as "dueOn", i.open_minor as "openMinor", t.on_day as "lastOn",
      d.owner_id as "ownerId"
    from open_item i
    left join lateral (select max(x.on_day) as on_day from (${touches(tx, scope.zone)}) x) t on true
    left join desk_case d on d.tenant_id = ${tx.tenantId} and d.item_id = i.id
    where ${overdue(tx, scope)} and i.due_on < ${fromOn} and (t.on_day is null or t.on_day < ${fromOn}) and not ${waits(tx, scope)}
      ${after ? sql`and (i.open_minor, i.id) < (${after.openMinor}::bigint, ${after.itemId}::uuid)` : sql``}
    order by i.open_minor desc, i.id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** How many such claims each ledger has, and how much. */
export async function neglectedSums(tx: TenantTransaction, scope: Scope, fromOn: DateText) {
  const found = await sql<{ readonly ledgerId: string; readonly claims: number; readonly openMinor: bigint }>`
    select i.ledger_id as "ledgerId", count(*)::int as claims, sum(i.open_minor)::bigint as "openMinor" from open_item i
    where ${overdue(tx, scope)} and i.due_on < ${fromOn} and not ${waits(tx, scope)}
      and not exists (select from (${touches(tx, scope.zone)}) t where t.on_day >= ${fromOn}) group by 1`.execute(
    tx.db,
  );
  return found.rows;
}

export async function cycleRow(tx: TenantTransaction): Promise<CycleKind | undefined> {
  const found = await sql<{
    cycle: CycleKind;
  }>`select cycle from follow_up_cycle where tenant_id = ${tx.tenantId}`.execute(tx.db);
  return found.rows[0]?.cycle;
}

export async function setCycleRow(tx: TenantTransaction, cycle: CycleKind, by: string): Promise<void> {
  await sql`
    insert into follow_up_cycle (tenant_id, cycle, set_by, set_at) values (${tx.tenantId}, ${cycle}, ${by}, ${tx.now.toString()})
    on conflict (tenant_id) do update set cycle = excluded.cycle, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    tx.db,
  );
}
