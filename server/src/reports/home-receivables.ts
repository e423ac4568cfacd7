import { sql, type RawBuilder } from "kysely";
import { DEFAULT_AGING_BUCKETS } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { agingBuckets, type AgingBucket } from "./aging.ts";
import {
  daysBefore,
  inScope,
  partOf,
  rowsAddress,
  type HomeFigure,
  type HomePart,
  type HomeRows,
  type HomeScope,
} from "./home-types.ts";

/** Days of billing that days sales outstanding looks at. */
const DSO_DAYS = 90;

/** The day each item was due on a day that has passed, where it was moved since; nothing of today was moved after today. */
function duesThen(tx: TenantTransaction, scope: HomeScope): Record<"join" | "dueOn", RawBuilder<unknown>> {
  if (scope.day >= tx.platform.clock.today(scope.zone).toString()) return { join: sql``, dueOn: sql`i.due_on` };
  const moved = sql`select distinct on (m.item_id) m.item_id, m.was_on from due_move m
    where ${inScope(tx, "m", scope)} and m.moved_on > ${scope.day} order by m.item_id, m.id`;
  return { join: sql`left join (${moved}) d on d.item_id = i.id`, dueOn: sql`coalesce(d.was_on, i.due_on)` };
}

/** The scope's open receivables of patients and payers, not what the state is to pay by itself: each with its open amount as it stands now and the day it was due on the scope's day. */
export function openReceivables(tx: TenantTransaction, scope: HomeScope): HomeRows {
  const { join, dueOn } = duesThen(tx, scope);
  return sql`
    select 'openItem' as kind, i.id, i.ledger_id, ${dueOn} as day, i.open_minor as value, i.party_id, null::jsonb as explanation from open_item i ${join}
    where ${inScope(tx, "i", scope)} and i.side = 'receivable' and i.kind <> 'insurerPart' and i.open_minor > 0 and i.opened_on <= ${scope.day}`;
}

/** What invoices and credit notes are about, and what took one back: their entries, in two branches so that few look for a second entry. */
const BILLING = [
  sql`join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind in ('invoice', 'creditNote')`,
  sql`join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind = 'reversal'
    join entry back on back.tenant_id = e.tenant_id and back.id = e.reverses and back.kind in ('invoice', 'creditNote')`,
];

/** Entries of invoices less those of credit notes, by what they did to the receivable accounts; what was taken back counts against. */
export function billedIn(
  tx: TenantTransaction,
  scope: HomeScope,
  { from, to }: { readonly from: RawBuilder<unknown>; readonly to: RawBuilder<unknown> },
): HomeRows {
  const branches = BILLING.map(
    (entries) => sql`
      select p.entry_id, p.ledger_id, p.booked_on, case when d.code is null then 0 else p.amount_minor end - case when c.code is null then 0 else p.amount_minor end as minor
      from posting p ${entries}
      left join account d on d.tenant_id = p.tenant_id and d.ledger_id = p.ledger_id and d.code = p.debit and d.role = 'receivable'
      left join account c on c.tenant_id = p.tenant_id and c.ledger_id = p.ledger_id and c.code = p.credit and c.role = 'receivable'
      where ${inScope(tx, "p", scope)} and p.booked_on between ${from} and ${to} and e.booked_on between ${from} and ${to}
        and (d.code is not null or c.code is not null)`,
  );
  return sql`
    select 'entry' as kind, b.entry_id as id, b.ledger_id, b.booked_on as day, sum(b.minor)::bigint as value, null::uuid as party_id, null::jsonb as explanation
    from (${sql.join(branches, sql` union all `)}) b group by b.entry_id, b.ledger_id, b.booked_on`;
}

/** What was billed in the days that the figure looks at. */
function billed(tx: TenantTransaction, scope: HomeScope): HomeRows {
  return billedIn(tx, scope, { from: sql`${daysBefore(scope.day, DSO_DAYS - 1)}::date`, to: sql`${scope.day}::date` });
}

