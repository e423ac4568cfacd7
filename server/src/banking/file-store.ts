import { sql } from "kysely";
import { announce, column, eachRow, toJson, type TenantTransaction } from "../platform/index.ts";
import type { FileFormat, FileProblem, FileVerdict } from "./ports.ts";
import type { BankFile, FileChannel, FileState, FileTotals } from "./types.ts";

/** Statements on bank files and their lumps. */

const FILE_COLUMNS = sql`
  id, sha256, normalised_sha256 as "normalisedSha256", format, channel, sender_key as "senderKey", byte_length as "byteLength", received_at as "receivedAt",
  received_by as "receivedBy", state, problems, totals`;

export type NewFile = {
  readonly id: string;
  readonly sha256: Buffer;
  readonly byteLength: number;
  readonly channel: FileChannel;
  readonly format: FileFormat | "unknown";
  readonly verdict: FileVerdict;
  readonly state: FileState;
  readonly problems: readonly FileProblem[];
};

/** Adds a file unless its bytes, line breaks aside, are already known. Returns whether it was new. */
export async function insertFile(tx: TenantTransaction, file: NewFile): Promise<boolean> {
  const { actor } = tx.context;
  const added = await sql`
    insert into bank_file (tenant_id, id, sha256, normalised_sha256, content_sha256, part_keys, format, channel, sender_key, byte_length, received_at, received_by, state, problems)
    values (${tx.tenantId}, ${file.id}, ${file.sha256}, ${file.verdict.normalisedSha256}, ${file.verdict.contentSha256}, ${column.text(file.verdict.partKeys)}, ${file.format}, ${file.channel},
            ${file.verdict.senderKey}, ${file.byteLength}, ${tx.now.toString()}, ${`${actor.kind}:${actor.id}`}, ${file.state}, ${toJson(file.problems)}::jsonb)
    on conflict (tenant_id, normalised_sha256) do nothing`.execute(tx.db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** A file as JSON keeps it: its sums are integers there. */
type Integers<T> = T extends bigint ? number : T extends object ? { readonly [K in keyof T]: Integers<T[K]> } : T;
type FileJson = Omit<BankFile, "totals"> & { totals: Partial<Integers<FileTotals>> };

function toFile(row: FileJson): BankFile {
  const { ledgerMinor = 0, byState = {}, ...rest } = row.totals;
  const states = Object.entries(byState).map(
    ([state, sum]) => [state, { lines: sum.lines, minor: BigInt(sum.minor) }] as const,
  );
  const counts = { lines: 0, statements: 0, statementLines: 0, problemCount: row.problems.length, ...rest };
  return { ...row, totals: { ...counts, ledgerMinor: BigInt(ledgerMinor), byState: Object.fromEntries(states) } };
}

export async function fileByNormalised(tx: TenantTransaction, normalisedSha256: Buffer): Promise<BankFile | undefined> {
  const found =
    await sql<FileJson>`select ${FILE_COLUMNS} from bank_file where tenant_id = ${tx.tenantId} and normalised_sha256 = ${normalisedSha256} for update`.execute(
      tx.db,
    );
  return found.rows.map(toFile)[0];
}

export async function fileRow(tx: TenantTransaction, id: string, lock = false): Promise<BankFile | undefined> {
  const found =
    await sql<FileJson>`select ${FILE_COLUMNS} from bank_file where tenant_id = ${tx.tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
      tx.db,
    );
  return found.rows.map(toFile)[0];
}

/** A refused or waiting file that came again stands anew, and belongs to whoever brought it now. */
export async function retakeFile(tx: TenantTransaction, file: NewFile): Promise<void> {
  const { actor } = tx.context;
  await sql`
    update bank_file set state = ${file.state}, problems = ${toJson(file.problems)}::jsonb, channel = ${file.channel},
      received_by = ${`${actor.kind}:${actor.id}`}, received_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${file.id}`.execute(tx.db);
}

export async function setFileState(
  tx: TenantTransaction,
  id: string,
  state: FileState,
  problems: readonly FileProblem[],
  totals?: FileTotals,
): Promise<void> {
  await sql`
    update bank_file set state = ${state}, problems = ${toJson(problems)}::jsonb, totals = coalesce(${totals ? toJson(totals) : null}::jsonb, totals)
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  await announce(tx, "bankFile", id);
}

export type Resemblance = { readonly sameSender: boolean; readonly sameContent: boolean; readonly samePart: boolean };

/** Days within which a sender's number is taken to mean the same delivery; numbers wrap after years. */
const MEMORY_DAYS = 400;

/**
 * What an accepted earlier file has in common with this one. Rejected files hold no key: their corrected resend bears the same number.
 */
export async function resemblance(tx: TenantTransaction, verdict: FileVerdict, exceptId: string): Promise<Resemblance> {
  const found = await sql<Resemblance>`
    select coalesce(bool_or(sender_key = ${verdict.senderKey}), false) as "sameSender",
           coalesce(bool_or(content_sha256 = ${verdict.contentSha256}), false) as "sameContent",
           coalesce(bool_or(part_keys && ${column.text(verdict.partKeys)}), false) as "samePart"
    from bank_file where tenant_id = ${tx.tenantId} and id <> ${exceptId} and state in ('posting', 'posted', 'awaitingRelease', 'stored')
      and received_at > ${tx.now.subtract({ hours: 24 * MEMORY_DAYS }).toString()}::timestamptz`.execute(tx.db);
  return found.rows[0]!;
}

export type BatchRow = {
  readonly id: string;
  readonly fileId: string;
  readonly ledgerId: string;
  readonly bankAccountId: string;
  readonly batchKey: string;
  readonly settledOn: string;
  readonly lines: number;
  readonly controlMinor: bigint;
  readonly ledgerMinor: bigint;
};

const BATCH_COLUMNS = sql`
  id, file_id as "fileId", ledger_id as "ledgerId", bank_account_id as "bankAccountId", batch_key as "batchKey", settled_on as "settledOn", lines, control_minor as "controlMinor", ledger_minor as "ledgerMinor"`;

export async function insertBatches(tx: TenantTransaction, batches: readonly BatchRow[]): Promise<void> {
  if (batches.length === 0) return;
  const pick = <T>(of: (batch: BatchRow) => T) => batches.map(of);
  await sql`
    insert into bank_batch (tenant_id, id, file_id, ledger_id, bank_account_id, batch_key, settled_on, lines, control_minor, ledger_minor)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((b) => b.id)),
      column.uuid(pick((b) => b.fileId)),
      column.uuid(pick((b) => b.ledgerId)),
      column.uuid(pick((b) => b.bankAccountId)),
      column.text(pick((b) => b.batchKey)),
      column.date(pick((b) => b.settledOn)),
      column.integer(pick((b) => b.lines)),
      column.bigint(pick((b) => b.controlMinor)),
      column.bigint(pick((b) => b.ledgerMinor)),
    )}
    on conflict (tenant_id, file_id, batch_key) do nothing`.execute(tx.db);
}

export async function batchesOfFile(tx: TenantTransaction, fileId: string): Promise<BatchRow[]> {
  const found =
    await sql<BatchRow>`select ${BATCH_COLUMNS} from bank_batch where tenant_id = ${tx.tenantId} and file_id = ${fileId} order by settled_on, batch_key`.execute(
      tx.db,
    );
  return found.rows;
}

export type StateSum = {
  readonly batchId: string;
  readonly state: string;
  readonly lines: bigint;
  readonly minor: bigint;
};

/** What became of a file's lines, per lump and state. */
export async function sumsOfFile(tx: TenantTransaction, fileId: string): Promise<StateSum[]> {
  const found = await sql<StateSum>`
    select l.batch_id as "batchId", l.state, count(*) as lines, sum(l.amount_minor - l.charge_minor)::bigint as minor
    from bank_line l join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    where l.tenant_id = ${tx.tenantId} and b.file_id = ${fileId} group by l.batch_id, l.state`.execute(tx.db);
  return found.rows;
}

/** The newest file of each format that was posted, by account: is the ledger current? */
export async function newestSettlement(tx: TenantTransaction): Promise<{ bankAccountId: string; settledOn: string }[]> {
  const found = await sql<{ bankAccountId: string; settledOn: string }>`
    select bank_account_id as "bankAccountId", max(settled_on)::date as "settledOn" from bank_batch where tenant_id = ${tx.tenantId} group by bank_account_id`.execute(
    tx.db,
  );
  return found.rows;
}
