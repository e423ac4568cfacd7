import { maskIdentityNumbers } from "@kvitt/values";
import { sql } from "kysely";
import { refuse, tenantKey, unseal, type DataKey, type TenantTransaction } from "../platform/index.ts";
import { fileRow } from "./file-store.ts";
import type { BankFile, FileState, FileTotals } from "./types.ts";
import type { OpenStatement } from "./work-store.ts";

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
>;

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

/** JSON keeps sums as integers; a file that nothing was read from has none. */
function summaryOf({ totals, ledgerMinor, problemCount, ...file }: ListedRow): BankFileSummary {
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
  const found = await sql<ListedRow>`
    select id, format, channel, byte_length as "byteLength", received_at as "receivedAt", received_by as "receivedBy", state, totals,
      coalesce((totals ->> 'ledgerMinor')::bigint, 0) as "ledgerMinor",
      coalesce((totals ->> 'problemCount')::integer, jsonb_array_length(problems)) as "problemCount"
    from bank_file where tenant_id = ${tx.tenantId} ${state ? sql`and state = ${state}` : sql``}
      ${after ? sql`and (received_at, id) < (${after.receivedAt.toString()}::timestamptz, ${after.id}::uuid)` : sql``}
    order by received_at desc, id desc limit ${limit}`.execute(tx.db);
  return found.rows.map(summaryOf);
}

type LineTable = "bank_line" | "statement_line";

function opened(
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
  return row && opened(tx, await tenantKey(tx), table, lineId, row.sealed);
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

/** A line of an account statement that waits for a person, its text masked. */
export type StatementWork = Omit<OpenStatement, "textSealed"> & { readonly text: string | null };

/** The place after a statement line in the list. */
export type StatementCursor = { readonly bookedOn: string; readonly id: string };

/** Statement lines that nothing explains yet, oldest first, a page at a time: `after` is the last one seen. 50 unless a limit is named. */
export async function statementWork(
  tx: TenantTransaction,
  filter: { ledgerId?: string; after?: StatementCursor; limit?: number } = {},
): Promise<StatementWork[]> {
  const { ledgerId, after, limit = 50 } = filter;
  const found = await sql<OpenStatement>`
    select id, ledger_id as "ledgerId", booked_on as "bookedOn", amount_minor as "amountMinor", bank_ref as "bankRef", state, text_sealed as "textSealed"
    from statement_line where tenant_id = ${tx.tenantId} and state in ('open', 'held') ${ledgerId ? sql`and ledger_id = ${ledgerId}` : sql``}
      ${after ? sql`and (booked_on, id) > (${after.bookedOn}::date, ${after.id}::uuid)` : sql``}
    order by booked_on, id limit ${limit}`.execute(tx.db);
  const key = await tenantKey(tx);
  return found.rows.map(({ textSealed, ...line }) => ({
    ...line,
    text: opened(tx, key, "statement_line", line.id, textSealed),
  }));
}
