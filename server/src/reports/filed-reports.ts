import { sql } from "kysely";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { recordAudit, refuse, tenantKey, toJson, type TenantTransaction } from "../platform/index.ts";
import { agingReport, type AgingLedger } from "./aging.ts";
import { render } from "./render.ts";
import { agingTables } from "./tables.ts";

/** What a filed aging came to: øre and items, in all and by bucket. */
export type FiledTotals = {
  readonly openMinor: bigint;
  readonly items: bigint;
  readonly buckets: readonly { readonly label: string; readonly openMinor: bigint; readonly items: bigint }[];
};

export type FiledReport = {
  readonly id: string;
  readonly ledgerId: string;
  readonly kind: "aging";
  /** First day of the month it is about. */
  readonly monthOn: DateText;
  readonly asOfOn: DateText;
  /** When it was made, and up to when it knows of things. */
  readonly knownAt: Temporal.Instant;
  readonly sha256: Buffer;
  readonly byteLength: bigint;
  readonly totals: FiledTotals;
};

/** Numbers as JSON has them. */
type Cell = Record<"openMinor" | "items", number>;
type Found = Omit<FiledReport, "totals"> & { totals: Cell & { buckets: readonly (Cell & { label: string })[] } };

const COLUMNS = sql`
  id, ledger_id as "ledgerId", kind, month_on as "monthOn", as_of_on as "asOfOn", known_at as "knownAt", sha256, byte_length as "byteLength", totals`;

function counted<Given extends Cell>(given: Given): Omit<Given, keyof Cell> & { openMinor: bigint; items: bigint } {
  return { ...given, openMinor: BigInt(given.openMinor), items: BigInt(given.items) };
}

function toReport(found: Found): FiledReport {
  const { buckets } = found.totals;
  return { ...found, totals: { ...counted(found.totals), buckets: buckets.map(counted) } };
}

function totalsOf({ total, buckets, cells }: AgingLedger): FiledTotals {
  return { ...total, buckets: buckets.map(({ label }, at) => ({ label, ...cells[at]! })) };
}

async function insertReport(tx: TenantTransaction, report: FiledReport): Promise<boolean> {
  const inserted = await sql<{ id: string }>`
    insert into filed_report (tenant_id, id, ledger_id, kind, month_on, as_of_on, known_at, sha256, byte_length, totals)
    values (${tx.tenantId}, ${report.id}, ${report.ledgerId}, ${report.kind}, ${report.monthOn}, ${report.asOfOn}, ${report.knownAt.toString()},
            ${report.sha256}, ${report.byteLength}, ${toJson(report.totals)}::jsonb)
    on conflict (tenant_id, ledger_id, kind, month_on) do nothing returning id`.execute(tx.db);
  return inserted.rows.length > 0;
}

async function filedAlready(tx: TenantTransaction, ledgerId: string, monthOn: DateText): Promise<boolean> {
  const found = await sql<{ filed: boolean }>`
    select exists (select from filed_report where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and kind = 'aging' and month_on = ${monthOn}) as filed`.execute(
    tx.db,
  );
  return found.rows[0]!.filed;
}

/** Is this a day on which the month before is filed? */
export function isFilingDay(day: DateText): boolean {
  return Temporal.PlainDate.from(day).day === 1;
}

/**
 * Files the aging of a ledger as of the end of the month before `day`, by what is known now: its tables as JSON are kept under their hash,
 * with a row and an audit event (S3-05). The same two times asked again give the same bytes (N-22). Returns null when it is filed already,
 * or when the ledger had not begun by then. Throws LEDGER_NOT_FOUND.
 */
export async function fileMonthlyAging(
  tx: TenantTransaction,
  { ledgerId, day }: { readonly ledgerId: string; readonly day: DateText },
): Promise<FiledReport | null> {
  const asOf = Temporal.PlainDate.from(day).with({ day: 1 }).subtract({ days: 1 });
  const [asOfOn, monthOn] = [asOf.toString(), asOf.with({ day: 1 }).toString()];
  const { activeFromOn } = await ledgerById(tx, ledgerId);
  if (activeFromOn === null || activeFromOn > asOfOn || (await filedAlready(tx, ledgerId, monthOn))) return null;
  const made = await agingReport(tx, { ledgerId, asOf: asOfOn, knownAt: tx.now });
  const bytes = Buffer.from(render(agingTables(made), "json"));
  const { sha256 } = await tx.platform.files.write(tx.tenantId, await tenantKey(tx), [bytes]);
  const report: FiledReport = {
    id: tx.platform.ids.next(),
    ledgerId,
    kind: "aging",
    monthOn,
    asOfOn,
    knownAt: tx.now,
    sha256,
    byteLength: BigInt(bytes.length),
    totals: totalsOf(made.ledgers[0]!),
  };
  if (!(await insertReport(tx, report))) return null;
  const detail = { kind: report.kind, ledgerId, asOf: asOfOn, sha256: sha256.toString("hex") };
  await recordAudit(tx, { action: "report.filed", subjectKind: "filedReport", subjectId: report.id, detail });
  return report;
}

/** The filed reports of a ledger, newest month first, at most `limit`, before a month where one is given. Throws LEDGER_NOT_FOUND. */
export async function listFiledReports(
  tx: TenantTransaction,
  {
    ledgerId,
    before,
    limit,
  }: { readonly ledgerId: string; readonly before?: DateText | undefined; readonly limit: number },
): Promise<FiledReport[]> {
  await ledgerById(tx, ledgerId);
  const found = await sql<Found>`
    select ${COLUMNS} from filed_report where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}
      ${before ? sql`and month_on < ${before}` : sql``} order by month_on desc limit ${limit}`.execute(tx.db);
  return found.rows.map(toReport);
}

/** A filed report of a ledger with its bytes as they were put away. Throws LEDGER_NOT_FOUND, FILED_REPORT_NOT_FOUND. */
export async function filedReport(
  tx: TenantTransaction,
  ledgerId: string,
  id: string,
): Promise<FiledReport & { readonly bytes: Buffer }> {
  await ledgerById(tx, ledgerId);
  const found = await sql<Found>`
    select ${COLUMNS} from filed_report where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and id = ${id}`.execute(
    tx.db,
  );
  const report = found.rows[0];
  if (!report) throw refuse("FILED_REPORT_NOT_FOUND");
  const chunks = await Array.fromAsync(tx.platform.files.read(tx.tenantId, await tenantKey(tx), report.sha256));
  return { ...toReport(report), bytes: Buffer.concat(chunks) };
}
