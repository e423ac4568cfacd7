import { sql } from "kysely";
import { ledgerById, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";

/** What a clinic's unpaid bills would pay for: its suppliers' bills and wages of a month (S3-31). */

/** Whole months before this one whose suppliers' bills make the month's middle. */
const MONTHS = 3;

export type Consequence = {
  readonly currency: string;
  readonly asOf: DateText;
  /** Open past its due day. */
  readonly overdueMinor: bigint;
  /** A month's bills of suppliers, of the last three whole months, rounded down. */
  readonly suppliersMinor: bigint;
  /** Null where the clinic has not said. */
  readonly payrollMinor: bigint | null;
  /** The overdue sum in tenths of a month of what is known of both, rounded down; null where nothing is. */
  readonly monthTenths: number | null;
};

type Sums = Pick<Consequence, "overdueMinor" | "payrollMinor"> & { readonly suppliersInAllMinor: bigint };

async function sumsOf(tx: TenantTransaction, ledgerId: string, today: DateText): Promise<Sums> {
  const month = Temporal.PlainDate.from(today).with({ day: 1 });
  const found = await sql<Sums>`
    select
      (select coalesce(sum(open_minor), 0)::bigint from open_item where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}
        and side = 'receivable' and open_minor > 0 and due_on < ${today}::date) as "overdueMinor",
      (select coalesce(sum(total_minor), 0)::bigint from supplier_invoice where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}
        and issued_on >= ${month.subtract({ months: MONTHS }).toString()} and issued_on < ${month.toString()}) as "suppliersInAllMinor",
      (select month_minor from ledger_payroll where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}) as "payrollMinor"`.execute(
    tx.db,
  );
  return found.rows[0]!;
}

/** The sentence's sums for a ledger today. Throws LEDGER_NOT_FOUND. */
export async function consequence(tx: TenantTransaction, ledgerId: string): Promise<Consequence> {
  const { currency, market } = await ledgerById(tx, ledgerId);
  const asOf = tx.now.toZonedDateTimeISO(marketPack(market).zones[0]!).toPlainDate().toString();
  const { overdueMinor, suppliersInAllMinor, payrollMinor } = await sumsOf(tx, ledgerId, asOf);
  const suppliersMinor = suppliersInAllMinor / BigInt(MONTHS);
  const month = suppliersMinor + (payrollMinor ?? 0n);
  const monthTenths = month === 0n ? null : Number((overdueMinor * 10n) / month);
  return { currency, asOf, overdueMinor, suppliersMinor, payrollMinor, monthTenths };
}

/** Says what a clinic pays in wages in a month, in minor units; null takes it away. Throws LEDGER_NOT_FOUND. */
export async function setPayroll(tx: TenantTransaction, ledgerId: string, monthMinor: bigint | null): Promise<void> {
  await ledgerById(tx, ledgerId);
  const { actor } = tx.context;
  if (monthMinor === null)
    await sql`delete from ledger_payroll where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`.execute(tx.db);
  else
    await sql`
      insert into ledger_payroll (tenant_id, ledger_id, month_minor, set_by, set_at)
      values (${tx.tenantId}, ${ledgerId}, ${monthMinor}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
      on conflict (tenant_id, ledger_id) do update set month_minor = excluded.month_minor, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
      tx.db,
    );
  await recordAudit(tx, { action: "ledger.payrollSet", subjectKind: "ledger", subjectId: ledgerId });
}
