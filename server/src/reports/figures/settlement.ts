import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../../platform/index.ts";
import { inScope, type HomeScope } from "../home-types.ts";
import { monthOf, sumsOf } from "./sums.ts";
import { monthsOf, ofMonth, shareOf, twelveMonths, type ChartKind, type Stretch } from "./types.ts";

/** Ways in which a bill is settled, in the order they are told. */
const WAYS = [
  "bankReference",
  "bank",
  "directDebit",
  "card",
  "wallet",
  "partPayment",
  "terminal",
  "customerCredit",
  "agency",
  "credit",
  "lost",
  "other",
];

/** Items of a bill: its own, and the parts it was split into, parts of parts too. Fees and interest are bills of nobody's and stand apart. */
function items(tx: TenantTransaction): RawBuilder<unknown> {
  const own = sql`i.side = 'receivable' and i.kind in ('invoice', 'instalment')`;
  return sql`
    select i.id, b.id as bill_id, i.open_minor from bill b
    join open_item i on i.tenant_id = ${tx.tenantId} and i.document_id = b.id and ${own}
    union all
    select i.id, up.bill_id, i.open_minor from item up
    join open_item i on i.tenant_id = ${tx.tenantId} and i.parent_id = up.id and i.document_id is null and ${own}`;
}

/** What an entry did to its items by the entry that it is, or takes back. A deposit on the clinic's terminal is known by the credit it was spent from. */
const WAY = sql`case
  when o.kind in ('invoice', 'creditNote') then 'credit'
  when o.kind = 'writeOff' then 'lost'
  when d.id is not null then 'directDebit'
  when o.source_kind = 'bankLine' and o.kind = 'payment' then 'bankReference'
  when o.source_kind in ('bankLine', 'statementLine') then 'bank'
  when a.way = 'card' then 'card'
  when a.way = 'partPayment' then 'partPayment'
  when a.way is not null then 'wallet'
  when t.id is not null then 'terminal'
  when o.source_kind = 'customerCredit' then 'customerCredit'
  when o.source_kind = 'agencyEvent' then 'agency'
  else 'other' end`;

/**
 * Bills of a stretch with what settled them, as of now: a row for each way, what is open, and what was invoiced; a bill's ways and its open amount
 * make up what was invoiced. What no way explains is told as `other`, so that nothing is left out. Columns as of a chart's rows.
 */
function settled(tx: TenantTransaction, scope: HomeScope, { from, to }: Stretch): RawBuilder<unknown> {
  return sql`
    with recursive bill as (
      select n.id, n.ledger_id, n.issued_on, n.party_id, n.total_minor from invoice n
      where ${inScope(tx, "n", scope)} and n.kind <> 'creditNote' and n.issued_on between ${from} and ${to}),
    item as (${items(tx)}),
    moved as (
      select i.bill_id, p.entry_id, p.line, p.amount_minor as minor, p.debit_item_id as spent_id from item i
      join posting p on p.tenant_id = ${tx.tenantId} and p.credit_item_id = i.id
      union all
      select i.bill_id, p.entry_id, p.line, -p.amount_minor, p.credit_item_id from item i
      join posting p on p.tenant_id = ${tx.tenantId} and p.debit_item_id = i.id),
    told as (
      select m.bill_id, ${WAY} as part, sum(m.minor)::bigint as minor from moved m
      join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
      join entry o on o.tenant_id = e.tenant_id and o.id = coalesce(e.reverses, e.id)
      left join debit_request d on d.tenant_id = o.tenant_id and d.bank_line_id = o.source_id and o.source_kind = 'bankLine'
      left join payment_movement v on v.tenant_id = o.tenant_id and v.id = o.source_id and o.source_kind = 'paymentMovement'
      left join money_back k on k.tenant_id = o.tenant_id and k.id = o.source_id and o.source_kind = 'moneyBack'
      left join payment_attempt a on a.tenant_id = o.tenant_id and a.id = coalesce(v.attempt_id, k.attempt_id)
      left join deposit t on t.tenant_id = o.tenant_id and t.item_id = m.spent_id and t.taken_back_at is null and t.origin = 'terminal'
        and o.source_kind = 'customerCredit'
      where o.kind <> 'split' and e.kind not in ('invoice', 'opening')
      group by 1, 2
      union all select i.bill_id, 'open', sum(i.open_minor)::bigint from item i group by 1),
    whole as (
      select t.bill_id, t.part, t.minor from told t where t.part <> 'other'
      union all
      select b.id, 'other', (b.total_minor - coalesce(sum(t.minor), 0))::bigint from bill b
      left join told t on t.bill_id = b.id and t.part <> 'other' group by b.id, b.total_minor
      union all
      select b.id, 'invoiced', b.total_minor from bill b)
    select ${monthOf(sql`b.issued_on`)} as bar, w.part, 'invoice' as kind, b.id, b.ledger_id, b.issued_on as day, w.minor as value, b.party_id
    from whole w join bill b on b.id = w.bill_id where w.minor <> 0`;
}

/** What came of the bills of a month (G-01): how much was settled by which way, and what is open. Its value is the share that is not open any more. */
export const settlement: ChartKind = {
  unit: "basisPoints",
  partUnit: "minor",
  counts: true,
  parts: [...WAYS, "open", "invoiced"],
  explanation: (scope) => ({ rule: "figures.settlement.byWay", version: 1, inputs: twelveMonths(scope) }),
  stretch: twelveMonths,
  bars: monthsOf,
  valueOf: (parts) => {
    const invoiced = parts.get("invoiced") ?? 0n;
    return shareOf(invoiced - (parts.get("open") ?? 0n), invoiced);
  },
  sums: (tx, scope) => sumsOf(tx, settled(tx, scope, twelveMonths(scope))),
  rows: (tx, scope, part, bar) =>
    sql`select * from (${settled(tx, scope, ofMonth(bar, twelveMonths(scope)))}) s where s.part = ${part}`,
};
