export { addBankAccount, listBankAccounts, type NewBankAccount } from "./accounts.ts";
export { bankingChecks } from "./checks.ts";
export { bankingErrors } from "./errors.ts";
export { newestSettlement } from "./file-store.ts";
export { postFile } from "./carry-out.ts";
export { importFile, releaseFile, tryImport } from "./import-file.ts";
export type { ImportInput, ImportResult, ImportStep } from "./stored-file.ts";
export type {
  AccountAgreement,
  BankFileReader,
  FileChunks,
  FileFormat,
  FileProblem,
  FileVerdict,
  IncomingPayment,
  ReaderOptions,
} from "./ports.ts";
export type { BankAccount, BankFile, DetailSource, FileChannel, FileState, FileTotals, ProofSource } from "./types.ts";
export { checkMorningFiles } from "./morning.ts";
export {
  bankFileById,
  bankLineText,
  listBankFiles,
  statementLineText,
  statementWork,
  type BankFileSummary,
  type FileCursor,
  type StatementCursor,
  type StatementWork,
} from "./read-files.ts";
export {
  acceptBankLine,
  dismissHeldLine,
  releaseHeldLine,
  solveBankLine,
  solveStatementLine,
  undoSolution,
  type Placing,
  type Solution,
} from "./solve.ts";
export { suggest, type Suggestion } from "./suggest.ts";
export { applyMatches, proposeMatches, suggestionsFor, workList, type WorkItem } from "./work-list.ts";
