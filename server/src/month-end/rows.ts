import { sql, type RawBuilder } from "kysely";
import type { DateText, EntryKind, ItemKind, Ledger } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { codesOf, itemsThen, within, withPartyAndInvoice, type Asked } from "../reports/index.ts";

/** What a month-end pack reads, as of the month's last day and by what was known when it was made. Customers by number, never by name. */

type At = Asked & { readonly ledgerId: string };

export type ClaimRow = {
  readonly customerNo: bigint | null;
  readonly number: string | null;
  readonly kind: ItemKind;
  readonly openedOn: DateText;
  readonly dueOn: DateText;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly daysOverdue: number;
  readonly step: string | null;
  readonly stepOn: DateText | null;
  readonly disputedOn: DateText | null;
  readonly promisedOn: DateText | null;
  readonly heldUntil: DateText | null;
  readonly agencyOn: DateText | null;
};

/** The newest row that follow-up has of an item `i`, as it stood on the day. */
const newest = (tx: TenantTransaction, table: string, columns: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  left join lateral (
    select ${columns} from ${sql.table(table)} x where x.tenant_id = ${tx.tenantId} and x.item_id = i.id and ${where} order by x.id desc limit 1)`;

/** Everything owed on the receivable accounts with how far its follow-up had come (DP-043). */
export async function claimRows(tx: TenantTransaction, asked: At, ledger: Ledger): Promise<ClaimRow[]> {
  const { preparing, items, openMinor, dueOn } = await itemsThen(tx, asked);
  const { asOf } = asked;
  const found = await sql<ClaimRow>`
    ${preparing} select p.customer_no as "customerNo", n.number, i.kind, i.opened_on as "openedOn", ${dueOn} as "dueOn", i.amount_minor as "amountMinor",
      ((case when i.side = 'receivable' then 1 else -1 end) * ${openMinor})::bigint as "openMinor", ${asOf}::date - ${dueOn} as "daysOverdue", taken.level as step, taken.taken_on as "stepOn",
      disputed.opened_on as "disputedOn", promised.promised_on as "promisedOn", held.ends_on as "heldUntil", handed.taken_on as "agencyOn"
    from ${withPartyAndInvoice(tx, items)}
    ${newest(tx, "follow_up_step", sql`x.level, x.taken_on`, sql`x.taken_on <= ${asOf}`)} taken on true
    ${newest(tx, "follow_up_step", sql`x.taken_on`, sql`x.level = 'agency' and x.taken_on <= ${asOf}`)} handed on true
    ${newest(tx, "follow_up_dispute", sql`x.opened_on`, sql`x.opened_on <= ${asOf} and (x.answered_on is null or x.answered_on > ${asOf})`)} disputed on true
    ${newest(tx, "follow_up_promise", sql`x.promised_on`, sql`x.made_on <= ${asOf}`)} promised on true
    ${newest(tx, "follow_up_hold", sql`x.ends_on`, sql`${asOf} between x.from_on and x.ends_on and (x.ended_on is null or x.ended_on > ${asOf})`)} held on true
    where ${within(tx, "i", asked.ledgerId)} and (i.side = 'receivable' or i.kind = 'insurerPart') and i.account = any (${column.text(codesOf(ledger, "receivable", "stateReceivable"))}) and ${openMinor} <> 0
    order by p.customer_no nulls last, ${dueOn}, i.id`.execute(tx.db);
  return found.rows;
}

export type GivenUpRow = {
  readonly bookedOn: DateText;
  readonly kind: "creditNote" | "writeOff";
  readonly customerNo: bigint | null;
  readonly reference: string | null;
  readonly amountMinor: bigint;
};

/** What was credited and lost in the month; what was taken back of it, and what came for a loss after all, stands below zero. */
export async function givenUpRows(tx: TenantTransaction, { ledgerId, asOf, knownAt }: At, from: DateText) {
  const found = await sql<GivenUpRow>`
    select e.booked_on as "bookedOn", coalesce(b.kind, e.kind) as kind, y.customer_no as "customerNo", i.reference, m.minor as "amountMinor"
    from entry e
    left join entry b on b.tenant_id = e.tenant_id and b.id = e.reverses
    join lateral (
      select coalesce(p.credit_item_id, p.debit_item_id) as item_id, sum(case when p.credit_item_id is null then -p.amount_minor else p.amount_minor end)::bigint as minor
      from posting p where p.tenant_id = ${tx.tenantId} and p.entry_id = e.id and coalesce(p.credit_item_id, p.debit_item_id) is not null group by 1) m on true
    join open_item i on i.tenant_id = e.tenant_id and i.id = m.item_id
    left join party y on y.tenant_id = i.tenant_id and y.id = i.party_id
    where ${within(tx, "e", ledgerId)} and coalesce(b.kind, e.kind) in ('creditNote', 'writeOff') and e.booked_on between ${from} and ${asOf}
      and e.recorded_at <= ${knownAt.toString()}::timestamptz
    order by e.booked_on, e.id, m.item_id`.execute(tx.db);
  return found.rows;
}

export type UnmatchedRow = { readonly openedOn: DateText; readonly days: number; readonly openMinor: bigint };

/** Money that nobody has placed yet. */
export async function unmatchedRows(tx: TenantTransaction, asked: At): Promise<UnmatchedRow[]> {
  const { preparing, items, openMinor } = await itemsThen(tx, asked);
  const found = await sql<UnmatchedRow>`
    ${preparing} select i.opened_on as "openedOn", ${asked.asOf}::date - i.opened_on as days, (${openMinor})::bigint as "openMinor"
    from ${items} where ${within(tx, "i", asked.ledgerId)} and i.kind = 'unallocated' and ${openMinor} <> 0 order by i.opened_on, i.id`.execute(
    tx.db,
  );
  return found.rows;
}

export type CorrectionRow = {
  readonly bookedOn: DateText;
  readonly recordedAt: Temporal.Instant;
  readonly kind: EntryKind;
  readonly amountMinor: bigint;
};

/** What was booked in months whose pack was made already, since then: it changed no pack, and stands in the next (DP-042). */
export async function correctionRows(
  tx: TenantTransaction,
  { ledgerId, knownAt }: At,
  ledger: Ledger,
  before: { readonly asOfOn: DateText; readonly knownAt: Temporal.Instant },
): Promise<CorrectionRow[]> {
  const codes = column.text(codesOf(ledger, "receivable"));
  const found = await sql<CorrectionRow>`
    select e.booked_on as "bookedOn", e.recorded_at as "recordedAt", e.kind,
      sum((p.debit = any (${codes}))::int * p.amount_minor - (p.credit = any (${codes}))::int * p.amount_minor)::bigint as "amountMinor"
    from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    where ${within(tx, "e", ledgerId)} and e.booked_on <= ${before.asOfOn} and e.recorded_at > ${before.knownAt.toString()}::timestamptz
      and e.recorded_at <= ${knownAt.toString()}::timestamptz and (p.debit = any (${codes}) or p.credit = any (${codes}))
    group by e.id, e.booked_on, e.recorded_at, e.kind order by e.recorded_at, e.id`.execute(tx.db);
  return found.rows;
}
