/**
 * What payments asks of partners who move money. Amounts are bigint minor units. Every call that moves money carries our own
 * operation id: the same id with the same facts is the same operation, however often it is asked for, so repeating is safe.
 */

/**
 * How far a payment has come at the partner. `unknown` is also what a status never seen before becomes: it is pending and
 * never means paid.
 */
export type PartnerPaymentState = "awaitingPayer" | "authorized" | "cancelled" | "expired" | "failed" | "unknown";

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

export type WalletRequest = {
  readonly operationId: string;
  /** 8 to 64 letters, digits and hyphens, never used before. */
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly approach: PayerApproach;
  /** 3 to 100 characters the payer sees. Never a word about treatment. */
  readonly description: string;
};

/** `payerUrl`: where the payer goes on (web), what the code on the screen holds (qr), null for push. Opened as it is. */
export type WalletStarted = { readonly payerUrl: string | null };

export type WalletMovement = {
  readonly operationId: string;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

/** A delivery from outside, before anybody believes it. Header names are in lower case. */
export type WebhookDelivery = {
  readonly raw: Uint8Array;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
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
  | { readonly verified: false; readonly why: "tooLarge" | "signature" | "tooOld" | "unreadable" };

/** A wallet on the payer's phone that reserves first: the payer approves, we capture, what is captured can be refunded. */
export type WalletPayments = {
  create(request: WalletRequest): Promise<PartnerAnswer<WalletStarted>>;
  get(reference: string): Promise<PartnerAnswer<PartnerPayment>>;
  capture(movement: WalletMovement): Promise<PartnerAnswer<PartnerPayment>>;
  refund(movement: WalletMovement): Promise<PartnerAnswer<PartnerPayment>>;
  /** Before approval: the payment ends. After: what is not captured goes back to the payer, for good. */
  cancel(movement: {
    readonly operationId: string;
    readonly reference: string;
  }): Promise<PartnerAnswer<PartnerPayment>>;
  /** Looks at the raw bytes. Never throws on what it is sent. */
  verifyWebhook(delivery: WebhookDelivery): WebhookVerdict;
};
