import { clearAlarms } from "../controls/index.ts";
import {
  recordAudit,
  refuse,
  withTenant,
  tenantKey,
  type Context,
  type DataKey,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { listBankAccounts } from "./accounts.ts";
import {
  fileByNormalised,
  fileRow,
  insertBatches,
  insertFile,
  resemblance,
  setFileState,
  type BatchRow,
} from "./file-store.ts";
import type { FilePlan } from "./chunk.ts";
import { pairOpen } from "./pair.ts";
import { finishFile, LINES_PER_TRANSACTION, linesOf, planOf, postChunkIn, postFilePayments } from "./post-file.ts";
import type {
  BankFileReader,
  FileChunks,
  FileFormat,
  FileProblem,
  FileVerdict,
  IncomingBatch,
  ReaderOptions,
} from "./ports.ts";
import { postStatement } from "./statements.ts";
import type { BankAccount, BankFile, FileChannel, FileState } from "./types.ts";

/** Bytes that a channel takes (SEC-62). */
const MOST_BYTES: Record<FileChannel, number> = { upload: 20e6, directory: 256e6, command: 256e6, bank: 256e6 };

export type ImportInput = {
  readonly channel: FileChannel;
  readonly chunks: FileChunks;
  /** A person has seen that some accounts in the file are not ours, and wants the others imported. */
  readonly confirmUnknownAccounts?: boolean;
  readonly progress?: (step: ImportStep) => void;
  /** Payments in one transaction; left out is what measured best. */
  readonly linesPerTransaction?: number;
};

export type ImportStep = {
  readonly step: "storing" | "checking" | "posting";
  readonly done: number;
  readonly of: number;
};

export type ImportResult = {
  readonly file: BankFile;
  /** The same bytes were here before: nothing was done now. */
  readonly alreadyImported: boolean;
};

type Stored = { readonly sha256: Buffer; readonly byteLength: number; readonly key: DataKey };

async function* limited(chunks: FileChunks, most: number): FileChunks {
  let length = 0;
  for await (const chunk of chunks) {
    if ((length += chunk.length) > most) throw refuse("BANK_FILE_TOO_LARGE", { limit: most });
    yield chunk;
  }
}

/** What an import asks first: the tenant's key and accounts. */
type Setting = { readonly key: DataKey; readonly accounts: readonly BankAccount[] };

function settingOf(platform: Platform, context: Context): Promise<Setting> {
  return withTenant(platform, context, async (tx) => ({
    key: await tenantKey(tx),
    accounts: await listBankAccounts(tx),
  }));
}

/** Keeps the bytes before anything else is done with them. */
async function store(platform: Platform, context: Context, key: DataKey, input: ImportInput): Promise<Stored> {
  const { sha256, byteLength } = await platform.files.write(
    context.tenantId,
    key,
    limited(input.chunks, MOST_BYTES[input.channel]),
  );
  return { sha256, byteLength, key };
}

/** Streams a stored file back, telling how far it is. */
async function* stored(platform: Platform, context: Context, file: Stored, step?: (bytes: number) => void): FileChunks {
  let done = 0;
  for await (const chunk of platform.files.read(context.tenantId, file.key, file.sha256)) {
    yield chunk;
    step?.((done += chunk.length));
  }
}

async function head(chunks: FileChunks): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk;
  return new Uint8Array();
}

export function readerOptions(accounts: readonly BankAccount[]): ReaderOptions {
  const recipients = new Set(accounts.flatMap((account) => (account.recipient ? [account.recipient] : [])));
  const [only] = recipients;
  return {
    accounts: new Map(
      accounts.map((a) => [a.number, { currency: "NOK", kidLengths: a.kidLengths, kidModulus: a.kidModulus }]),
    ),
    ...(recipients.size === 1 && only ? { recipient: only } : {}),
  };
}

function refusedVerdict(code: string, sentence: string, sha256: Buffer): FileVerdict {
  const problem: FileProblem = { code, level: "file", line: 0, rule: "format", sentence };
  return {
    ok: false,
    problems: [problem],
    problemCount: 1,
    senderKey: null,
    contentSha256: sha256,
    normalisedSha256: sha256,
    partKeys: [],
    batches: [],
    statements: [],
  };
}

type Checked = { readonly format: FileFormat | "unknown"; readonly verdict: FileVerdict };

