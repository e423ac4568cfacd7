/** The words of a follow-up policy: what a chain or clinic decides about claims that were not paid, as data valid from a day. */
import type { SkipReason, Step } from "../markets/index.ts";

type PlainDate = Temporal.PlainDate;

/** In the order in which they are taken. A policy has some of them, each once. */
export const levelNames = [
  "nudge",
  "remind1",
  "remind2",
  "collectionNotice",
  "paymentDemand",
  "headOffice",
  "agency",
] as const;
export type LevelName = (typeof levelNames)[number];

/** What the law calls each level; head office is inside the house, so the law says nothing of it. */
export const lawStep: Readonly<Record<LevelName, Step | null>> = {
  nudge: "nudge",
  remind1: "reminder",
  remind2: "reminder",
  collectionNotice: "collectionNotice",
  paymentDemand: "paymentDemand",
  headOffice: null,
  agency: "handOver",
};

/** `days` after the due day, or after the day or the deadline of the level before; counted in the unit, landing on a working day. */
export type Wait = {
  readonly after: "due" | "previousSent" | "previousDeadline";
  readonly days: number;
  readonly unit: "workingDays" | "calendarDays";
};

/** No fee; what the law allows on the day; or that, but never above an amount of our own. */
export type FeeChoice =
  | { readonly charge: "none" }
  | { readonly charge: "asLawAllows" }
  | { readonly charge: "amount"; readonly mostMinor: bigint };

export type LevelTerms = {
  readonly wait: Wait;
  /** Days a letter gives to pay; null: it gives no new due day and names the day of the next step (DP-016). */
  readonly deadlineDays: number | null;
  /** Name of the ladder of channels that delivery goes through. */
  readonly channels: string;
  /** Key of the wording in the text catalogues. */
  readonly wording: string;
  readonly sender: "clinic" | "headOffice";
  readonly fee: FeeChoice;
  /** What lets the step be passed over, besides what stops every step. */
  readonly skippedWhen: readonly SkipReason[];
};
export type Level = LevelTerms & { readonly name: LevelName };

/** Weekly: Monday is 1, Sunday 7. */
export type FollowUp = { readonly mode: "daily" } | { readonly mode: "weekly"; readonly weekday: number };

/** Everything of a policy that belongs to no single level. */
export type Terms = {
  readonly followUp: FollowUp;
  /** Local time of the daily run, after the day's files (DP-017). */
  readonly runAt: Temporal.PlainTime;
  /** Local time at which a missing file is called for again on the next working day. */
  readonly fileAlertAgainAt: Temporal.PlainTime;
  /** Working days in which a dispute is to be answered in writing; later is red (DP-032). */
  readonly disputeAnswerWorkingDays: number;
  /** How far a promise to pay may move a step (E13). */
  readonly promiseMaxWorkingDays: number;
  /** Working days in which head office decides what follows (DP-021). */
  readonly headOfficeWorkingDays: number;
  /** The longest hold; it can be renewed (DP-033). */
  readonly holdMostDays: number;
  readonly interest: "off" | "asLawAllows";
  /** A rest of so much or less is rounded off and closed (E6). */
  readonly minorBalanceMinor: bigint;
  /** Less than this is not handed to an agency (DP-022). */
  readonly agencyMinimumMinor: bigint;
  /** How many days the due date may be moved after issue; 0: not at all (E16). */
  readonly selfServiceDueDateDays: number;
};
export type Policy = Terms & { readonly levels: readonly Level[] };

export type LevelField = `${LevelName}.${keyof LevelTerms}`;
export type Field = keyof Terms | LevelField;

/** From the top down: each may set what none above it has locked. */
export const scopes = ["chain", "clinic", "payer", "item"] as const;
export type Scope = (typeof scopes)[number];
/** Who set or locked something: the scope, the version's id, and the name people know it by. */
export type Source = { readonly scope: Scope; readonly id: string; readonly name: string };

type Dated = { readonly source: Source; readonly validFrom: PlainDate; readonly locks: readonly Field[] };
/** The whole policy, as the top of the chain of overrides states it. */
export type PolicyVersion = Dated & { readonly policy: Policy };
export type LevelChanges = Readonly<Partial<Record<LevelName, Partial<LevelTerms>>>>;
/** What a lower scope wants otherwise. It changes levels; it neither adds nor removes one, so nobody can be left out of reminders (DP-011). */
export type OverrideVersion = Dated & {
  readonly terms: Readonly<Partial<Terms>>;
  readonly levels: LevelChanges;
};
