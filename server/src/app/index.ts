/** What the command line may call: the installation, and the use cases that join several capabilities. */

export { Refusal, refuse, toJson, type OpenPlatform, type Platform, type Problem } from "../platform/index.ts";
export {
  PRINTED_FORMATS,
  printedPieces,
  render,
  REPORT_FORMATS,
  REPORT_LANGUAGES,
  reportFormat,
  type PrintedFormat,
  type ReportFormat,
  type ReportLanguage,
} from "../reports/index.ts";
export { makeBackup, restoreBackup, type BackupMade, type BackupQuestion } from "./commands/backup.ts";
export { chooseLedger, chooseLedgers, type ChosenLedger } from "./commands/choose-ledger.ts";
export { examine } from "./commands/doctor.ts";
export { commandErrors } from "./commands/errors.ts";
export { bookFormats, exportBooks, type BookFormat, type BooksQuestion } from "./commands/export.ts";
export type { Finding } from "./commands/finding.ts";
export { importFiles, type FileOutcome, type ImportQuestion } from "./commands/import.ts";
export {
  applyRun,
  proposeRun,
  seeRun,
  type InvoiceQuestion,
  type ProposalSeen,
  type RunOutcome,
} from "./commands/invoice.ts";
export { overview, type TenantLines } from "./commands/ledgers.ts";
export { migrateDatabase, openInstallation, type Place } from "./commands/open.ts";
export { sweepInbox } from "./commands/inbox.ts";
export { ensureDaily, productJobs, productSchedules } from "./commands/work.ts";
export { beginLife, endLife, makeDemoUsers, type LivingPlatform } from "./commands/life.ts";
export { makeReport, reportNames, type Report, type ReportName, type ReportQuestion } from "./commands/report.ts";
export { makeRemittance, type Remittance, type RemittanceQuestion } from "./commands/remittance.ts";
export { startServing, type ServeOptions, type Serving } from "./commands/serve.ts";
export { verify, type Verdict } from "./commands/verify.ts";
export type { SignInShown } from "./routes/demo.ts";
