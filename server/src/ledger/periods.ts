import { sql } from "kysely";
import { column, eachRow, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import type { DateText } from "./types.ts";

/** Which days of some ledgers are closed. */
export type ClosedDays = {
  /** The day itself when it is open, else the first open day after it. */
  firstOpenDay(ledgerId: string, day: DateText): DateText;
};

type ClosedRow = { ledgerId: string; lastOn: DateText };

function dayAfter(day: DateText): DateText {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

type Looked = { readonly ledgerIds: Set<string>; readonly last: Map<string, DateText> };
type LastClosed = ReadonlyMap<string, DateText>;

/** What a transaction has already looked up: its locks keep it true to the end. */
const looked = new WeakMap<
  TenantTransaction,
  { readonly ledgerIds: Set<string>; readonly last: Map<string, DateText> }
>();

/**
 * Reads the closed days of ledgers, once a transaction. Periods are closed in order, so everything up to the last closed day is closed.
 * The lock on the ledger's row keeps a period from being closed between this look and the posting that relies on it.
 */
export async function closedDays(tx: TenantTransaction, ledgerIds: readonly string[]): Promise<ClosedDays> {
  const known: Looked = looked.get(tx) ?? { ledgerIds: new Set(), last: new Map() };
  looked.set(tx, known);
  const fresh = ledgerIds.filter((id) => !known.ledgerIds.has(id));
  if (fresh.length > 0) {
    for (const [ledgerId, lastOn] of await lockAndRead(tx, fresh)) known.last.set(ledgerId, lastOn);
    for (const id of fresh) known.ledgerIds.add(id);
  }
  return {
    firstOpenDay(ledgerId, day) {
      const last = known.last.get(ledgerId);
      return last !== undefined && day <= last ? dayAfter(last) : day;
    },
  };
}

async function lockAndRead(tx: TenantTransaction, ledgerIds: readonly string[]): Promise<LastClosed> {
  await sql`select id from ledger where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ledgerIds)}) order by id for key share`.execute(
    tx.db,
  );
  const found = await sql<ClosedRow>`
    select ledger_id as "ledgerId", max(last_on)::date as "lastOn" from period
    where tenant_id = ${tx.tenantId} and ledger_id = any (${column.uuid(ledgerIds)}) and closed_at is not null group by ledger_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.ledgerId, row.lastOn]));
}

/** The calendar months of a ledger are its periods unless it says otherwise; made as they are needed. */
export async function ensureMonths(
  tx: TenantTransaction,
  ledgerId: string,
  from: DateText,
  to: DateText,
): Promise<void> {
  let month = Temporal.PlainDate.from(from).with({ day: 1 });
  const last = Temporal.PlainDate.from(to);
  const firsts: string[] = [];
  const lasts: string[] = [];
  for (; Temporal.PlainDate.compare(month, last) <= 0; month = month.add({ months: 1 })) {
    firsts.push(month.toString());
    lasts.push(month.add({ months: 1 }).subtract({ days: 1 }).toString());
  }
  await sql`
    insert into period (tenant_id, ledger_id, first_on, last_on)
    select ${tx.tenantId}, ${ledgerId}, ${eachRow(column.date(firsts), column.date(lasts))}
    on conflict (tenant_id, ledger_id, first_on) do nothing`.execute(tx.db);
}

/**
 * Closes the month that begins on a day: nothing is booked in it any more. In order, and only when the month has ended.
 * Throws PERIOD_ORDER otherwise; closing a closed month changes nothing.
 */
export async function closePeriod(
  tx: TenantTransaction,
  ledgerId: string,
  firstOn: DateText,
  today: DateText,
): Promise<void> {
  await sql`select id from ledger where tenant_id = ${tx.tenantId} and id = ${ledgerId} for update`.execute(tx.db);
  await ensureMonths(tx, ledgerId, firstOn, firstOn);
  const found = await sql<{ firstOn: DateText; lastOn: DateText; closed: boolean }>`
    select first_on as "firstOn", last_on as "lastOn", closed_at is not null as closed from period
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by first_on for update`.execute(tx.db);
  const period = found.rows.find((row) => row.firstOn === firstOn);
  const firstToClose = found.rows.find((row) => !row.closed);
  if (period?.closed) return;
  if (!period || period.lastOn >= today || firstToClose !== period)
    throw refuse("PERIOD_ORDER", { firstOn: firstToClose?.firstOn ?? firstOn });
  looked.delete(tx);
  await sql`update period set closed_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and first_on = ${firstOn}`.execute(
    tx.db,
  );
  await recordAudit(tx, {
    action: "period.closed",
    subjectKind: "ledger",
    subjectId: ledgerId,
    detail: { firstOn, lastOn: period.lastOn },
  });
}

/** A month of a ledger: open, or closed since; a month before a closed one is closed with it. */
export type Month = {
  readonly firstOn: DateText;
  readonly lastOn: DateText;
  readonly closed: boolean;
  readonly closedAt: Temporal.Instant | null;
};

async function firstMonth(tx: TenantTransaction, ledgerId: string, today: DateText): Promise<DateText> {
  const found = await sql<{ first: DateText | null }>`
    select least((select min(booked_on) from entry where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}),
                 (select min(first_on) from period where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}),
                 (select active_from_on from ledger where tenant_id = ${tx.tenantId} and id = ${ledgerId}))::date as first`.execute(
    tx.db,
  );
  const first = found.rows[0]?.first ?? today;
  return Temporal.PlainDate.from(first < today ? first : today)
    .with({ day: 1 })
    .toString();
}

/** The months of a ledger from its first entry, period or day of activation through the month of `today`, newest first. */
export async function monthsOf(tx: TenantTransaction, ledgerId: string, today: DateText): Promise<Month[]> {
  const kept = await sql<{ firstOn: DateText; lastOn: DateText; closedAt: Temporal.Instant }>`
    select first_on as "firstOn", last_on as "lastOn", closed_at as "closedAt" from period
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and closed_at is not null order by first_on`.execute(
    tx.db,
  );
  const closedAt = new Map(kept.rows.map((row) => [row.firstOn, row.closedAt]));
  const closedThrough = kept.rows.at(-1)?.lastOn ?? "";
  const months: Month[] = [];
  const first = Temporal.PlainDate.from(await firstMonth(tx, ledgerId, today));
  for (let month = first; month.toString() <= today; month = month.add({ months: 1 })) {
    const firstOn = month.toString();
    const lastOn = dayBefore(month.add({ months: 1 }));
    months.push({ firstOn, lastOn, closed: lastOn <= closedThrough, closedAt: closedAt.get(firstOn) ?? null });
  }
  return months.reverse();
}

function dayBefore(day: Temporal.PlainDate): DateText {
  return day.subtract({ days: 1 }).toString();
}

/** Closes a month of a ledger with all its months made before, so that none is left out. Throws PERIOD_ORDER. */
export async function closeMonth(
  tx: TenantTransaction,
  ledgerId: string,
  firstOn: DateText,
  today: DateText,
): Promise<void> {
  const open = (await monthsOf(tx, ledgerId, today)).filter((month) => !month.closed).at(-1);
  if (open && open.firstOn < firstOn) throw refuse("PERIOD_ORDER", { firstOn: open.firstOn });
  await closePeriod(tx, ledgerId, firstOn, today);
}