async function check(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  file: Stored,
  input: ImportInput,
  options: ReaderOptions,
): Promise<Checked> {
  if (file.byteLength === 0)
    return { format: "unknown", verdict: refusedVerdict("BANK_FILE_EMPTY", "The file is empty.", file.sha256) };
  const format = reader.recognise(await head(stored(platform, context, file)));
  if (!format)
    return {
      format: "unknown",
      verdict: refusedVerdict("BANK_FILE_UNKNOWN_FORMAT", "The file is none that a bank delivers here.", file.sha256),
    };
  const step = (done: number) => input.progress?.({ step: "checking", done, of: file.byteLength });
  return { format, verdict: await reader.validate(stored(platform, context, file, step), options) };
}

function note(code: string, sentence: string): FileProblem {
  return { code, level: "file", line: 0, rule: "ocr-giro section 5", sentence };
}

/** Problems that a person may lift: what is missing can be set up, and the file tried again. */
const LIFTABLE = new Set(["ACCOUNT_UNKNOWN"]);

type Standing = { readonly state: FileState; readonly problems: readonly FileProblem[] };

/** Where a checked file stands: refused, waiting for a person, or on its way. */
async function standing(
  tx: TenantTransaction,
  fileId: string,
  checked: Checked,
  input: ImportInput,
): Promise<Standing> {
  const { verdict } = checked;
  const rejecting = verdict.problems.filter((p) => p.level === "file" && !LIFTABLE.has(p.code));
  if (rejecting.length > 0 || (!verdict.ok && !verdict.problems.some((p) => LIFTABLE.has(p.code))))
    return { state: "rejected", problems: verdict.problems };
  const like = await resemblance(tx, verdict, fileId);
  const found: FileProblem[] = [];
  if (like.sameContent)
    found.push(
      note("DUPLICATE_ASSIGNMENT", "An earlier file brought the same assignments under another transmission number."),
    );
  else if (like.sameSender)
    found.push(note("KEY_REUSED", "An earlier file of this sender bears the same number and other content."));
  else if (like.samePart)
    found.push(
      note("DUPLICATE_ASSIGNMENT", "An earlier file brought an assignment with the same number, day, count and total."),
    );
  const unknownAccounts = verdict.problems.some((p) => LIFTABLE.has(p.code));
  if (found.length > 0 || (unknownAccounts && !input.confirmUnknownAccounts))
    return { state: "quarantined", problems: [...found, ...verdict.problems] };
  return { state: input.channel === "upload" ? "awaitingRelease" : "posting", problems: verdict.problems };
}

type Received = { readonly file: BankFile; readonly alreadyImported: boolean };

/** Writes the file's row, or finds the one that is there: refused ones are tried anew, finished ones are left alone. */
async function receive(
  tx: TenantTransaction,
  stored: Stored,
  checked: Checked,
  input: ImportInput,
  accounts: readonly BankAccount[],
): Promise<Received> {
  const known = await fileByNormalised(tx, checked.verdict.normalisedSha256);
  const fileId = known?.id ?? tx.platform.ids.next();
  if (known && !["rejected", "quarantined"].includes(known.state)) {
    await recordAudit(tx, {
      action: "bankFile.receivedAgain",
      subjectKind: "bankFile",
      subjectId: fileId,
      detail: { channel: input.channel },
    });
    return { file: known, alreadyImported: known.state === "posted" || known.state === "awaitingRelease" };
  }
  const { state, problems } = await standing(tx, fileId, checked, input);
  const { sha256, byteLength } = stored;
  const file = {
    id: fileId,
    sha256,
    byteLength,
    channel: input.channel,
    format: checked.format,
    verdict: checked.verdict,
    state,
    problems,
  };
  if (known) await setFileState(tx, fileId, state, problems);
  // Somebody imports the same file at this moment and was first: their row is there now.
  else if (!(await insertFile(tx, file))) return receive(tx, stored, checked, input, accounts);
  if (state === "posting" || state === "awaitingRelease")
    await insertBatches(tx, batchRows(tx, fileId, checked, accounts));
  await recordAudit(tx, {
    action: `bankFile.${state}`,
    subjectKind: "bankFile",
    subjectId: fileId,
    detail: { channel: input.channel, problems: checked.verdict.problemCount },
  });
  return { file: (await fileRow(tx, fileId))!, alreadyImported: false };
}

