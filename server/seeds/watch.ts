import { sql } from "kysely";
import { bankingChecks } from "../src/banking/index.ts";
import { nightlyChecks } from "../src/controls/index.ts";
import { invoicingChecks } from "../src/invoicing/index.ts";
import { ledgerChecks } from "../src/ledger/index.ts";
import { partyChecks } from "../src/parties/index.ts";
import { paymentsChecks } from "../src/payments/index.ts";
import { sealChecks, sealTenant, withTenant, type Check } from "../src/platform/index.ts";
import { dayProof, type DayProof } from "../src/reports/index.ts";
import { lowestId } from "./letters.ts";
import { OPENING_MINOR, type SimulatedTenant, type World } from "./world.ts";

/** What must hold while a life goes on: cheap looks at each day's rows, all statements of all capabilities now and then. */

const ALL_CHECKS: readonly Check[] = [
  ...ledgerChecks,
  ...partyChecks,
  ...bankingChecks,
  ...invoicingChecks,
  ...paymentsChecks,
  ...sealChecks,
];

/** One thing that does not hold: what, on which day, in whose books. */
export type Breach = { readonly on: string; readonly tenant: string; readonly name: string; readonly detail: string };

const text = (value: unknown) =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? String(each) : each));

/** Looks at the entries made since an instant: each item they touched is what all its postings leave, and bank moved by what statements say. */
export async function lookAtDay(
  tenant: SimulatedTenant,
  since: Temporal.Instant,
  on: Temporal.PlainDate,
): Promise<Breach[]> {
  const from = lowestId(since);
  const found = await withTenant(tenant.platform, tenant.context, (tx) =>
    sql<{ name: string; detail: string }>`
      with fresh as (
        select p.* from posting p where p.tenant_id = ${tx.tenantId} and p.entry_id >= ${from}),
      touched as (
        select debit_item_id as id from fresh where debit_item_id is not null union select credit_item_id from fresh where credit_item_id is not null),
      effect as (
        select t.id, coalesce((select sum(amount_minor) from posting where tenant_id = ${tx.tenantId} and debit_item_id = t.id), 0)
                   - coalesce((select sum(amount_minor) from posting where tenant_id = ${tx.tenantId} and credit_item_id = t.id), 0) as minor
        from touched t),
      bank as (
        select f.ledger_id, sum(case when a.code = f.debit then f.amount_minor else -f.amount_minor end) as minor
        from fresh f join account a on a.tenant_id = ${tx.tenantId} and a.ledger_id = f.ledger_id and a.role = 'bank' and a.code in (f.debit, f.credit) group by f.ledger_id),
      told as (
        select ledger_id, sum(amount_minor) as minor from statement_line where tenant_id = ${tx.tenantId} and id >= ${from} and state <> 'held' group by ledger_id)
      select 'day.itemsEqualPostings' as name, i.id || ' ' || i.open_minor || ' ' || e.minor as detail
      from effect e join open_item i on i.tenant_id = ${tx.tenantId} and i.id = e.id
      where i.open_minor <> case when i.side = 'receivable' then e.minor else -e.minor end
      union all
      select 'day.bankMovedAsTold', coalesce(b.ledger_id, t.ledger_id) || ' ' || coalesce(b.minor, 0) || ' ' || coalesce(t.minor, 0)
      from bank b full join told t using (ledger_id) where coalesce(b.minor, 0) <> coalesce(t.minor, 0)`.execute(tx.db),
  );
  return found.rows.map((row) => ({ on: on.toString(), tenant: tenant.name, ...row }));
}

/** The night: the day's entries are sealed, and every statement of every capability is asked. */
export async function nightWatch(tenant: SimulatedTenant, on: Temporal.PlainDate): Promise<Breach[]> {
  await sealTenant(tenant.platform, tenant.context);
  const results = await withTenant(tenant.platform, tenant.context, (tx) =>
    nightlyChecks(tx, ALL_CHECKS, on.toString()),
  );
  return results.flatMap(({ name, breaches }) =>
    breaches.map((row) => ({ on: on.toString(), tenant: tenant.name, name, detail: text(row) })),
  );
}

/** The books' bank account against the bank's own, øre for øre, for one ledger. */
export type Witness = {
  readonly ledgerId: string;
  readonly booksMinor: bigint;
  readonly bankMinor: bigint;
  readonly differenceMinor: bigint;
};

/** Asks the bank itself, which knows nothing of Kvitt, what stands on each account. */
export async function askTheBank(world: World): Promise<Witness[]> {
  const witnesses: Witness[] = [];
  for (const clinic of world.clinics) {
    const found = await withTenant(clinic.platform, clinic.context, (tx) =>
      sql<{ minor: bigint }>`
        select coalesce(sum(case when a.code = p.debit then p.amount_minor else -p.amount_minor end), 0)::bigint as minor
        from posting p join account a on a.tenant_id = p.tenant_id and a.ledger_id = p.ledger_id and a.role = 'bank' and a.code in (p.debit, p.credit)
        where p.tenant_id = ${tx.tenantId} and p.ledger_id = ${clinic.ledgerId}`.execute(tx.db),
    );
    const booksMinor = OPENING_MINOR + found.rows[0]!.minor;
    const bankMinor = world.bank.account(clinic.account)!.balanceMinor;
    witnesses.push({ ledgerId: clinic.ledgerId, booksMinor, bankMinor, differenceMinor: booksMinor - bankMinor });
  }
  return witnesses;
}

/** The øre proof of every ledger for one day. */
export async function proofsOf(world: World, day: string): Promise<DayProof[]> {
  const proofs: DayProof[] = [];
  for (const { platform, context, ledgerId } of world.clinics)
    proofs.push(await withTenant(platform, context, (tx) => dayProof(tx, { ledgerId, day })));
  return proofs;
}
