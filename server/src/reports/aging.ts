import { sql, type RawBuilder } from "kysely";
import { DEFAULT_AGING_BUCKETS, ledgerById, listLedgers, type Ledger } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { itemsThen, settleTimes, within, type Asked, type ItemsThen, type Scope, type Times } from "./as-of.ts";
import { rowsOf } from "./cursor.ts";
import { agedOn, payerKind, type AgeBy, type PayerKind } from "./narrowing.ts";

/** A stretch of days overdue, both ends counted. `fromDays` null is not yet due, `toDays` null has no end. */
export type AgingBucket = { readonly label: string; readonly fromDays: number | null; readonly toDays: number | null };

/** How receivables are aged: from the due day unless the day of issue is asked for, of all who owe or of one kind. */
export type Aged = Times & Scope & { readonly by?: AgeBy | undefined; readonly payer?: PayerKind | undefined };

/** One column of a bucket: øre, and how many items. */
export type AgingCell = { readonly openMinor: bigint; readonly items: bigint };

export type AgingLedger = {
  readonly ledgerId: string;
  readonly name: string;
  readonly currency: string;
  readonly buckets: readonly AgingBucket[];
  /** As many cells as buckets, in their order. */
  readonly cells: readonly AgingCell[];
  readonly total: AgingCell;
};

export type AgingTotals = {
  readonly asOf: string;
  readonly knownAt: Temporal.Instant;
  readonly madeAt: Temporal.Instant;
  readonly ledgers: readonly AgingLedger[];
};

/** What one customer owes one ledger. `customerNo` is the pseudonym a report shows; names are joined where a role may see them. */
export type AgingRow = {
  readonly ledgerId: string;
  readonly partyId: string | null;
  readonly customerNo: bigint | null;
  /** Øre in each bucket of the ledger. */
  readonly bucketsMinor: readonly bigint[];
  readonly totalMinor: bigint;
  readonly items: bigint;
};

export type AgingReport = AgingTotals & { readonly rows: readonly AgingRow[] };

/** Upper bounds, ascending, to named buckets: 30, 60 gives not due, 1-30, 31-60, over 60. */
export function agingBuckets(bounds: readonly number[]): AgingBucket[] {
  const between = bounds.map((to, at) => {
    const from = at === 0 ? 1 : bounds[at - 1]! + 1;
    return { label: `${from}-${to}`, fromDays: from, toDays: to };
  });
  const last = bounds.at(-1) ?? 0;
  return [
    { label: "not due", fromDays: null, toDays: 0 },
    ...between,
    { label: `over ${last}`, fromDays: last + 1, toDays: null },
  ];
}

export function boundsOf(ledger: Ledger): readonly number[] {
  return ledger.settings.agingBuckets ?? DEFAULT_AGING_BUCKETS;
}

/** Position of the bucket a day stands in: the due day itself is not overdue. */
export function bucketAt(
  asOf: string,
  bounds: readonly number[],
  day: RawBuilder<string> = sql<string>`i.day`,
): RawBuilder<number> {
  const firstDays = [1, ...bounds.map((bound) => bound + 1)];
  return sql<number>`width_bucket(${asOf}::date - ${day}, array[${sql.join(firstDays.map((day) => sql.lit(day)))}]::integer[])`;
}

/** The open receivables of a question among items `i`; the party is joined only where it matters. */
function receivablesOf(tx: TenantTransaction, { items, openMinor }: ItemsThen, question: Aged, ledgerId: string) {
  const party = sql`left join party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id`;
  const payer = question.payer ? sql`and ${payerKind()} = ${question.payer}` : sql``;
  return sql`${items} ${question.payer ? party : sql``}
    where ${within(tx, "i", ledgerId)} and i.side = 'receivable' and ${openMinor} <> 0 ${payer}`;
}

/** One pass over the items, summed by day first, so that a bucket is looked up once a day and not once an item. */
async function totalsOf(tx: TenantTransaction, asked: Asked, question: Aged, ledger: Ledger): Promise<AgingLedger> {
  const bounds = boundsOf(ledger);
  const then = await itemsThen(tx, { ...asked, ledgerId: ledger.id });
  const found = await sql<{ bucket: number; openMinor: bigint; items: bigint }>`
    ${then.preparing} select ${bucketAt(asked.asOf, bounds)} as bucket, sum(i.minor)::bigint as "openMinor", sum(i.items)::bigint as items from (
      select ${agedOn(question.by, then)} as day, sum(${then.openMinor}) as minor, count(*) as items
      from ${receivablesOf(tx, then, question, ledger.id)} group by 1) i
    group by 1`.execute(tx.db);
  const byBucket = new Map(found.rows.map((row) => [row.bucket, row]));
  const buckets = agingBuckets(bounds);
  const cells = buckets.map((_, at) => ({
    openMinor: byBucket.get(at)?.openMinor ?? 0n,
    items: byBucket.get(at)?.items ?? 0n,
  }));
  return { ledgerId: ledger.id, name: ledger.name, currency: ledger.currency, buckets, cells, total: sumCells(cells) };
}

