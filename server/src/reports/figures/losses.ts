import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../../platform/index.ts";
import { inScope, type HomeScope } from "../home-types.ts";
import { monthOf, sumsOf, together } from "./sums.ts";
import { monthsOf, ofMonth, shareOf, twelveMonths, type ChartKind, type Stretch } from "./types.ts";

/** Receivables given up in a stretch, less what came in on lost ones after all; an item that has both in a month is one row. */
function lost(tx: TenantTransaction, scope: HomeScope, { from, to }: Stretch): RawBuilder<unknown> {
  return sql`
    select ${monthOf(sql`s.day`)} as bar, 'lost' as part, 'openItem' as kind, s.item_id as id, s.ledger_id, max(s.day) as day, sum(s.minor)::bigint as value, i.party_id
    from (
      select x.item_id, x.ledger_id, x.posted_on as day, x.capital_minor as minor from loss x
      where ${inScope(tx, "x", scope)} and x.posted_on between ${from} and ${to}
      union all
      select x.item_id, x.ledger_id, r.recovered_on, -r.amount_minor
      from loss_recovery r join loss x on x.tenant_id = r.tenant_id and x.id = r.loss_id
      where ${inScope(tx, "r", scope)} and r.recovered_on between ${from} and ${to}) s
    join open_item i on i.tenant_id = ${tx.tenantId} and i.id = s.item_id
    group by 1, s.item_id, s.ledger_id, i.party_id`;
}

/** Invoices of a stretch, and credit notes against them. */
function billed(tx: TenantTransaction, scope: HomeScope, { from, to }: Stretch): RawBuilder<unknown> {
  return sql`
    select ${monthOf(sql`n.issued_on`)} as bar, 'billed' as part, 'invoice' as kind, n.id, n.ledger_id, n.issued_on as day,
      case when n.kind = 'creditNote' then -n.total_minor else n.total_minor end as value, n.party_id
    from invoice n where ${inScope(tx, "n", scope)} and n.issued_on between ${from} and ${to}`;
}

const PARTS = { lost, billed };

/**
 * Loss rate by month and clinic (S0-59, S2-01): what was given up in a month less what came in on lost bills, of what was billed in it less
 * credit notes. The bills lost in a month are older than the month, so that the rate tells a pace, not the fate of the month's own bills.
 */
export const losses: ChartKind = {
  unit: "basisPoints",
  partUnit: "minor",
  parts: ["lost", "billed"],
  explanation: (scope) => ({ rule: "figures.losses.lostOverBilled", version: 1, inputs: twelveMonths(scope) }),
  stretch: twelveMonths,
  bars: monthsOf,
  valueOf: (parts) => shareOf(parts.get("lost") ?? 0n, parts.get("billed") ?? 0n),
  sums: (tx, scope) =>
    sumsOf(tx, together(Object.values(PARTS).map((rowsOf) => rowsOf(tx, scope, twelveMonths(scope))))),
  rows: (tx, scope, part, bar) => PARTS[part as keyof typeof PARTS](tx, scope, ofMonth(bar, twelveMonths(scope))),
};
