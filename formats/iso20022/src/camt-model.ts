/** What an account statement or notification says, as plain readonly values. Amounts are minor units of the entry's currency. */
import type { Money } from "@kvitt/values";
import type { CreditDebit } from "./fields.ts";

export type { CreditDebit };

/** camt.053 proves the account, camt.054 gives details behind entries, camt.052 only informs and never posts. */
export type CamtKind = "camt.053" | "camt.054" | "camt.052";

/** A page number and whether it is the last (MsgPgntn, StmtPgntn, NtfctnPgntn). */
export interface Page {
  readonly number: number;
  readonly last: boolean;
}

/** The group header. */
export interface CamtMessage {
  readonly kind: CamtKind;
  /** Two digits of the namespace, e.g. `08`. */
  readonly version: string;
  readonly msgId: string;
  /** CreDtTm as written. */
  readonly createdAt: string | undefined;
  readonly page: Page | undefined;
  readonly additionalInfo: string | undefined;
}

/** An account by IBAN or by another number with its scheme (`BBAN`, or a proprietary one such as `BGNR`). */
export interface Account {
  readonly iban: string | undefined;
  readonly other: string | undefined;
  readonly scheme: string | undefined;
}

/** What is known of a statement before its entries. Complete only when the file keeps the schema's order. */
export interface StatementHead {
  readonly kind: CamtKind;
  readonly line: number;
  readonly id: string | undefined;
  readonly electronicSequence: number | undefined;
  readonly legalSequence: number | undefined;
  readonly createdAt: string | undefined;
  readonly fromOn: Temporal.PlainDate | undefined;
  readonly toOn: Temporal.PlainDate | undefined;
  /** CpyDplctInd: CODU, COPY or DUPL. */
  readonly copyDuplicate: string | undefined;
  readonly account: Account;
  readonly accountOwner: string | undefined;
  readonly servicerBic: string | undefined;
  /** Acct/Ccy, else the currency of its opening and closing balance, else of its entries. */
  readonly currency: string | undefined;
  /** The statement's own page, else the message's. */
  readonly page: Page | undefined;
}

/** One Bal. `interim` marks a page break (ITBD, or a subtype INTM). */
export interface Balance {
  readonly line: number;
  readonly type: string;
  readonly interim: boolean;
  readonly signedMinor: bigint;
  readonly currency: string;
  readonly on: Temporal.PlainDate | undefined;
}

/** Counts and sums of one direction. */
export interface SideTotal {
  readonly count: number;
  readonly minor: bigint;
}

/** The entries of one currency, by direction. */
export interface EntryTotals {
  readonly credit: SideTotal;
  readonly debit: SideTotal;
}

/** TxsSummry as stated; sums in the account's currency. */
export interface Summary {
  readonly line: number;
  readonly count: number | undefined;
  readonly sumMinor: bigint | undefined;
  readonly netSignedMinor: bigint | undefined;
  readonly creditCount: number | undefined;
  readonly creditMinor: bigint | undefined;
  readonly debitCount: number | undefined;
  readonly debitMinor: bigint | undefined;
}

/** A statement after its last entry, without the entries themselves. */
export interface Statement extends StatementHead {
  readonly balances: readonly Balance[];
  readonly summary: Summary | undefined;
  /** OPBD, else PRCD, and CLBD, in the account's currency, with their dates. */
  readonly openingMinor: bigint | undefined;
  readonly openingOn: Temporal.PlainDate | undefined;
  readonly closingMinor: bigint | undefined;
  readonly closingOn: Temporal.PlainDate | undefined;
  /** Every entry in the account's currency / those with status BOOK. */
  readonly totals: EntryTotals;
  readonly booked: EntryTotals;
  /** False when an error of scope statement was found, or for camt.052: then nothing of it may be posted. */
  readonly posts: boolean;
  readonly additionalInfo: string | undefined;
}

/** A statement with its entries in file order. */
export interface FullStatement extends Statement {
  readonly entries: readonly Entry[];
}

/** BkTxCd: the bank's classification. Used to sort entries into kinds, never to refuse one. */
export interface BankCode {
  readonly domain: string | undefined;
  readonly family: string | undefined;
  readonly subFamily: string | undefined;
  readonly proprietary: string | undefined;
}

/** A charge; `costMinor` is below zero when it was given back. `included` is undefined where the version cannot say. */
export interface Charge {
  readonly costMinor: bigint;
  readonly currency: string;
  readonly included: boolean | undefined;
}

