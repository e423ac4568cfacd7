/** The words of the simulator. Moments are milliseconds since 1970. */

import type { JsonAnswer, WebhookFault as AnyWebhookFault } from "@kvitt/simulator-kit";

export type Kind = "invoice" | "creditNote";

/** What became of a document: taken by the access point, in the receiver's hands or not, and what the receiver says of it. */
export type State = "accepted" | "delivered" | "undelivered" | "businessAccepted" | "businessRejected";

export type Told = {
  readonly eventId: string;
  readonly state: State;
  /** `NO_RECEIVER_SERVICE`; of a rejection the reason code of the Invoice Response: `REF`, `PER`, `QUA`. */
  readonly code: string | null;
  readonly atMs: number;
};

export type Document = {
  /** The sender's own id: the same again is the same document. */
  readonly id: string;
  readonly reference: string;
  readonly kind: Kind;
  /** `0192:923456783`. */
  readonly sender: string;
  readonly receiver: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly events: Told[];
  /** When it reaches the receiver by itself; null once anything became of it. */
  dueMs: number | null;
};

export type Operation = "send" | "status" | "lookUp";

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault =
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "drop"; readonly when: "before" | "after" }
  | { readonly do: "fail"; readonly status: number }
  | { readonly do: "refuse"; readonly code: string }
  /** The answer's body is this text, whatever it is. */
  | { readonly do: "text"; readonly body: string };

/** Misbehaviour of a webhook. */
export type WebhookFault = Exclude<AnyWebhookFault, { readonly do: "afterNext" }>;

/** Applies to what matches all that is named. Skips the first `skip` matches, then fires `times` times (1 when left out). */
export type Rule = { readonly times?: number | undefined; readonly skip?: number | undefined } & (
  | {
      readonly on: "call";
      readonly match?: { readonly operation?: Operation | undefined } | undefined;
      readonly fault: CallFault;
    }
  | {
      readonly on: "webhook";
      readonly match?: { readonly state?: State | undefined } | undefined;
      readonly fault: WebhookFault;
    }
);

export type Push = {
  readonly documentId: string;
  readonly state: State;
  readonly body: string;
  readonly secret: string;
  readonly copies: number;
  /** Answers so far: a status, or 0 for none. */
  readonly answers: number[];
  dueMs: number;
  done: "waiting" | "delivered" | "withheld" | "givenUp";
};

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

export type WireAnswer = JsonAnswer;
