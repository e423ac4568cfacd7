import { sql } from "kysely";
import { ledgerById, listLedgers } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";

/** First, last and count of a run of numbers, and the holes nobody can explain. */
export type NumberRange = {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly unexplained: readonly string[];
};

export type NumberReport = {
  readonly seriesId: string;
  /** Numbers that Kvitt gave: there is never a hole in them. Null when it gave none. */
  readonly own: NumberRange | null;
  /** Numbers of the practice system. */
  readonly practiceSystem: (NumberRange & { readonly otherLedger: readonly string[] }) | null;
};

const MOST_HOLES = 1_000;

type Range = { readonly first: bigint | null; readonly last: bigint | null; readonly count: bigint };

async function ownRange(tx: TenantTransaction, seriesId: string): Promise<NumberRange | null> {
  const found = await sql<Range & { prefix: string }>`
    select min(i.series_no) as first, max(i.series_no) as last, count(*) as count, s.prefix
    from invoice i join number_series s on s.tenant_id = i.tenant_id and s.id = i.series_id
    where i.tenant_id = ${tx.tenantId} and i.series_id = ${seriesId} and i.series_no is not null group by s.prefix`.execute(
    tx.db,
  );
  const range = found.rows[0];
  if (!range || range.first === null || range.last === null) return null;
  const holes = range.last - range.first + 1n === range.count ? [] : await ownHoles(tx, seriesId);
  const name = (no: bigint) => `${range.prefix}${no}`;
  return { first: name(range.first), last: name(range.last), count: Number(range.count), unexplained: holes.map(name) };
}

async function ownHoles(tx: TenantTransaction, seriesId: string): Promise<bigint[]> {
  const found = await sql<{ no: bigint }>`
    select generate_series(n.no + 1, n.following - 1) as no
    from (select series_no as no, lead(series_no) over (order by series_no) as following from invoice
          where tenant_id = ${tx.tenantId} and series_id = ${seriesId} and series_no is not null) n
    where n.following > n.no + 1 order by 1 limit ${MOST_HOLES}`.execute(tx.db);
  return found.rows.map((row) => row.no);
}

/** Numbers that came with claims, also of those withdrawn or on a collective invoice: what is all digits can be counted through. */
const given = (tx: TenantTransaction, seriesId: string) => sql`
  select number::bigint as no from claim
  where tenant_id = ${tx.tenantId} and series_id = ${seriesId} and number is not null and number ~ '^[0-9]{1,18}$'`;

async function givenRange(tx: TenantTransaction, seriesId: string): Promise<(Range & { holes: bigint[] }) | null> {
  const found =
    await sql<Range>`select min(no) as first, max(no) as last, count(*) as count from (${given(tx, seriesId)}) n`.execute(
      tx.db,
    );
  const range = found.rows[0]!;
  if (range.first === null || range.last === null) return null;
  if (range.last - range.first + 1n === range.count) return { ...range, holes: [] };
  const holes = await sql<{ no: bigint }>`
    select generate_series(n.no + 1, n.following - 1) as no
    from (select no, lead(no) over (order by no) as following from (${given(tx, seriesId)}) g) n
    where n.following > n.no + 1 order by 1 limit ${MOST_HOLES}`.execute(tx.db);
  return { ...range, holes: holes.rows.map((row) => row.no) };
}

/**
 * Every number of the ledger's series explained (FR-2, N-17, bookkeeping regulation section 5-1-3). A hole in the practice system's
 * numbers belongs to a ledger that shares the series and does not send its claims here; where no such ledger is known it is
 * unexplained. At most 1,000 holes are named.
 */
export async function numberReport(tx: TenantTransaction, ledgerId: string): Promise<NumberReport> {
  const { seriesId } = await ledgerById(tx, ledgerId);
  const own = await ownRange(tx, seriesId);
  const practice = await givenRange(tx, seriesId);
  if (!practice) return { seriesId, own, practiceSystem: null };
  const elsewhere = (await listLedgers(tx)).some((ledger) => ledger.seriesId === seriesId && ledger.state !== "active");
  const holes = practice.holes.map(String);
  const range = { first: String(practice.first), last: String(practice.last), count: Number(practice.count) };
  return {
    seriesId,
    own,
    practiceSystem: { ...range, otherLedger: elsewhere ? holes : [], unexplained: elsewhere ? [] : holes },
  };
}
