/** What a market pack says of unpaid claims: letters, fees, interest, costs, the order of using a payment, limitation. */
import type { Refusal, Row, TextKey } from "./contract-rows.ts";

type PlainDate = Temporal.PlainDate;

// Follow-up of unpaid claims

/**
 * nudge: friendly message; reminder: states a time to pay and no more; collectionNotice: inkassovarsel; paymentDemand: the letter that is
 * debt collection by law, betalingsoppfordring or inkassokrav; handOver: to an agency.
 */
export type Step = "nudge" | "reminder" | "collectionNotice" | "paymentDemand" | "handOver";
export type Letter = Exclude<Step, "nudge" | "handOver">;
/** What the debtor may be asked to pay a fee for: a letter, an instalment plan made together with the debtor, or going to an agency. */
export type FeeStep = Letter | "instalmentPlan" | "handOver";
export type DebtorKind = "consumer" | "business";
/** Who collects: the claim's owner, a company of its group, one with a licence to collect for others, or one without. */
export type Sender = "owner" | "sameGroup" | "licensed" | "unlicensed";
export type Regime = { readonly id: string; readonly sender: Readonly<Record<Step, readonly Sender[]>> };

/** An amount that the law names, or a share of the country's base rate, rounded half-up to whole `roundToMinor`. */
export type FeeRule =
  | { readonly by: "amount"; readonly amountMinor: bigint }
  | {
      readonly by: "baseRate";
      readonly numerator: bigint;
      readonly denominator: bigint;
      readonly roundToMinor: bigint;
    };
/** The row of a fee is chosen by the day the claim fell due, or by the sending day where the law names amounts; the base rate by the day the letter is sent. */
export type FeeRow = {
  readonly step: FeeStep;
  readonly debtor: DebtorKind | "any";
  readonly amount: FeeRule;
  readonly daysAfterDue: number;
  /** Where the law asks for it: so many days after the fee letter before. */
  readonly daysAfterPrevious?: number;
  readonly most: number;
  /** Only where the debtor agreed to it no later than the debt arose. */
  readonly needsAgreement: boolean;
};
/** What the law asks of a letter, or of a hand-over: what it says, how long it gives, what must have come before. */
export type NoticeRow = {
  readonly step: Exclude<Step, "nudge">;
  readonly deadlineDays: number;
  readonly mustSay: readonly TextKey[];
  /** Stems of words, in lower case, that would make the letter another one by law. */
  readonly mustNotSay?: readonly string[];
  readonly mustPrecede?: Step;
  /** Only a letter on paper has its effect. */
  readonly byPost?: true;
};
/** What carried a fee before: a letter, or a hand-over that was taken back. */
export type FeeLetter = {
  readonly step: Letter | "handOver";
  readonly sentOn: PlainDate;
  readonly deadlineOn: PlainDate;
};
export type FeeFacts = {
  readonly step: FeeStep;
  readonly debtor: DebtorKind;
  /** The day of the treatment or sale. */
  readonly debtAroseOn: PlainDate;
  /** The day the debtor agreed in writing to a reminder fee, with the evidence kept; null: never. */
  readonly feeAgreedOn: PlainDate | null;
  /** Due day that counts, from `effectiveDue`; null while no valid invoice has been delivered. */
  readonly dueOn: PlainDate | null;
  readonly sentOn: PlainDate;
  /** Letters that carried a fee on this claim; free letters are left out. */
  readonly earlierFeeLetters: readonly FeeLetter[];
  readonly sender: Sender;
  readonly debtorIsMinor: boolean;
  readonly reasonableObjection: boolean;
  readonly conductBroken: boolean;
  /** The claim is an instalment that was not paid as agreed. */
  readonly planBroken: boolean;
};
export type FeeRefusalCode =
  | "senderNotAllowed"
  | "debtorIsMinor"
  | "invoiceNotDelivered"
  | "objection"
  | "conductBroken"
  | "planBroken"
  | "feeNotAgreed"
  | "feeTooEarly"
  | "feeCountReached"
  | "previousDeadlineTooShort"
  | "previousDeadlineRunning"
  | "feeNotKnown";
export type FeeDecision =
  | { readonly ok: true; readonly feeMinor: bigint; readonly citation: string; readonly unconfirmed: readonly string[] }
  | Refusal<FeeRefusalCode>;

/** How an insurer or the state pays its part of bills: on a weekday (Monday is 1), and how many such days a part may wait before somebody asks. */
export type InsurerPayout = { readonly weekday: number; readonly payouts: number };

export type SkipReason =
  "optedOut" | "objection" | "planAgreed" | "deceased" | "addressUnknown" | "belowMinimum" | "disputed";
