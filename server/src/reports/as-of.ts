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

/**
 * What was put on items after the day or written down after the moment, posting by posting: `item_id`, `effect` (debit above zero).
 * Reads only what came after, so that the cost of a question grows with its distance from now, not with the books.
 */
export function laterPostings(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  return sql`
    select x.item_id, x.effect from (
      select p.debit, p.credit, p.amount_minor, p.debit_item_id, p.credit_item_id
      from posting p where ${within(tx, "p", asked.ledgerId)} and p.booked_on > ${asked.asOf}
      union all ${lateRecorded(tx, asked)}) l
    cross join lateral (values (l.debit_item_id, l.amount_minor), (l.credit_item_id, -l.amount_minor)) as x (item_id, effect)
    where x.item_id is not null`;
}

/**
 * The same, one row an item. The planner cannot guess how many items that is, and would look each up by its key; a `left join` from the
 * items' side is read as one hash join whatever it guesses.
 */
export function laterEffects(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  return sql`select y.item_id, sum(y.effect)::bigint as effect from (${laterPostings(tx, asked)}) y group by y.item_id`;
}

/**
 * An item's open amount then: what is open now less what came after. `i` is the item, `l` its later effect or null. Below zero on the
 * days between a payment and the issue of what it pays: the account says the same, so reports keep it.
 */
export const openThen: RawBuilder<unknown> = sql`(i.open_minor - (case when i.side = 'receivable' then 1 else -1 end) * coalesce(l.effect, 0))`;
