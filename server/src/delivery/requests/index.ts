export { askForNew, hasUnasked } from "./ask-new.ts";
export { askForPayment, receiversChanged, type Asked } from "./ask.ts";
export {
  receiversByHand,
  requireReceiver,
  sendLinkByHand,
  type HandChannel,
  type HandReceiver,
  type HandReceivers,
} from "./by-hand.ts";
export { requestChecks } from "./checks.ts";
export { forgetChoice, recordChoice, type ChoiceMade } from "./choose.ts";
export {
  acceptEmailInvoices,
  emailConsentsOf,
  withdrawEmailInvoices,
  type EmailConsent,
  type StandingConsent,
} from "./consent.ts";
export { requestErrors } from "./errors.ts";
export { previewInvoiceByHand, sendInvoiceByHand, type InvoiceByHand } from "./invoice-by-hand.ts";
export {
  invoiceLadder,
  canBeReminded,
  isAsked,
  messageLadder,
  remindersLadder,
  type Ladder,
  type Reach,
  type ReminderLadder,
} from "./ladder.ts";
export { reachOf, waysOf, type PartyReach } from "./reach.ts";
export {
  countRequests,
  needsContact,
  noChoiceMade,
  requestsForItem,
  type Among,
  type ContactNeeded,
  type ItemRequest,
  type Unchosen,
} from "./lists.ts";
export { needOwnNumbers } from "./own-number.ts";
export { DEFAULT_TIMINGS, ways, type Choice, type RequestTimings, type Way } from "./policy.ts";
export { narrowedTo, notBefore } from "./quiet-hours.ts";
export { runRequests, type RequestRun, type Resting } from "./run.ts";
export { timingsOf } from "./setting.ts";
