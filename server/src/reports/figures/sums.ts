import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../../platform/index.ts";
import { inScope, type HomeScope } from "../home-types.ts";
import type { ChartSum, Stretch } from "./types.ts";

/** The first day of a day's month, as a bar is called. */
export const monthOf = (day: RawBuilder<unknown>): RawBuilder<unknown> => sql`date_trunc('month', ${day})::date::text`;

/** A sum with its clinic, its bar or both forgotten: added to those that then say the same. */
function addedUp(cells: readonly ChartSum[], forget: Partial<Record<"bar" | "ledgerId", null>>): ChartSum[] {
  const groups = Map.groupBy(cells, (cell) => JSON.stringify([{ ...cell, ...forget, value: 0, count: 0 }]));
  return [...groups.values()].map((same) => ({
    ...same[0]!,
    ...forget,
    value: same.reduce((sum, { value }) => sum + value, 0n),
    count: same.reduce((sum, { count = 0n }) => sum + count, 0n),
  }));
}

/** Sums of one bar of one clinic, and beside them each bar over all clinics. */
export const withBars = (cells: readonly ChartSum[]): ChartSum[] => [...cells, ...addedUp(cells, { ledgerId: null })];

/** Sums the rows of a chart by bar and clinic, over all bars, over all clinics, and in all. */
export async function sumsOf(tx: TenantTransaction, rows: RawBuilder<unknown>): Promise<ChartSum[]> {
  const { rows: cells } = await sql<ChartSum>`
    select r.bar, r.ledger_id as "ledgerId", r.part, sum(r.value)::bigint as value, count(*) as count from (${rows}) r group by 1, 2, 3`.execute(
    tx.db,
  );
  return [...withBars(cells), ...addedUp(cells, { bar: null }), ...addedUp(cells, { bar: null, ledgerId: null })];
}

/** Rows of several parts as one list. */
export const together = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  sql.join(parts, sql` union all `);

/**
 * Money that came for items from a day on: `item_id`, `on_day`, `minor` for each posting of a payment, or of money placed later, that
 * stands. What was credited, lost, split or moved is no money.
 */
export function moneyIn(tx: TenantTransaction, scope: HomeScope, { from }: Pick<Stretch, "from">): RawBuilder<unknown> {
  return sql`
    select p.credit_item_id as item_id, p.booked_on as on_day, p.amount_minor as minor
    from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind in ('payment', 'allocation')
    where ${inScope(tx, "p", scope)} and p.booked_on >= ${from} and p.booked_on <= ${scope.day} and p.credit_item_id is not null
      and not exists (select from entry back where back.tenant_id = e.tenant_id and back.reverses = e.id)`;
}
