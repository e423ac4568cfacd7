/** The words of the simulator. Amounts are whole öre, moments milliseconds since 1970. */

import type {
  JsonAnswer,
  QueuedState,
  ServiceFault,
  ServiceRule,
  WebhookFault as AnyWebhookFault,
} from "@kvitt/simulator-kit";

export type Merchant = {
  /** The merchant's Swish number. */
  readonly alias: string;
  /** What the payer sees. */
  readonly name: string;
};

export type PaymentStatus = "CREATED" | "PAID" | "DECLINED" | "ERROR" | "CANCELLED";

export type Payment = {
  /** The instruction UUID, chosen by the merchant. */
  readonly id: string;
  readonly merchant: Merchant;
  readonly payeePaymentReference: string | null;
  readonly callbackUrl: string;
  readonly callbackIdentifier: string | null;
  readonly payerAlias: string | null;
  readonly ore: number;
  readonly message: string;
  /** Opens the app; only where no payer is named. */
  readonly token: string | null;
  readonly createdMs: number;
  status: PaymentStatus;
  paidMs: number | null;
  /** The bank's name for it, once paid. */
  paymentReference: string | null;
  errorCode: string | null;
};

export type RefundStatus = "CREATED" | "DEBITED" | "PAID" | "ERROR";

export type Refund = {
  readonly id: string;
  readonly original: Payment;
  readonly paymentReference: string;
  readonly payerPaymentReference: string | null;
  readonly callbackUrl: string;
  readonly callbackIdentifier: string | null;
  readonly ore: number;
  readonly message: string;
  readonly createdMs: number;
  status: RefundStatus;
  paidMs: number | null;
  errorCode: string | null;
};

export type Delivery = {
  readonly url: string;
  readonly about: string;
  readonly status: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly afterNext: boolean;
  readonly copies: number;
  readonly answers: number[];
  dueMs: number;
  state: QueuedState;
};

export const operations = ["createPayment", "getPayment", "cancelPayment", "createRefund", "getRefund"] as const;
export type Operation = (typeof operations)[number];

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault = ServiceFault | { readonly do: "refuse"; readonly code: string };

/** Nothing is signed that could be signed wrongly. */
export type WebhookFault = Exclude<AnyWebhookFault, { readonly do: "badSignature" }>;

/** `reference` is the id of the request. */
export type Rule = ServiceRule<Operation, CallFault, string, WebhookFault>;

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly origin: string;
  /** Whose certificate it came with: an alias; `any` where certificates are not asked for; null for none or a wrong one. */
  readonly caller: string | null;
};

export type WireAnswer = JsonAnswer;
