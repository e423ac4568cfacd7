import { recordAudit, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import {
  fileByNormalised,
  fileRow,
  insertBatches,
  insertFile,
  resemblance,
  retakeFile,
  type BatchRow,
} from "./file-store.ts";
import "./findings.ts";
import { withoutPersons } from "./kept-reference.ts";
import type { BankFileReader, FileFormat, FileProblem, FileVerdict, IncomingBatch, ReaderOptions } from "./ports.ts";
import { head, stored, type ImportInput, type Stored } from "./stored-file.ts";
import type { BankAccount, BankFile, FileState } from "./types.ts";

/** Checks a file that was kept, and says where it stands: refused, waiting for a person, or on its way. */

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

export type Checked = { readonly format: FileFormat | "unknown"; readonly verdict: FileVerdict };

export async function check(
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
  const verdict = await reader.validate(stored(platform, context, file, step), options);
  return { format, verdict: { ...verdict, problems: verdict.problems.map(withoutPersonsIn) } };
}

/** A finding shows what it found, but not a person's number. */
function withoutPersonsIn(problem: FileProblem): FileProblem {
  return problem.value === undefined ? problem : { ...problem, value: withoutPersons(problem.value) };
}

function note(code: string, sentence: string): FileProblem {
  return { code, level: "file", line: 0, rule: "ocr-giro section 5", sentence };
}

/** What a file tells of an account from the day on that it is closed: a person opens the account again, or refuses the file. */
function closedAccounts({ verdict }: Checked, accounts: readonly BankAccount[]): FileProblem[] {
  const closed = new Map(accounts.map(({ number, closedFromOn }) => [number, closedFromOn]));
  const told = [
    ...verdict.batches.map(({ account, settledOn }) => ({ account, day: settledOn })),
    ...verdict.statements.map(({ account, toOn }) => ({ account, day: toOn })),
  ];
  return told.flatMap(({ account, day }) => {
    const from = closed.get(account) ?? null;
    if (from === null || day < from) return [];
    const rule = "the account is open for files of the day";
    const sentence = "The account is closed for files from this day.";
    return [{ code: "ACCOUNT_CLOSED", level: "file", line: 0, rule, value: from, sentence }];
  });
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
  accounts: readonly BankAccount[],
): Promise<Standing> {
  const { verdict } = checked;
  const rejecting = verdict.problems.filter((p) => p.level === "file" && !LIFTABLE.has(p.code));
  if (rejecting.length > 0 || (!verdict.ok && !verdict.problems.some((p) => LIFTABLE.has(p.code))))
    return { state: "rejected", problems: verdict.problems };
  const like = await resemblance(tx, verdict, fileId);
  const found = closedAccounts(checked, accounts).slice(0, 1);
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

/** Reason codes that a refusal names in the audit trail. */
const MOST_CODES = 20;

/** Why a file was refused or waits for a look, in codes: what the audit trail keeps of it (FR-1, SEC-77). */
function reasons(state: FileState, problems: readonly FileProblem[]): { codes?: readonly string[] } {
  if (state !== "rejected" && state !== "quarantined") return {};
  const stopping = problems.filter((problem) => problem.level === "file");
  const named = stopping.length > 0 ? stopping : problems;
  return { codes: [...new Set(named.map((problem) => problem.code))].slice(0, MOST_CODES) };
}

export type Received = { readonly file: BankFile; readonly alreadyImported: boolean };

/** Writes the file's row, or finds the one that is there: refused ones are tried anew, finished ones are left alone. */
export async function receive(
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
  const { state, problems } = await standing(tx, fileId, checked, input, accounts);
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
  if (known) await retakeFile(tx, file);
  // Somebody imports the same file at this moment and was first: their row is there now.
  else if (!(await insertFile(tx, file))) return receive(tx, stored, checked, input, accounts);
  if (state === "posting" || state === "awaitingRelease")
    await insertBatches(tx, batchRows(tx, fileId, checked, accounts));
  await recordAudit(tx, {
    action: `bankFile.${state}`,
    subjectKind: "bankFile",
    subjectId: fileId,
    detail: { channel: input.channel, problems: checked.verdict.problemCount, ...reasons(state, problems) },
  });
  return { file: (await fileRow(tx, fileId))!, alreadyImported: false };
}

/** Does this account take its payments from files of this kind? The other kinds only prove (one active detail source an account). */
function bringsDetails(account: BankAccount, format: FileFormat | "unknown", settledOn: string): boolean {
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
