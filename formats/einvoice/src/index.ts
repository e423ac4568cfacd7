export { chargesLessAllowances, grossMinor, lineNetMinor, percentOf, roundingToWhole } from "./amounts.ts";
export type { Exemption } from "./amounts.ts";
export { anonymisedCreditNote, anonymisedInvoice, expandAnonymised } from "./anonymised.ts";
export type {
  AnonymisedBuyer,
  AnonymisedCase,
  AnonymisedCreditNoteDraft,
  AnonymisedDocument,
  AnonymisedDraft,
  AnonymisedInvoiceDraft,
  AnonymisedResult,
  AnonymisedSeller,
} from "./anonymised.ts";
export {
  buildCollectiveInvoice,
  buildCreditNote,
  buildInvoice,
  creditNoteFor,
  exempt,
  outsideVat,
  percentAllowance,
  splitForDocuments,
  taxed,
} from "./build.ts";
export type { CollectiveDraft, CreditNoteDraft, CreditOf, InvoiceDraft, LineDraft, PartyDraft } from "./build.ts";
export { nationalRules, rulesOf } from "./countries.ts";
export type { NationalRules, PaymentRule, ReferenceKind, SellerCountry } from "./countries.ts";
export { decimal, decimalOfMinor, decimalText, readDecimal } from "./decimal-number.ts";
export type { Decimal } from "./decimal-number.ts";
export { describe, describeDocument } from "./describe.ts";
export { personNumbersIn } from "./identity.ts";
export type { PersonNumberKind } from "./identity.ts";
export { customizationId, profileId } from "./layout.ts";
export { createLeakCheck, leakCheck } from "./leak-check.ts";
export type { Leak, LeakCheck, LeakCode, LeakOptions } from "./leak-check.ts";
export type * from "./model.ts";
export { lineElement, mostLines } from "./model.ts";
export { fitsScheme, hasCvrModulus, isBankgiro, isCvrForm, isFik, isGln, isOcr, isPlusgiro } from "./numbers.ts";
export { isSwedishCompanyNumber, isSwedishSoleTrader } from "./numbers.ts";
export type { OcrAgreement } from "./numbers.ts";
export { asOpaqueReference, opaqueReference, opaqueReferenceBytes } from "./opaque.ts";
export type { OpaqueReference } from "./opaque.ts";
export { parse } from "./parse.ts";
export type { Parsed } from "./parse.ts";
export { bankgiroPayment, danishTransfer, fikPayment, ibanPayment, kidPayment, plusgiroPayment } from "./payment.ts";
export { isPhrase, noteText, phrases, termsText } from "./phrases.ts";
export type { ExemptionPhrase, ItemPhrase, NotePhrase, OfficePhrase, PhraseKind, PhraseLanguage } from "./phrases.ts";
export { maxListedProblems, problemKinds } from "./problems.ts";
export type { Problem, ProblemCode, ProblemLevel } from "./problems.ts";
export { CannotBeWritten, serialise, serialiseText } from "./serialise.ts";
export { validate } from "./validate.ts";
export type { Verdict } from "./validate.ts";
export type { ValidateOptions } from "./validate-payment.ts";
export { writeAnonymised, writeInvoice } from "./write.ts";
export type { Written, WrittenAnonymised } from "./write.ts";
