import { sql, type RawBuilder } from "kysely";
import { ledgerById, listLedgers, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { dailyRoot } from "../platform/seal/index.ts";

/** What one ledger has of a series. */
export type CertifiedLedger = {
  readonly ledgerId: string;
  readonly name: string;
  readonly first: string | null;
  readonly last: string | null;
  readonly count: bigint;
};

/** A run of numbers of a series, whoever numbers. `missing` counts all, `missingNumbers` names the first thousand. */
export type CertifiedRun = {
  readonly first: string;
  readonly last: string;
  readonly count: bigint;
  readonly missing: bigint;
  readonly missingNumbers: readonly string[];
  readonly ledgers: readonly CertifiedLedger[];
};

/**
 * That no number of a series was lost up to the end of a day. A number counts for the day it was written down: it is taken in the transaction
 * that posts, so the certificate of a day that has ended never changes.
 */
export type NumberCertificate = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly seriesId: string;
  readonly asOf: DateText;
  /** The end of the day, or now while it lasts. */
  readonly knownAt: Temporal.Instant;
  /** Numbers that Kvitt gave: there is never one missing. Null when it gave none. */
  readonly own: CertifiedRun | null;
  /** Numbers of the practice system. What is missing may belong to a ledger that shares the series and does not send its claims here. */
  readonly practiceSystem: CertifiedRun | null;
  /** Some ledgers of the series do not send their claims here: numbers missing among the practice system's may be theirs. */
  readonly otherLedgers: boolean;
  /** Of the seal over entries and audit trail at the end of the day (hex); null when nothing was sealed by then. */
  readonly seal: { readonly root: string; readonly entries: bigint; readonly auditEvents: bigint } | null;
};

const MOST_NAMED = 1_000;

/** Numbers of a series written down before a moment: `no`, `ledger_id`. */
type Numbers = RawBuilder<unknown>;

function ownNumbers(tx: TenantTransaction, seriesId: string, before: Temporal.Instant): Numbers {
  return sql`
    select i.series_no as no, i.ledger_id from invoice i
    where i.tenant_id = ${tx.tenantId} and i.series_id = ${seriesId} and i.series_no is not null
      and exists (select from entry e where e.tenant_id = i.tenant_id and e.source_id = i.id and e.source_kind = 'invoice'
        and e.kind in ('invoice', 'creditNote') and e.recorded_at < ${before.toString()}::timestamptz)`;
}

/** Numbers that came with claims, also of those withdrawn: what is all digits can be counted through. */
function givenNumbers(tx: TenantTransaction, seriesId: string, before: Temporal.Instant): Numbers {
  return sql`
    select number::bigint as no, ledger_id from claim
    where tenant_id = ${tx.tenantId} and series_id = ${seriesId} and number is not null and number ~ '^[0-9]{1,18}$'
      and received_at < ${before.toString()}::timestamptz`;
}

type Found = { ledgerId: string; first: bigint; last: bigint; count: bigint };

async function missingOf(tx: TenantTransaction, numbers: Numbers): Promise<bigint[]> {
  const found = await sql<{ no: bigint }>`
    select generate_series(n.no + 1, n.following - 1) as no
    from (select no, lead(no) over (order by no) as following from (${numbers}) x) n
    where n.following > n.no + 1 order by 1 limit ${MOST_NAMED}`.execute(tx.db);
  return found.rows.map((row) => row.no);
}

async function runOf(
  tx: TenantTransaction,
  numbers: Numbers,
  sharing: readonly { readonly id: string; readonly name: string }[],
  prefix: string,
): Promise<CertifiedRun | null> {
  const { rows } = await sql<Found>`
    select ledger_id as "ledgerId", min(no) as first, max(no) as last, count(*) as count from (${numbers}) n group by ledger_id`.execute(
    tx.db,
  );
  if (rows.length === 0) return null;
  const first = rows.reduce((least, row) => (row.first < least ? row.first : least), rows[0]!.first);
  const last = rows.reduce((most, row) => (row.last > most ? row.last : most), rows[0]!.last);
  const count = rows.reduce((sum, row) => sum + row.count, 0n);
  const missing = last - first + 1n - count;
  const shown = (no: bigint | undefined) => (no === undefined ? null : `${prefix}${no}`);
  const ledgers = sharing.map(({ id, name }) => {
    const row = rows.find(({ ledgerId }) => ledgerId === id);
    return { ledgerId: id, name, first: shown(row?.first), last: shown(row?.last), count: row?.count ?? 0n };
  });
  const missingNumbers = missing === 0n ? [] : (await missingOf(tx, numbers)).map((no) => `${prefix}${no}`);
  return { first: `${prefix}${first}`, last: `${prefix}${last}`, count, missing, missingNumbers, ledgers };
}

async function sealOf(tx: TenantTransaction, day: DateText, zone: string): Promise<NumberCertificate["seal"]> {
  const { heads, root } = await dailyRoot(tx, day, zone);
  if (!heads.entry && !heads.audit) return null;
  return { root, entries: BigInt(heads.entry?.seq ?? 0), auditEvents: BigInt(heads.audit?.seq ?? 0) };
}

/**
 * The certificate of a ledger's number series as of a day (N-17; Norwegian bookkeeping regulation section 5-1-3): first, last, count and missing,
 * for each ledger that shares the series, and the root of the seal. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD for a day to come,
 * REPORT_OUT_OF_REACH for somebody who sees only some ledgers: others may share the series.
 */
export async function numberCertificate(
  tx: TenantTransaction,
  question: { readonly ledgerId: string; readonly asOf: DateText },
): Promise<NumberCertificate> {
  const { ledgerId, asOf } = question;
  const ledger = await ledgerById(tx, ledgerId);
  if (tx.context.ledgers) throw refuse("REPORT_OUT_OF_REACH");
  const zone = marketPack(ledger.market).zones[0]!;
  const day = Temporal.PlainDate.from(asOf);
  const [start, end] = [day, day.add({ days: 1 })].map((date) => date.toZonedDateTime(zone).toInstant());
  if (Temporal.Instant.compare(start!, tx.now) > 0) throw refuse("REPORT_KNOWN_AHEAD", { knownAt: asOf });
  const sharing = (await listLedgers(tx)).filter(({ seriesId }) => seriesId === ledger.seriesId);
  const prefix = await sql<{ prefix: string }>`
    select prefix from number_series where tenant_id = ${tx.tenantId} and id = ${ledger.seriesId}`.execute(tx.db);
  return {
    ledgerId,
    ledgerName: ledger.name,
    seriesId: ledger.seriesId,
    asOf,
    knownAt: Temporal.Instant.compare(end!, tx.now) < 0 ? end! : tx.now,
    own: await runOf(tx, ownNumbers(tx, ledger.seriesId, end!), sharing, prefix.rows[0]!.prefix),
    practiceSystem: await runOf(tx, givenNumbers(tx, ledger.seriesId, end!), sharing, ""),
    otherLedgers: sharing.some(({ state }) => state !== "active"),
    seal: await sealOf(tx, asOf, zone),
  };
}
