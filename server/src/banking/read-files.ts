import { maskIdentityNumbers } from "@kvitt/values";
import { sql } from "kysely";
import { column, refuse, tenantKey, unseal, type DataKey, type TenantTransaction } from "../platform/index.ts";
import { fileRow } from "./file-store.ts";
import type { BankFile, FileState, FileTotals } from "./types.ts";
import { WAITING_STATES, type OpenStatement } from "./work-store.ts";

/** What people read of bank files and of the lines they brought; nothing here changes anything. */

/** One bank file with its findings. Throws BANK_FILE_NOT_FOUND. */
export async function bankFileById(tx: TenantTransaction, fileId: string): Promise<BankFile> {
  const found = await fileRow(tx, fileId);
  if (!found) throw refuse("BANK_FILE_NOT_FOUND");
  return found;
}

/** A bank file in a list: its findings are counted, not told. */
export type BankFileSummary = Pick<
  BankFile,
  "id" | "format" | "channel" | "state" | "byteLength" | "receivedAt" | "receivedBy" | "totals"
> &
  FileStanding;

/** The place after a file in the list. */
export type FileCursor = { readonly receivedAt: Temporal.Instant; readonly id: string };

type SumJson = { readonly lines: number; readonly minor: number };
type ListedRow = Omit<BankFileSummary, "totals"> & {
  readonly totals: Partial<Omit<FileTotals, "ledgerMinor" | "byState">> & {
    readonly byState?: Readonly<Record<string, SumJson>>;
  };
  readonly ledgerMinor: bigint;
  readonly problemCount: number;
};

/** What a file says of itself before anything is posted, and what of it waits for a person now. */
export type FileStanding = {
  readonly payments: bigint;
  readonly amountMinor: bigint;
  /** Lines of it that wait for a person now. */
  readonly waiting: bigint;
};
export const NOTHING_SAID: FileStanding = { payments: 0n, amountMinor: 0n, waiting: 0n };

/** The standing of each file; one that tells of no payments and has nothing waiting is left out. */
export async function standingOfFiles(
  tx: TenantTransaction,
  fileIds: readonly string[],
): Promise<Map<string, FileStanding>> {
  const ids = column.uuid(fileIds);
  const found = await sql<FileStanding & { fileId: string }>`
    select w.file_id as "fileId", sum(w.payments)::bigint as payments, sum(w.minor)::bigint as "amountMinor", sum(w.waiting)::bigint as waiting from (
      select file_id, lines as payments, ledger_minor as minor, 0 as waiting from bank_batch where tenant_id = ${tx.tenantId} and file_id = any (${ids})
      union all
      select b.file_id, 0, 0, 1 from bank_line l join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
      where l.tenant_id = ${tx.tenantId} and l.state in (${WAITING_STATES}) and b.file_id = any (${ids})
      union all
      select t.file_id, 0, 0, 1 from statement_line s join bank_statement t on t.tenant_id = s.tenant_id and t.id = s.statement_id
      where s.tenant_id = ${tx.tenantId} and s.state in ('open', 'held') and t.file_id = any (${ids})) w
    group by 1`.execute(tx.db);
  return new Map(found.rows.map(({ fileId, ...standing }) => [fileId, standing]));
}

/** JSON keeps sums as integers; a file that nothing was read from has none. */
function summaryOf({ totals, ledgerMinor, problemCount, ...file }: Omit<ListedRow, keyof FileStanding>) {
  const { lines = 0, statements = 0, statementLines = 0, byState = {} } = totals;
  const states = Object.entries(byState).map(
    ([state, sum]) => [state, { lines: sum.lines, minor: BigInt(sum.minor) }] as const,
  );
  const counts = { lines, statements, statementLines, problemCount };
  return { ...file, totals: { ...counts, ledgerMinor, byState: Object.fromEntries(states) } };
}

/** Bank files, newest first, a page at a time: `after` is the last one seen. 200 unless a limit is named; of one state if asked. */
export async function listBankFiles(
  tx: TenantTransaction,
  filter: { state?: FileState; after?: FileCursor; limit?: number } = {},
): Promise<BankFileSummary[]> {
  const { state, after, limit = 200 } = filter;
  const found = await sql<Omit<ListedRow, keyof FileStanding>>`
    select id, format, channel, byte_length as "byteLength", received_at as "receivedAt", received_by as "receivedBy", state, totals,
      coalesce((totals ->> 'ledgerMinor')::bigint, 0) as "ledgerMinor",
      coalesce((totals ->> 'problemCount')::integer, jsonb_array_length(problems)) as "problemCount"
    from bank_file where tenant_id = ${tx.tenantId} ${state ? sql`and state = ${state}` : sql``}
      ${after ? sql`and (received_at, id) < (${after.receivedAt.toString()}::timestamptz, ${after.id}::uuid)` : sql``}
    order by received_at desc, id desc limit ${limit}`.execute(tx.db);
  const standing = await standingOfFiles(
    tx,
    found.rows.map((file) => file.id),
  );
  return found.rows.map((row) => ({ ...summaryOf(row), ...(standing.get(row.id) ?? NOTHING_SAID) }));
}

