import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../../platform/index.ts";
import { billedIn } from "../home-receivables.ts";
import { inScope, type HomeScope } from "../home-types.ts";
import { withBars } from "./sums.ts";
import { monthsOf, twelveMonths, type ChartKind, type ChartSum } from "./types.ts";

/** Days of billing behind each point. */
const DSO_DAYS = 90;

/** The last day of a bar's month, or the day itself in the month at hand. */
const endOf = (bar: RawBuilder<unknown>, scope: HomeScope) =>
  sql`least((${bar}::date + interval '1 month - 1 day')::date, ${scope.day}::date)`;

/** What was put on receivable items, posting by posting, from a day on: `item_id`, `ledger_id`, `day`, `effect`. */
function effectsFrom(tx: TenantTransaction, scope: HomeScope, from: RawBuilder<unknown>): RawBuilder<unknown> {
  const side = (item: RawBuilder<unknown>, account: RawBuilder<unknown>, effect: RawBuilder<unknown>) => sql`
    select ${item} as item_id, p.ledger_id, p.booked_on as day, ${effect} as effect from posting p
    join account a on a.tenant_id = p.tenant_id and a.ledger_id = p.ledger_id and a.code = ${account} and a.role = 'receivable'
    where ${inScope(tx, "p", scope)} and p.booked_on > ${from} and ${item} is not null`;
  return sql`${side(sql`p.debit_item_id`, sql`p.debit`, sql`p.amount_minor`)} union all ${side(sql`p.credit_item_id`, sql`p.credit`, sql`-p.amount_minor`)}`;
}

/** What the state is to pay by itself is asked of no patient, and is in no days of theirs. */
const patients = (tx: TenantTransaction, scope: HomeScope, item: RawBuilder<unknown>) =>
  sql`not exists (select from open_item s where ${inScope(tx, "s", scope)} and s.kind = 'insurerPart' and s.id = ${item})`;

/** Open items of today with what came after the month taken back: what stood at its end. */
function receivables(tx: TenantTransaction, scope: HomeScope, bar: string): RawBuilder<unknown> {
  const end = endOf(sql`${bar}`, scope);
  return sql`
    select ${bar}::text as bar, 'receivables' as part, 'openItem' as kind, i.id, i.ledger_id, i.due_on as day, s.value, i.party_id
    from (
      select x.item_id, sum(x.minor)::bigint as value from (
        select o.id as item_id, o.open_minor as minor from open_item o where ${inScope(tx, "o", scope)} and o.side = 'receivable' and o.open_minor > 0
        union all select e.item_id, -e.effect from (${effectsFrom(tx, scope, end)}) e) x group by 1) s
    join open_item i on i.tenant_id = ${tx.tenantId} and i.id = s.item_id and i.kind <> 'insurerPart'
    where s.value <> 0`;
}

function billed(tx: TenantTransaction, scope: HomeScope, bar: string): RawBuilder<unknown> {
  const to = endOf(sql`${bar}`, scope);
  return sql`
    select ${bar}::text as bar, 'billed' as part, b.kind, b.id, b.ledger_id, b.day, b.value, b.party_id
    from (${billedIn(tx, scope, { from: sql`${to} - ${sql.lit(DSO_DAYS - 1)}::integer`, to })}) b`;
}

/** All month ends at once: today's open items, less what each later month did, and the bills of each day counted into the stretches they lie in. */
async function sums(tx: TenantTransaction, scope: HomeScope): Promise<ChartSum[]> {
  const { from, to } = twelveMonths(scope);
  const ends = sql`select b.bar::date::text as bar, ${endOf(sql`b.bar`, scope)} as on_day
    from generate_series(${from}::date, ${to}::date, interval '1 month') as b (bar)`;
  const found = await sql<ChartSum>`
    with ends as (${ends}),
    moved as (
      select e.ledger_id, e.day, sum(e.effect) as minor from (${effectsFrom(tx, scope, sql`${from}::date`)}) e
      where ${patients(tx, scope, sql`e.item_id`)} group by 1, 2),
    opened as (
      select o.ledger_id, sum(o.open_minor) as minor from open_item o
      where ${inScope(tx, "o", scope)} and o.side = 'receivable' and o.kind <> 'insurerPart' and o.open_minor > 0 group by 1),
    bills as (
      select b.ledger_id, b.day, sum(b.value) as minor
      from (${billedIn(tx, scope, { from: sql`${from}::date - ${sql.lit(DSO_DAYS)}::integer`, to: sql`${to}::date` })}) b group by 1, 2),
    stood as (
      select e.bar, o.ledger_id, 'receivables' as part, o.minor from ends e cross join opened o
      union all select e.bar, m.ledger_id, 'receivables', -m.minor from ends e join moved m on m.day > e.on_day
      union all select e.bar, b.ledger_id, 'billed', b.minor from ends e
        join bills b on b.day between e.on_day - ${sql.lit(DSO_DAYS - 1)}::integer and e.on_day)
    select bar, ledger_id as "ledgerId", part, sum(minor)::bigint as value from stood
    group by 1, 2, 3`.execute(tx.db);
  return withBars(found.rows);
}

/**
 * Days sales outstanding at each month's end (G-01, S3-01): receivables / billed in the last 90 days x 90, in tenths of a day, rounded
 * down. The last point is today's.
 */
export const dso: ChartKind = {
  unit: "dayTenths",
  partUnit: "minor",
  parts: ["receivables", "billed"],
  explanation: (scope) => ({
    rule: "home.dso.receivablesOverBilled",
    version: 1,
    inputs: { days: DSO_DAYS, ...twelveMonths(scope) },
  }),
  stretch: twelveMonths,
  bars: monthsOf,
  valueOf: (parts) => {
    const sales = parts.get("billed") ?? 0n;
    return sales > 0n ? ((parts.get("receivables") ?? 0n) * BigInt(DSO_DAYS) * 10n) / sales : null;
  },
  sums,
  rows: (tx, scope, part, bar = scope.day) => (part === "billed" ? billed : receivables)(tx, scope, bar),
};
