import type { Language } from "../platform/index.ts";
import type { WebhookDelivery, WebhookDoubt } from "../platform/webhooks/index.ts";

/**
 * What payments asks of partners who move money. Amounts are bigint minor units. Every call that moves money carries our own
 * operation id: the same id with the same facts is the same operation, however often it is asked for, so repeating is safe.
 */

/**
 * How far a payment has come at the partner. `unknown` is also what a status never seen before becomes: it is pending and
 * never means paid.
 */
export type PartnerPaymentState = "awaitingPayer" | "authorized" | "cancelled" | "expired" | "failed" | "unknown";

/** Why a payer's card was declined. What follows from each: `retries/declines.ts`. */
export const cardDeclines = [
  "notEnoughMoney",
  "expired",
  "mistyped",
  /** The payer's bank asked who it is, and had no answer it believed. */
  "notProven",
  /** The bank or the network could not answer just then. */
  "busy",
  /** This kind of card, or its currency, does not do it. */
  "notForThis",
  /** The bank said no, and not why. */
  "bankSaysNo",
  /** Lost, stolen, stopped or thought to be misused. */
  "blocked",
  /** The same amount was asked of the same card a moment ago. */
  "justPaid",
] as const;
export type CardDecline = (typeof cardDeclines)[number];

/**
 * A payment as the partner tells it. `authorized` stays after capture, refund and cancel: what became of the money is read
 * from the four figures. In state `unknown` the figures are zero, because nothing is believed.
 */
export type PartnerPayment = {
  readonly state: PartnerPaymentState;
  readonly authorizedMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Released to the payer without having been captured. */
  readonly cancelledMinor: bigint;
  /** Taken back by the payer's bank in a dispute, as far as it stands now. Zero where the scheme knows none. */
  readonly chargedBackMinor: bigint;
  /** The last card that was declined for it, and how many were in all; left out where none was. */
  readonly decline?: { readonly reason: CardDecline; readonly tries: number };
  readonly currency: string;
  /** Ours. */
  readonly reference: string;
  /** The partner's id of what was asked about: of the payment from `get`, of the movement itself from capture, refund, cancel. */
  readonly partnerReference: string;
};

/** Why a partner said no, in the words of what to do about it. */
export type PartnerRefusalReason =
  /** What the payer typed, or the address to come back to, is not accepted; `field` names it. */
  | "fieldInvalid"
  /** The partner knows no such payer. Said neutrally to the payer. */
  | "payerUnknown"
  /** The amount is below what the partner takes: offer other ways. */
  | "amountTooSmall"
  /** The reference is taken: a new attempt needs the next suffix. */
  | "referenceTaken"
  /** The clinic's agreement or credentials do not allow it: a task for who set it up. */
  | "setUp"
  | "notFound"
  /** The payer has not approved yet: wait. */
  | "notAuthorized"
  /** Nothing is left to release, the money is captured: refund instead. */
  | "alreadyCaptured"
  | "mustCaptureInFull"
  /** More than what is captured and not yet refunded. */
  | "refundTooHigh"
  /** The period has run out: a new payment, or the money goes back by bank. */
  | "tooLate"
  /** The payer's bank has let go of the reservation: tell the payer, try later. */
  | "fundsUnavailable"
  /** It cannot be done in this state; `payment` is the state as read back. */
  | "wrongState"
  /** Nothing was done; the same operation may be asked for again after `retryAfterMs`. */
  | "tryLater"
  /** We asked for something we should not have, or for a reason nobody has seen before: a task for support. */
  | "unexpected";

export type PartnerRefusal = {
  readonly outcome: "refused";
  readonly reason: PartnerRefusalReason;
  /** The partner's own code, for support. */
  readonly partnerCode: string | null;
  /** The partner's id of this exchange, for support. */
  readonly traceId: string | null;
  readonly field: string | null;
  readonly retryAfterMs: number | null;
  /** Read back after the refusal where the reaction needs it. */
  readonly payment: PartnerPayment | null;
};

/** Nobody can say whether it was done: no answer in time, or one that cannot be read. Ask again, or read, before deciding. */
export type PartnerSilence = {
  readonly outcome: "unknown";
  readonly cause: "noAnswer" | "unreadable" | "partnerFailed";
};

export type PartnerAnswer<T> = { readonly outcome: "ok"; readonly value: T } | PartnerRefusal | PartnerSilence;

/** How the payer is reached. `phone` is digits with the country code first and no plus: 4791234567. */
export type PayerApproach =
  | { readonly by: "web"; readonly returnUrl: string; readonly phone?: string }
  | { readonly by: "push"; readonly phone: string }
  | { readonly by: "qr" };

export type PaymentRequest = {
  readonly operationId: string;
  /** 8 to 64 letters, digits and hyphens, never used before. */
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly approach: PayerApproach;
  /** 3 to 100 characters the payer sees. Never a word about treatment. */
  readonly description: string;
  /** Of the page the payer comes from: the partner's page goes on in it (V-03). */
  readonly language: Language;
  /** Of part payment: which of the partner's offers was chosen, by its number of terms. Left out, the payer chooses at the partner. */
  readonly terms?: number | undefined;
};

