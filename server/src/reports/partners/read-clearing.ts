import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { AccountRole } from "../../markets/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import { PARTNER_ROLES } from "../proof-partners.ts";
import type { Clearing, ClearingDay } from "./payouts.ts";

/** What stands on partners' accounts, day by day; from the postings alone. */

type Row = {
  readonly ledgerId: string;
  readonly role: AccountRole;
  /** The day before the first for all that was earlier. */
  readonly day: DateText;
  readonly takenMinor: bigint;
  readonly paidMinor: bigint;
};

export const clearingKey = (ledgerId: string, role: AccountRole): string => `${ledgerId} ${role}`;

/** The partners' accounts of ledgers from a day on, by `clearingKey`; one that nothing has touched is left out. */
export async function clearings(
  tx: TenantTransaction,
  ledgerIds: readonly string[],
  from: Temporal.PlainDate,
): Promise<ReadonlyMap<string, Clearing>> {
  const before = from.subtract({ days: 1 });
  const found = await sql<Row>`
    select s.ledger_id as "ledgerId", s.role, s.day, sum(case when s.paid_out then 0 else s.minor end)::bigint as "takenMinor",
      sum(case when s.paid_out then -s.minor else 0 end)::bigint as "paidMinor"
    from (
      select p.ledger_id, a.role, greatest(p.booked_on, ${before.toString()}::date) as day,
        case when p.debit = a.code then p.amount_minor else -p.amount_minor end as minor,
        coalesce(x.source_kind, e.source_kind) in ('bankLine', 'statementLine') as paid_out
      from account a
      join posting p on p.tenant_id = a.tenant_id and p.ledger_id = a.ledger_id and (p.debit = a.code or p.credit = a.code)
      join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
      left join entry x on x.tenant_id = e.tenant_id and x.id = e.reverses
      where a.tenant_id = ${tx.tenantId} and a.ledger_id = any (${column.uuid(ledgerIds)}) and a.role = any (${column.text(PARTNER_ROLES)})) s
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx.db);
  const accounts = Map.groupBy(found.rows, ({ ledgerId, role }) => clearingKey(ledgerId, role));
  return new Map([...accounts].map(([key, rows]) => [key, clearingOf(rows, before)]));
}

function clearingOf(rows: readonly Row[], before: Temporal.PlainDate): Clearing {
  const days: ClearingDay[] = [];
  let openingMinor = 0n;
  for (const { day: text, takenMinor, paidMinor } of rows) {
    const day = Temporal.PlainDate.from(text);
    if (day.equals(before)) openingMinor = takenMinor - paidMinor;
    else days.push({ day, takenMinor, paidMinor });
  }
  return { openingMinor, before, days };
}

/** What each kind of partner owes a ledger today, by the account on which it stands; what owes nothing is left out. */
export async function partnerDebts(tx: TenantTransaction, ledgerId: string): Promise<ReadonlyMap<AccountRole, bigint>> {
  const found = await sql<{ role: AccountRole; minor: bigint }>`
    select a.role, sum(case when p.debit = a.code then p.amount_minor else -p.amount_minor end)::bigint as minor
    from account a
    join posting p on p.tenant_id = a.tenant_id and p.ledger_id = a.ledger_id and (p.debit = a.code or p.credit = a.code)
    where a.tenant_id = ${tx.tenantId} and a.ledger_id = ${ledgerId} and a.role = any (${column.text(PARTNER_ROLES)})
    group by 1`.execute(tx.db);
  return new Map(found.rows.filter(({ minor }) => minor !== 0n).map(({ role, minor }) => [role, minor]));
}
