import type { DateText } from "./dates.ts";

export type PartyKind = "person" | "company";
export type PartyRole = "patient" | "payer" | "guardian" | "relative" | "employer" | "insurer" | "supplier";
export type RelationKind = "guardian" | "relative" | "employer";
export type ContactKind = "phone" | "email" | "address";
/** Payment messages and appointment messages have contact points of their own; changing one never changes the other (FR-21). */
export type ContactPurpose = "payment" | "appointment";
export type InvoiceMode = "single" | "collective";
export type CollectivePeriod = "month" | "week";
export type Delivery = "efaktura" | "ehf" | "email" | "sms" | "paper";
/**
 * May or shall a customer's credit be checked (S1-06)? `ask`: only when somebody asks for it (S0-43, S0-44), as for everybody of whom nothing was
 * said. `always`: with every invoice run, which looks at organisation numbers only (S1-08); a person's takes the person's word each time (S1-09).
 * `never`: nobody may ask.
 */
export const creditChecks = ["ask", "always", "never"] as const;
export type CreditCheck = (typeof creditChecks)[number];

export type Address = {
  readonly line1: string;
  readonly line2?: string | null | undefined;
  readonly postCode: string;
  readonly city: string;
  readonly country?: string | null | undefined;
};

/** How another system names a party: `system` is who names, `ref` the name it uses. */
export type ExternalName = { readonly system: string; readonly ref: string };

export type ContactDraft =
  | { readonly kind: "phone" | "email"; readonly purpose: ContactPurpose; readonly value: string }
  | { readonly kind: "address"; readonly purpose: ContactPurpose; readonly value: Address };

/** What a claim or a person knows about a party; what is left out stays as it was. */
export type PartyDraft = {
  readonly external: ExternalName;
  readonly kind: PartyKind;
  readonly name: string;
  readonly orgNo?: string | null;
  readonly birthOn?: DateText | null;
  readonly birthYear?: number | null;
  readonly language?: string;
  readonly thirdPartyReference?: string | null;
  readonly delivery?: Delivery | null;
  readonly creditCheck?: CreditCheck | null;
  readonly roles: readonly PartyRole[];
  readonly contacts: readonly ContactDraft[];
};

export type Party = {
  readonly id: string;
  readonly customerNo: bigint;
  readonly kind: PartyKind;
  readonly name: string;
  readonly orgNo: string | null;
  readonly birthYear: number | null;
  readonly language: string;
  readonly invoiceMode: InvoiceMode;
  readonly collectivePeriod: CollectivePeriod | null;
  readonly deliveryPreference: Delivery | null;
  readonly creditCheck: CreditCheck;
  readonly thirdPartyReference: string | null;
};

/** A contact point as it is now, opened. */
export type Contact = {
  readonly partyId: string;
  readonly kind: ContactKind;
  readonly purpose: ContactPurpose;
  readonly value: string;
};

/** Somebody who stands behind a party now; the share is in hundredths of a per cent of what the party owes. */
export type Relation = {
  readonly partyId: string;
  readonly relatedId: string;
  readonly kind: RelationKind;
  readonly shareBasisPoints: number;
};
