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
  readonly creditCheckWanted: boolean;
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
