/** `planned`: not sent yet. `withdrawn` and `refused` never left us. `cancelSent`: taken back, and yet the money may come. */
export type DebitState =
  "planned" | "withdrawn" | "refused" | "sent" | "cancelSent" | "cancelled" | "settled" | "notSettled";

/** Why a claim is taken back, or why there is none. */
export type DebitReason =
  | "nothingOpen"
  | "otherCustody"
  | "paused"
  | "mandateEnded"
  | "tooLate"
  | "changed"
  | "changedAgain"
  | "triedBefore"
  | "eFakturaAsks"
  | "referenceUnfit";

export type Notify = "bank" | "payee";

/** How a ledger draws from payers' accounts. */
export type DebitSetup = {
  readonly ledgerId: string;
  /** The payee's account: one of the ledger's bank accounts. */
  readonly account: string;
  /** The sender's customer unit at the operator, eight digits. */
  readonly sender: string;
  /** The customer's part of a KID, from digit `from` (1 is the first). */
  readonly fixedPart: { readonly from: number; readonly length: number };
  /** Who tells the payer of a claim that goes without an eFaktura. */
  readonly notify: Notify;
  /** Days from sending to the due date; null is the rule's. */
  readonly leadDays: number | null;
  readonly state: "active" | "paused";
};

/** A claim on a payer's account. */
export type DebitRequest = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly mandateId: string;
  readonly termOn: string;
  readonly amountMinor: bigint;
  readonly kid: string;
  readonly state: DebitState;
  /** A `DebitReason`, or the code by which the format refused it. */
  readonly why: string | null;
  /** The cancelled claim whose place it took. */
  readonly replaces: string | null;
  readonly notify: Notify | null;
};

/** Something about an entry of a list of authorities that a person may want to know. */
export type MandateNote = {
  readonly code: "unknownEnded" | "kidUnfit" | "accountNotSetUp";
  readonly kid: string | null;
};