export function sumCells(cells: readonly AgingCell[]): AgingCell {
  return cells.reduce((sum, cell) => ({ openMinor: sum.openMinor + cell.openMinor, items: sum.items + cell.items }), {
    openMinor: 0n,
    items: 0n,
  });
}

export async function ledgersOf(tx: TenantTransaction, ledgerId: string | undefined): Promise<Ledger[]> {
  return ledgerId ? [await ledgerById(tx, ledgerId)] : listLedgers(tx);
}

/**
 * Receivables by days overdue, one set of buckets for each ledger (a setting; else not due, 1-30, 31-60, 61-90, 91-120, over 120), as of
 * a day and by what was known at a moment. The same pair of times gives the same figures whenever it is asked (design 9, "As of D, known
 * at T"). Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD.
 */
export async function agingTotals(tx: TenantTransaction, question: Aged): Promise<AgingTotals> {
  const asked = settleTimes(tx, question);
  const ledgers: AgingLedger[] = [];
  for (const ledger of await ledgersOf(tx, asked.ledgerId)) ledgers.push(await totalsOf(tx, asked, question, ledger));
  return { asOf: asked.asOf, knownAt: asked.knownAt, madeAt: tx.now, ledgers };
}

type PartyRow = { partyId: string | null; customerNo: bigint | null; items: bigint } & Record<
  `b${number}`,
  bigint | null
>;

function byParty(
  tx: TenantTransaction,
  asked: Asked & { readonly ledgerId: string },
  question: Aged,
  then: ItemsThen,
  bounds: readonly number[],
): RawBuilder<PartyRow> {
  const columns = agingBuckets(bounds).map(
    (_, at) => sql`sum(s.minor) filter (where s.bucket = ${sql.lit(at)})::bigint as ${sql.ref(`b${at}`)}`,
  );
  return sql<PartyRow>`
    ${then.preparing} select s.party_id as "partyId", p.customer_no as "customerNo", sum(s.items)::bigint as items, ${sql.join(columns)}
    from (
      select i.party_id, ${bucketAt(asked.asOf, bounds, agedOn(question.by, then))} as bucket, sum(${then.openMinor}) as minor, count(*) as items
      from ${receivablesOf(tx, then, question, asked.ledgerId)}
      group by 1, 2) s
    left join party p on p.tenant_id = ${tx.tenantId} and p.id = s.party_id
    group by s.party_id, p.customer_no order by p.customer_no nulls last, s.party_id`;
}

function toRow(ledgerId: string, width: number, found: PartyRow): AgingRow {
  const bucketsMinor = Array.from({ length: width }, (_, at) => found[`b${at}`] ?? 0n);
  const totalMinor = bucketsMinor.reduce((sum, minor) => sum + minor, 0n);
  return {
    ledgerId,
    partyId: found.partyId,
    customerNo: found.customerNo,
    bucketsMinor,
    totalMinor,
    items: found.items,
  };
}

/** The customers of `agingTotals`, by customer number, ledger after ledger; streamed, in memory that does not grow with the books. */
export async function* agingRows(tx: TenantTransaction, question: Aged): AsyncGenerator<AgingRow> {
  const asked = settleTimes(tx, question);
  for (const ledger of await ledgersOf(tx, asked.ledgerId)) {
    const bounds = boundsOf(ledger);
    const inLedger = { ...asked, ledgerId: ledger.id };
    for await (const found of rowsOf(tx, byParty(tx, inLedger, question, await itemsThen(tx, inLedger), bounds)))
      yield toRow(ledger.id, bounds.length + 2, found);
  }
}

/** Totals and customers together. For books of a million items take `agingTotals` and stream `agingRows`. */
export async function agingReport(tx: TenantTransaction, question: Aged): Promise<AgingReport> {
  const totals = await agingTotals(tx, question);
  const rows = await Array.fromAsync(agingRows(tx, { ...question, knownAt: totals.knownAt }));
  return { ...totals, rows };
}
