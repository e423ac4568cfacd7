export { lastPaymentOf, patientNamesOf } from "./about-item.ts";
export {
  accountStatementDocument,
  paymentLetterDocument,
  receiptDocument,
  type AccountAsked,
  type LetterWish,
  type PaymentWish,
} from "./account.ts";
export {
  anonymousDocument,
  eInvoiceOf,
  invoiceDocument,
  renderingsOf,
  type DocumentWish,
  type EInvoice,
  type Rendering,
} from "./build.ts";
export { caseOfReference, type CasePayer } from "./case-references.ts";
export { writeEInvoice, type EInvoiceWritten } from "./e-invoice.ts";
export type { CaseLine, ThirdPartyFacts } from "./facts.ts";
export { invoiceDocumentErrors } from "./errors.ts";
export { changeIssuer, issuerFrom, issuerOf, issuerProblems, takesReferences } from "./issuer.ts";
export { companyInvoices, type CompanyInvoice, type IssuedBetween } from "./read-sale.ts";
export { keepEInvoice, keptDocument, printDocument, type KeptDocument, type Printing } from "./keep.ts";
