import { sql } from "kysely";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { tenantKey, type TenantTransaction } from "../platform/index.ts";
import { textOf } from "./read-files.ts";
import type { Snoozed } from "./snooze.ts";
import { todayIn } from "./today.ts";
import { WAITING_STATES } from "./work-store.ts";

/** One queue of all that a person has to look at in a ledger: payments, and lines of account statements that nothing explains. */
export type QueueLine = {
  readonly kind: "bankLine" | "statementLine";
  readonly id: string;
  readonly on: DateText;
  readonly ageDays: number;
  readonly amountMinor: bigint;
  readonly reference: string | null;
  readonly state: string;
  readonly explanation: Readonly<Record<string, unknown>>;
  /** Identity numbers masked (SEC-55). */
  readonly text: string | null;
  /** Until when it is put off, why and by whom; null where it waits now. */
  readonly snoozed: Snoozed | null;
  /** Money times urgency: the amount for each day it has waited, the first day counted. A whole number, as text. */
  readonly weight: string;
};

type QueueRow = Omit<QueueLine, "text" | "snoozed"> & { readonly sealed: Buffer | null } & (
    | { readonly untilOn: null }
    | { readonly untilOn: DateText; readonly snoozeReason: string; readonly snoozedBy: string }
  );

/** The place after a line of the queue. */
export type QueueCursor = { readonly weight: string; readonly id: string };

/** All that waits in a ledger, with the day until which a line is put off; a day that has come puts nothing off. */
const waitingLines = (tx: TenantTransaction, ledgerId: string, today: DateText) => sql`
  select w.*, s.until_on, s.reason as snooze_reason, s.snoozed_by from (
    select 'bankLine' as kind, id, settled_on as "on", amount_minor, reference, state, explanation, text_sealed from bank_line
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and state in (${WAITING_STATES})
    union all
    select 'statementLine', id, booked_on, amount_minor, bank_ref, state, explanation, text_sealed from statement_line
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and state in ('open', 'held')) w
  left join line_snooze s on s.tenant_id = ${tx.tenantId} and s.line_id = w.id and s.until_on > ${today}`;

/**
 * The queue by money times urgency, most first, a page at a time (W-01): `after` is the last one seen. Lines that somebody put off stand in a
 * queue of their own until their day (W-07). Throws LEDGER_NOT_FOUND.
 */
export async function bankQueue(
  tx: TenantTransaction,
  ledgerId: string,
  filter: { after?: QueueCursor; limit: number; snoozed?: boolean },
): Promise<QueueLine[]> {
  const today = todayIn(tx, await ledgerById(tx, ledgerId));
  const { after, snoozed = false } = filter;
  const found = await sql<QueueRow>`
    select w.* from (
      select q.kind, q.id, q."on", greatest(${today}::date - q."on", 0) as "ageDays", q.amount_minor as "amountMinor", q.reference, q.state, q.explanation,
        q.text_sealed as sealed, q.until_on as "untilOn", q.snooze_reason as "snoozeReason", q.snoozed_by as "snoozedBy",
        (abs(q.amount_minor)::numeric * (greatest(${today}::date - q."on", 0) + 1))::text as weight
      from (${waitingLines(tx, ledgerId, today)}) q where ${snoozed ? sql`q.until_on is not null` : sql`q.until_on is null`}) w
    ${after ? sql`where (w.weight::numeric, w.id) < (${after.weight}::numeric, ${after.id}::uuid)` : sql``}
    order by w.weight::numeric desc, w.id desc limit ${filter.limit}`.execute(tx.db);
  const key = await tenantKey(tx);
  return found.rows.map((row) => lineOf(tx, key, row));
}

function lineOf(tx: TenantTransaction, key: Awaited<ReturnType<typeof tenantKey>>, row: QueueRow): QueueLine {
  const { kind, id, on, ageDays, amountMinor, reference, state, explanation, weight, sealed } = row;
  const text = textOf(tx, key, kind === "bankLine" ? "bank_line" : "statement_line", id, sealed);
  const snoozed = row.untilOn === null ? null : { untilOn: row.untilOn, reason: row.snoozeReason, by: row.snoozedBy };
  return { kind, id, on, ageDays, amountMinor, reference, state, explanation, text, snoozed, weight };
}

