import { clearAlarms } from "../controls/index.ts";
import { refuse, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { listBankAccounts } from "./accounts.ts";
import type { FilePlan } from "./chunk.ts";
import { fileRow, type BatchRow } from "./file-store.ts";
import { pairOpen } from "./pair.ts";
import { finishFile, LINES_PER_TRANSACTION, linesOf, planOf, postChunkIn, postFilePayments } from "./post-file.ts";
import type { BankFileReader, FileChunks, ReaderOptions } from "./ports.ts";
import { postStatement } from "./statements.ts";
import { bytesOf, readerOptions, stored, type ImportInput } from "./stored-file.ts";
import { todayIn } from "./today.ts";
import type { BankAccount, BankFile } from "./types.ts";

/** Takes a received file into the books: its payments, its statements, and what can be paired now. */

async function* detailPayments(
  reader: BankFileReader,
  chunks: FileChunks,
  options: ReaderOptions,
  plan: { batches: ReadonlyMap<string, BatchRow> },
): ReturnType<BankFileReader["payments"]> {
  for await (const batch of reader.payments(chunks, options)) {
    const wanted = batch.filter((payment) => plan.batches.has(`${payment.account}|${payment.batchKey}`));
    if (wanted.length > 0) yield wanted;
  }
}

/** A file on its way into the books. */
export type Posting = {
  readonly file: BankFile;
  readonly reader: BankFileReader;
  readonly accounts: readonly BankAccount[];
  readonly plan: FilePlan;
};

/** Runs work in the transaction under way, or in one of its own. */
type InTransaction = <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;

type StatementsPosted = {
  readonly counts: { statements: number; statementLines: number };
  readonly accounts: Set<BankAccount>;
};

async function postStatements(
  platform: Platform,
  context: Context,
  { file, reader, accounts, plan }: Posting,
  inTransaction: InTransaction,
): Promise<StatementsPosted> {
  const posted: StatementsPosted = { counts: { statements: 0, statementLines: 0 }, accounts: new Set() };
  if (file.format !== "camt053") return posted;
  const byNumber = new Map(accounts.map((account) => [account.number, account]));
  for await (const statement of reader.statements(
    stored(platform, context, bytesOf(file, plan.key)),
    readerOptions(accounts),
  )) {
    const account = byNumber.get(statement.account);
    if (!account || account.proofSource !== "camt053") continue;
    posted.accounts.add(account);
    posted.counts.statements += 1;
    posted.counts.statementLines += await inTransaction((tx) =>
      postStatement(tx, file.id, account, plan.ledgers.get(account.ledgerId)!, statement),
    );
  }
  return posted;
}

/** Pairs what the file brought, adds it up and marks it posted. */
async function closeFile(
  tx: TenantTransaction,
  { file, accounts, plan }: Posting,
  statements: StatementsPosted,
): Promise<BankFile> {
  const told = new Set([...plan.batches.values()].map((batch) => batch.bankAccountId));
  const concerned = accounts.filter((account) => told.has(account.id) || statements.accounts.has(account));
  for (const account of concerned) await pairOpen(tx, account.id);
  await finishFile(tx, file.id, statements.counts);
  for (const account of concerned) await clearAlarms(tx, "bank.fileMissing", account.id, todayIn(tx, account));
  return (await fileRow(tx, file.id))!;
}

/** Statements of a file up to this size are posted and paired in one transaction; those of a larger one each in its own. */
const SMALL_BYTES = 1_000_000n;

async function postStatementsAndClose(platform: Platform, context: Context, posting: Posting): Promise<BankFile> {
  if (posting.file.byteLength <= SMALL_BYTES) {
    return withTenant(platform, context, async (tx) =>
      closeFile(tx, posting, await postStatements(platform, context, posting, (work) => work(tx))),
    );
  }
  const statements = await postStatements(platform, context, posting, (work) => withTenant(platform, context, work));
  return withTenant(platform, context, (tx) => closeFile(tx, posting, statements));
}

/** Posts a file that is in state `posting`; where it was cut before, it goes on. */
export async function postFile(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  fileId: string,
  input: Pick<ImportInput, "progress" | "linesPerTransaction"> = {},
): Promise<BankFile> {
  const { file, accounts, plan } = await withTenant(platform, context, async (tx) => {
    const accounts = await listBankAccounts(tx);
    return { file: await fileRow(tx, fileId), accounts, plan: await planOf(tx, fileId, accounts) };
  });
  if (!file) throw refuse("BANK_FILE_NOT_FOUND");
  if (file.state !== "posting") return file;
  return carryOut(platform, context, { file, reader, accounts, plan }, input);
}

export async function carryOut(
  platform: Platform,
  context: Context,
  posting: Posting,
  input: Pick<ImportInput, "progress" | "linesPerTransaction">,
): Promise<BankFile> {
  const { file, reader, accounts, plan } = posting;
  const lines = linesOf(plan);
  if (lines > 0) {
    const payments = detailPayments(
      reader,
      stored(platform, context, bytesOf(file, plan.key)),
      readerOptions(accounts),
      plan,
    );
    await postFilePayments(platform, context, plan, payments, {
      linesPerTransaction: input.linesPerTransaction ?? LINES_PER_TRANSACTION,
      progress: (done) => input.progress?.({ step: "posting", done, of: lines }),
    });
  }
  return postStatementsAndClose(platform, context, posting);
}

/** Posts within one transaction all that a file would: for a trial. */
export async function tryPosting(
  tx: TenantTransaction,
  reader: BankFileReader,
  file: BankFile,
  accounts: readonly BankAccount[],
): Promise<void> {
  const { platform, context } = tx;
  const plan = await planOf(tx, file.id, accounts);
  const options = readerOptions(accounts);
  if (plan.batches.size > 0) {
    for await (const payments of detailPayments(
      reader,
      stored(platform, context, bytesOf(file, plan.key)),
      options,
      plan,
    ))
      await postChunkIn(tx, plan, payments, true);
  }
  const posting = { file, reader, accounts, plan };
  await closeFile(tx, posting, await postStatements(platform, context, posting, (work) => work(tx)));
}
