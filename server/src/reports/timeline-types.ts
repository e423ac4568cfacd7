import type { EntryKind } from "../ledger/index.ts";

/** What a timeline is made of. */

/** What happened, as a code that screens have words for. */
export type TimelineCode =
  | "invoice.issued"
  | "invoice.collective"
  | "creditNote.issued"
  | `entry.${Exclude<EntryKind, "invoice" | "creditNote">}`
  | "entry.chargeback"
  | "entry.chargebackWon"
  | "entry.repayment"
  | "entry.deposit"
  | "note.written"
  | "contact.set"
  | "message.sent"
  | "request.made"
  | "payment.tried";

export type TimelineEvent = {
  /** The row's id; events are ordered by it, for an id holds the moment it was made. */
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly code: TimelineCode;
  /** Above zero raises what the party owes, below zero settles it; null where no money moved. */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly ledgerId: string | null;
  /** Of an invoice: what is left to pay on it, and who owes it, which of a child's is a guardian. */
  readonly openMinor: bigint | null;
  /** Of an invoice: nothing is left because it was given up. */
  readonly isLost: boolean;
  readonly payerId: string | null;
  /** What screens put into the words: numbers, days, kinds; of a note its text. */
  readonly facts: Readonly<Record<string, string>>;
  readonly links: {
    readonly invoiceIds: readonly string[];
    readonly entryId: string | null;
    readonly bankLineId: string | null;
    /** The entry that this one takes back. */
    readonly reversesId: string | null;
  };
};

export type TimelinePage = { readonly before?: string | undefined; readonly limit: number };
