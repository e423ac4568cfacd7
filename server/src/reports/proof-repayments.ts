import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";
import { dayBefore, daysFrom, type Stretch } from "./proof-receivables.ts";
import {
  REPAYMENT_FLOWS,
  type MoneyFlow,
  type ProofRow,
  type RepaymentFlow,
  type RepaymentsProof,
} from "./proof-types.ts";

/** Repayments on their way: what was ordered of the bank against what the bank has done, and against what the books say is still to be paid out. */

const NO_FLOW: MoneyFlow = { amountMinor: 0n, entries: 0n, ids: [] };

/**
 * What the books' entries did to the items of orders up to the end of a stretch: `day`, `id` of the entry, `item_id`, `posted` (above zero is
 * ordered), and as `minor` what the order or the bank's line itself says.
 */
function moved(tx: TenantTransaction, stretch: Stretch): RawBuilder<unknown> {
  const known = sql`e.booked_on <= ${stretch.to} and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz`;
  return sql`
    select e.booked_on as day, e.id, e.kind, o.item_id, o.id as order_id, s.effect as posted,
      case e.kind when 'refund' then o.amount_minor when 'statement' then -l.amount_minor else o.amount_minor end as minor,
      case e.kind when 'refund' then 'ordered' when 'statement' then 'paidByBank' else 'orderedBack' end as flow
    from payment_order o
    cross join lateral (
      select p.entry_id, sum(case when p.credit_item_id = o.item_id then p.amount_minor else -p.amount_minor end)::bigint as effect from posting p
      where p.tenant_id = ${tx.tenantId} and (p.credit_item_id = o.item_id or p.debit_item_id = o.item_id) group by p.entry_id) s
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = s.entry_id
    left join statement_line l on l.tenant_id = ${tx.tenantId} and l.id = e.source_id and e.source_kind = 'statementLine'
    where ${within(tx, "o", stretch.ledger.id)} and ${known}`;
}

type FlowRow = MoneyFlow & { readonly day: DateText; readonly flow: RepaymentFlow; readonly postedMinor: bigint };

async function flowRows(tx: TenantTransaction, stretch: Stretch, most: number): Promise<FlowRow[]> {
  const found = await sql<FlowRow>`
    select f.day, f.flow, sum(f.minor)::bigint as "amountMinor", sum(f.posted)::bigint as "postedMinor", count(*) as entries,
      (array_agg(f.id order by f.id))[1:${sql.lit(most)}] as ids
    from (${moved(tx, stretch)}) f group by 1, 2 order by 1`.execute(tx.db);
  return found.rows;
}

/** Each day of a stretch on which a repayment was under way or moved. `most` caps the ids of each flow. */
export async function repaymentsByDay(
  tx: TenantTransaction,
  stretch: Stretch,
  most: number,
): Promise<Map<DateText, RepaymentsProof>> {
  const rows = await flowRows(tx, stretch, most);
  const proofs = new Map<DateText, RepaymentsProof>();
  const openAt = (day: DateText) => rows.reduce((sum, row) => (row.day <= day ? sum + row.postedMinor : sum), 0n);
  for (const day of daysFrom(stretch.from, stretch.to)) {
    const own = rows.filter((row) => row.day === day);
    const [yesterdayMinor, todayMinor] = [openAt(dayBefore(day)), openAt(day)];
    if (own.length === 0 && todayMinor === 0n) continue;
    const flow = (name: RepaymentFlow) => own.find((row) => row.flow === name) ?? NO_FLOW;
    const flows = Object.fromEntries(REPAYMENT_FLOWS.map((name) => [name, flow(name)])) as RepaymentsProof["flows"];
    const { ordered, orderedBack, paidByBank } = flows;
    const should = yesterdayMinor + ordered.amountMinor - orderedBack.amountMinor - paidByBank.amountMinor;
    proofs.set(day, { yesterdayMinor, flows, todayMinor, differenceMinor: todayMinor - should });
  }
  return proofs;
}

/** The rows behind a flow of the day: its entries. */
export function repaymentRows(tx: TenantTransaction, stretch: Stretch, flow: RepaymentFlow): RawBuilder<ProofRow> {
  return sql`
    select 'entry' as "of", f.id, f.day as "on", f.kind, null::text as label, null::uuid as "invoiceId", null::uuid as "fileId", f.minor as "amountMinor"
    from (${moved(tx, stretch)}) f where f.flow = ${flow} and f.day = ${stretch.to}`;
}

/** What is still to be paid out at the end of a day, order by order. */
export function repaymentsOpen(tx: TenantTransaction, stretch: Stretch): RawBuilder<ProofRow> {
  return sql`
    select 'openItem' as "of", i.id, i.due_on as "on", i.kind, null::text as label, null::uuid as "invoiceId", null::uuid as "fileId", f.minor as "amountMinor"
    from (select m.item_id, sum(m.posted)::bigint as minor from (${moved(tx, stretch)}) m group by 1) f
    join open_item i on i.tenant_id = ${tx.tenantId} and i.id = f.item_id`;
}
