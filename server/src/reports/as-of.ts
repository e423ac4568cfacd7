import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";

/** The two times of a question: as of the day `asOf`, by what was written down up to `knownAt` (left out: now). */
export type Times = { readonly asOf: DateText; readonly knownAt?: Temporal.Instant };

/** Which books a question is about; no ledger is all the ledgers in reach. */
export type Scope = { readonly ledgerId?: string | undefined };

/** A question with both times settled. */
export type Asked = {
  readonly ledgerId: string | undefined;
  readonly asOf: DateText;
  readonly knownAt: Temporal.Instant;
};

/** Fills in what was left out. Throws REPORT_KNOWN_AHEAD for a moment that has not come: its answer could still change. */
export function settleTimes(tx: TenantTransaction, question: Times & Scope): Asked {
  const knownAt = question.knownAt ?? tx.now;
  if (Temporal.Instant.compare(knownAt, tx.now) > 0)
    throw refuse("REPORT_KNOWN_AHEAD", { knownAt: knownAt.toString() });
  return { ledgerId: question.ledgerId, asOf: question.asOf, knownAt };
}

/** The condition that keeps a table's rows to the tenant, and to the ledger where one is named. */
export function within(tx: TenantTransaction, table: string, ledgerId: string | undefined): RawBuilder<unknown> {
  const ledger = ledgerId ? sql`and ${sql.ref(`${table}.ledger_id`)} = ${ledgerId}` : sql``;
  return sql`${sql.ref(`${table}.tenant_id`)} = ${tx.tenantId} ${ledger}`;
}

/** Postings booked up to the day but written down after the moment: what a question about the past must leave out. */
export function lateRecorded(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  return sql`
    select p.debit, p.credit, p.amount_minor, p.debit_item_id, p.credit_item_id
    from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    where ${within(tx, "e", asked.ledgerId)} and e.recorded_at > ${asked.knownAt.toString()}::timestamptz and e.booked_on <= ${asked.asOf}`;
}

/** A posting's two sides as effects on items: a branch each, so that the planner knows each column and can read only what names an item. */
const SIDES = [
  { item: sql`p.debit_item_id`, effect: sql`p.amount_minor` },
  { item: sql`p.credit_item_id`, effect: sql`-p.amount_minor` },
];

/** Effects of the postings on one side of the day: `item_id`, `effect` (debit above zero). */
function effectsBooked(tx: TenantTransaction, asked: Asked, when: RawBuilder<unknown>): RawBuilder<unknown> {
  const branches = SIDES.map(
    ({ item, effect }) => sql`
      select ${item} as item_id, ${effect} as effect from posting p
      where ${within(tx, "p", asked.ledgerId)} and p.booked_on ${when} ${asked.asOf} and ${item} is not null`,
  );
  return sql.join(branches, sql` union all `);
}

/** Effects that were written down too late, taken once (1) or taken off (-1). */
function effectsLate(tx: TenantTransaction, asked: Asked, times: 1 | -1): RawBuilder<unknown> {
  const branches = SIDES.map(
    ({ item, effect }) => sql`
      select ${item}, ${sql.lit(times)} * ${effect} from (${lateRecorded(tx, asked)}) p where ${item} is not null`,
  );
  return sql.join(branches, sql` union all `);
}

/** What was put on items after the day or written down after the moment, posting by posting: `item_id`, `effect`. */
export function laterPostings(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  return sql`${effectsBooked(tx, asked, sql`>`)} union all ${effectsLate(tx, asked, 1)}`;
}

/** What was put on items up to the day and was known at the moment, posting by posting: `item_id`, `effect`. */
function earlierPostings(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  return sql`${effectsBooked(tx, asked, sql`<=`)} union all ${effectsLate(tx, asked, -1)}`;
}

/** What an item `i` was on the day, by what was known. */
export type Then = {
  /** Below zero on the days between a payment and the issue of what it pays: the account says the same, so reports keep it. */
  readonly openMinor: RawBuilder<bigint>;
  /** The day it was due: a move that came later has not happened yet. */
  readonly dueOn: RawBuilder<string>;
};

/** How a query reads the items of a ledger as they were: its `with` clause, its items `i`, and what they were. */
export type ItemsThen = Then & { readonly preparing: RawBuilder<unknown>; readonly items: RawBuilder<unknown> };

/** What a query prepares before it reads the items, and how that is joined to them. */
type Joined = { readonly prepared: RawBuilder<unknown>; readonly join: RawBuilder<unknown> };

