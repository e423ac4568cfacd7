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
  boundsOf,
  type Aged,
  type AgingBucket,
  type AgingCell,
  type AgingLedger,
  type AgingReport,
  type AgingRow,
  type AgingTotals,
} from "./aging.ts";
export {
  AGING_GROUPS,
  agingGroups,
  type AgingBook,
  type AgingGroup,
  type AgingGrouping,
  type AgingGroups,
  type AgingGroupsQuestion,
} from "./aging-groups.ts";
export { bankFileLines, type BankFileLine, type FileLineCursor } from "./bank-file-lines.ts";
export { itemsWithInvoices, placeableItems, type PlaceableItem } from "./bank-items.ts";
export { itemsThen, within, type Asked, type Scope, type Times } from "./as-of.ts";
export { accountSums, balanceOf } from "./balances.ts";
export { checkRows, type CheckRow, type CheckSubject } from "./check-rows.ts";
export {
  auditRows,
  auditTrail,
  sealState,
  trailWords,
  type SealState,
  type TrailEvent,
  type TrailFilter,
  type TrailWords,
} from "./audit-trail.ts";
export { numberCertificate, type CertifiedLedger, type CertifiedRun, type NumberCertificate } from "./certificate.ts";
export { consequence, setPayroll, type Consequence } from "./consequence/consequence.ts";
export { partnerMoney, type PartnerMoney } from "./partners/standing.ts";
export { partnerDebts } from "./partners/read-clearing.ts";
export { currentness, type AccountCurrentness, type Currentness } from "./currentness.ts";
export { dayProof, proofRange, type ProofRangeQuestion } from "./day-proof.ts";
export {
  digestLeavesOn,
  digestSetting,
  digestWeek,
  setDigestSent,
  setDigestSetting,
  weekDigest,
  type DigestFigures,
  type DigestSetting,
  type DigestToSend,
} from "./digest/index.ts";
export {
  DOSSIER_FORMS,
  DOSSIER_PROFILES,
  dossierById,
  dossierFile,
  dossierOf,
  dossiersOf,
  exportDossier,
  MISSING_REASONS,
  OMISSION_REASONS,
  PAPERS,
  PIECE_KINDS,
  pieceHash,
  tellsTreatment,
  type Dossier,
  type DossierForm,
  type DossierProfile,
  type DossierTaken,
} from "./dossier/index.ts";
export { reportErrors } from "./errors.ts";
export { beancountAccount, exportBeancount } from "./export-beancount.ts";
export { exportHledger, hledgerAccount } from "./export-hledger.ts";
export type { ExportQuestion } from "./export-rows.ts";
export {
  filedReport,
  fileMonthlyAging,
  isFilingDay,
  listFiledReports,
  type FiledReport,
  type FiledTotals,
} from "./filed-reports.ts";
export type { Forecast, ForecastWeek } from "./forecast.ts";
export {
  chart,
  chartRows,
  CHARTS,
  type Chart,
  type ChartBar,
  type ChartBook,
  type ChartName,
  type ChartRowsQuestion,
} from "./figures/index.ts";
export { CLINIC_BREACHES, clinicTable, type ClinicBook, type ClinicRow } from "./head-office/index.ts";
export { home, homeRows, type Home, type HomeBooks, type HomeRowsQuestion } from "./home.ts";
export { homeRowsSaid, type HomeRowSaid } from "./home-said.ts";
export {
  HOME_FIGURES,
  type HomeFigure,
  type HomeFigureName,
  type HomePart,
  type HomeQuestion,
  type HomeRow,
  type HomeUnit,
} from "./home-types.ts";
export { invoiceListRows, invoicesMeant } from "./invoice-report.ts";
export {
  invoiceStanding,
  type InvoiceEvent,
  type InvoiceStanding,
  type InvoiceState,
  type LinkedDocument,
} from "./invoice-standing.ts";
export { entriesOf, journalEntries, type JournalEntry, type JournalPage, type JournalQuestion } from "./journal.ts";
export {
  AGE_BY,
  ITEM_STATES,
  PAYER_KINDS,
  withPartyAndInvoice,
  type AgeBy,
  type ItemState,
  type Narrowing,
  type PayerKind,
} from "./narrowing.ts";
export { codesOf } from "./proof-receivables.ts";
export { PROOF_PARTS, proofRows, type ProofRowsQuestion } from "./proof-rows.ts";
export type {
  DayProof,
  FileProof,
  OpenLump,
  ProofLine,
  ProofLineName,
  ProofPart,
  ProofQuestion,
  ProofRow,
} from "./proof-types.ts";
export { render, REPORT_FORMATS, reportFormat, type ReportFormat } from "./render.ts";
export { csvPieces, type CsvOptions } from "./render-csv.ts";
export type { PrintedReport } from "./render-facts.ts";
export { dayOnPaper, moneyOnPaper, REPORT_LANGUAGES, type ReportLanguage } from "./render-language.ts";
export { MOST_PDF_ROWS, pdfOf, printable } from "./render-pdf.ts";
export { PRINTED_FORMATS, printedPieces, type PrintedFormat } from "./render-printed.ts";
export type { Cell, Column, ColumnKind, Row, StreamedTable, Table } from "./render-table.ts";
export { xlsxPieces } from "./render-xlsx.ts";
export {
  reskontro,
  reskontroFrame,
  reskontroItems,
  type ItemMovement,
  type Reskontro,
  type ReskontroControl,
  type ReskontroItem,
  type ReskontroQuestion,
} from "./reskontro.ts";
export {
  reskontroPage,
  reskontroSummary,
  type ReskontroLine,
  type ReskontroLines,
  type ReskontroPlace,
  type ReskontroSums,
} from "./reskontro-page.ts";
export {
  partyCard,
  type Balance,
  type Behind,
  type CardFlag,
  type MaskedContact,
  type PartyCard,
} from "./party-card.ts";
export {
  MOST_FOUND,
  search,
  type FoundInvoice,
  type FoundParty,
  type FoundPayment,
  type PartyMatch,
  type SearchAnswer,
  type SearchGroups,
} from "./search.ts";
export { straightThrough, type StateCount, type StraightThrough } from "./straight-through.ts";
export {
  accountStatementTables,
  agingCells,
  agingTables,
  dayProofTables,
  reskontroCells,
  reskontroTables,
  trialBalanceTable,
  type Names,
} from "./tables.ts";
export { timeline, type TimelineCode, type TimelineEvent, type TimelinePage } from "./timeline.ts";
export { trialBalance, type TrialBalance, type TrialBalanceRow } from "./trial-balance.ts";
export {
  MEASURES,
  stateAtRisk,
  stateAtRiskOfItems,
  SUPPORT_STATES,
  rowsOfBoards,
  supportBoard,
  supportBoards,
  type SupportBoard,
  type SupportRow,
} from "./state-support/index.ts";
