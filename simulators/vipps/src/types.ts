/** The words of the simulator. Amounts are whole numbers of minor units, moments are milliseconds since 1970. */

import type { JsonAnswer, QueuedState, ServiceFault, ServiceRule } from "@kvitt/simulator-kit";

export type Amount = { readonly currency: string; readonly value: number };

/** A merchant's point of sale, with its own credentials and what it is approved for. */
export type SalesUnit = {
  /** 4 to 7 digits. */
  readonly msn: string;
  /** What the payer sees. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Primary and secondary, interchangeable. */
  readonly subscriptionKeys: readonly string[];
  readonly currency: "NOK" | "DKK" | "EUR";
  readonly allowsPush: boolean;
  readonly allowsLongLiving: boolean;
  readonly allowsPartialCapture: boolean;
};

export type PaymentState = "CREATED" | "AUTHORIZED" | "ABORTED" | "EXPIRED" | "TERMINATED";

export const eventNames = [
  "CREATED",
  "AUTHORIZED",
  "ABORTED",
  "EXPIRED",
  "TERMINATED",
  "CANCELLED",
  "CAPTURED",
  "REFUNDED",
] as const;
export type EventName = (typeof eventNames)[number];

export type PaymentEvent = {
  readonly reference: string;
  readonly pspReference: string;
  readonly name: EventName;
  readonly amount: Amount;
  readonly timestamp: string;
  readonly idempotencyKey?: string;
  readonly success: boolean;
};

export type UserFlow = "WEB_REDIRECT" | "PUSH_MESSAGE" | "QR" | "NATIVE_REDIRECT";

export type Payment = {
  readonly unit: SalesUnit;
  readonly reference: string;
  readonly pspReference: string;
  /** Opens the landing page. */
  readonly token: string;
  readonly amount: Amount;
  readonly method: "WALLET" | "CARD";
  readonly flow: UserFlow;
  readonly description: string | undefined;
  readonly phone: string | undefined;
  readonly returnUrl: string | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  /** What the answer to create said; absent for a push. */
  readonly redirectUrl: string | undefined;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly events: PaymentEvent[];
  state: PaymentState;
  authorizedMs: number | null;
  firstCapturedMs: number | null;
  authorized: number;
  captured: number;
  refunded: number;
  cancelled: number;
  /** The payer's bank has let go of the money: captures fail with 6260. */
  holdReleased: boolean;
};

export type Registration = {
  readonly id: string;
  readonly msn: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
  /** Since when nothing has got through; null after a success. */
  failingSinceMs: number | null;
};

export type Delivery = {
  readonly registration: Registration;
  readonly event: PaymentEvent;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bornMs: number;
  /** Later events of the payment wait for this one, as the service has it; a rule may say otherwise. */
  readonly blocks: boolean;
  /** Comes after the next event of the same payment. */
  readonly afterNext: boolean;
  readonly copies: number;
  /** Answers so far: a status, or 0 for none. */
  readonly answers: number[];
  dueMs: number;
  state: QueuedState;
};

export const operations = [
  "token",
  "create",
  "get",
  "events",
  "capture",
  "refund",
  "cancel",
  "forceApprove",
  "registerWebhook",
  "listWebhooks",
  "deleteWebhook",
] as const;
export type Operation = (typeof operations)[number];

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault =
  | Exclude<ServiceFault, { readonly do: "fail" }>
  | {
      readonly do: "fail";
      readonly status: number;
      readonly when: "before" | "after";
      readonly retryAfterSeconds?: number | undefined;
    }
  | { readonly do: "refuse"; readonly code: string };

export type Rule = ServiceRule<Operation, CallFault, EventName>;

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** How the caller reached us: `http://127.0.0.1:4030`. */
  readonly origin: string;
};

export type WireAnswer = JsonAnswer;
