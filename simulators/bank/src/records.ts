import type { DepositKind, OrderState, PaymentOrder } from "./types.ts";

/** A payment that the bank has accepted. Dates are ISO text here: they are written far more often than compared. */
export type Payment = {
  readonly id: string;
  readonly number: number;
  readonly account: string;
  readonly route: "detail" | "statement";
  readonly kind: DepositKind | "cardReversal" | "reversal";
  readonly amountMinor: bigint;
  /** What the account gains: negative for credit notes and reversals. */
  readonly signedMinor: bigint;
  readonly kid: string;
  readonly text: string;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly terminal: string;
  readonly paidOn: string;
  /** Which of the day's settlements, from 1. */
  readonly round: number;
  readonly endToEndId?: string;
  readonly reverses?: { readonly id: string; readonly reason: string };
};

export type Order = { readonly order: PaymentOrder; state: OrderState };

/** Something the bank takes for its work, on a day the caller names. */
export type Charge = {
  readonly id: string;
  readonly account: string;
  readonly amountMinor: bigint;
  readonly text: string;
};
