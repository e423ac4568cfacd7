import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { inScope, type HomeScope } from "../home-types.ts";
import { touchesRows } from "../home-work.ts";

/** What the books hold of each clinic, every statement over all of them at once. Reads only. */

export type Receivables = {
  readonly ledgerId: string;
  readonly openMinor: bigint;
  readonly overdueMinor: bigint;
  readonly over90Minor: bigint;
  readonly over90Items: bigint;
  readonly unmatchedMinor: bigint;
  readonly unmatchedItems: bigint;
};

const OLD_DAYS = 90;

/** Open receivables of patients and payers, what is overdue, what is older than ninety days, and money that nobody has placed. */
export async function receivablesOf(tx: TenantTransaction, scope: HomeScope): Promise<Map<string, Receivables>> {
  const owed = sql`o.side = 'receivable' and o.kind <> 'insurerPart'`;
  const days = sql`${scope.day}::date - o.due_on`;
  const sumOf = (which: ReturnType<typeof sql>) => sql`coalesce(sum(o.open_minor) filter (where ${which}), 0)::bigint`;
  const old = sql`${owed} and ${days} > ${sql.lit(OLD_DAYS)}`;
  const nobodys = sql`o.side = 'credit' and o.kind = 'unallocated'`;
  const found = await sql<Receivables>`
    select o.ledger_id as "ledgerId", ${sumOf(owed)} as "openMinor", ${sumOf(sql`${owed} and ${days} > 0`)} as "overdueMinor",
      ${sumOf(old)} as "over90Minor", count(*) filter (where ${old}) as "over90Items",
      ${sumOf(nobodys)} as "unmatchedMinor", count(*) filter (where ${nobodys}) as "unmatchedItems"
    from open_item o where ${inScope(tx, "o", scope)} and o.open_minor > 0 group by 1`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.ledgerId, row]));
}

const HUNDRED = 100n;

/** Acts of persons for each hundred invoices of the last thirty days (S2-06), rounded down; null without invoices. */
export async function touchesOf(tx: TenantTransaction, scope: HomeScope): Promise<Map<string, bigint | null>> {
  const found = await sql<{ ledgerId: string; touches: bigint; invoices: bigint }>`
    select r.ledger_id as "ledgerId", sum(r.touches)::bigint as touches, sum(r.invoices)::bigint as invoices from (
      select t.ledger_id, t.value as touches, 0 as invoices from (${touchesRows(tx, scope, "touches")!}) t
      union all select n.ledger_id, 0, n.value from (${touchesRows(tx, scope, "invoices")!}) n) r group by 1`.execute(
    tx.db,
  );
  return new Map(
    found.rows.map(({ ledgerId, touches, invoices }) => [
      ledgerId,
      invoices > 0n ? (touches * HUNDRED) / invoices : null,
    ]),
  );
}

/** Overdue of all receivables at a month's end, in hundredths of a percent. */
export type TrendPoint = { readonly asOfOn: DateText; readonly shareBp: bigint };

const TREND_MONTHS = 6;

/** The overdue share at the last month ends, oldest first, by the agings that were filed then: what stood in them stands. */
export async function trendsOf(tx: TenantTransaction, scope: HomeScope): Promise<Map<string, TrendPoint[]>> {
  const found = await sql<TrendPoint & { ledgerId: string }>`
    select f.ledger_id as "ledgerId", f.as_of_on as "asOfOn",
      (10000 - coalesce((select sum((b ->> 'openMinor')::numeric) from jsonb_array_elements(f.totals -> 'buckets') b where b ->> 'label' = 'not due'), 0)
        * 10000 / (f.totals ->> 'openMinor')::numeric)::bigint as "shareBp"
    from filed_report f where ${inScope(tx, "f", scope)} and f.kind = 'aging' and (f.totals ->> 'openMinor')::numeric > 0
      and f.month_on >= ${scope.day}::date - make_interval(months => ${sql.lit(TREND_MONTHS + 1)})
    order by f.ledger_id, f.month_on`.execute(tx.db);
  const byLedger = Map.groupBy(found.rows, ({ ledgerId }) => ledgerId);
  return new Map(
    [...byLedger].map(([id, rows]) => [
      id,
      rows.slice(-TREND_MONTHS).map(({ asOfOn, shareBp }) => ({ asOfOn, shareBp })),
    ]),
  );
}
