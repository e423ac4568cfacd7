/** What follow-up asks of what stands beside it; app fills it in. */
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";

/** All invoices and instalments of a ledger that are open and past their due day. */
export type OverdueOf = { readonly ledgerId: string; readonly asOf: DateText };

/**
 * Of these items, those that payments leave in peace just now: the payer objects on the pay page, or a payment is said to be made, under way
 * or of unknown outcome (SEC-84). An item without an answer may be followed up. A clinic's own wish to wait is none of these (DP-011, DP-033).
 */
export type RestingItems = (
  tx: TenantTransaction,
  those: readonly string[] | OverdueOf,
) => Promise<ReadonlyMap<string, "disputed" | "paymentUnknown">>;

// The collection agency

/** What an agency says of a case. `unknown` is what a status never seen before becomes: a person looks, and it never means paid. */
export const agencyStatuses = [
  "received",
  "rejected",
  "demandSent",
  "disputed",
  "planAgreed",
  "paid",
  "enforcementApplied",
  "ruling",
  "execution",
  "longTermWatch",
  "failed",
  "withdrawn",
  "deceased",
  "debtRelief",
  "unknown",
] as const;
export type AgencyStatus = (typeof agencyStatuses)[number];

/** What the agency got of a debt, in minor units of the ledger's currency. `remittedMinor` is what the creditor gets of it. */
export type AgencyAmounts = {
  readonly capitalMinor: bigint;
  readonly interestMinor: bigint;
  readonly feeMinor: bigint;
  /** What the agency keeps of it for its own work. */
  readonly ownCostsMinor: bigint;
  readonly remittedMinor: bigint;
};

export type AgencyEvent = {
  /** The agency's own id: the same again is the same event. */
  readonly eventId: string;
  /** Ours; empty where the agency knows the case by its own reference only. */
  readonly caseId: string;
  readonly reference: string;
  readonly status: AgencyStatus;
  /** As it came. */
  readonly said: string;
  readonly occurredOn: string;
  /** The agency's code for why; no words of a person. */
  readonly reason: string | null;
  readonly amounts: AgencyAmounts | null;
  /** The lump in the creditor's bank that this money is part of. */
  readonly remittance: string | null;
};

/** What an agency needs to collect a debt, and nothing else: neutral words, and of a person no identity number (SEC-83). */
export type AgencyPacket = {
  /** Ours, and the key by which handing over twice is handing over once. */
  readonly caseId: string;
  readonly creditorName: string;
  readonly debtor: {
    readonly kind: "person" | "business";
    readonly name: string;
    readonly organisationNumber: string | null;
    readonly address: {
      readonly line1: string;
      readonly line2: string | null;
      readonly postCode: string;
      readonly city: string;
      readonly country: string;
    };
  };
  /** What the claim rests on, in neutral words. */
  readonly groundText: string;
  readonly invoiceNumber: string;
  readonly invoiceOn: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly capitalMinor: bigint;
  readonly interestMinor: bigint;
  readonly feesMinor: bigint;
  readonly interestFromOn: string;
  /** By what rule interest runs, as the market names it. */
  readonly interestRule: string;
  readonly reminders: readonly { readonly level: string; readonly sentOn: string }[];
  readonly payments: readonly { readonly on: string; readonly amountMinor: bigint }[];
};

export type AgencyRefusalReason =
  /** A field of the packet; `field` names it. */
  | "fieldInvalid"
  /** The id is another case's there, or the report was made with other figures. */
  | "differs"
  | "notFound"
  /** Key, agreement: nothing goes before somebody has set it right. */
  | "setUp"
  | "tryLater"
  | "unexpected";

/** `unknown`: what was asked may have been done; asking again with the same id is safe. */
export type AgencyAnswer<T> =
  | { readonly outcome: "ok"; readonly value: T }
  | {
      readonly outcome: "refused";
      readonly reason: AgencyRefusalReason;
      readonly partnerCode: string | null;
      readonly field: string | null;
    }
  | { readonly outcome: "unknown"; readonly cause: string };

/** Money or a credit that came to the clinic while the case is at the agency (DP-023). */
export type AgencyReport = {
  /** Ours: the same report again is the same report. */
  readonly reportId: string;
  readonly caseId: string;
  readonly amountMinor: bigint;
  readonly on: string;
};

/** Money or a credit that the agency knows of was taken back: the debt is larger again. */
export type AgencyCorrection = AgencyReport & {
  /** The report it corrects; null where the packet itself told of it. */
  readonly corrects: string | null;
};

/** One ledger's agreement with an agency. Every call bears our own id, so repeating is safe. */
export type DebtCollectionAgency = {
  handOver(packet: AgencyPacket): Promise<AgencyAnswer<{ readonly reference: string }>>;
  /** What was told after a place; null is from the first on. `next` is the place to ask from the next time. */
  statuses(
    after: string | null,
  ): Promise<AgencyAnswer<{ readonly events: readonly AgencyEvent[]; readonly next: string; readonly more: boolean }>>;
  reportPayment(report: AgencyReport): Promise<AgencyAnswer<null>>;
  reportCredit(report: AgencyReport): Promise<AgencyAnswer<null>>;
  /** Refused as `notFound` for a report that the agency does not know. */
  reportReversal(correction: AgencyCorrection): Promise<AgencyAnswer<null>>;
  withdraw(caseId: string, reason: string): Promise<AgencyAnswer<null>>;
};
