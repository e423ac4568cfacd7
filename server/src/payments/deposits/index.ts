export { depositErrors } from "./errors.ts";
export { depositsOf } from "./store.ts";
export { keepAsDeposit, takeDeposit, type DepositWish } from "./take.ts";
export { takeBackDeposit } from "./take-back.ts";
export { useDeposit, usesOf, type DepositUse } from "./use.ts";
export type { Deposit, DepositOrigin } from "./types.ts";
