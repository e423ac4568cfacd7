import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../ledger/index.ts";
import type { AccountRole } from "../markets/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";
import { codesOf, daysFrom, dayBefore, type Stretch } from "./proof-receivables.ts";
import { PARTNER_FLOWS, type MoneyFlow, type PartnerFlow, type PartnersProof, type ProofRow } from "./proof-types.ts";

/** Money that partners took from payers and have not paid out: what their payments say against the clearing accounts. */

/** The accounts on which money lies that a partner has promised. */
export const PARTNER_ROLES = ["vippsClearing", "cardClearing", "instantClearing", "partnerClearing"] as const;

/** How a flow moves what lies with partners. */
const SIGN: Readonly<Record<PartnerFlow, 1n | -1n>> = {
  taken: 1n,
  refunded: -1n,
  chargedBack: -1n,
  wonBack: 1n,
  paidOut: -1n,
};

const NO_FLOW: MoneyFlow = { amountMinor: 0n, entries: 0n, ids: [] };

/**
 * The entries of a stretch that a partner's movement of money made, a deposit on the clinic's own terminal, or a pay-out on a bank statement: `day`, `id`, `code` of the clearing
 * account, `flow`, `attempt_id`, `receipt` of the terminal, and as
 * `minor` what the movement itself says, never what was posted. One that was taken back counts against.
 */
function moved(tx: TenantTransaction, stretch: Stretch): RawBuilder<unknown> {
  const codes = column.text(codesOf(stretch.ledger, ...PARTNER_ROLES));
  return sql`
    select s.day, s.id, s.kind, s.code, coalesce(m.attempt_id, b.attempt_id) as attempt_id, d.receipt,
      s.sign * coalesce(m.amount_minor, b.amount_minor, d.amount_minor, s.paid_out) as minor,
      case when s.paid_out is not null then 'paidOut' when m.id is not null or d.id is not null then 'taken' when b.kind = 'chargeback' then 'chargedBack' when b.kind = 'chargebackWon' then 'wonBack' else 'refunded' end as flow
    from (
      select distinct e.booked_on as day, e.id, coalesce(x.kind, e.kind) as kind, case when x.id is null then 1 else -1 end as sign,
        coalesce(x.source_kind, e.source_kind) as source_kind, coalesce(x.source_id, e.source_id) as source_id,
        case when coalesce(x.source_kind, e.source_kind) in ('bankLine', 'statementLine')
          then (coalesce(x.explanation, e.explanation) -> 'inputs' ->> 'paidOutMinor')::bigint end as paid_out,
        case when p.debit = any (${codes}) then p.debit else p.credit end as code
      from entry e
      left join entry x on x.tenant_id = e.tenant_id and x.id = e.reverses
      join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id and (p.debit = any (${codes}) or p.credit = any (${codes}))
      where ${within(tx, "e", stretch.ledger.id)} and e.booked_on between ${stretch.from} and ${stretch.to}
        and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz) s
    left join payment_movement m on m.tenant_id = ${tx.tenantId} and m.id = s.source_id and s.source_kind = 'paymentMovement'
    left join money_back b on b.tenant_id = ${tx.tenantId} and b.id = s.source_id and s.source_kind = 'moneyBack'
    left join deposit d on d.tenant_id = ${tx.tenantId} and d.id = s.source_id and s.source_kind = 'deposit'
    where m.id is not null or b.id is not null or d.id is not null or s.paid_out is not null`;
}

type FlowRow = MoneyFlow & { readonly day: DateText; readonly code: string; readonly flow: PartnerFlow };

async function flowRows(tx: TenantTransaction, stretch: Stretch, most: number): Promise<FlowRow[]> {
  const found = await sql<FlowRow>`
    select f.day, f.code, f.flow, sum(f.minor)::bigint as "amountMinor", count(*) as entries, (array_agg(f.id order by f.id))[1:${sql.lit(most)}] as ids
    from (${moved(tx, stretch)}) f group by 1, 2, 3`.execute(tx.db);
  return found.rows;
}

/** Several accounts' flows of one name as one. */
function together(flows: readonly MoneyFlow[]): MoneyFlow {
  return flows.reduce(
    (sum, { amountMinor, entries, ids }) => ({
      amountMinor: sum.amountMinor + amountMinor,
      entries: sum.entries + entries,
      ids: [...sum.ids, ...ids],
    }),
    NO_FLOW,
  );
}

type Balance = (day: DateText, role: AccountRole) => bigint;

/** How much each role's accounts are off: two may be off against each other, so the day holds only when each does. */
function differenceOf(stretch: Stretch, rows: readonly FlowRow[], day: DateText, balance: Balance): bigint {
  const off = PARTNER_ROLES.map((role) => {
    const own = rows.filter(({ code }) => stretch.ledger.role(code) === role);
    const movedMinor = own.reduce((sum, { flow, amountMinor }) => sum + SIGN[flow] * amountMinor, 0n);
    return balance(day, role) - balance(dayBefore(day), role) - movedMinor;
  });
  const sum = off.reduce((one, other) => one + other, 0n);
  return sum === 0n ? (off.find((minor) => minor !== 0n) ?? 0n) : sum;
}

/** Each day of a stretch; a day on which nothing lies with partners and nothing moved has none. `most` caps the ids of each flow. */
export async function partnersByDay(
  tx: TenantTransaction,
  stretch: Stretch,
  balance: Balance,
  most: number,
): Promise<Map<DateText, PartnersProof>> {
  const byDay = Map.groupBy(await flowRows(tx, stretch, most), (row) => row.day);
  const whole = (day: DateText) => PARTNER_ROLES.reduce((sum, role) => sum + balance(day, role), 0n);
  const proofs = new Map<DateText, PartnersProof>();
  for (const day of daysFrom(stretch.from, stretch.to)) {
    const rows = byDay.get(day) ?? [];
    const differenceMinor = differenceOf(stretch, rows, day, balance);
    const yesterdayMinor = whole(dayBefore(day));
    const todayMinor = whole(day);
    if (rows.length === 0 && differenceMinor === 0n && yesterdayMinor === 0n && todayMinor === 0n) continue;
    const flow = (name: PartnerFlow) => together(rows.filter((row) => row.flow === name));
    const flows = Object.fromEntries(PARTNER_FLOWS.map((name) => [name, flow(name)])) as PartnersProof["flows"];
    proofs.set(day, { yesterdayMinor, flows, todayMinor, differenceMinor });
  }
  return proofs;
}

/** The rows behind a flow of the day: its entries, each with the bill that was paid. */
export function partnerRows(tx: TenantTransaction, stretch: Stretch, flow: PartnerFlow): RawBuilder<ProofRow> {
  return sql`
    select 'entry' as "of", f.id, f.day as "on", f.kind, coalesce(n.number, i.reference, f.receipt) as label, n.id as "invoiceId", null::uuid as "fileId", f.minor as "amountMinor"
    from (${moved(tx, stretch)}) f
    left join payment_attempt a on a.tenant_id = ${tx.tenantId} and a.id = f.attempt_id
    left join open_item i on i.tenant_id = ${tx.tenantId} and i.id = a.item_id
    left join open_item parent on parent.tenant_id = ${tx.tenantId} and parent.id = i.parent_id
    left join invoice n on n.tenant_id = ${tx.tenantId} and n.id = case when i.document_id is null then parent.document_id else i.document_id end
    where f.flow = ${flow}`;
}
