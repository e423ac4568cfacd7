export { documentProblems } from "./documents/check.ts";
export { documentErrors } from "./documents/errors.ts";
export { isColour, logoProblems } from "./documents/brand.ts";
export { noTaxReason } from "./documents/market-words.ts";
export {
  dueOf,
  totalOf,
  type AccountStatement,
  type ChargeReason,
  type CollectiveInvoice,
  type Company,
  type Issuer,
  type MovementKind,
  type NeutralLine,
  type PatientCreditNote,
  type PatientInvoice,
  type PayLink,
  type PaymentLetter,
  type PaymentMethod,
  type PaymentSlip,
  type PrintableDocument,
  type Receipt,
  type Receiver,
  type Registration,
  type SalesDocument,
  type Settlement,
  type ThirdPartyCreditNote,
  type ThirdPartyInvoice,
  type TreatmentLine,
  type VatSum,
} from "./documents/model.ts";
export { neutralPhrases, type NeutralPhrase } from "./documents/phrases.ts";
export { layOutDocument, pressCopy, renderDocument } from "./documents/render.ts";
export { sampleDocuments, sampleInvoice, sampleIssuer, type SampleWish } from "./documents/samples.ts";
export type { Sheet } from "./documents/sheet.ts";
