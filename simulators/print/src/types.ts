/** What the print service knows of. */

import type { QueuedState, WebhookFault } from "@kvitt/simulator-kit";

export type Receiver = {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string | undefined;
  readonly postCode: string;
  readonly city: string;
  readonly country: string;
};

/** A line of the manifest. */
export type LetterIn = {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly pages: number;
  readonly postage: "economy" | "priority";
  readonly receiver: Receiver;
};

export type LetterState = "ACCEPTED" | "PRINTED" | "POSTED" | "RETURNED";
export type ReturnCode = "RECEIVER_UNKNOWN" | "MOVED" | "REFUSED_BY_RECEIVER";

export type Letter = LetterIn & {
  readonly reference: string;
  readonly pdf: Uint8Array;
  readonly atMs: number;
  readonly events: LetterEvent[];
};

export type LetterEvent = {
  readonly eventId: string;
  readonly id: string;
  readonly state: LetterState;
  readonly code: ReturnCode | null;
  readonly atMs: number;
};

export type Turned =
  | "ADDRESS_INCOMPLETE"
  | "POST_CODE_INVALID"
  | "COUNTRY_NOT_SERVED"
  | "PDF_UNREADABLE"
  | "PAGES_DIFFER"
  | "TOO_MANY_PAGES"
  | "FILE_DAMAGED"
  | "ID_CONFLICT";

export type Taken =
  { readonly id: string; readonly reference: string } | { readonly id: string; readonly turned: Turned };

/** Events on their way to the webhook, in one call. */
export type Push = {
  readonly events: readonly LetterEvent[];
  readonly badSignature: boolean;
  /** Comes after the next push. */
  readonly afterNext: boolean;
  readonly copies: number;
  /** Answers so far: a status, or 0 for none. */
  readonly answers: number[];
  readonly bornMs: number;
  dueMs: number;
  state: QueuedState;
};

export type Operation = "upload" | "status";

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault =
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "drop"; readonly when: "before" | "after" }
  | { readonly do: "fail"; readonly status: number; readonly when: "before" | "after" }
  /** The answer's body is this text, whatever it is. */
  | { readonly do: "text"; readonly body: string };

/** Turned away at upload, or posted and later back in our hands. */
export type LetterFault =
  | { readonly do: "refuse"; readonly turned: Turned }
  | { readonly do: "return"; readonly code: ReturnCode; readonly afterSeconds: number };

/** Skips the first `skip` matches, then fires `times` times (1 when left out). */
export type Rule = { readonly times?: number | undefined; readonly skip?: number | undefined } & (
  | {
      readonly on: "call";
      readonly match?: { readonly operation?: Operation | undefined } | undefined;
      readonly fault: CallFault;
    }
  | {
      readonly on: "letter";
      readonly match?: { readonly id?: string | undefined; readonly postCode?: string | undefined } | undefined;
      readonly fault: LetterFault;
    }
  | {
      readonly on: "event";
      readonly match?: { readonly id?: string | undefined; readonly state?: LetterState | undefined } | undefined;
      readonly fault: WebhookFault;
    }
);

export type Settings = {
  readonly key: string;
  webhookUrl: string | null;
  webhookSecret: string;
  printAfterSeconds: number;
  postAfterSeconds: number;
};

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
};
export type WireAnswer = { readonly status: number; readonly body: string };
