/** Payment orders to a bank: what Kvitt's callers give to be written, and what is read back from a file. */
import type { Money } from "@kvitt/values";
import type { Account, RemittancePart } from "./camt-model.ts";

/** The payee's account, by market (formats: camt, section 8, payee account by market). */
export type PayeeAccount =
  | { readonly kind: "iban"; readonly iban: string; readonly bic?: string }
  /** A kontonummer: 11 digits. */
  | { readonly kind: "norwegian"; readonly number: string }
  /** 7 or 8 digits without hyphen. */
  | { readonly kind: "bankgiro"; readonly number: string }
  /** 2 to 8 digits; `scheme` BBAN unless the bank wants PGNR. */
  | { readonly kind: "plusgiro"; readonly number: string; readonly scheme?: "BBAN" | "PGNR" }
  /** Clearing number of 4 or 5 digits and the account without it. */
  | { readonly kind: "swedish"; readonly clearing: string; readonly number: string }
  /** Registration number of 4 digits and account of up to 10. */
  | { readonly kind: "danish"; readonly registration: string; readonly number: string };

/** An invoice (CINV) or credit note (CREN) that a payment settles. Amounts above zero; a credit note is subtracted. */
export interface PaidDocument {
  readonly type: "CINV" | "CREN";
  readonly number?: string;
  readonly reference?: string;
  readonly amountMinor: bigint;
}

/** What the payee is told. Refunds to patients name a credit note number only, never a treatment. */
export type PaymentRemittance =
  | { readonly kind: "kid"; readonly kid: string }
  | { readonly kind: "ocr"; readonly ocr: string }
  | { readonly kind: "rf"; readonly rf: string }
  | { readonly kind: "documents"; readonly documents: readonly PaidDocument[] }
  | { readonly kind: "text"; readonly lines: readonly string[] };

/** A structured address; unstructured ones are being withdrawn. `country` by ISO 3166, two letters. */
export interface PostalAddress {
  readonly street?: string;
  readonly buildingNumber?: string;
  readonly postCode?: string;
  readonly town: string;
  readonly country: string;
}

/** One payment. `endToEndId` is our payment order id and comes back in pain.002 and on the statement. */
export interface PaymentOrder {
  readonly instructionId?: string;
  readonly endToEndId: string;
  readonly amountMinor: bigint;
  readonly payeeName: string;
  readonly payeeAddress: PostalAddress;
  readonly account: PayeeAccount;
  readonly remittance: PaymentRemittance;
}

/** Payments of one debit account, date, currency and kind. */
export interface PaymentGroup {
  readonly id: string;
  readonly executeOn: Temporal.PlainDate;
  readonly currency: string;
  readonly debtorName: string;
  readonly debtorAddress?: PostalAddress;
  readonly debtorAccount: Extract<PayeeAccount, { kind: "iban" | "norwegian" | "danish" }>;
  readonly debtorBic: string;
  readonly batchBooking?: boolean;
  /** NURG unless told; SEPA for euro payments in Europe. */
  readonly serviceLevel?: "NURG" | "SEPA" | "URGP";
  /** SUPP suppliers, SALA salaries, TREA treasury, and so on. */
  readonly categoryPurpose?: string;
  /** SHAR for payments abroad, SLEV for SEPA, absent at home. */
  readonly chargeBearer?: "SHAR" | "SLEV";
  readonly orders: readonly PaymentOrder[];
}

/** A file of payments. Its `msgId` is used once for ever; after a broken line the same bytes are sent again. */
export interface PaymentFile {
  readonly version: "03" | "09";
  readonly msgId: string;
  /** ISO date and time with zone, given from outside. */
  readonly createdAt: string;
  readonly initiatingParty: { readonly name: string; readonly id?: string; readonly idScheme?: "BANK" | "CUST" };
  readonly groups: readonly PaymentGroup[];
}

/** One payment as read. */
export interface ReadPaymentOrder {
  readonly line: number;
  readonly instructionId: string | undefined;
  readonly endToEndId: string | undefined;
  readonly amount: Money | undefined;
  readonly payeeName: string | undefined;
  readonly payeeCountry: string | undefined;
  readonly account: Account | undefined;
  readonly bic: string | undefined;
  /** Clearing system and member, e.g. SESBA 9900 for a bankgiro. */
  readonly clearing: { readonly system: string | undefined; readonly member: string } | undefined;
  readonly texts: readonly string[];
  readonly parts: readonly RemittancePart[];
}

/** One PmtInf as read. */
export interface ReadPaymentGroup {
  readonly line: number;
  readonly id: string | undefined;
  readonly method: string | undefined;
  readonly executeOn: Temporal.PlainDate | undefined;
  readonly debtorName: string | undefined;
  readonly debtorAccount: Account | undefined;
  readonly debtorCurrency: string | undefined;
  readonly debtorBic: string | undefined;
  readonly orders: readonly ReadPaymentOrder[];
}

/** A pain.001 as read, with what it really holds beside what it states. */
export interface ReadPaymentFile {
  readonly version: string;
  readonly msgId: string | undefined;
  readonly createdAt: string | undefined;
  readonly initiatingParty: string | undefined;
  readonly statedCount: number | undefined;
  readonly groups: readonly ReadPaymentGroup[];
  readonly count: number;
  /** The sum of all instructed amounts as decimal text, whatever their currencies, as CtrlSum is. */
  readonly sum: string;
}