/** Btch. */
export interface Batch {
  readonly msgId: string | undefined;
  readonly pmtInfId: string | undefined;
  readonly count: number | undefined;
  readonly total: Money | undefined;
  readonly creditDebit: CreditDebit | undefined;
}

/**
 * What may be done with an entry of a statement that posts:
 * `transactions` each by itself; `lump` as one amount, there being no details; `unallocated` as one deposit, its
 * details not being trusted; `held` for a person; `notice` not at all.
 */
export type Treatment = "transactions" | "lump" | "unallocated" | "held" | "notice";

/** One Ntry. */
export interface Entry {
  /** 1-based within the statement. */
  readonly position: number;
  readonly line: number;
  /** NtryRef: a running number that repeats between files, never a key. */
  readonly ref: string | undefined;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly creditDebit: CreditDebit;
  /** Below zero for money out. A reversal's direction is its own and is not turned round. */
  readonly signedMinor: bigint;
  readonly reversal: boolean;
  readonly status: string | undefined;
  readonly bookedOn: Temporal.PlainDate | undefined;
  readonly valueOn: Temporal.PlainDate | undefined;
  readonly acctSvcrRef: string | undefined;
  readonly bankCode: BankCode;
  readonly charges: readonly Charge[];
  readonly additionalInfo: readonly string[];
  readonly batches: readonly Batch[];
  readonly transactions: readonly Transaction[];
  readonly treatment: Treatment;
}

/** Refs. `endToEndId` may be `NOTPROVIDED`. */
export interface TransactionRefs {
  readonly msgId: string | undefined;
  readonly acctSvcrRef: string | undefined;
  readonly pmtInfId: string | undefined;
  readonly instrId: string | undefined;
  readonly endToEndId: string | undefined;
  readonly txId: string | undefined;
  readonly mandateId: string | undefined;
  readonly clearingRef: string | undefined;
  readonly uetr: string | undefined;
  readonly proprietary: readonly { readonly type: string | undefined; readonly ref: string }[];
}

/** One Strd. Amounts only in the entry's currency. */
export interface RemittancePart {
  readonly reference: string | undefined;
  /** Cd or Prtry of the creditor reference; banks use SCOR for OCR, KID and RF alike. */
  readonly referenceType: string | undefined;
  readonly documents: readonly { readonly type: string | undefined; readonly number: string | undefined }[];
  readonly duePayableMinor: bigint | undefined;
  readonly creditNoteMinor: bigint | undefined;
  readonly remittedMinor: bigint | undefined;
  readonly texts: readonly string[];
  /** What this part takes of the payment: above zero for an invoice, below for a credit note; undefined if not stated. */
  readonly partMinor: bigint | undefined;
}

/**
 * How the structured parts divide the payment: `none` there are none; `single` one part takes it all; `exact` the
 * signed parts sum to it; `unstated` or `unequal` they do not, so they are only a suggestion for a person.
 */
export type RemittanceSplit = "none" | "single" | "exact" | "unstated" | "unequal";

/** RmtInf. */
export interface Remittance {
  readonly texts: readonly string[];
  readonly parts: readonly RemittancePart[];
  readonly split: RemittanceSplit;
}

/** RtrInf: why a payment came back. */
export interface ReturnInfo {
  readonly reason: string | undefined;
  readonly proprietaryReason: string | undefined;
  readonly texts: readonly string[];
}

/** Which field the transaction's amount was taken from. */
export type AmountSource = "Amt" | "TxAmt" | "InstdAmt" | "entry";

/** One TxDtls. */
export interface Transaction {
  /** 1-based within the entry. */
  readonly position: number;
  readonly line: number;
  readonly refs: TransactionRefs;
  readonly creditDebit: CreditDebit;
  /** What reached the account; undefined when no amount in its currency is stated. */
  readonly amountMinor: bigint | undefined;
  readonly signedMinor: bigint | undefined;
  readonly amountSource: AmountSource | undefined;
  /** What the payer paid, when our bank's included charge explains the difference to the øre; else as `amountMinor`. */
  readonly grossMinor: bigint | undefined;
  readonly includedChargeMinor: bigint;
  /** The first stated amount in another currency. */
  readonly foreign: Money | undefined;
  readonly charges: readonly Charge[];
  readonly debtor: string | undefined;
  readonly ultimateDebtor: string | undefined;
  readonly creditor: string | undefined;
  readonly ultimateCreditor: string | undefined;
  readonly debtorAccount: Account | undefined;
  readonly creditorAccount: Account | undefined;
  readonly remittance: Remittance;
  readonly returned: ReturnInfo | undefined;
  readonly bankCode: BankCode;
  readonly additionalInfo: readonly string[];
}
