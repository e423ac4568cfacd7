export { applyInvoices } from "./apply-invoices.ts";
export { invoicingChecks } from "./checks.ts";
export { claimSchema, type Claim } from "./claim-schema.ts";
export { claimColumns, parseClaimsCsv, parseSupplierInvoicesCsv, supplierInvoiceColumns, type CsvRead } from "./csv.ts";
export {
  CREDIT_WINDOW_DAYS,
  creditTerms,
  type CreditableLine,
  type CreditChoice,
  type CreditGroup,
  type CreditTerms,
} from "./credit-terms.ts";
export { invoicingErrors } from "./errors.ts";
export {
  applyCredits,
  CREDIT_REASONS,
  CREDITS,
  grantCredit,
  proposeCredit,
  type CreditAnswer,
  type CreditReason,
  type CreditWish,
} from "./grant-credit.ts";
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
  receiveSupplierInvoice,
  supplierInvoiceSchema,
  type SupplierInvoiceAnswer,
  type SupplierInvoiceInput,
} from "./supplier-invoices.ts";
export { DEFAULT_TERM_DAYS } from "./terms.ts";
export type { ClaimKind, ClaimRow, ClaimState, InvoiceKind } from "./types.ts";
export { withdrawClaim } from "./withdraw-claim.ts";