type LineTable = "bank_line" | "statement_line";

/** A line's text in clear, identity numbers masked (SEC-55). */
export function textOf(
  tx: TenantTransaction,
  key: DataKey,
  table: LineTable,
  row: string,
  sealed: Buffer | null,
): string | null {
  if (!sealed) return null;
  return maskIdentityNumbers(unseal(key, { tenantId: tx.tenantId, table, column: "text_sealed", row }, sealed));
}

async function lineText(tx: TenantTransaction, table: LineTable, lineId: string): Promise<string | null | undefined> {
  const found = await sql<{ sealed: Buffer | null }>`
    select text_sealed as sealed from ${sql.table(table)} where tenant_id = ${tx.tenantId} and id = ${lineId}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  return row && textOf(tx, await tenantKey(tx), table, lineId, row.sealed);
}

/** The text of a payment, identity numbers masked (SEC-55); null when it came without one. Throws BANK_LINE_NOT_FOUND. */
export async function bankLineText(tx: TenantTransaction, lineId: string): Promise<string | null> {
  const text = await lineText(tx, "bank_line", lineId);
  if (text === undefined) throw refuse("BANK_LINE_NOT_FOUND");
  return text;
}

/** The text of a line of an account statement, masked likewise. Throws STATEMENT_LINE_NOT_FOUND. */
export async function statementLineText(tx: TenantTransaction, lineId: string): Promise<string | null> {
  const text = await lineText(tx, "statement_line", lineId);
  if (text === undefined) throw refuse("STATEMENT_LINE_NOT_FOUND");
  return text;
}

/** To whose books a payment belongs. Throws BANK_LINE_NOT_FOUND. */
export async function ledgerOfBankLine(tx: TenantTransaction, lineId: string): Promise<string> {
  const found = await sql<{ ledgerId: string }>`
    select ledger_id as "ledgerId" from bank_line where tenant_id = ${tx.tenantId} and id = ${lineId}`.execute(tx.db);
  if (!found.rows[0]) throw refuse("BANK_LINE_NOT_FOUND");
  return found.rows[0].ledgerId;
}

/** Whose statement a line stands on. Throws STATEMENT_LINE_NOT_FOUND. */
export async function ledgerOfStatementLine(tx: TenantTransaction, lineId: string): Promise<string> {
  const found = await sql<{ ledgerId: string }>`
    select ledger_id as "ledgerId" from statement_line where tenant_id = ${tx.tenantId} and id = ${lineId}`.execute(
    tx.db,
  );
  if (!found.rows[0]) throw refuse("STATEMENT_LINE_NOT_FOUND");
  return found.rows[0].ledgerId;
}

/** A line of an account statement that waits for a person, its text masked. */
export type StatementWork = Omit<OpenStatement, "textSealed" | "explanation"> & { readonly text: string | null };

/** The place after a statement line in the list. */
export type StatementCursor = { readonly bookedOn: string; readonly id: string };

/** Statement lines that nothing explains yet, oldest first, a page at a time: `after` is the last one seen. 50 unless a limit is named. */
export async function statementWork(
  tx: TenantTransaction,
  filter: { ledgerId?: string; after?: StatementCursor; limit?: number } = {},
): Promise<StatementWork[]> {
  const { ledgerId, after, limit = 50 } = filter;
  const found = await sql<Omit<OpenStatement, "explanation">>`
    select id, ledger_id as "ledgerId", booked_on as "bookedOn", amount_minor as "amountMinor", bank_ref as "bankRef", state, text_sealed as "textSealed"
    from statement_line where tenant_id = ${tx.tenantId} and state in ('open', 'held') ${ledgerId ? sql`and ledger_id = ${ledgerId}` : sql``}
      ${after ? sql`and (booked_on, id) > (${after.bookedOn}::date, ${after.id}::uuid)` : sql``}
    order by booked_on, id limit ${limit}`.execute(tx.db);
  const key = await tenantKey(tx);
  return found.rows.map(({ textSealed, ...line }) => ({
    ...line,
    text: textOf(tx, key, "statement_line", line.id, textSealed),
  }));
}
