export { paymentsChecks } from "./checks.ts";
export { paymentsErrors } from "./errors.ts";
export { refreshAttempt, refreshWaiting } from "./refresh-attempt.ts";
export { startAttempt, type PaymentWish } from "./start-attempt.ts";
export { attemptById, attemptByReference, attemptsOfItem, movementsOf } from "./store.ts";
export type { Attempt, AttemptState, Movement, Wallets, Way } from "./types.ts";
