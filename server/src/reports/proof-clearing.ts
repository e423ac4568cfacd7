import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";
import { clearingFlow } from "./proof-bank.ts";
import { codesOf, type Stretch } from "./proof-receivables.ts";
import type { OpenLump } from "./proof-types.ts";

/** An amount that explains bank clearing from a day on. A lump and the statement line it was paired with are one group. */
type LumpRow = {
  readonly group: string;
  readonly of: OpenLump["of"];
  readonly id: string;
  readonly since: DateText;
  readonly day: DateText;
  readonly minor: bigint;
};

/**
 * Every amount in bank clearing that may stand there during the stretch, by lump and day. Groups whose both halves were booked before the
 * stretch began are left unread; should one of them not have come out even, its rest stays in the account, explained by its repeated lines
 * or by nothing, and then the proof is red, as it must be.
 */
async function lumpRows(tx: TenantTransaction, stretch: Stretch): Promise<LumpRow[]> {
  const codes = column.text(codesOf(stretch.ledger, "bankClearing"));
  const known = stretch.knownAt.toString();
  const found = await sql<LumpRow>`
    with lump as materialized (
      select b.id, b.settled_on, b.statement_line_id from bank_batch b
      left join entry met on met.tenant_id = b.tenant_id and met.source_id = b.statement_line_id and met.source_kind = 'statementLine' and met.kind = 'statement'
      where ${within(tx, "b", stretch.ledger.id)}
        and (met.id is null or met.booked_on >= ${stretch.from} or met.recorded_at > ${known}::timestamptz or b.id in (
          select l.batch_id from entry e join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id
          where ${within(tx, "e", stretch.ledger.id)} and e.source_kind = 'bankLine' and e.booked_on >= ${stretch.from}
          union all
          select l.batch_id from entry e join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id
          where ${within(tx, "e", stretch.ledger.id)} and e.source_kind = 'bankLine' and e.recorded_at > ${known}::timestamptz))),
    root as (
      select coalesce(b.statement_line_id, b.id) as grp, 'bankBatch' as kind, b.id, b.settled_on as since, e.id as entry_id
      from lump b
      join bank_line l on l.tenant_id = ${tx.tenantId} and l.batch_id = b.id
      join entry e on e.tenant_id = ${tx.tenantId} and e.source_kind = 'bankLine' and e.source_id = l.id
        and e.ledger_id = ${stretch.ledger.id} and e.booked_on >= (select min(settled_on) from lump)
      union all
      select s.id, 'statementLine', s.id, s.booked_on, e.id
      from statement_line s
      join entry e on e.tenant_id = s.tenant_id and e.source_kind = 'statementLine' and e.source_id = s.id and e.kind in ('statement', 'allocation')
      where ${within(tx, "s", stretch.ledger.id)} and (s.id in (select statement_line_id from lump)
        or not exists (select from bank_batch b where b.tenant_id = s.tenant_id and b.statement_line_id = s.id))),
    whole as (
      select grp, kind, id, since, entry_id from root
      union all
      select r.grp, r.kind, r.id, r.since, back.id from root r
      join entry back on back.tenant_id = ${tx.tenantId} and back.reverses = r.entry_id and back.source_kind <> 'bankLine')
    select w.grp as group, w.kind as of, w.id, w.since, p.booked_on as day, sum(${clearingFlow(codes)})::bigint as minor
    from whole w
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = w.entry_id
    join posting p on p.tenant_id = ${tx.tenantId} and p.entry_id = w.entry_id and (p.debit = any (${codes}) or p.credit = any (${codes}))
    where p.booked_on <= ${stretch.to} and e.recorded_at <= ${known}::timestamptz
    group by 1, 2, 3, 4, 5 order by 4, 3, 5`.execute(tx.db);
  return found.rows;
}

/**
 * What paired lumps lack: lines that posted nothing because another file had told of them before. The statement paid them inside their own
 * lump, and their first telling stands as a lump that no statement meets. From the day of the statement each explains that bank clearing
 * is short by its money, until the day a person releases it as a payment of its own.
 */
