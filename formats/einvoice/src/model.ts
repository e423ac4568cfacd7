/**
 * The invoice of EN 16931, as far as clinics in Norway, Sweden and Denmark use it. BT and BG are the standard's business
 * terms. Amounts are minor units of the document's one currency, which has two decimals; dates are `YYYY-MM-DD`.
 */
import type { IsoDate } from "@kvitt/values";
import type { Decimal } from "./decimal-number.ts";

/** A number and, where the standard has a list for it, the scheme it belongs to (ISO 6523 or EAS code). */
export interface Identifier {
  readonly scheme?: string;
  readonly id: string;
}

/** Postal address, BG-5 and BG-8. */
export interface Address {
  readonly street?: string;
  readonly additionalStreet?: string;
  readonly city?: string;
  readonly postCode?: string;
  readonly subdivision?: string;
  /** ISO 3166, two letters. */
  readonly country: string;
}

/** Contact of a party, BG-6 and BG-9. */
export interface Contact {
  readonly name?: string;
  readonly telephone?: string;
  readonly email?: string;
}

/** Seller (BG-4) or buyer (BG-7). */
export interface Party {
  /** Electronic address, BT-34 and BT-49. */
  readonly endpoint: Identifier;
  /** BT-29 and BT-46. */
  readonly identifiers: readonly Identifier[];
  /** BT-28 and BT-45. */
  readonly tradingName?: string;
  readonly address: Address;
  /** With the country's prefix, BT-31 and BT-48. */
  readonly vatNumber?: string;
  /** `Foretaksregisteret`, `Godkänd för F-skatt`: BT-32, sellers only. */
  readonly taxRegistration?: string;
  /** BT-27 and BT-44. */
  readonly legalName: string;
  /** BT-30 and BT-47. */
  readonly companyId?: Identifier;
  /** BT-33, e.g. the registered seat of a Swedish company. */
  readonly legalForm?: string;
  readonly contact?: Contact;
}

/** Who is paid, when it is not the seller (BG-10): a factor or an administrator of invoices. */
export interface Payee {
  readonly identifier?: Identifier;
  readonly name: string;
  readonly companyId?: Identifier;
}

/** First and last day, both included. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** The invoice that a credit note or a final invoice refers to, BG-3. */
export interface BillingReference {
  readonly number: string;
  readonly issuedOn?: IsoDate;
}

/** A supporting document, BG-24: embedded, or to be fetched from an address. */
export interface Attachment {
  readonly id: string;
  readonly description?: string;
  /** Base64. */
  readonly content?: string;
  readonly mimeCode?: string;
  readonly fileName?: string;
  readonly address?: string;
}

/** How to pay, BG-16 and BG-17. */
export interface PaymentMeans {
  /** UNCL 4461, BT-81: 30 credit transfer, 42 and 93 in Denmark. */
  readonly code: string;
  /** BT-82. */
  readonly name?: string;
  /** Credit notes only; an invoice has its due date at the top. */
  readonly dueOn?: IsoDate;
  /** KID, OCR or FIK, BT-83. */
  readonly reference?: string;
  /** BT-84. */
  readonly account?: string;
  /** BT-85. */
  readonly accountName?: string;
  /** BIC, Danish registration number, `SE:BANKGIRO` or `SE:PLUSGIRO`: BT-86. */
  readonly branch?: string;
}

/** S taxed, E exempt, O outside the VAT act; O has no rate at all. */
export interface VatCategory {
  readonly category: string;
  /** Percent. */
  readonly rate?: Decimal;
}

/** A discount or charge of the document (BG-20, BG-21) or of a line (BG-27, BG-28). */
export interface AllowanceCharge {
  readonly isCharge: boolean;
  readonly reasonCode?: string;
  readonly reason?: string;
  readonly percent?: Decimal;
  readonly amountMinor: bigint;
  readonly baseMinor?: bigint;
}