/** The newest day that payment files tell of, and how much of it placed itself. */
export type NewestDay = {
  readonly on: DateText;
  readonly payments: bigint;
  readonly amountMinor: bigint;
  /** Found their invoices without a person. */
  readonly byThemselves: bigint;
};

export type QueueState = {
  readonly waiting: { readonly count: bigint; readonly amountMinor: bigint };
  /** Put off by a person, and when the first of them comes back. As much unexplained money as the rest. */
  readonly snoozed: { readonly count: bigint; readonly amountMinor: bigint; readonly nextOn: DateText | null };
  readonly newest: NewestDay | null;
  /** When the next file is expected; null where no account expects one. */
  readonly next: { readonly on: DateText; readonly by: string } | null;
};

async function newestDay(tx: TenantTransaction, ledgerId: string): Promise<NewestDay | null> {
  const found = await sql<NewestDay>`
    select b.settled_on as "on", count(*) as payments, sum(l.amount_minor)::bigint as "amountMinor",
      count(*) filter (where l.state in ('matched', 'part', 'reversal', 'repeated')) as "byThemselves"
    from bank_batch b join bank_line l on l.tenant_id = b.tenant_id and l.batch_id = b.id
    where b.tenant_id = ${tx.tenantId} and b.ledger_id = ${ledgerId} and b.settled_on = (
      select max(n.settled_on) from bank_batch n join bank_file f on f.tenant_id = n.tenant_id and f.id = n.file_id and f.state = 'posted'
      where n.tenant_id = ${tx.tenantId} and n.ledger_id = ${ledgerId})
    group by 1`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** The first moment from now on at which a file of the ledger's accounts is due: today's unless that hour is over, else the next bank day's. */
async function nextFile(tx: TenantTransaction, ledgerId: string): Promise<QueueState["next"]> {
  const { market } = await ledgerById(tx, ledgerId);
  const { days, zones } = marketPack(market);
  const now = tx.now.toZonedDateTimeISO(zones[0]!);
  const found = await sql<{ by: string | null }>`
    select to_char(min(file_expected_by), 'HH24:MI') as by from bank_account
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and (closed_from_on is null or closed_from_on >= ${now.toPlainDate().toString()})`.execute(
    tx.db,
  );
  const by = found.rows[0]?.by;
  if (!by) return null;
  let on = now.toPlainDate();
  if (Temporal.PlainTime.compare(now.toPlainTime(), Temporal.PlainTime.from(by)) >= 0) on = on.add({ days: 1 });
  while (!days.isBankDay(on)) on = on.add({ days: 1 });
  return { on: on.toString(), by };
}

type QueueSums = {
  readonly count: bigint;
  readonly amountMinor: bigint;
  readonly snoozedCount: bigint;
  readonly snoozedMinor: bigint;
  readonly nextOn: DateText | null;
};

/** What the queue's first line says: how much waits, what last night brought, when the next file comes. Throws LEDGER_NOT_FOUND. */
export async function queueState(tx: TenantTransaction, ledgerId: string): Promise<QueueState> {
  const today = todayIn(tx, await ledgerById(tx, ledgerId));
  const sums = await sql<QueueSums>`
    select count(*) filter (where q.until_on is null) as count, coalesce(sum(abs(q.amount_minor)) filter (where q.until_on is null), 0)::bigint as "amountMinor",
      count(q.until_on) as "snoozedCount", coalesce(sum(abs(q.amount_minor)) filter (where q.until_on is not null), 0)::bigint as "snoozedMinor", min(q.until_on) as "nextOn"
    from (${waitingLines(tx, ledgerId, today)}) q`.execute(tx.db);
  const { count, amountMinor, snoozedCount, snoozedMinor, nextOn } = sums.rows[0]!;
  return {
    waiting: { count, amountMinor },
    snoozed: { count: snoozedCount, amountMinor: snoozedMinor, nextOn },
    newest: await newestDay(tx, ledgerId),
    next: await nextFile(tx, ledgerId),
  };
}