/** `payerUrl`: where the payer goes on (web), what the code on the screen holds (qr), null for push. Opened as it is. */
export type PaymentStarted = { readonly payerUrl: string | null };

export type PaymentMovement = {
  readonly operationId: string;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

/**
 * A webhook is a hint to `get`, never an outcome. `eventId` is the same for the same event, however often it is delivered.
 * `late`: rightly signed, but long ago.
 */
export type WebhookVerdict =
  | {
      readonly verified: true;
      readonly eventId: string;
      readonly reference: string;
      readonly name: string;
      readonly success: boolean;
      readonly late: boolean;
    }
  | { readonly verified: false; readonly why: WebhookDoubt };

/** What every means of payment can do. */
type Rail = {
  create(request: PaymentRequest): Promise<PartnerAnswer<PaymentStarted>>;
  get(reference: string): Promise<PartnerAnswer<PartnerPayment>>;
  /** What is captured goes back to the instrument it came from. */
  refund(movement: PaymentMovement): Promise<PartnerAnswer<PartnerPayment>>;
  /** Before approval: the payment ends. After, where money is reserved: what is not captured goes back to the payer, for good. */
  cancel(movement: {
    readonly operationId: string;
    readonly reference: string;
  }): Promise<PartnerAnswer<PartnerPayment>>;
  /** Looks at the raw bytes. Never throws on what it is sent. */
  verifyWebhook(delivery: WebhookDelivery): WebhookVerdict;
};

type Reserving = Rail & { capture(movement: PaymentMovement): Promise<PartnerAnswer<PartnerPayment>> };

/** A wallet on the payer's phone that reserves first: the payer approves, we capture, what is captured can be refunded. */
export type WalletPayments = Reserving;

/** Cards on the partner's own page, by redirect (`approach.by` is `web`), with manual capture; no card number ever passes here (SEC-57). */
export type CardPayments = Reserving;

/** From account to account at once: no reservation, `authorized` with all of it captured is the first that is heard of the money. */
export type InstantPayments = Rail;

/** What a finance partner would let the payer pay, before anything is asked of anybody. */
export type PartPaymentOffer = {
  readonly terms: number;
  readonly perTermMinor: bigint;
  readonly totalMinor: bigint;
  readonly firstDueOn: string;
  /** Per mille of a per cent a year: 9.9 % is 9900. Nought is said as such on the page. */
  readonly effectiveRateThousandths: number;
  readonly setUpFeeMinor: bigint;
};

/**
 * Part payment by a finance partner (FR-35): terms, effective interest and credit check are the partner's. Accepted is `authorized` with all of
 * it captured: the clinic's claim is settled in full.
 */
export type PartPayments = Rail & {
  /** Best first; empty when the amount is outside what the partner takes. */
  offers(amountMinor: bigint, currency: string): Promise<PartnerAnswer<readonly PartPaymentOffer[]>>;
};

/** A claim on a payer's account, or the taking back of one: that repeats due date, amount and KID. */
export type DebitLine = {
  readonly dueOn: string;
  readonly amountMinor: bigint;
  readonly kid: string;
  readonly payer: { readonly name: string; readonly isPerson: boolean };
  /** On the payer's statement and notice: who draws. Never a word about treatment. */
  readonly shownAs: string;
  /** Who tells the payer: its bank, or the payee (by an eFaktura or an invoice of its own). */
  readonly notify: "bank" | "payee";
  /** What the bank prints on its notice, half lines from the first on. Never a word about treatment. */
  readonly notice: readonly string[];
};

/** Claims and cancellations for one account. Numbers are never used twice within a year. */
export type DebitOrder = {
  readonly sender: string;
  readonly transmissionNo: number;
  readonly account: string;
  readonly sentOn: string;
  /** Claims and cancellations added up. */
  readonly totalMinor: bigint;
  readonly claims: { readonly assignmentNo: number; readonly lines: readonly DebitLine[] } | null;
  readonly cancellations: { readonly assignmentNo: number; readonly lines: readonly DebitLine[] } | null;
};

/** Why a file is not written; `line` of the claims or cancellations, from 0, where it is about one. */
export type DebitRefusal = {
  readonly code: string;
  readonly part: "claims" | "cancellations" | null;
  readonly line: number | null;
};

/** A list of payers' standing authorities as the operator sends it. */
export type MandateList = {
  readonly account: string;
  readonly assignmentNo: string;
  /** It is all of the account's: what does not stand in it has ended. */
  readonly complete: boolean;
  readonly entries: readonly {
    readonly registration: "inForce" | "changed" | "ended";
    readonly kid: string;
    readonly writtenNotice: boolean;
  }[];
};

/**
 * Drawing from payers' accounts by files, with standing authorities given in their banks. What is drawn comes as a payment to the bank account;
 * nothing says that something was not: silence is not payment.
 */
export type DirectDebit = {
  write(
    order: DebitOrder,
  ):
    | { readonly ok: true; readonly bytes: Uint8Array }
    | { readonly ok: false; readonly refusals: readonly DebitRefusal[] };
  /** The lists in a file of the bank that was checked before; none in most. Throws on a file that is not good. */
  readMandates(chunks: AsyncIterable<Uint8Array>): Promise<readonly MandateList[]>;
};
