/**
 * What a document holds, whoever made it: plain facts, no database. Amounts are minor units of the document's currency. A document for a
 * third party is a type of its own without any field for a patient, a treatment or a free text: what is not there cannot leak.
 */
import type { MarketCurrency } from "@kvitt/values";
import type { DateText } from "../../ledger/index.ts";
import type { VatCode } from "../../markets/index.ts";
import type { Address } from "../../parties/index.ts";
import type { Language } from "../../platform/index.ts";
import type { NeutralPhrase } from "./phrases.ts";

/** How the issuer is registered, by the law of its country; each document of that country names it so. */
export type Registration =
  | {
      readonly country: "NO";
      readonly organisationNumber: string;
      readonly vatRegistered: boolean;
      /** A limited company says "Foretaksregisteret" (foretaksregisterloven section 10-2). */
      readonly inCompanyRegister: boolean;
    }
  | {
      readonly country: "SE";
      readonly organisationNumber: string;
      readonly vatRegistered: boolean;
      readonly approvedForFTax: boolean;
    }
  | { readonly country: "DK"; readonly cvrNumber: string }
  | {
      readonly country: "IT";
      readonly partitaIva: string;
      readonly codiceFiscale: string | null;
      /** The professional register and number, as the clinic writes them. */
      readonly professionalRegister: string;
    }
  | { readonly country: "US"; readonly taxId: string | null };

/** Who issues: the legal entity, and how its clinic presents itself. */
export type Issuer = {
  readonly name: string;
  /** The clinic's name on its door, where it is another than the entity's. */
  readonly brand: string | null;
  readonly address: Address;
  readonly registration: Registration;
  readonly phone: string | null;
  readonly email: string | null;
  readonly web: string | null;
  /** A drawing of paths, at most 64 kB (`logoProblems`). */
  readonly logoSvg: string | null;
  /** `#rrggbb`; null is Kvitt's own. */
  readonly accent: string | null;
};

/** Where the money goes, in the form the issuer's market reads. */
export type PaymentSlip =
  | { readonly kind: "kid"; readonly account: string; readonly kid: string }
  | { readonly kind: "bankgiro"; readonly bankgiro: string; readonly ocr: string }
  | { readonly kind: "fik"; readonly creditor: string; readonly paymentId: string }
  | { readonly kind: "sepa"; readonly iban: string; readonly bic: string | null; readonly reference: string }
  | { readonly kind: "remittance"; readonly remitTo: Address; readonly accountNumber: string };

/** The way to the pay page. The code lets the reader ask the clinic's own site whether it sent this (N-19). */
export type PayLink = { readonly url: string; readonly checkCode: string | null };

export type Receiver = {
  readonly name: string;
  readonly address: Address | null;
  readonly customerNumber: string | null;
  /** Italy asks for the codice fiscale of whom it invoices. */
  readonly taxCode?: string | null;
};

/** A third party: employer, municipality, insurer, fund. */
export type Company = {
  readonly name: string;
  readonly address: Address | null;
  readonly organisationNumber: string | null;
  readonly customerNumber: string | null;
};

type Taxed = {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly vatCode: VatCode;
  readonly vatRateBasisPoints: bigint;
};

/** One treatment or product, as the patient may read it. */
export type TreatmentLine = Taxed & {
  readonly deliveredOn: DateText;
  readonly text: string;
  readonly code: string | null;
  readonly tooth: string | null;
  readonly quantity: number;
};

/** One case and VAT code: a reference, the month and a neutral phrase, nothing else (N-CONF-1). */
export type NeutralLine = Taxed & {
  /** Ours: opaque, `KV-` and ten characters. */
  readonly reference: string;
  /** The payer's own for this case, where it gave one. */
  readonly payerReference: string | null;
  /** `2026-10`. */
  readonly month: string;
  readonly phrase: NeutralPhrase;
};

/** A sum per VAT code and rate, as the issuer's books have it; tax is never added up from rounded lines. */
export type VatSum = {
  readonly vatCode: VatCode;
  readonly rateBasisPoints: bigint;
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
  /** The words the law asks for where no tax is charged (`noTaxReason`, or the market pack's). */
  readonly reason: string | null;
};

type Common = {
  readonly language: Language;
  readonly currency: MarketCurrency;
  readonly issuer: Issuer;
  readonly number: string;
  readonly issuedOn: DateText;
};

type Totals = {
  readonly vat: readonly VatSum[];
  /** Italy: the duty stamp that the reader pays, outside the tax. */
  readonly stampDutyMinor: bigint;
  /** Sweden: to whole kronor where the issuer rounds. Signed. */
  readonly roundingMinor: bigint;
};

type Demand = {
  readonly dueOn: DateText;
  /** What was paid before the document was made. */
  readonly paidMinor: bigint;
  readonly slip: PaymentSlip;
  readonly payLink: PayLink | null;
  /** The day on which it is drawn from the payer's account by direct debit; left out where it is to be paid. */
  readonly drawnOn?: DateText | null | undefined;
  /** The document says that late payment bears interest; Sweden gives none otherwise (räntelagen 4). */
  readonly saysLateInterest: boolean;
};

type ForPatient = {
  readonly rendering: "patientItemised";
  readonly receiver: Receiver;
  /** Whom it was done for, where that is another than the receiver. */
  readonly patientName: string | null;
  readonly lines: readonly TreatmentLine[];
  /** A sentence of the clinic's own. */
  readonly message: string | null;
  /** Where the state pays a share: the whole price, and what the state pays of it. What is asked for is the rest. */
  readonly support?: { readonly priceMinor: bigint; readonly stateMinor: bigint } | undefined;
};

