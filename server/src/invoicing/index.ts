export { applyInvoices } from "./apply-invoices.ts";
export { invoicingChecks } from "./checks.ts";
export { claimSchema, type Claim } from "./claim-schema.ts";
export { claimColumns, parseClaimsCsv, parseSupplierInvoicesCsv, supplierInvoiceColumns, type CsvRead } from "./csv.ts";
export {
  creditTerms,
  type CreditableLine,
  type CreditChoice,
  type CreditGroup,
  type CreditTerms,
} from "./credit-terms.ts";
export {
  accountStatementDocument,
  anonymousDocument,
  caseOfReference,
  changeIssuer,
  companyInvoices,
  eInvoiceOf,
  invoiceDocument,
  invoiceDocumentErrors,
  issuerFrom,
  issuerOf,
  issuerProblems,
  takesReferences,
  keepEInvoice,
  keptDocument,
  lastPaymentOf,
  patientNamesOf,
  paymentLetterDocument,
  printDocument,
  receiptDocument,
  renderingsOf,
  writeEInvoice,
  type AccountAsked,
  type CaseLine,
  type CasePayer,
  type CompanyInvoice,
  type DocumentWish,
  type EInvoice,
  type IssuedBetween,
  type KeptDocument,
  type LetterWish,
  type PaymentWish,
  type Printing,
  type Rendering,
  type ThirdPartyFacts,
} from "./documents/index.ts";
export { invoicingErrors } from "./errors.ts";
export {
  CREDITED_KINDS,
  creditedByLedger,
  creditedSums,
  creditsAndLosses,
  headOffice,
  headOfficeNotice,
  markNoticeSent,
  setHeadOffice,
  type Credited,
  type CreditedFilter,
  type CreditedOfLedger,
  type CreditedKind,
  type CreditedSum,
  type CreditedSums,
  type HeadOffice,
  type Notice,
} from "./head-office/index.ts";
export {
  applyLosses,
  fileReport,
  LOSS_EXCEPTIONS,
  LOSS_STATES,
  LOSSES,
  lossRows,
  proposeLosses,
  recoverLoss,
  reportLines,
  reportRows,
  reportsOfItem,
  type FiledReport,
  type LossException,
  type LossReport,
  type LossRow,
  type LossState,
  type LossWish,
  type RecoveryWish,
  type ReportLine,
  type ReportWish,
} from "./losses/index.ts";
export { confirmPracticeCredits, practiceCredits, type PracticeCredit } from "./practice-credits.ts";
export {
  applyCredits,
  CREDIT_REASONS,
  CREDITS,
  creditVerdict,
  proposeCredit,
  type CreditReason,
  type CreditWish,
} from "./propose-credit.ts";
export {
  INVOICE_STATES,
  invoicePage,
  invoiceRowsOf,
  invoiceSums,
  type InvoiceListFilter,
  type InvoicePage,
  type InvoicePlace,
  type InvoiceRow,
  type InvoicesFound,
  type InvoiceStateFilter,
  type InvoiceSums,
} from "./invoice-list.ts";
export { numberReport, type NumberRange, type NumberReport } from "./number-report.ts";
export {
  changedSince,
  heldBack,
  lineSubjects,
  waitingToInvoice,
  type HeldBack,
  type LineSubject,
  type Waiting,
} from "./preview.ts";
export { INVOICE_RUN, proposeInvoices } from "./propose-invoices.ts";
export {
  claimByExternalId,
  invoiceById,
  invoiceByNumber,
  invoicesById,
  listClaims,
  listInvoices,
  type ClaimFilter,
  type ClaimSummary,
  type Invoice,
  type InvoiceFilter,
  type InvoiceSummary,
} from "./read-invoices.ts";
export { acknowledgedAt, acknowledgeRemittance, remittanceById } from "./read-remittance.ts";
export { receiveClaims, wireState, type ClaimAnswer, type ClaimWireState } from "./receive-claims.ts";
export { refreshContacts } from "./refresh-contacts.ts";
export { exportRemittance, listRemittances, remittanceBytes, type RemittanceFile } from "./remittance.ts";
export {
  explainGap,
  filePayout,
  fileReclaim,
  gapNotes,
  statePartsOf,
  SUPPORT_KINDS,
  type FiledPayout,
  type FiledReclaim,
  type GapNote,
  type PayoutWish,
  type ReclaimWish,
  type StatePart,
  type SupportKind,
} from "./state-share/index.ts";
export {
  receiveSupplierInvoice,
  supplierInvoiceSchema,
  type SupplierInvoiceAnswer,
  type SupplierInvoiceInput,
} from "./supplier-invoices.ts";
export { DEFAULT_TERM_DAYS } from "./terms.ts";
export type { ClaimKind, ClaimRow, ClaimState, InvoiceKind } from "./types.ts";
export { withdrawClaim } from "./withdraw-claim.ts";