/** One of the document, which carries a VAT category of its own. */
export interface DocumentAllowanceCharge extends AllowanceCharge {
  readonly vat: VatCategory;
}

/** VAT of one category and rate, BG-23. */
export interface VatBreakdown {
  readonly taxableMinor: bigint;
  readonly vatMinor: bigint;
  readonly vat: VatCategory;
  readonly exemptionCode?: string;
  readonly exemptionReason?: string;
}

/** Document totals, BG-22. */
export interface Totals {
  /** BT-106. */
  readonly linesMinor: bigint;
  /** BT-109. */
  readonly taxExclusiveMinor: bigint;
  /** BT-112. */
  readonly taxInclusiveMinor: bigint;
  /** BT-107. */
  readonly allowancesMinor?: bigint;
  /** BT-108. */
  readonly chargesMinor?: bigint;
  /** BT-113. */
  readonly prepaidMinor?: bigint;
  /** BT-114, signed. */
  readonly roundingMinor?: bigint;
  /** BT-115. */
  readonly payableMinor: bigint;
}

/** A fact of the item, such as the animal's species: BG-32. */
export interface ItemProperty {
  readonly name: string;
  readonly value: string;
}

/** Invoice line, BG-25. */
export interface InvoiceLine {
  readonly id: string;
  readonly note?: string;
  readonly quantity: Decimal;
  /** UNECE Recommendation 20, BT-130: EA piece, HUR hour, MIN minute, MLT millilitre, GRM gram, KMT kilometre. */
  readonly unit: string;
  readonly netMinor: bigint;
  /** The payer's cost place, BT-133. */
  readonly accountingCost?: string;
  readonly period?: Period;
  /** BT-132. */
  readonly orderLine?: string;
  /** Case, animal or herd, BT-128. */
  readonly objectReference?: string;
  readonly allowances: readonly AllowanceCharge[];
  readonly description?: string;
  readonly name: string;
  readonly sellerItemId?: string;
  readonly vat: VatCategory;
  readonly properties: readonly ItemProperty[];
  /** Per `baseQuantity`, BT-146. May have more decimals than money. */
  readonly price: Decimal;
  readonly baseQuantity?: Decimal;
}

/** An invoice or credit note. */
export interface EInvoice {
  readonly kind: "invoice" | "creditNote";
  /** BT-1. */
  readonly number: string;
  readonly issuedOn: IsoDate;
  /** BT-9; never on a credit note. */
  readonly dueOn?: IsoDate;
  /** UNCL 1001, BT-3: 380, 386 prepayment, 393 factored, 381 credit note. */
  readonly typeCode: string;
  readonly note?: string;
  readonly currency: string;
  /** BT-19. */
  readonly accountingCost?: string;
  /** BT-10. */
  readonly buyerReference?: string;
  readonly period?: Period;
  /** BT-13. */
  readonly orderReference?: string;
  readonly billingReferences: readonly BillingReference[];
  /** BT-12. */
  readonly contractReference?: string;
  /** One case for the whole document, BT-18. */
  readonly objectReference?: string;
  readonly attachments: readonly Attachment[];
  readonly seller: Party;
  readonly buyer: Party;
  readonly payee?: Payee;
  /** BT-72. */
  readonly deliveredOn?: IsoDate;
  readonly payments: readonly PaymentMeans[];
  /** BT-20. */
  readonly paymentTerms?: string;
  readonly allowances: readonly DocumentAllowanceCharge[];
  /** BT-110. */
  readonly vatMinor: bigint;
  readonly vat: readonly VatBreakdown[];
  readonly totals: Totals;
  readonly lines: readonly InvoiceLine[];
}

/** The most lines of one document: official rules take quadratic time, and some receivers choke on more. */
export const mostLines = 200;

/** The name of a line's element. */
export function lineElement({ kind }: Pick<EInvoice, "kind">): "InvoiceLine" | "CreditNoteLine" {
  return kind === "invoice" ? "InvoiceLine" : "CreditNoteLine";
}