/** Does this account take its payments from files of this kind? The other kinds only prove (one active detail source an account). */
export function bringsDetails(account: BankAccount, format: FileFormat | "unknown", settledOn: string): boolean {
  return account.detailSource === format && (account.cutoverOn === null || settledOn >= account.cutoverOn);
}

function batchRows(
  tx: TenantTransaction,
  fileId: string,
  checked: Checked,
  accounts: readonly BankAccount[],
): BatchRow[] {
  const byNumber = new Map(accounts.map((account) => [account.number, account]));
  const ours = (batch: IncomingBatch) => {
    const account = byNumber.get(batch.account);
    return account && bringsDetails(account, checked.format, batch.settledOn) ? account : undefined;
  };
  return checked.verdict.batches.flatMap((batch) => {
    const account = ours(batch);
    if (!account) return [];
    return [
      {
        id: tx.platform.ids.next(),
        fileId,
        ledgerId: account.ledgerId,
        bankAccountId: account.id,
        batchKey: batch.batchKey,
        settledOn: batch.settledOn,
        lines: batch.lines,
        controlMinor: batch.controlMinor,
        ledgerMinor: batch.ledgerMinor,
      },
    ];
  });
}

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
type Posting = {
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
  for (const account of concerned)
    await clearAlarms(tx, "bank.fileMissing", account.id, tx.platform.clock.today("Europe/Oslo").toString());
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

function bytesOf(file: BankFile, key: DataKey): Stored {
  return { sha256: file.sha256, byteLength: Number(file.byteLength), key };
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

async function carryOut(
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

/**
 * Takes a bank file in: kept by its hash first, checked whole, then posted, each line once for ever. The same file twice, two imports
 * at the same time, and a run cut anywhere all give one end state. A file with a finding that rejects it posts nothing.
 */
export async function importFile(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  input: ImportInput,
): Promise<ImportResult> {
  const { key, accounts } = await settingOf(platform, context);
  const kept = await store(platform, context, key, input);
  const checked = await check(platform, context, reader, kept, input, readerOptions(accounts));
  const { received, plan } = await withTenant(platform, context, async (tx) => {
    const received = await receive(tx, kept, checked, input, accounts);
    return {
      received,
      plan: received.file.state === "posting" ? await planOf(tx, received.file.id, accounts) : undefined,
    };
  });
  if (!plan) return received;
  return {
    file: await carryOut(platform, context, { file: received.file, reader, accounts, plan }, input),
    alreadyImported: false,
  };
}

/** Undoes a trial when it has told what it would have done. */
class TrialEnds extends Error {
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super("The trial ends");
    this.result = result;
  }
}

/** Does all that an import would do, in one transaction that is then rolled back: exactly what would happen, and nothing happens. */
export async function tryImport(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  input: ImportInput,
): Promise<ImportResult> {
  const { key, accounts } = await settingOf(platform, context);
  const kept = await store(platform, context, key, input);
  const checked = await check(platform, context, reader, kept, input, readerOptions(accounts));
  try {
    return await withTenant(platform, context, async (tx) => {
      const received = await receive(tx, kept, checked, { ...input, channel: "command" }, accounts);
      if (received.file.state === "posting") await tryPosting(tx, reader, received.file, accounts);
      throw new TrialEnds({ ...received, file: (await fileRow(tx, received.file.id))! });
    });
  } catch (end) {
    if (end instanceof TrialEnds) return end.result;
    throw end;
  }
}

async function tryPosting(
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

/** A second person releases a file that was uploaded in the browser (SEC-14). Throws when it waits for nobody. */
export async function releaseFile(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  fileId: string,
): Promise<BankFile> {
  await withTenant(platform, context, async (tx) => {
    const file = await fileRow(tx, fileId, true);
    if (!file) throw refuse("BANK_FILE_NOT_FOUND");
    if (file.state !== "awaitingRelease") throw refuse("BANK_FILE_QUARANTINED", { reason: file.state });
    if (file.receivedBy === `${context.actor.kind}:${context.actor.id}`) throw refuse("RELEASE_BY_ANOTHER");
    await setFileState(tx, fileId, "posting", file.problems);
    await recordAudit(tx, { action: "bankFile.released", subjectKind: "bankFile", subjectId: fileId });
  });
  return postFile(platform, context, reader, fileId);
}