type ForThirdParty = {
  readonly rendering: "payerAnonymous";
  readonly receiver: Company;
  /** The payer's requisition, order or guarantee. */
  readonly buyerReference: string | null;
  readonly lines: readonly NeutralLine[];
};

/** What a credit note does with the money. */
export type Settlement = "againstInvoice" | "repaid" | "customerCredit";

type Crediting = {
  readonly credits: readonly { readonly number: string; readonly issuedOn: DateText }[];
  readonly settlement: Settlement;
};

export type PatientInvoice = Common & Totals & Demand & ForPatient & { readonly kind: "invoice" };
export type PatientCreditNote = Common & Totals & Crediting & ForPatient & { readonly kind: "creditNote" };
export type ThirdPartyInvoice = Common & Totals & Demand & ForThirdParty & { readonly kind: "invoice" };
export type ThirdPartyCreditNote = Common & Totals & Crediting & ForThirdParty & { readonly kind: "creditNote" };
/** All cases of a period for one payer. */
export type CollectiveInvoice = Common &
  Totals &
  Demand &
  ForThirdParty & { readonly kind: "collectiveInvoice"; readonly from: DateText; readonly to: DateText };

export const paymentMethods = [
  "card",
  "terminal",
  "vipps",
  "mobilePay",
  "swish",
  "bankTransfer",
  "directDebit",
  "cash",
  "partPayment",
] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** Says what was paid and what is left; never what was done, nor for whom (V-08, SEC-34). */
export type Receipt = Common & {
  readonly kind: "receipt";
  readonly paidOn: DateText;
  readonly payerName: string | null;
  readonly method: PaymentMethod;
  readonly payments: readonly { readonly invoiceNumber: string; readonly amountMinor: bigint }[];
  readonly leftMinor: bigint;
};

export const movementKinds = [
  "invoice",
  "creditNote",
  "payment",
  "deposit",
  "refund",
  "fee",
  "interest",
  "writeOff",
  "reversal",
  "opening",
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What happened on a customer's account. Above zero: the customer owes more. */
export type AccountStatement = Common & {
  readonly kind: "accountStatement";
  readonly receiver: Receiver;
  readonly from: DateText;
  readonly to: DateText;
  readonly openingMinor: bigint;
  readonly movements: readonly {
    readonly bookedOn: DateText;
    readonly kind: MovementKind;
    readonly numbers: readonly string[];
    readonly amountMinor: bigint;
    readonly balanceMinor: bigint;
  }[];
  readonly closingMinor: bigint;
  /** What is open by days overdue: the upper bound of each bucket, null for all above. Empty where it is not wanted. */
  readonly aging: readonly { readonly upToDays: number | null; readonly amountMinor: bigint }[];
  /** United States: what insurers are expected to pay of it. */
  readonly insurancePendingMinor: bigint;
  readonly demand: { readonly dueOn: DateText; readonly slip: PaymentSlip; readonly payLink: PayLink | null } | null;
};

/** Why something is added to what the invoices say; each is explained in a sentence. */
export const chargeReasons = ["reminderFee", "lateInterest", "compensation", "invoiceFee"] as const;
export type ChargeReason = (typeof chargeReasons)[number];

export type LetterReminder = {
  readonly level: "nudge" | "remind1" | "remind2" | "collectionNotice" | "paymentDemand";
  readonly nextOn: DateText | null;
  readonly payBy: DateText | null;
};

/** A letter for somebody who pays on paper: what is open, why, and every way to pay it. Neutral: it may be read over a shoulder. */
export type PaymentLetter = Common & {
  readonly kind: "paymentLetter";
  readonly receiver: Receiver;
  readonly occasion: "toPay" | "overdue";
  /** Which letter of follow-up it is, with the day of the next step or the deadline it gives; left out where it is none. */
  readonly reminder?: LetterReminder | undefined;
  readonly invoices: readonly {
    readonly number: string;
    /** What it is paid by, where the letter is about several. */
    readonly reference?: string | undefined;
    readonly issuedOn: DateText;
    readonly dueOn: DateText;
    readonly leftMinor: bigint;
  }[];
  readonly charges: readonly { readonly reason: ChargeReason; readonly amountMinor: bigint }[];
  readonly dueOn: DateText;
  readonly slip: PaymentSlip;
  readonly payLink: PayLink | null;
  readonly drawnOn?: DateText | null | undefined;
};

export type SalesDocument =
  PatientInvoice | PatientCreditNote | ThirdPartyInvoice | ThirdPartyCreditNote | CollectiveInvoice;
export type PrintableDocument = SalesDocument | Receipt | AccountStatement | PaymentLetter;

/** What a sales document comes to: net and tax, duty and rounding. */
export function totalOf(document: SalesDocument): bigint {
  const taxed = document.vat.reduce((sum, each) => sum + each.baseMinor + each.vatMinor, 0n);
  return taxed + document.stampDutyMinor + document.roundingMinor;
}

/** What is left to pay of a demand; null for a document that asks for nothing. */
export function dueOf(document: PrintableDocument): bigint | null {
  switch (document.kind) {
    case "invoice":
    case "collectiveInvoice":
      return totalOf(document) - document.paidMinor;
    case "paymentLetter": {
      const left = document.invoices.reduce((sum, each) => sum + each.leftMinor, 0n);
      return document.charges.reduce((sum, each) => sum + each.amountMinor, left);
    }
    case "accountStatement":
      return document.demand ? document.closingMinor - document.insurancePendingMinor : null;
    case "creditNote":
    case "receipt":
      return null;
  }
}
