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

/** How a query reads the items of a ledger as they were: its `with` clause, its items `i`, and what was open on each. */
export type ItemsThen = {
  readonly preparing: RawBuilder<unknown>;
  readonly items: RawBuilder<unknown>;
  /** Below zero on the days between a payment and the issue of what it pays: the account says the same, so reports keep it. */
  readonly openMinor: RawBuilder<bigint>;
};

const prepared = (effects: RawBuilder<unknown>) =>
  sql`with l as (select y.item_id, sum(y.effect)::bigint as effect from (${effects}) y group by y.item_id)`;
const WITH_EFFECTS = sql`open_item i left join l on l.item_id = i.id`;
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

/** The items read one way; `later` and `earlier` give the same for every question, `none` where nothing came after. */
export function itemsBy(tx: TenantTransaction, asked: Asked, reading: Reading): ItemsThen {
  if (reading === "none") return { preparing: sql``, items: sql`open_item i`, openMinor: sql<bigint>`i.open_minor` };
  const [postings, openMinor] =
    reading === "earlier"
      ? [earlierPostings(tx, asked), effect]
      : [laterPostings(tx, asked), sql<bigint>`(i.open_minor - ${effect})`];
  return { preparing: prepared(postings), items: WITH_EFFECTS, openMinor };
}

/** The same for a few items: what came after is looked up for each. */
export async function itemsOneByOne(
  tx: TenantTransaction,
  asked: Asked,
): Promise<{ effects: RawBuilder<unknown>; openMinor: RawBuilder<bigint> }> {
  if (!(await movedSince(tx, asked))) return { effects: sql``, openMinor: sql<bigint>`i.open_minor` };
  const branches = SIDES.map(
    ({ item, effect: one }) =>
      sql`select p.entry_id, p.booked_on, ${one} as effect from posting p where p.tenant_id = ${tx.tenantId} and ${item} = i.id`,
  );
  const effects = sql`cross join lateral (
    select sum(y.effect)::bigint as effect from (${sql.join(branches, sql` union all `)}) y join entry e on e.tenant_id = ${tx.tenantId} and e.id = y.entry_id
    where y.booked_on > ${asked.asOf} or e.recorded_at > ${asked.knownAt.toString()}::timestamptz) l`;
  return { effects, openMinor: sql<bigint>`(i.open_minor - ${effect})` };
}

/**
 * A ledger's items as they were. Where nothing came after, they are read as they stand. Else what came after is taken off what is open
 * now, or, where that is less, what came before is added up: about half the books at most are read besides the items.
 */
export async function itemsThen(tx: TenantTransaction, asked: Asked & { ledgerId: string }): Promise<ItemsThen> {
  const reading = await cheapest(tx, asked);
  // Each parallel worker would sum for itself and hand over what the others then add up again.
  if (reading !== "none") await sql`set local max_parallel_workers_per_gather = 0`.execute(tx.db);
  return itemsBy(tx, asked, reading);
}
