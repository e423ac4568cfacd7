export { bookChargeback, bookRefundSeen } from "./disputes.ts";
export { carryOutRefund, repairRefunds } from "./carry-out.ts";
export {
  billsFor,
  customerCredits,
  moveCredit,
  REPAY_BANK_DAYS,
  undoCreditMove,
  type CreditMove,
  type CustomerCredit,
  type PayableBill,
} from "./credits.ts";
export { refundErrors } from "./errors.ts";
export { refundJobs } from "./jobs.ts";
export { applyRefunds, CARRY_OUT_REFUND, effectOf, proposeRefund, REFUNDS, type RefundWish } from "./refund.ts";
export { applyRepayments, payeeOf, proposeRepayment, REPAYMENTS, type RepaymentWish } from "./repay.ts";
export { refundTerms, type RefundTerms } from "./standing.ts";
export { backOf, listBack } from "./store.ts";
export { REFUND_REASONS } from "./types.ts";
export type { MoneyBack, RefundRail, RefundRails, RefundReason } from "./types.ts";
