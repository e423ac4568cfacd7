export * from "./agreements/index.ts";
export { clearingRole } from "./book-capture.ts";
export { cancelAttempt } from "./cancel-attempt.ts";
export { paymentsChecks } from "./checks.ts";
export * from "./deposits/index.ts";
export * from "./direct-debit/index.ts";
export { paymentsErrors } from "./errors.ts";
export { refreshEnded, refreshWaiting } from "./janitor.ts";
export { PAYMENT_JANITOR, PAYMENT_ROUND, paymentJobs } from "./jobs.ts";
export { lookAgain, refreshAttempt, type Look } from "./refresh-attempt.ts";
export * from "./refunds/index.ts";
export * from "./retries/index.ts";
export * from "./self-service/index.ts";
export { startAttempt, type PaymentWish } from "./start-attempt.ts";
export { attemptById, attemptByReference, attemptsOfItem, hasWaiting, movementsOf } from "./store.ts";
export { paymentWebhooks } from "./webhooks.ts";
export { ways } from "./types.ts";
export type { Attempt, AttemptState, Movement, Rail, Rails, Way } from "./types.ts";
export { cardDeclines } from "./ports.ts";
export type {
  CardDecline,
  DirectDebit,
  MandateList,
  PartnerAnswer,
  PartPaymentOffer,
  PayerApproach,
  WebhookVerdict,
} from "./ports.ts";
