/** What the simulator knows of, in words of its own; each gateway's dialect turns them into its wire's. */

import type { QueuedState, WebhookFault } from "@kvitt/simulator-kit";

export type GatewayName = "a" | "b";

/** The last three are turned away at once; the others are taken, and the report tells. */
export type NumberKind = "notInUse" | "blocked" | "off" | "premium" | "landline" | "optedOut";
/** `match` is a number, `+4799999404`, or the beginning of some, `+47829*`. */
export type NumberRule = { readonly match: string; readonly kind: NumberKind };

export type SmsState = "accepted" | "buffered" | "delivered" | "failed" | "expired";

/** As handed over. `to` as +4791234567. */
export type SmsIn = { readonly id: string; readonly to: string; readonly from: string; readonly text: string };

export type Sms = SmsIn & {
  readonly gateway: GatewayName;
  readonly reference: string;
  readonly parts: number;
  readonly atMs: number;
  readonly reports: Report[];
};

export type Report = {
  readonly eventId: string;
  readonly gateway: GatewayName;
  readonly id: string;
  readonly to: string;
  readonly state: SmsState;
  readonly cause: NumberKind | null;
  readonly atMs: number;
};

export type Turned = "badNumber" | "premium" | "landline" | "optedOut" | "senderUnknown" | "badText" | "idTaken";
export type Taken =
  { readonly id: string; readonly reference: string } | { readonly id: string; readonly turned: Turned };

/** Reports on their way to a webhook, in one call. */
export type Push = {
  readonly gateway: GatewayName;
  readonly reports: readonly Report[];
  readonly badSignature: boolean;
  /** Comes after the next push of the gateway. */
  readonly afterNext: boolean;
  readonly copies: number;
  /** Answers so far: a status, or 0 for none. */
  readonly answers: number[];
  readonly bornMs: number;
  dueMs: number;
  state: QueuedState;
};

export type Operation = "handOver" | "status";

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault =
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "drop"; readonly when: "before" | "after" }
  | { readonly do: "fail"; readonly status: number; readonly when: "before" | "after" }
  /** Every call to this gateway is a 503 until so many seconds have gone by. */
  | { readonly do: "down"; readonly seconds: number }
  /** The answer's body is this text, whatever it is. */
  | { readonly do: "text"; readonly body: string };

/** Misbehaviour at hand-over of one message: turned away, or taken and then this becomes of it. */
export type MessageFault =
  { readonly do: "refuse"; readonly turned: Turned } | { readonly do: "become"; readonly kind: NumberKind };

/** Skips the first `skip` matches, then fires `times` times (1 when left out); or for a share of the matches, drawn from the seed. */
export type Rule = {
  readonly times?: number | undefined;
  readonly skip?: number | undefined;
  readonly share?: number | undefined;
} & (
  | {
      readonly on: "call";
      readonly match?:
        { readonly gateway?: GatewayName | undefined; readonly operation?: Operation | undefined } | undefined;
      readonly fault: CallFault;
    }
  | {
      readonly on: "message";
      readonly match?:
        | {
            readonly gateway?: GatewayName | undefined;
            readonly to?: string | undefined;
            readonly id?: string | undefined;
          }
        | undefined;
      readonly fault: MessageFault;
    }
  | {
      readonly on: "report";
      readonly match?:
        | {
            readonly gateway?: GatewayName | undefined;
            readonly to?: string | undefined;
            readonly id?: string | undefined;
            readonly state?: SmsState | undefined;
          }
        | undefined;
      readonly fault: WebhookFault;
    }
);

/** One gateway's account. Made up; it opens nothing else. Webhooks are signed with the secret. */
export type Account = {
  readonly user: string;
  readonly password: string;
  webhookUrl: string | null;
  webhookSecret: string;
};

export type Settings = {
  readonly a: Account;
  readonly b: Account;
  /** Registered sender names; null when every well-formed one is. */
  senders: readonly string[] | null;
  /** How long after hand-over a phone has the message. */
  deliverAfterSeconds: number;
};

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};
export type WireAnswer = { readonly status: number; readonly body: string };
