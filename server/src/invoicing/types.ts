import type { DateText } from "../ledger/index.ts";
import type { Share } from "../parties/index.ts";
import type { LineSupport } from "./state-share/model.ts";

export type ClaimKind = "invoice" | "planTerm" | "credit" | "businessLine";
export type ClaimState = "received" | "invoiced" | "onCollective" | "withdrawn";
export type InvoiceKind = "invoice" | "collective" | "creditNote";

/** An amount as JSON holds it: an integer of minor units, made a bigint where it is read. */
export type WireMinor = number;

/** A claim's line as it is stored: the text sealed with the patient's key (the payer's, where there is no patient), in base64. */
export type StoredLine = {
  readonly text: string;
  readonly amountMinor: bigint;
  readonly vatCode: string;
  readonly vatMinor: bigint;
  /** What the state pays besides (SE). */
  readonly support?: LineSupport;
};

/** The money of a line: what postings and documents are made from. */
export type AmountLine = Omit<StoredLine, "text">;

export type ClaimRow = {
  readonly id: string;
  readonly externalId: string;
  readonly contentHash: Buffer;
  readonly kind: ClaimKind;
  readonly businessMode: "single" | "collective" | null;
  readonly number: string | null;
  readonly reference: string | null;
  readonly issuedOn: DateText | null;
  readonly dueOn: DateText | null;
  readonly amountMinor: bigint;
  readonly vatMinor: bigint;
  readonly lines: readonly StoredLine[];
  readonly patientId: string | null;
  readonly payerId: string;
  /** Guardians who share custody, in order; null where the payer owes it all. */
  readonly debtors: readonly Share[] | null;
  readonly creditsId: string | null;
  readonly thirdPartyReference: string | null;
  readonly wishes: Readonly<Record<string, unknown>>;
  readonly needsContact: boolean;
  readonly state: ClaimState;
};

/** A line of an invoice that shows a line of a claim: `claimLine` counts from 1 and says which text it carries. */
export type InvoiceLine = {
  readonly claimId: string;
  readonly claimLine: number;
  readonly netMinor: bigint;
  readonly vatCode: string;
  readonly vatMinor: bigint;
};

/** An invoice or credit note about to be written with its entry and its open item. */
export type InvoiceDraft = {
  readonly id: string;
  readonly kind: InvoiceKind;
  /** Our own running number; null for a number the practice system gave. */
  readonly seriesNo: bigint | null;
  readonly number: string;
  readonly partyId: string;
  readonly patientId: string | null;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly reference: string;
  readonly creditsId: string | null;
  readonly lines: readonly InvoiceLine[];
};
