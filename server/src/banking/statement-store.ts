import { sql } from "kysely";
import { column, eachRow, type TenantTransaction } from "../platform/index.ts";

/** Statements on account statements and their lines. */

export type StatementRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly bankAccountId: string;
  readonly fileId: string;
  readonly statementKey: string;
  readonly sequenceNo: bigint | null;
  readonly fromOn: string;
  readonly toOn: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
};

export type StatementLineRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly statementId: string;
  readonly lineNo: number;
  readonly bookedOn: string;
  readonly valueOn: string | null;
  readonly amountMinor: bigint;
  readonly bankRef: string | null;
  readonly endToEndId: string | null;
  readonly lineKey: string;
  readonly textSealed: Buffer | null;
  readonly state: "open" | "paired" | "posted" | "held";
  readonly explanation: string;
};

/** Adds a statement unless its key is known at the account. */
export async function insertStatement(tx: TenantTransaction, row: StatementRow): Promise<boolean> {
  const added = await sql`
    insert into bank_statement (tenant_id, id, ledger_id, bank_account_id, file_id, statement_key, sequence_no, from_on, to_on, opening_minor, closing_minor)
    values (${tx.tenantId}, ${row.id}, ${row.ledgerId}, ${row.bankAccountId}, ${row.fileId}, ${row.statementKey}, ${row.sequenceNo}, ${row.fromOn}, ${row.toOn}, ${row.openingMinor}, ${row.closingMinor})
    on conflict (tenant_id, bank_account_id, statement_key) do nothing`.execute(tx.db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** Adds lines whose keys are new; returns the keys that were. */
export async function insertStatementLines(
  tx: TenantTransaction,
  lines: readonly StatementLineRow[],
): Promise<Set<string>> {
  if (lines.length === 0) return new Set();
  const pick = <T>(of: (line: StatementLineRow) => T) => lines.map(of);
  const added = await sql<{ lineKey: string }>`
    insert into statement_line (tenant_id, id, ledger_id, statement_id, line_no, booked_on, value_on, amount_minor, bank_ref, end_to_end_id, line_key, text_sealed, state, explanation)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((l) => l.id)),
      column.uuid(pick((l) => l.ledgerId)),
      column.uuid(pick((l) => l.statementId)),
      column.integer(pick((l) => l.lineNo)),
      column.date(pick((l) => l.bookedOn)),
      column.date(pick((l) => l.valueOn)),
      column.bigint(pick((l) => l.amountMinor)),
      column.text(pick((l) => l.bankRef)),
      column.text(pick((l) => l.endToEndId)),
      column.text(pick((l) => l.lineKey)),
      column.bytea(pick((l) => l.textSealed)),
      column.text(pick((l) => l.state)),
      column.jsonb(pick((l) => l.explanation)),
    )}
    on conflict (tenant_id, line_key) do nothing returning line_key as "lineKey"`.execute(tx.db);
  return new Set(added.rows.map((row) => row.lineKey));
}

export type OpenStatementLine = {
  readonly id: string;
  readonly bookedOn: string;
  readonly valueOn: string | null;
  readonly amountMinor: bigint;
  readonly bankRef: string | null;
};
export type UnpairedBatch = {
  readonly id: string;
  readonly batchKey: string;
  readonly settledOn: string;
  readonly ledgerMinor: bigint;
};

/** What is still to be paired at an account, without the lumps of files that wait or were refused; held until the transaction ends. */
export async function unpaired(
  tx: TenantTransaction,
  bankAccountId: string,
): Promise<{ lines: OpenStatementLine[]; batches: UnpairedBatch[] }> {
  const batches = await sql<UnpairedBatch>`
    select b.id, b.batch_key as "batchKey", b.settled_on as "settledOn", b.ledger_minor as "ledgerMinor"
    from bank_batch b join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id and f.state in ('posting', 'posted')
    where b.tenant_id = ${tx.tenantId} and b.bank_account_id = ${bankAccountId} and b.statement_line_id is null and b.ledger_minor <> 0
    order by b.settled_on, b.batch_key, b.id for update of b`.execute(tx.db);
  if (batches.rows.length === 0) return { lines: [], batches: [] };
  const lines = await sql<OpenStatementLine>`
    select l.id, l.booked_on as "bookedOn", l.value_on as "valueOn", l.amount_minor as "amountMinor", l.bank_ref as "bankRef"
    from statement_line l join bank_statement s on s.tenant_id = l.tenant_id and s.id = l.statement_id
    where l.tenant_id = ${tx.tenantId} and s.bank_account_id = ${bankAccountId} and l.state = 'open' order by l.booked_on, l.line_no, l.id for update of l`.execute(
    tx.db,
  );
  return { lines: lines.rows, batches: batches.rows };
}

export type Pair = { readonly lineId: string; readonly batchId: string; readonly explanation: string };

export async function writePairs(tx: TenantTransaction, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const ids = [column.uuid(pairs.map((p) => p.lineId)), column.uuid(pairs.map((p) => p.batchId))] as const;
  await sql`
    update bank_batch b set statement_line_id = x.line_id from unnest(${ids[0]}, ${ids[1]}) as x (line_id, batch_id)
    where b.tenant_id = ${tx.tenantId} and b.id = x.batch_id`.execute(tx.db);
  await sql`
    update statement_line l set state = 'paired', explanation = x.explanation from unnest(${ids[0]}, ${column.jsonb(pairs.map((p) => p.explanation))}) as x (line_id, explanation)
    where l.tenant_id = ${tx.tenantId} and l.id = x.line_id`.execute(tx.db);
}

/** Payable items that carry one of these references, with what is open. */
export async function payablesByReference(
  tx: TenantTransaction,
  ledgerId: string,
  references: readonly string[],
): Promise<{ id: string; kind: string; account: string; reference: string; openMinor: bigint }[]> {
  if (references.length === 0) return [];
  const found = await sql<{ id: string; kind: string; account: string; reference: string; openMinor: bigint }>`
    select id, kind, account, reference, open_minor as "openMinor" from open_item
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and side = 'payable' and reference = any (${column.text(references)}) and open_minor > 0 order by due_on, id`.execute(
    tx.db,
  );
  return found.rows;
}

/** The statement before and after this one at the account, for the chain of balances. */
export async function neighbours(
  tx: TenantTransaction,
  bankAccountId: string,
  statementId: string,
  toOn: string,
): Promise<{ previousClosing: bigint | null; nextOpening: bigint | null }> {
  const found = await sql<{ previousClosing: bigint | null; nextOpening: bigint | null }>`
    select (select closing_minor from bank_statement where tenant_id = ${tx.tenantId} and bank_account_id = ${bankAccountId} and id <> ${statementId} and to_on < ${toOn} order by to_on desc, id desc limit 1) as "previousClosing",
           (select opening_minor from bank_statement where tenant_id = ${tx.tenantId} and bank_account_id = ${bankAccountId} and id <> ${statementId} and to_on > ${toOn} order by to_on, id limit 1) as "nextOpening"`.execute(
    tx.db,
  );
  return found.rows[0]!;
}
