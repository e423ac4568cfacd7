import type { CardDecline, CardPayments, InstantPayments, PartPayments } from "./ports.ts";

/** By whose means the payer pays: a wallet that reserves, a card, from account to account at once, in parts through a finance partner. */
export const ways = ["vipps", "card", "swish", "partPayment"] as const;
export type Way = (typeof ways)[number];

/**
 * How far an attempt has come. `unknown`: nobody can say what the partner did, so nothing else may take money for the item until somebody
 * asked. `captured`, `capturedInPart` and `voided` are ends after a reservation: the whole, a part, or nothing of it was taken.
 */
export type AttemptState =
  | "created"
  | "awaitingPayer"
  | "authorized"
  | "captured"
  | "capturedInPart"
  | "cancelled"
  | "expired"
  | "failed"
  | "voided"
  | "unknown";

export type Attempt = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly way: Way;
  readonly state: AttemptState;
  /** Ours, at the partner. */
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly authorizedMinor: bigint;
  readonly capturedMinor: bigint;
  /** Released without having been captured. */
  readonly cancelledMinor: bigint;
  /** Where the payer goes on, while the partner waits for them. */
  readonly payerUrl: string | null;
  readonly problem: string | null;
  /** Why the last card was declined, how many were, and when we heard of the last. */
  readonly declined: CardDecline | null;
  readonly declines: number;
  readonly declinedAt: Temporal.Instant | null;
  readonly madeAt: Temporal.Instant;
  readonly askedAt: Temporal.Instant;
};

/** Reserved money asked to be taken, or let go. */
export type Movement = {
  readonly id: string;
  readonly attemptId: string;
  readonly kind: "capture" | "release";
  readonly amountMinor: bigint;
  readonly state: "asked" | "done" | "refused";
};

/** A partner's means of payment, whichever it is: `capture` where it reserves, `offers` where it pays in parts. */
export type Rail = InstantPayments & Partial<Pick<CardPayments, "capture">> & Partial<Pick<PartPayments, "offers">>;

/** The partner that a ledger takes money through by a way; undefined where the ledger has none. */
export type Rails = (ledgerId: string, way: Way) => Rail | undefined;
