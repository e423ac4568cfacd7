/** What a sales document is made from, whoever reads it. Plain facts: no database here. */
import type { MarketCurrency } from "@kvitt/values";
import type {
  Company,
  Issuer,
  NeutralPhrase,
  PaymentSlip,
  Receiver,
  Settlement,
  TreatmentLine,
} from "../../delivery/index.ts";
import type { DateText } from "../../ledger/index.ts";
import type { VatCode } from "../../markets/index.ts";
import type { InvoiceKind } from "../types.ts";

/** A sum of money with its tax, as the books have it. */
export type Taxed = {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly vatCode: VatCode;
  readonly vatRateBasisPoints: bigint;
};

/** What a credit note corrects. */
export type Credited = {
  readonly number: string;
  readonly issuedOn: DateText;
  readonly inFull: boolean;
  readonly settlement: Settlement;
};

/** What every sales document says, and nothing of whom it was done for. */
export type SaleFacts = {
  readonly issuer: Issuer;
  /** Sweden: the registered seat, as e-invoices name it. */
  readonly seat: string | null;
  readonly currency: MarketCurrency;
  readonly kind: InvoiceKind;
  readonly number: string;
  /** Did Kvitt give number and payment reference? A practice system's own may hold a patient's number (FR-41). */
  readonly ownNumber: boolean;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly reference: string;
  readonly netMinor: bigint;
  readonly totalMinor: bigint;
  /** How to pay; null for a credit note. */
  readonly slip: PaymentSlip | null;
  readonly kid: { readonly modulus: "mod10" | "mod11"; readonly lengths?: readonly number[] } | null;
  readonly credits: Credited | null;
};

/** What the patient, or who owes for the patient, may read. */
export type PatientFacts = SaleFacts & {
  readonly receiver: Receiver;
  /** Whom it was done for, where that is another than the receiver. */
  readonly patientName: string | null;
  readonly lines: readonly TreatmentLine[];
  /** Of an invoice of which the state pays a share: the whole price, and what the state pays. */
  readonly support?: { readonly priceMinor: bigint; readonly stateMinor: bigint } | undefined;
};

/** One case and VAT code, as a third party may read it. */
export type CaseLine = Taxed & {
  /** Ours: opaque, and the same on every document about the case. */
  readonly reference: string;
  readonly payerReference: string | null;
  /** `2026-10`. */
  readonly month: string;
  readonly phrase: NeutralPhrase;
};

/** What a third party may read: there is no field for a patient, a treatment or a free text. */
export type ThirdPartyFacts = SaleFacts & {
  readonly buyer: Company & { readonly country: string };
  /** The payer's own reference for the whole, where it gave one. */
  readonly buyerReference: string | null;
  /** Ours for the whole, for a payer without one. */
  readonly ownReference: string;
  readonly lines: readonly CaseLine[];
};
