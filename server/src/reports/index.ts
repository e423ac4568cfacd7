export {
  accountStatement,
  type AccountStatement,
  type AccountStatementQuestion,
  type LedgerStatement,
  type StatementMovement,
} from "./account-statement.ts";
export {
  agingBuckets,
  agingReport,
  agingRows,
  agingTotals,
  type AgingBucket,
  type AgingCell,
  type AgingLedger,
  type AgingReport,
  type AgingRow,
  type AgingTotals,
} from "./aging.ts";
export type { Scope, Times } from "./as-of.ts";
export { currentness, type AccountCurrentness, type Currentness } from "./currentness.ts";
export { dayProof, proofRange, type ProofRangeQuestion } from "./day-proof.ts";
export { reportErrors } from "./errors.ts";
export { beancountAccount, exportBeancount } from "./export-beancount.ts";
export { exportHledger, hledgerAccount } from "./export-hledger.ts";
export type { ExportQuestion } from "./export-rows.ts";
export { entriesOf, type JournalEntry, type JournalPage, type JournalQuestion } from "./journal.ts";
export type {
  DayProof,
  FileProof,
  OpenLump,
  ProofLine,
  ProofLineName,
  ProofPart,
  ProofQuestion,
} from "./proof-types.ts";
export {
  render,
  REPORT_FORMATS,
  reportFormat,
  type Cell,
  type Column,
  type ReportFormat,
  type Table,
} from "./render.ts";
export {
  reskontro,
  reskontroItems,
  type ItemMovement,
  type Reskontro,
  type ReskontroControl,
  type ReskontroItem,
  type ReskontroQuestion,
} from "./reskontro.ts";
export { straightThrough, type StateCount, type StraightThrough } from "./straight-through.ts";
export {
  accountStatementTables,
  agingTables,
  dayProofTables,
  reskontroTables,
  trialBalanceTable,
  type Names,
} from "./tables.ts";
export { trialBalance, type TrialBalance, type TrialBalanceRow } from "./trial-balance.ts";