const effectsOf = (postings: RawBuilder<unknown>): Joined => ({
  prepared: sql`l as (select y.item_id, sum(y.effect)::bigint as effect from (${postings}) y group by y.item_id)`,
  join: sql`left join l on l.item_id = i.id`,
});

/** Moves of due dates that a question about the past must leave out: made after the day, or written down after the moment. */
const laterMove = (asked: Asked) =>
  sql`(m.moved_on > ${asked.asOf} or m.recorded_at > ${asked.knownAt.toString()}::timestamptz)`;

/** Each item that was moved since, with the day it was due before the first move that is left out. */
const firstMoves = (tx: TenantTransaction, asked: Asked) => sql`
    select distinct on (m.item_id) m.item_id, m.was_on from due_move m
    where ${within(tx, "m", asked.ledgerId)} and ${laterMove(asked)} order by m.item_id, m.id`;

/** The day each item was due before the first move that is left out. */
const duesThen = (tx: TenantTransaction, asked: Asked): Joined => ({
  prepared: sql`d as (${firstMoves(tx, asked)})`,
  join: sql`left join d on d.item_id = i.id`,
});

const DUE_NOW = sql<string>`i.due_on`;
const DUE_THEN = sql<string>`coalesce(d.was_on, i.due_on)`;

/** Was any due date moved after the day, or the move written down after the moment? */
async function duesMovedSince(tx: TenantTransaction, asked: Asked): Promise<boolean> {
  const moves = (when: RawBuilder<unknown>) =>
    sql`exists (select from due_move m where ${within(tx, "m", asked.ledgerId)} and ${when})`;
  const found = await sql<{ moved: boolean }>`
    select ${moves(sql`m.moved_on > ${asked.asOf}`)} or ${moves(sql`m.recorded_at > ${asked.knownAt.toString()}::timestamptz`)} as moved`.execute(
    tx.db,
  );
  return found.rows[0]!.moved;
}

/** The day an item `i` was due, looked up for each; for a few items. */
async function dueOneByOne(tx: TenantTransaction, asked: Asked): Promise<RawBuilder<string>> {
  if (!(await duesMovedSince(tx, asked))) return DUE_NOW;
  return sql<string>`coalesce((select m.was_on from due_move m where m.tenant_id = ${tx.tenantId} and m.item_id = i.id and ${laterMove(asked)} order by m.id limit 1), i.due_on)`;
}

/** The same in one go for however many items `i`: what to join to them, and the day. */
export async function dueAtOnce(
  tx: TenantTransaction,
  asked: Asked,
): Promise<Pick<Then, "dueOn"> & { readonly join: RawBuilder<unknown> }> {
  if (!(await duesMovedSince(tx, asked))) return { dueOn: DUE_NOW, join: sql`` };
  return { dueOn: DUE_THEN, join: sql`left join (${firstMoves(tx, asked)}) d on d.item_id = i.id` };
}

const effect = sql<bigint>`(case when i.side = 'receivable' then 1 else -1 end) * coalesce(l.effect, 0)`;

/** Did anything come after the day, or was anything of before written down after the moment? */
export async function movedSince(tx: TenantTransaction, asked: Asked): Promise<boolean> {
  const later = sql`select from posting p where ${within(tx, "p", asked.ledgerId)} and p.booked_on > ${asked.asOf}`;
  const found = await sql<{ moved: boolean }>`
    select exists (${later}) or exists (${lateRecorded(tx, asked)}) as moved`.execute(tx.db);
  return found.rows[0]!.moved;
}

/** How many postings the database expects on one side of the day, from its statistics: no row is read. */
async function expected(tx: TenantTransaction, asked: Asked, when: RawBuilder<unknown>): Promise<number> {
  const found = await sql<{ "QUERY PLAN": readonly [{ Plan: { "Plan Rows": number } }] }>`
    explain (format json) select from posting p where ${within(tx, "p", asked.ledgerId)} and p.booked_on ${when} ${asked.asOf}`.execute(
    tx.db,
  );
  return found.rows[0]!["QUERY PLAN"][0].Plan["Plan Rows"];
}

/** Which postings tell how items were: none, those that came after the day, or those up to it. */
export type Reading = "none" | "later" | "earlier";

async function cheapest(tx: TenantTransaction, asked: Asked): Promise<Reading> {
  if (!(await movedSince(tx, asked))) return "none";
  return (await expected(tx, asked, sql`<=`)) < (await expected(tx, asked, sql`>`)) ? "earlier" : "later";
}

/**
 * The items read one way; `later` and `earlier` give the same for every question, `none` where nothing came after. `duesMoved` where due dates
 * were moved since.
 */