/** One rung of the default ladder: `days` after the due day, or after the deadline or the sending day of the letter before. */
export type LadderStep = {
  readonly step: Step;
  readonly after: "due" | "previousDeadline" | "previousSent";
  readonly days: number;
  readonly unit: "calendarDays" | "bankDays" | "workingDays";
  readonly deadlineDays: number | null;
  readonly insteadOf?: Step;
  readonly skippedWhen: readonly SkipReason[];
};

// Interest and costs

export type DebtFacts = {
  readonly dueOn: PlainDate;
  readonly debtor: DebtorKind;
  readonly dueDateAgreedInAdvance: boolean;
  /** When a valid invoice reached the payer; null if none did. */
  readonly invoiceSentOn: PlainDate | null;
  /** The invoice says that paying late means interest. */
  readonly invoiceSaysInterest: boolean;
  /** When a formal notice of default reached the debtor; asked for where only that starts a consumer's interest. */
  readonly formalNoticeOn?: PlainDate | null;
};
export type InterestSegment = {
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
  readonly days: number;
  readonly rateBasisPoints: bigint;
  readonly interestMinor: bigint;
};
export type InterestResult =
  | {
      readonly ok: true;
      readonly totalMinor: bigint;
      readonly segments: readonly InterestSegment[];
      readonly unconfirmed: readonly string[];
    }
  | Refusal<"interestRateNotKnown">;
export type CompensationResult =
  | { readonly ok: true; readonly compensationMinor: bigint; readonly unconfirmed: readonly string[] }
  | Refusal<"consumerPaysNoCompensation" | "compensationNotKnown">;
/** What an agency did that the debtor may be asked to pay for. */
export type AgencyAct = "paymentDemand" | "instalmentPlan" | "courtApplication" | "agentsFee" | "execution";
export type AgencyCostFacts = {
  readonly principalMinor: bigint;
  readonly paidOn: PlainDate;
  readonly debtor: DebtorKind;
  /** Paid more than 28 days after the payment demand's deadline. */
  readonly heavy: boolean;
  /** False for pure dental clinics: where the debtor bears the agency's VAT, it is then added. */
  readonly creditorDeductsVat: boolean;
  /** Each act once; asked for where the law prices acts, not principals. */
  readonly done: readonly AgencyAct[];
};
export type AgencyCostResult =
  | { readonly ok: true; readonly costMinor: bigint; readonly unconfirmed: readonly string[] }
  | Refusal<"agencyCostNotKnown">;
export type InterestRules = {
  /** Basis points a year; a consumer's where the law rates a business's debt otherwise. */
  readonly rates: readonly Row<bigint>[];
  readonly businessRates?: readonly Row<bigint>[];
  readonly rounding: "perSegment" | "total";
  readonly belowNotClaimedMinor: bigint;
  /** The day interest runs from; the first day that bears interest is the day after. Null: no day yet. */
  start(facts: DebtFacts): PlainDate | null;
  /** Interest for the days after `startOn` through `paidOn`; refuses days past the last known rate. A payment in time (`paidInTime`) bears none: ask that first. Without a word of the debtor, a consumer's. */
  between(principalMinor: bigint, startOn: PlainDate, paidOn: PlainDate, debtor?: DebtorKind): InterestResult;
  readonly compensations: readonly Row<bigint>[];
  compensation(debtor: DebtorKind, interestStartOn: PlainDate): CompensationResult;
};

export type AllocationPart = "principal" | "fee" | "interest" | "agencyCost";
export type AllocationRule = {
  readonly when: "healthConsumer" | "otherwise";
  readonly order: readonly AllocationPart[];
  readonly principalFirstWhenInvoiceNamed: boolean;
};
export type AllocationFacts = {
  readonly debtor: DebtorKind;
  readonly care: "health" | "animal";
  readonly namesInvoice: boolean;
};
/** What begins a new period when there is kept evidence of its day. */
export type Interruption = "acknowledgement" | "partPayment" | "interestPayment" | "writtenDemand" | "legalStep";
export type LimitRule = {
  readonly debtor: DebtorKind | "any";
  readonly years: number;
  /** The length of the period that an interruption begins, where it is another. */
  readonly yearsAnew?: number;
  /** When we begin to warn: so far into the first period (as long before the end of a later one), or so long before the end. */
  readonly warn: { readonly monthsIn: number } | { readonly daysBefore: number };
  readonly interruptedBy: readonly Interruption[];
};
export type LimitationFacts = {
  readonly debtor: DebtorKind;
  /** The day of the treatment or sale. */
  readonly aroseOn: PlainDate;
  /** The first day payment could be demanded. */
  readonly claimableOn: PlainDate;
  /** The latest day on which something of `interruptedBy` happened; null: never. */
  readonly interruptedOn: PlainDate | null;
};
/** The days are null where the length of the period is not known: the claim is then neither warned of nor stopped. */
export type LimitationState = {
  readonly state: "running" | "warn" | "stop";
  readonly warnOn: PlainDate | null;
  readonly stopOn: PlainDate | null;
};
