/** What banking asks of whoever reads a bank's files. Readers know bytes; banking knows accounts, items and money. */

export type FileFormat = "ocrgiro" | "camt053" | "camt054" | "camt052";

/** A finding about a file. `file` findings reject it whole; the others are noted and the file is still used. */
export type FileProblem = {
  readonly code: string;
  readonly level: "file" | "warn" | "info" | "line";
  readonly line: number;
  readonly field?: string;
  readonly value?: string;
  readonly rule: string;
  readonly sentence: string;
};

/** What a reader may know of us before it looks: our accounts with their agreements. */
export type ReaderOptions = {
  readonly accounts: ReadonlyMap<string, AccountAgreement>;
  /** The recipient that files have to be addressed to; left out accepts any. */
  readonly recipient?: string;
};

export type AccountAgreement = {
  readonly currency: string;
  readonly kidLengths: readonly number[];
  readonly kidModulus: "mod10" | "mod11" | null;
};

/** Payments that stand on the bank statement as one amount. */
export type IncomingBatch = {
  /** Names the lump inside the file and account: date, partial settlement and serial number, or the bank's entry reference. */
  readonly batchKey: string;
  readonly account: string;
  readonly settledOn: string;
  readonly lines: number;
  /** The control figure as the operator adds up. */
  readonly controlMinor: bigint;
  /** The money: what posts. */
  readonly ledgerMinor: bigint;
};

/** The whole file, before anything is posted. */
export type FileVerdict = {
  readonly ok: boolean;
  readonly problems: readonly FileProblem[];
  readonly problemCount: number;
  /** Who sent it under which number; the same key with other content is a thing for a person. */
  readonly senderKey: string | null;
  /** Hash over the records without line breaks and without the sender's own wrapping. */
  readonly contentSha256: Buffer;
  /** Hash over everything but line breaks. */
  readonly normalisedSha256: Buffer;
  /** Natural keys of the parts that a bank delivers only once. */
  readonly partKeys: readonly string[];
  readonly batches: readonly IncomingBatch[];
  readonly statements: readonly StatementSummary[];
};

export type StatementSummary = {
  readonly account: string;
  readonly statementKey: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly toOn: string;
};

/** What a payment does to a claim: it comes in, it takes an earlier payment back, or it pays back a credit note. */
export type PaymentDirection = "in" | "reversal" | "creditNote";

/** One payment of a detail file. */
export type IncomingPayment = {
  readonly batchKey: string;
  readonly account: string;
  /** Line in the file (or position in the message), from 1. */
  readonly lineNo: number;
  /** 16 bytes that name this payment at this account for ever, the ordinal among equal ones included. */
  readonly fingerprint: Buffer;
  /** Does the fingerprint rest on the bank's own reference, or only on what the payment looks like? Two people may pay alike. */
  readonly identity: "bank" | "twin";
  readonly settledOn: string;
  readonly paidOn: string | null;
  readonly direction: PaymentDirection;
  /** How it was paid: bank, standingOrder, avtalegiro, card, counter ... */
  readonly kind: string;
  /** Øre, signed as it posts. */
  readonly amountMinor: bigint;
  /** The payment reference as written, trimmed; null when there is none. */
  readonly reference: string | null;
  /** The reader's finding about the reference: it breaks the account's agreement. */
  readonly referenceProblem: "badCheck" | null;
  /** A named split: one payment for several references, the parts adding up to it. */
  readonly parts: readonly { readonly reference: string; readonly amountMinor: bigint }[] | null;
  /** A charge our bank kept: the payer paid `amountMinor`, this much less arrived. */
  readonly chargeMinor: bigint;
  readonly payerAccount: string | null;
  readonly payerName: string | null;
  readonly text: string | null;
  /** References found in free text: suggestions only. */
  readonly suggestedReferences: readonly string[];
};

/** One booked entry of an account statement. */
export type IncomingStatementLine = {
  readonly lineNo: number;
  readonly lineKey: string;
  readonly bookedOn: string;
  readonly valueOn: string | null;
  /** Øre, below zero for money out. */
  readonly amountMinor: bigint;
  readonly bankRef: string | null;
  readonly endToEndId: string | null;
  /** References the entry names, for money out to a supplier. */
  readonly references: readonly string[];
  readonly isCharge: boolean;
  readonly text: string | null;
  /** Set when the entry's own transactions are this account's payment details. */
  readonly batchKey: string | null;
};

export type IncomingStatement = {
  readonly account: string;
  readonly statementKey: string;
  readonly sequenceNo: bigint | null;
  readonly fromOn: string;
  readonly toOn: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly lines: readonly IncomingStatementLine[];
};

export type FileChunks = AsyncIterable<Uint8Array>;

/** Reads one family of files. Never throws on a bad file: a verdict says what is wrong. */
export type BankFileReader = {
  /** Which format these first bytes announce, or undefined when they are none of this reader's. */
  recognise(head: Uint8Array): FileFormat | undefined;
  validate(chunks: FileChunks, options: ReaderOptions): Promise<FileVerdict>;
  /** The payments of a file that `validate` found good, in file order, in batches. */
  payments(chunks: FileChunks, options: ReaderOptions): AsyncIterable<readonly IncomingPayment[]>;
  statements(chunks: FileChunks, options: ReaderOptions): AsyncIterable<IncomingStatement>;
  /** The file in plain words for support staff. */
  describe(chunks: FileChunks): Promise<string>;
};
