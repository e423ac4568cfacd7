/** The ledger's words. An entry is a list of postings; a posting moves an amount from its credit account to its debit account. */

export type EntryKind =
  | "invoice"
  | "creditNote"
  | "payment"
  | "allocation"
  | "split"
  | "fee"
  | "interest"
  | "supplierInvoice"
  | "statement"
  | "refund"
  | "writeOff"
  | "reversal"
  | "opening";

export type ItemSide = "receivable" | "payable" | "credit";

export type ItemKind =
  | "invoice"
  | "instalment"
  | "fee"
  | "interest"
  | "compensation"
  | "insurerPart"
  | "supplierInvoice"
  | "customerCredit"
  | "unallocated"
  | "returned";

export type Custody = "own" | "administered" | "sold" | "agency";

/** A calendar date as text, YYYY-MM-DD: how dates travel through bulk work. */
export type DateText = string;

export type PostingDraft = {
  /** Account code that receives. */
  readonly debit: string;
  /** Account code that gives. */
  readonly credit: string;
  /** Øre, above zero. */
  readonly amountMinor: bigint;
  readonly debitItemId?: string | null;
  readonly creditItemId?: string | null;
};

export type EntryDraft = {
  readonly id: string;
  readonly ledgerId: string;
  readonly kind: EntryKind;
  readonly bookedOn: DateText;
  /** What caused it: a bank line, an invoice, a person's decision. */
  readonly sourceKind: string;
  readonly sourceId: string | null;
  readonly reverses?: string;
  readonly explanation?: Readonly<Record<string, unknown>>;
  readonly postings: readonly PostingDraft[];
};

/** An open item made by the entries it comes with; its amount is what its first entry puts there. */
export type NewItem = {
  readonly id: string;
  readonly ledgerId: string;
  readonly side: ItemSide;
  readonly kind: ItemKind;
  readonly account: string;
  readonly partyId: string | null;
  readonly parentId: string | null;
  readonly documentId: string | null;
  readonly reference: string | null;
  readonly openedOn: DateText;
  readonly dueOn: DateText;
  readonly amountMinor: bigint;
};

export type OpenItem = NewItem & { readonly openMinor: bigint; readonly custody: Custody };

/** The ledger's part in a decision: who decided by which rule, from what, and what would have changed it. */
export type Explanation = {
  readonly rule: string;
  readonly version: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly citation?: string;
  readonly wouldChange?: string;
};
