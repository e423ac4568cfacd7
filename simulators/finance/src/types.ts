/** The words of the simulator. Amounts are whole minor units, moments milliseconds since 1970. */

import type { JsonAnswer, QueuedState, ServiceFault, ServiceRule } from "@kvitt/simulator-kit";

export type Account = {
  /** What the payer sees. */
  readonly merchant: string;
  /** The finance company's own name. */
  readonly company: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly currency: string;
};

export type Offer = {
  readonly terms: number;
  readonly perTerm: number;
  readonly total: number;
  /** A calendar date. */
  readonly firstDueOn: string;
  /** Thousandths of a per cent a year: 9.9 % is 9900. */
  readonly effectiveRate: number;
  readonly setUpFee: number;
};

export type Status = "waiting" | "pending" | "accepted" | "declined" | "cancelled" | "expired";

export type Refund = { readonly id: string; readonly operationId: string; readonly amount: number };

export type Application = {
  readonly id: string;
  readonly reference: string;
  readonly operationId: string;
  /** Opens the payer's page. */
  readonly token: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly returnUrl: string;
  readonly language: Language;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly refunds: Refund[];
  /** What the payer chose at the merchant, before coming here. */
  readonly wishedTerms: number | null;
  status: Status;
  /** What the payer asked for here. */
  terms: number | null;
};

export type Language = "nb" | "sv" | "da" | "it" | "en";

export type Event = {
  readonly eventId: string;
  readonly type: string;
  readonly reference: string;
  readonly occurredAt: string;
};

export type Delivery = {
  readonly url: string;
  readonly type: string;
  readonly reference: string;
  readonly body: string;
  readonly secret: string;
  readonly bornMs: number;
  readonly afterNext: boolean;
  readonly copies: number;
  readonly answers: number[];
  dueMs: number;
  state: QueuedState;
};

export const operations = ["offers", "create", "get", "cancel", "refund", "listen"] as const;
export type Operation = (typeof operations)[number];

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault = ServiceFault | { readonly do: "refuse"; readonly status: number; readonly code: string };

export type Rule = ServiceRule<Operation, CallFault>;

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** How the caller reached us: `http://127.0.0.1:4060`. */
  readonly origin: string;
};

export type WireAnswer = JsonAnswer;
