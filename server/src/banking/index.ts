export {
  addBankAccount,
  closedSince,
  isOpenOn,
  lastToldDays,
  listBankAccounts,
  type NewBankAccount,
} from "./accounts.ts";
export { filesUnderWay, standingOfSources, type Incompleteness, type SourceStanding } from "./completeness.ts";
export { changeBankAccount, requireAgreedLength, type BankAccountChanges } from "./change-account.ts";
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
  ledgerOfBankLine,
  ledgerOfStatementLine,
  statementLineText,
  statementWork,
  NOTHING_SAID,
  standingOfFiles,
  type FileStanding,
  type BankFileSummary,
  type FileCursor,
  type StatementCursor,
  type StatementWork,
} from "./read-files.ts";
export {
  cancelPaymentOrder,
  orderPayment,
  paymentFileBytes,
  paymentFiles,
  requirePayee,
  waitingOrders,
  writePaymentFile,
  type NewPaymentOrder,
  type Payee,
  type PaymentFileSummary,
  type PaymentFileWish,
  type WaitingOrder,
} from "./payment-orders.ts";
export { matchWaiting } from "./match-waiting.ts";
export { dismissHeldLine, releaseHeldLine } from "./held-lines.ts";
export { MOST_ROUNDING_MINOR, type Placing, type Solution } from "./place.ts";
export { acceptBankLine, solveBankLine, solveStatementLine, undoSolution } from "./solve.ts";
export { turnDownFile } from "./turn-down.ts";
export { bankQueue, queueState, type QueueCursor, type QueueLine, type QueueState } from "./queue.ts";
export { LONGEST_SNOOZE_DAYS, snoozeLine, wakeLine, type SnoozableKind, type Snoozed } from "./snooze.ts";
export { suggest, type Suggestion } from "./suggest.ts";
export {
  applyMatches,
  proposeMatches,
  statementSuggestions,
  suggestionsFor,
  workList,
  type WorkItem,
} from "./work-list.ts";
