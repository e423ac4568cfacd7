import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";
import { codesOf, type Stretch } from "./proof-receivables.ts";
import type { FileProof } from "./proof-types.ts";

/** Signed as bank clearing sees it: money in above zero. `p` is the posting. */
export function clearingFlow(codes: ReturnType<typeof column.text>) {
  return sql`(case when p.debit = any (${codes}) then p.amount_minor else 0 end - case when p.credit = any (${codes}) then p.amount_minor else 0 end)`;
}

type FileRow = { day: DateText; fileId: string; code: string | null; lines: bigint; minor: bigint };

/**
 * The lines that were booked on each day with the money their entries moved through bank clearing, by file and by the account on the
 * other side. `code` null is the lines themselves.
 */
async function fileRows(tx: TenantTransaction, stretch: Stretch): Promise<FileRow[]> {
  const codes = column.text(codesOf(stretch.ledger, "bankClearing"));
  const found = await sql<FileRow>`
    with flow as materialized (
      select e.booked_on as day, b.file_id, l.id as line_id, l.amount_minor as line_minor,
        case when p.debit = any (${codes}) then p.credit else p.debit end as code, ${clearingFlow(codes)} as minor
      from entry e
      join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id and (p.debit = any (${codes}) or p.credit = any (${codes}))
      join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id
      join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
      where ${within(tx, "e", stretch.ledger.id)} and e.source_kind = 'bankLine' and e.booked_on between ${stretch.from} and ${stretch.to}
        and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz)
    select day, file_id as "fileId", code, 0::bigint as lines, sum(minor)::bigint as minor from flow group by 1, 2, 3
    union all
    select day, file_id, null, count(*), sum(line_minor)::bigint from (select distinct day, file_id, line_id, line_minor from flow) d group by 1, 2
    order by 1, 2, 3`.execute(tx.db);
  return found.rows;
}

function fileProof(stretch: Stretch, fileId: string, rows: readonly FileRow[]): FileProof {
  const whole = rows.find((row) => row.code === null);
  const through = (wanted: (role: string | undefined) => boolean) =>
    rows.reduce((sum, row) => (row.code !== null && wanted(stretch.ledger.role(row.code)) ? sum + row.minor : sum), 0n);
  const settledMinor = through((role) => role === "receivable");
  const customerCreditMinor = through((role) => role === "customerCredit");
  const unallocatedMinor = through((role) => role === "unallocated");
  // A charge the bank kept stands beside the line, which is booked gross: it is no part of it.
  const otherMinor = through(
    (role) => !["receivable", "customerCredit", "unallocated", "paymentCost"].includes(role ?? ""),
  );
  const linesMinor = whole?.minor ?? 0n;
  const differenceMinor = linesMinor - settledMinor - customerCreditMinor - unallocatedMinor - otherMinor;
  return {
    fileId,
    lines: whole?.lines ?? 0n,
    linesMinor,
    settledMinor,
    customerCreditMinor,
    unallocatedMinor,
    otherMinor,
    differenceMinor,
  };
}

/** Each day's files: what their lines say, and where the money went. */
export async function filesByDay(tx: TenantTransaction, stretch: Stretch): Promise<Map<DateText, FileProof[]>> {
  const days = Map.groupBy(await fileRows(tx, stretch), (row) => row.day);
  return new Map(
    [...days].map(([day, rows]) => [
      day,
      [...Map.groupBy(rows, (row) => row.fileId)].map(([fileId, of]) => fileProof(stretch, fileId, of)),
    ]),
  );
}

/** The lines of a stretch that went to each of the three places, the first so many of each, by role of the account. */
export async function linesBehind(
  tx: TenantTransaction,
  stretch: Stretch,
  most: number,
): Promise<(codes: readonly string[]) => { count: bigint; ids: string[] }> {
  const codes = column.text(codesOf(stretch.ledger, "bankClearing"));
  const found = await sql<{ code: string; id: string; lines: bigint }>`
    select code, id, lines from (
      select code, id, count(*) over (partition by code) as lines, row_number() over (partition by code order by id) as place from (
        select distinct case when p.debit = any (${codes}) then p.credit else p.debit end as code, e.source_id as id
        from entry e
        join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id and (p.debit = any (${codes}) or p.credit = any (${codes}))
        where ${within(tx, "e", stretch.ledger.id)} and e.source_kind = 'bankLine' and e.booked_on between ${stretch.from} and ${stretch.to}
          and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz) d) n
    where place <= ${most} order by id`.execute(tx.db);
  return (wanted) => {
    const rows = found.rows.filter((row) => wanted.includes(row.code));
    const counts = new Map(rows.map((row) => [row.code, row.lines]));
    return {
      count: [...counts.values()].reduce((sum, lines) => sum + lines, 0n),
      ids: rows.slice(0, most).map((row) => row.id),
    };
  };
}
