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
export { qrDrawing } from "./documents/qr.ts";
export { layOutDocument, pressCopy, renderDocument } from "./documents/render.ts";
export { sampleDocuments, sampleInvoice, sampleIssuer, type SampleWish } from "./documents/samples.ts";
export type { Sheet } from "./documents/sheet.ts";
export { findLink, isLinkAlive, tenantOfToken, type FoundLink } from "./links/find-link.ts";
export { makeLink, makeLinks, revokeLinks, type LinkWish } from "./links/make-links.ts";
export { mayConfirm, noteRightConfirmation, noteWrongConfirmation } from "./links/confirm.ts";
export { settledOn } from "./links/store.ts";
export { hashToken, isToken } from "./links/token.ts";
export {
  contactsChanged,
  noteSeen,
  sendAgain,
  solveTask,
  wrongPerson,
  type ContactsChanged,
} from "./messages/again.ts";
export { askAboutSilent, takeBounces } from "./messages/ask-silent.ts";
export { messageChecks } from "./messages/checks.ts";
export { cancelDispatch, dispatch, HAND_OVER_JOB } from "./messages/dispatch.ts";
export { messageErrors } from "./messages/errors.ts";
export { forgetMessageBodies } from "./messages/forget.ts";
export { handOverDue, type HandedOverCount } from "./messages/hand-over.ts";
export { ASK_SILENT_JOB, messageJobs } from "./messages/jobs.ts";
export { hasMessagesDue, hasMessagesSilent } from "./messages/store-queue.ts";
export type {
  DocumentSource,
  DocumentWish,
  LetterNow,
  Letters,
  Linter,
  MadeEfaktura,
  MadeEInvoice,
  MadePdf,
  Outlets,
} from "./messages/outlets.ts";
export { previewMessage, type Preview, type PreviewWish } from "./messages/preview.ts";
export { renderMail, renderSms, type Sender, type Telling } from "./messages/render.ts";
export { sampleTexts, type SampleText } from "./messages/sample-texts.ts";
export { requireSender, sendersOf, setSender } from "./messages/senders.ts";
export type { CancelReason, FailureReason, MessageState, TaskKind, TaskSolution } from "./messages/states.ts";
export {
  countByChannel,
  countTasks,
  openTasks,
  type ChannelCount,
  type CodedMessage,
  type TaskFilter,
  type TaskRow,
} from "./messages/store-reads.ts";
export type { ReportsVerdict } from "./ports.ts";
export { takeReportsOfAll } from "./messages/take-reports-of-all.ts";
export { deliveryTimeline, messageByCode, messageText, type Sent } from "./messages/timeline.ts";
export { dispatchKinds, followUpKinds, type Channel, type DispatchKind, type DispatchWish } from "./messages/wish.ts";
export {
  acceptEmailInvoices,
  askForNew,
  askForPayment,
  canBeReminded,
  countRequests,
  DEFAULT_TIMINGS,
  emailConsentsOf,
  forgetChoice,
  hasUnasked,
  narrowedTo,
  needOwnNumbers,
  needsContact,
  noChoiceMade,
  notBefore,
  previewInvoiceByHand,
  reachOf,
  remindersLadder,
  receiversByHand,
  receiversChanged,
  recordChoice,
  requestChecks,
  requestErrors,
  requestsForItem,
  requireReceiver,
  runRequests,
  timingsOf,
  waysOf,
  sendInvoiceByHand,
  sendLinkByHand,
  ways,
  withdrawEmailInvoices,
  type Among,
  type Asked,
  type Choice,
  type ChoiceMade,
  type ContactNeeded,
  type EmailConsent,
  type HandChannel,
  type HandReceiver,
  type HandReceivers,
  type InvoiceByHand,
  type ItemRequest,
  type PartyReach,
  type ReminderLadder,
  type RequestRun,
  type RequestTimings,
  type Resting,
  type StandingConsent,
  type Unchosen,
  type Way,
} from "./requests/index.ts";
