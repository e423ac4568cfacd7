import type { Way } from "../types.ts";

/** `draft`: being set up. `paused`: nothing new is begun; what was begun is still asked about and paid back. */
export type AgreementState = "draft" | "active" | "paused";

/** What the partner asks for: a sum and a share for each payment taken, on invoices that bear its number. */
export type PartnerPrice = {
  readonly feeMinor: bigint;
  /** Hundredths of a percent. */
  readonly basisPoints: number;
  readonly orgNo: string;
};

/** What a partner promises and what it costs. */
export type PayoutTerms = {
  /** Bank days from taking to the clinic's account; null is what is usual with the partner. */
  readonly payoutBankDays: number | null;
  readonly price: PartnerPrice | null;
};

/** That a ledger takes money by a way, through which partner, within which limits. Its secrets are elsewhere. */
export type Agreement = {
  readonly id: string;
  readonly ledgerId: string;
  readonly way: Way;
  readonly partner: string;
  /** Who the partner knows the clinic as. */
  readonly settings: Readonly<Record<string, string>>;
  readonly state: AgreementState;
  /** Øre; null is no limit of ours. */
  readonly minMinor: bigint | null;
  readonly maxMinor: bigint | null;
  /** Place on the pay page, the lowest first. */
  readonly position: number;
  readonly madeAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
};

/** A secret as it may be shown: that there is one, never what it says. */
export type SecretShown = {
  readonly id: string;
  readonly name: string;
  readonly madeAt: Temporal.Instant;
  /** Until when it is still taken beside its successor; null while it has none. */
  readonly endsAt: Temporal.Instant | null;
};

/** An agreement with what is needed to speak to the partner. Lives in memory only. */
export type OpenAgreement = Agreement & {
  /** By name, the newest first: the first is used, all are believed. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  /** Path where the partner tells of events: `/webhooks/<partner>/<endpoint key>`. */
  readonly webhookPath: string;
};