export function itemsBy(tx: TenantTransaction, asked: Asked, reading: Reading, duesMoved: boolean): ItemsThen {
  const amounts =
    reading === "none" ? [] : [effectsOf((reading === "earlier" ? earlierPostings : laterPostings)(tx, asked))];
  const joined = [...amounts, ...(duesMoved ? [duesThen(tx, asked)] : [])];
  const prepared = joined.map((one) => one.prepared);
  const openMinor = {
    none: sql<bigint>`i.open_minor`,
    earlier: effect,
    later: sql<bigint>`(i.open_minor - ${effect})`,
  };
  return {
    preparing: joined.length === 0 ? sql`` : sql`with ${sql.join(prepared)}`,
    items: sql.join([sql`open_item i`, ...joined.map((one) => one.join)], sql` `),
    openMinor: openMinor[reading],
    dueOn: duesMoved ? DUE_THEN : DUE_NOW,
  };
}

/** The same for a few items: what came after is looked up for each. */
export async function itemsOneByOne(
  tx: TenantTransaction,
  asked: Asked,
): Promise<Then & { readonly effects: RawBuilder<unknown> }> {
  const dueOn = await dueOneByOne(tx, asked);
  if (!(await movedSince(tx, asked))) return { effects: sql``, openMinor: sql<bigint>`i.open_minor`, dueOn };
  const branches = SIDES.map(
    ({ item, effect: one }) =>
      sql`select p.entry_id, p.booked_on, ${one} as effect from posting p where p.tenant_id = ${tx.tenantId} and ${item} = i.id`,
  );
  const effects = sql`cross join lateral (
    select sum(y.effect)::bigint as effect from (${sql.join(branches, sql` union all `)}) y join entry e on e.tenant_id = ${tx.tenantId} and e.id = y.entry_id
    where y.booked_on > ${asked.asOf} or e.recorded_at > ${asked.knownAt.toString()}::timestamptz) l`;
  return { effects, openMinor: sql<bigint>`(i.open_minor - ${effect})`, dueOn };
}

/**
 * The same for the items whose ids are selected, be they few or most of the books: what came after is read in one go, by their ids or beside
 * them, as the database finds cheaper. The caller keeps to those items by a condition of its own as well: where nothing came, all are given.
 */
export async function itemsAmong(tx: TenantTransaction, asked: Asked, ids: RawBuilder<unknown>): Promise<ItemsThen> {
  const dues = (await duesMovedSince(tx, asked)) ? [duesThen(tx, asked)] : [];
  const moved = await movedSince(tx, asked);
  const branches = SIDES.map(
    ({ item, effect: one }) => sql`
      select ${item} as item_id, p.entry_id, p.booked_on, ${one} as effect from among a join posting p on p.tenant_id = ${tx.tenantId} and ${item} = a.id`,
  );
  const effects: Joined = {
    prepared: sql`l as (select y.item_id, sum(y.effect)::bigint as effect from (${sql.join(branches, sql` union all `)}) y
      join entry e on e.tenant_id = ${tx.tenantId} and e.id = y.entry_id
      where y.booked_on > ${asked.asOf} or e.recorded_at > ${asked.knownAt.toString()}::timestamptz group by y.item_id)`,
    join: sql`left join l on l.item_id = i.id`,
  };
  const joined = [...(moved ? [effects] : []), ...dues];
  if (joined.length === 0) return itemsBy(tx, asked, "none", false);
  const among = sql`among as materialized (${ids})`;
  return {
    preparing: sql`with ${sql.join([among, ...joined.map((one) => one.prepared)])}`,
    items: sql.join(
      [sql`among a join open_item i on i.tenant_id = ${tx.tenantId} and i.id = a.id`, ...joined.map((one) => one.join)],
      sql` `,
    ),
    openMinor: moved ? sql<bigint>`(i.open_minor - ${effect})` : sql<bigint>`i.open_minor`,
    dueOn: dues.length > 0 ? DUE_THEN : DUE_NOW,
  };
}

/**
 * A ledger's items as they were. Where nothing came after, they are read as they stand. Else what came after is taken off what is open
 * now, or, where that is less, what came before is added up: about half the books at most are read besides the items.
 */
export async function itemsThen(tx: TenantTransaction, asked: Asked & { ledgerId: string }): Promise<ItemsThen> {
  const reading = await cheapest(tx, asked);
  // Each parallel worker would sum for itself and hand over what the others then add up again.
  if (reading !== "none") await sql`set local max_parallel_workers_per_gather = 0`.execute(tx.db);
  return itemsBy(tx, asked, reading, await duesMovedSince(tx, asked));
}