async function repeatedRows(tx: TenantTransaction, stretch: Stretch): Promise<LumpRow[]> {
  const known = stretch.knownAt.toString();
  const found = await sql<LumpRow>`
    with released as materialized (
      select e.source_id as line_id, e.booked_on, e.recorded_at from entry e
      where ${within(tx, "e", stretch.ledger.id)} and e.source_kind = 'bankLine' and e.explanation ->> 'rule' = 'solve.ownPayment'
        and (e.booked_on >= ${stretch.from} or e.recorded_at > ${known}::timestamptz)),
    short as (
      select l.id, l.batch_id, l.amount_minor - l.charge_minor as minor, null::date as released_on
      from bank_line l where ${within(tx, "l", stretch.ledger.id)} and l.state in ('repeated', 'held')
      union all
      select l.id, l.batch_id, l.amount_minor - l.charge_minor, case when r.recorded_at <= ${known}::timestamptz then r.booked_on end
      from released r join bank_line l on l.tenant_id = ${tx.tenantId} and l.id = r.line_id)
    select b.statement_line_id as group, 'bankLine' as of, s.id, b.settled_on as since, x.day, x.minor
    from short s
    join bank_batch b on b.tenant_id = ${tx.tenantId} and b.id = s.batch_id
    join bank_file f on f.tenant_id = ${tx.tenantId} and f.id = b.file_id and f.received_at <= ${known}::timestamptz
    join entry met on met.tenant_id = ${tx.tenantId} and met.source_id = b.statement_line_id and met.source_kind = 'statementLine'
      and met.kind = 'statement' and met.recorded_at <= ${known}::timestamptz
    cross join lateral (values (greatest(met.booked_on, b.settled_on), -s.minor), (s.released_on, s.minor)) as x (day, minor)
    where x.day <= ${stretch.to} order by 4, 3, 5`.execute(tx.db);
  return found.rows;
}

/** What stands in bank clearing at the end of a day, and since when: lumps no statement has met, statement lines ahead of their file, repeated lines. */
export async function lumpsAt(tx: TenantTransaction, stretch: Stretch): Promise<(day: DateText) => OpenLump[]> {
  const rows = [...(await lumpRows(tx, stretch)), ...(await repeatedRows(tx, stretch))];
  const groups = [...Map.groupBy(rows, (row) => row.group).values()];
  return (day) =>
    groups
      .flatMap((group) =>
        openOf(
          group.filter((row) => row.day <= day),
          day,
        ),
      )
      .sort((a, b) => (a.since === b.since ? (a.id < b.id ? -1 : 1) : a.since < b.since ? -1 : 1));
}

function added(rows: readonly LumpRow[], day: DateText): OpenLump[] {
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((of) => {
    const amountMinor = of.reduce((sum, row) => sum + row.minor, 0n);
    const { of: what, id, since } = of[0]!;
    const ageDays = Temporal.PlainDate.from(since).until(day).days;
    return amountMinor === 0n ? [] : [{ of: what, id, since, ageDays, amountMinor }];
  });
}

function sumOf(lumps: readonly OpenLump[]): bigint {
  return lumps.reduce((sum, lump) => sum + lump.amountMinor, 0n);
}

/** What of a group's rows up to a day is open. */
function openOf(rows: readonly LumpRow[], day: DateText): OpenLump[] {
  const halves = rows.filter((row) => row.of !== "bankLine");
  const lumps = added(halves, day);
  const repeated = added(
    rows.filter((row) => row.of === "bankLine"),
    day,
  );
  // Both halves were booked before the stretch began.
  if (halves.length === 0) return repeated;
  if (sumOf(lumps) === 0n) return [];
  // Both halves are there and do not come out even: nobody's open lump. What its repeated lines do not explain is left to show as the difference.
  if (new Set(lumps.map((lump) => lump.of)).size > 1 || sumOf(lumps) === sumOf(repeated)) return repeated;
  return lumps;
}
