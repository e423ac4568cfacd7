import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { AccountRole } from "../../markets/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";

/** What a partner's price makes of a month's payments, against what it invoiced for it. */

/** An agreement with a price, and the account on which its payments stand. */
export type Priced = {
  readonly agreementId: string;
  readonly ledgerId: string;
  readonly role: AccountRole;
  readonly feeMinor: bigint;
  /** Hundredths of a percent. */
  readonly basisPoints: number;
  readonly orgNo: string;
};

export type FeeCheck = {
  /** The month's first day. */
  readonly month: DateText;
  readonly payments: bigint;
  readonly takenMinor: bigint;
  /** By the price, without VAT. */
  readonly expectedMinor: bigint;
  /** Without VAT; null while no invoice of the month has come. Of all the partner's agreements with the ledger together, as `owedMinor`. */
  readonly invoicedMinor: bigint | null;
  /** What all the partner's agreements with the ledger make together. */
  readonly owedMinor: bigint;
};

/** A partner invoices a month from its middle on, until the middle of the next. */
const MIDDLE = 16;

type Taken = {
  readonly agreementId: string;
  readonly payments: bigint;
  readonly takenMinor: bigint;
  readonly shareMinor: bigint;
};

async function takenIn(tx: TenantTransaction, month: Temporal.PlainDate, priced: readonly Priced[]): Promise<Taken[]> {
  const found = await sql<Taken>`
    select s.agreement_id as "agreementId", count(*) as payments, sum(s.minor)::bigint as "takenMinor", sum(round(s.minor * s.points / 10000.0))::bigint as "shareMinor"
    from (
      select q.agreement_id, q.points, e.id, sum(p.amount_minor) as minor
      from unnest(${column.uuid(priced.map(({ agreementId }) => agreementId))}, ${column.uuid(priced.map(({ ledgerId }) => ledgerId))},
        ${column.text(priced.map(({ role }) => role))}, ${column.bigint(priced.map(({ basisPoints }) => BigInt(basisPoints)))}) as q(agreement_id, ledger_id, role, points)
      join account a on a.tenant_id = ${tx.tenantId} and a.ledger_id = q.ledger_id and a.role = q.role
      join entry e on e.tenant_id = a.tenant_id and e.ledger_id = a.ledger_id and e.source_kind = 'paymentMovement' and e.kind = 'payment'
        and e.booked_on between ${month.toString()} and ${lastOf(month).toString()}
      join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id and p.debit = a.code
      group by 1, 2, 3) s
    group by 1`.execute(tx.db);
  return found.rows;
}

const lastOf = (month: Temporal.PlainDate) => month.add({ months: 1 }).subtract({ days: 1 });

type Invoiced = { readonly ledgerId: string; readonly orgNo: string; readonly minor: bigint };

async function invoicedFor(
  tx: TenantTransaction,
  month: Temporal.PlainDate,
  priced: readonly Priced[],
): Promise<Invoiced[]> {
  const from = month.with({ day: MIDDLE });
  const through = from.add({ months: 1 }).subtract({ days: 1 });
  const found = await sql<Invoiced>`
    select i.ledger_id as "ledgerId", c.org_no as "orgNo", sum((line ->> 'netMinor')::bigint)::bigint as minor
    from supplier_invoice i
    join party c on c.tenant_id = i.tenant_id and c.id = i.supplier_id
    cross join lateral jsonb_array_elements(i.lines) line
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = any (${column.uuid(priced.map(({ ledgerId }) => ledgerId))})
      and c.org_no = any (${column.text(priced.map(({ orgNo }) => orgNo))})
      and i.issued_on between ${from.toString()} and ${through.toString()} and line ->> 'role' <> 'REPAID_CREDIT'
    group by 1, 2`.execute(tx.db);
  return found.rows;
}

const owner = ({ ledgerId, orgNo }: Pick<Priced, "ledgerId" | "orgNo">) => `${ledgerId} ${orgNo}`;

/** Each priced agreement's month: what its payments cost by the price, and what the partner invoiced for it. */
export async function feeChecks(
  tx: TenantTransaction,
  month: Temporal.PlainDate,
  priced: readonly Priced[],
): Promise<ReadonlyMap<string, FeeCheck>> {
  if (priced.length === 0) return new Map();
  const taken = new Map((await takenIn(tx, month, priced)).map((row) => [row.agreementId, row]));
  const invoiced = new Map((await invoicedFor(tx, month, priced)).map((row) => [owner(row), row.minor]));
  const expected = ({ agreementId, feeMinor }: Priced) => {
    const { payments = 0n, takenMinor = 0n, shareMinor = 0n } = taken.get(agreementId) ?? {};
    return { payments, takenMinor, expectedMinor: payments * feeMinor + shareMinor };
  };
  const owed = new Map<string, bigint>();
  for (const each of priced) owed.set(owner(each), (owed.get(owner(each)) ?? 0n) + expected(each).expectedMinor);
  const check = (each: Priced): FeeCheck => ({
    month: month.toString(),
    ...expected(each),
    invoicedMinor: invoiced.get(owner(each)) ?? null,
    owedMinor: owed.get(owner(each))!,
  });
  return new Map(priced.map((each) => [each.agreementId, check(each)]));
}
