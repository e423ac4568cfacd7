/** What the net bank and the submitter's service know of. */

import type { QueuedState, WebhookFault } from "@kvitt/simulator-kit";

/** `all`: "ja takk til alle"; `issuers`: those that were said yes to one by one; `none`: no eFaktura at all. */
export type Consent = "all" | "issuers" | "none";

export type Consumer = {
  readonly identifier: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly birthDate: string | null;
  readonly line1: string;
  readonly postCode: string;
  readonly city: string;
  consent: Consent;
  /** Organisation numbers said yes to, and those that were blocked. */
  readonly accepted: Set<string>;
  readonly blocked: Set<string>;
  /** The consumer's number at an issuer, registered by hand. */
  readonly references: ReadonlyMap<string, string>;
};

/** What a consumer is looked up by. Never an identity number. */
export type Facts = {
  readonly issuer?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly address?: { readonly line1: string; readonly postCode: string } | undefined;
};

/** An invoice as it is submitted. */
export type InvoiceIn = {
  readonly messageIdentifier: string;
  readonly issuer: string;
  readonly brand: string;
  readonly efakturaIdentifier?: string | undefined;
  readonly efakturaReference?: string | undefined;
  readonly account: string;
  readonly kid: string;
  readonly amountMinor: bigint;
  readonly dueOn: string;
  readonly issuedOn: string;
  readonly invoiceNumber: string;
  /** `avtaleGiro`: the money is drawn, and the consumer has nothing to pay. */
  readonly paidBy: "payer" | "avtaleGiro";
  /** Base64, and the hash of what it holds. */
  readonly pdf: string;
  readonly pdfSha256: string;
};

export type InvoiceState = "RECEIVED" | "DELIVERED" | "REJECTED" | "CANCELLED";
export type LateCode = "CONSENT_ENDED" | "BANK_LEFT";

export type Invoice = Omit<InvoiceIn, "pdf"> & {
  readonly reference: string;
  readonly submitter: string;
  readonly consumer: Consumer;
  readonly bytes: Uint8Array;
  readonly events: InvoiceEvent[];
  paidOn: string | null;
};

export type InvoiceEvent = {
  readonly eventId: string;
  readonly messageIdentifier: string;
  readonly submitter: string;
  readonly state: InvoiceState;
  readonly code: LateCode | null;
  readonly atMs: number;
};

export type Turned =
  | "5003"
  | "CONSUMER_UNKNOWN"
  | "NOT_ACCEPTED"
  | "ISSUER_BLOCKED"
  | "ACCOUNT_INVALID"
  | "KID_INVALID"
  | "AMOUNT_INVALID"
  | "DATE_INVALID"
  | "PDF_UNREADABLE"
  | "FILE_DAMAGED"
  | "MESSAGE_CONFLICT";

export type Taken =
  | { readonly messageIdentifier: string; readonly reference: string }
  | { readonly messageIdentifier: string; readonly turned: Turned };

/** 5004 not found, 5005 already paid, 5006 already cancelled, 5008 not authorised. */
export type CancelRefusal = "5004" | "5005" | "5006" | "5008";

/** Money on its way from a consumer's account: a line of the payee's OCR file. */
export type Payment = {
  readonly account: string;
  readonly kid: string;
  readonly amountMinor: bigint;
  readonly on: string;
  readonly payerName: string;
};

/** Events on their way to the webhook, in one call. */
export type Push = {
  readonly submitter: string;
  readonly events: readonly InvoiceEvent[];
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

export type Operation = "identifiers" | "addInvoices" | "consignment" | "status" | "cancel";

/** Misbehaviour of a call. `after` means that the work has been done when it happens. */
export type CallFault =
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "drop"; readonly when: "before" | "after" }
  | { readonly do: "fail"; readonly status: number; readonly when: "before" | "after" }
  /** The answer's body is this text, whatever it is. */
  | { readonly do: "text"; readonly body: string };

/** Turned away when it is submitted, or taken and later given back. */
export type InvoiceFault =
  | { readonly do: "refuse"; readonly turned: Turned }
  | { readonly do: "reject"; readonly code: LateCode; readonly afterSeconds: number };

/** Skips the first `skip` matches, then fires `times` times (1 when left out). */
export type Rule = { readonly times?: number | undefined; readonly skip?: number | undefined } & (
  | {
      readonly on: "call";
      readonly match?: { readonly operation?: Operation | undefined } | undefined;
      readonly fault: CallFault;
    }
  | {
      readonly on: "invoice";
      readonly match?:
        { readonly messageIdentifier?: string | undefined; readonly kid?: string | undefined } | undefined;
      readonly fault: InvoiceFault;
    }
  | {
      readonly on: "event";
      readonly match?:
        { readonly messageIdentifier?: string | undefined; readonly state?: InvoiceState | undefined } | undefined;
      readonly fault: WebhookFault;
    }
);

/** Who submits invoices for issuers, and where it is told. */
export type Submitter = {
  readonly name: string;
  readonly key: string;
  webhookUrl: string | null;
  webhookSecret: string;
};

export type Settings = {
  readonly submitters: readonly Submitter[];
  deliverAfterSeconds: number;
};

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
};
export type WireAnswer = { readonly status: number; readonly body: string };
