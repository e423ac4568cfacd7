/** The words of the simulator. Records have the wire's own names; amounts are whole minor units, moments seconds since 1970 as the wire has them. */

import type { JsonAnswer, QueuedState, ServiceFault, ServiceRule } from "@kvitt/simulator-kit";

export type Metadata = Readonly<Record<string, string>>;

export type Product = {
  readonly id: string;
  readonly object: "product";
  readonly active: boolean;
  readonly created: number;
  readonly livemode: false;
  name: string;
  metadata: Metadata;
};

export type Session = {
  readonly id: string;
  readonly object: "checkout.session";
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly cancel_url: string | null;
  readonly client_reference_id: string | null;
  readonly created: number;
  readonly currency: string;
  readonly customer: null;
  readonly expires_at: number;
  readonly livemode: false;
  readonly locale: string | null;
  readonly metadata: Metadata;
  readonly mode: "payment";
  payment_intent: string | null;
  readonly payment_method_types: readonly ["card"];
  payment_status: "unpaid" | "paid";
  status: "open" | "complete" | "expired";
  readonly success_url: string;
  readonly ui_mode: "hosted_page";
  /** Null once nobody can pay there any more. */
  url: string | null;
};

export type IntentStatus =
  "requires_payment_method" | "requires_action" | "requires_capture" | "succeeded" | "canceled";

export type Intent = {
  readonly id: string;
  readonly object: "payment_intent";
  readonly amount: number;
  amount_capturable: number;
  amount_received: number;
  canceled_at: number | null;
  cancellation_reason: string | null;
  readonly capture_method: "automatic" | "manual";
  readonly client_secret: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  last_payment_error: CardProblem | null;
  latest_charge: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly payment_method_types: readonly ["card"];
  status: IntentStatus;
};

export type CardProblem = {
  readonly type: "card_error";
  readonly code: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly message: string;
};

/** Of a card only brand and last four are kept; its number is never written down. */
export type CardFacts = { readonly brand: string; readonly last4: string };

export type Charge = {
  readonly id: string;
  readonly object: "charge";
  readonly amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: boolean;
  readonly created: number;
  readonly currency: string;
  disputed: boolean;
  readonly failure_code: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly paid: boolean;
  readonly payment_intent: string;
  readonly payment_method_details: { readonly type: "card"; readonly card: CardFacts };
  refunded: boolean;
  readonly status: "succeeded" | "failed";
};

export type Refund = {
  readonly id: string;
  readonly object: "refund";
  readonly amount: number;
  /** Null where no money of the merchant's moved: what a capture left over, or a cancelled reservation. */
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly reason: string | null;
  status: "succeeded" | "failed";
  failure_reason?: string;
};

export type DisputeStatus = "warning_needs_response" | "needs_response" | "under_review" | "won" | "lost";

export type Dispute = {
  readonly id: string;
  readonly object: "dispute";
  readonly amount: number;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly is_charge_refundable: boolean;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly reason: string;
  status: DisputeStatus;
};

export type StripeObject = Product | Session | Intent | Charge | Refund | Dispute;

export type Endpoint = {
  readonly id: string;
  readonly url: string;
  readonly enabled_events: readonly string[];
  readonly secret: string;
  readonly created: number;
};

export type StripeEvent = {
  readonly id: string;
  readonly object: "event";
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: StripeObject };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
};

export type Delivery = {
  readonly endpoint: Endpoint;
  readonly type: string;
  /** Of the merchant, where the object is of one of its sessions. */
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

export const operations = [
  "createProduct",
  "getProduct",
  "updateProduct",
  "createSession",
  "getSession",
  "expireSession",
  "getIntent",
  "listCharges",
  "captureIntent",
  "cancelIntent",
  "createRefund",
  "listRefunds",
  "listDisputes",
  "createEndpoint",
  "listEndpoints",
  "deleteEndpoint",
] as const;
export type Operation = (typeof operations)[number];

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault =
  ServiceFault | { readonly do: "refuse"; readonly status: number; readonly error: Readonly<Record<string, string>> };

export type Rule = ServiceRule<Operation, CallFault>;

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** How the caller reached us: `http://127.0.0.1:4040`. */
  readonly origin: string;
};

export type WireAnswer = JsonAnswer;