export function dsoRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  if (part === "receivables") return openReceivables(tx, scope);
  return part === "billed" ? billed(tx, scope) : undefined;
}

/**
 * Days sales outstanding in tenths of a day, rounded down: receivables / billed in the period x days in the period, the usual definition
 * (for example vcalc.com/wiki/days-sales-outstanding, "DSO = TR / TCS x DiP"), over the last 90 days with the day itself. Billed is
 * invoices less credit notes, VAT included, as receivables are. Null when nothing was billed.
 */
export async function dso(tx: TenantTransaction, scope: HomeScope): Promise<HomeFigure> {
  const part = (name: "receivables" | "billed") =>
    partOf(tx, scope, "dso", { name, unit: "minor" }, dsoRows(tx, scope, name)!);
  const receivables = await part("receivables");
  const sales = await part("billed");
  const value = sales.value > 0n ? (receivables.value * BigInt(DSO_DAYS) * 10n) / sales.value : null;
  const inputs = { days: DSO_DAYS, from: daysBefore(scope.day, DSO_DAYS - 1), to: scope.day };
  const explanation = { rule: "home.dso.receivablesOverBilled", version: 1, inputs };
  return { name: "dso", unit: "dayTenths", value, explanation, parts: [receivables, sales] };
}

/** The buckets of the ledgers' agings where all have the same, else those of a ledger that says nothing. */
export function bucketsOf({ ledgers }: Pick<HomeScope, "ledgers">): readonly AgingBucket[] {
  const bounds = ledgers.map(({ settings }) => settings.agingBuckets ?? DEFAULT_AGING_BUCKETS);
  const same = new Set(bounds.map(String)).size === 1;
  return agingBuckets(same ? bounds[0]! : DEFAULT_AGING_BUCKETS).filter((bucket) => bucket.fromDays !== null);
}

/** All that is overdue, or what lies in one bucket. */
export function overdueRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  if (part === "all") return sql`select r.* from (${openReceivables(tx, scope)}) r where r.day < ${scope.day}::date`;
  const bucket = bucketsOf(scope).find(({ label }) => label === part);
  if (!bucket) return undefined;
  const last = bucket.toDays === null ? sql`` : sql`and ${scope.day}::date - r.day <= ${bucket.toDays}`;
  return sql`select r.* from (${openReceivables(tx, scope)}) r where ${scope.day}::date - r.day >= ${bucket.fromDays} ${last}`;
}

/** What is open past its due day, in minor units, by age; a part for each bucket of the aging. The due day itself is not overdue. */
export async function overdue(tx: TenantTransaction, scope: HomeScope): Promise<HomeFigure> {
  const buckets = bucketsOf(scope);
  const firstDays = sql.join(buckets.map((bucket) => sql.lit(bucket.fromDays)));
  const found = await sql<{ bucket: number; value: bigint; count: bigint }>`
    select width_bucket(${scope.day}::date - r.day, array[${firstDays}]::integer[]) as bucket, sum(r.value)::bigint as value, count(*) as count
    from (${openReceivables(tx, scope)}) r group by 1`.execute(tx.db);
  const byBucket = new Map(found.rows.map((row) => [row.bucket, row]));
  const parts = buckets.map(({ label }, at): HomePart => {
    const { value, count } = byBucket.get(at + 1) ?? { value: 0n, count: 0n };
    return { name: label, unit: "minor", value, count, rows: rowsAddress(scope, "overdue", label) };
  });
  const inputs = {
    asOf: scope.day,
    buckets: buckets.map(({ label }) => label),
    notDueMinor: String(byBucket.get(0)?.value ?? 0n),
  };
  const explanation = { rule: "home.overdue.pastDueDay", version: 1, inputs };
  const value = parts.reduce((sum, part) => sum + part.value, 0n);
  return { name: "overdue", unit: "minor", value, explanation, parts };
}
