import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { importFile, tryImport, type BankFile, type BankFileReader, type ImportInput } from "../../banking/index.ts";
import { Refusal, refuse, type Context, type Platform } from "../../platform/index.ts";
import { threadedReaders } from "../readers/index.ts";
import { chooseLedger } from "./choose-ledger.ts";

export type ImportQuestion = {
  /** Names the tenant; each account in a file posts to the ledger that owns it. */
  readonly ledger: string;
  readonly paths: readonly string[];
  /** Import what is ours although some accounts in a file are not. */
  readonly confirmUnknownAccounts: boolean;
  /** Tell what would happen and post nothing. */
  readonly trial: boolean;
};

/** How one file went: where it stands now, or why it was not even taken. */
export type FileOutcome =
  | { readonly path: string; readonly file: BankFile; readonly alreadyImported: boolean }
  | { readonly path: string; readonly refusal: Refusal };

type Step = (path: string, step: { step: "storing" | "checking" | "posting"; done: number; of: number }) => void;

/** All files are looked for before the first is read: a slip of the pen stops the whole command. */
async function requireReadable(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await access(path, constants.R_OK);
      if ((await stat(path)).isFile()) continue;
    } catch (error) {
      throw refuse("FILE_NOT_READABLE", { path, reason: String((error as { code?: unknown }).code) });
    }
    throw refuse("FILE_NOT_READABLE", { path, reason: "not a file" });
  }
}

async function importOne(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  path: string,
  question: ImportQuestion,
  step: Step,
): Promise<FileOutcome> {
  const { confirmUnknownAccounts, trial } = question;
  const input: ImportInput = {
    channel: "command",
    chunks: createReadStream(path),
    confirmUnknownAccounts,
    progress: (told) => step(path, told),
  };
  try {
    return { path, ...(await (trial ? tryImport : importFile)(platform, context, reader, input)) };
  } catch (error) {
    if (error instanceof Refusal) return { path, refusal: error };
    throw error;
  }
}

/**
 * Takes bank files in, one after the other: read, matched, posted. The same file twice changes nothing; one that is refused leaves the
 * others alone. Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, FILE_NOT_READABLE.
 */
export async function importFiles(platform: Platform, question: ImportQuestion, step: Step): Promise<FileOutcome[]> {
  await requireReadable(question.paths);
  const { context } = await chooseLedger(platform, question.ledger);
  const reader = threadedReaders();
  const outcomes: FileOutcome[] = [];
  for (const path of question.paths) outcomes.push(await importOne(platform, context, reader, path, question, step));
  return outcomes;
}
