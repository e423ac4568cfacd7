/** What is known of one open item when it is decided on, and what the decision says. */
import type { DebtorKind, LimitationFacts } from "../markets/index.ts";
import type { Hold } from "./policy.ts";
import type { LevelName } from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

export type SentStep = {
  readonly level: LevelName;
  /** The day it left by a channel that accepted it. */
  readonly sentOn: PlainDate;
  readonly deadlineOn: PlainDate | null;
  readonly feeMinor: bigint;
  /** The day it came back by post or bounced; it then counts as not sent (E17). */
  readonly returnedOn: PlainDate | null;
  readonly isProven: boolean;
  /** Of the step to the agency: how and when that was done with the case; left out while it has it. */
  readonly agencyEnd?: { readonly how: "failed" | "paid"; readonly on: PlainDate };
};
export type Dispute = {
  readonly openedOn: PlainDate;
  /** Null while it waits for an answer in writing. */
  readonly answer: { readonly on: PlainDate; readonly outcome: "rejected" | "upheld" } | null;
};
export type PaymentPromise = { readonly madeOn: PlainDate; readonly promisedOn: PlainDate };
export type Debtor = {
  readonly kind: DebtorKind;
  readonly isMinor: boolean;
  /** A guardian who accepted the costs is known (E19). */
  readonly hasGuardian: boolean;
  readonly isDeceased: boolean;
  readonly hasProtectedIdentity: boolean;
  readonly optedOutOfNudges: boolean;
  /** Some channel that has not failed is left. */
  readonly canBeReached: boolean;
  readonly hasPostalAddress: boolean;
  /** Of a business; a person's number is never kept. */
  readonly hasOrganisationNumber: boolean;
};
export type BankData = {
  /** The last day through which every source is complete. */
  readonly completeThrough: PlainDate;
  /** Files that were due before the run and have not come. */
  readonly missing: readonly string[];
};
/** One open item on the day of a run. Amounts in the ledger's minor units. */
export type ItemFacts = {
  readonly asOf: PlainDate;
  readonly dueOn: PlainDate;
  readonly deliveredOn: PlainDate | null;
  readonly debtAroseOn: PlainDate;
  readonly leftMinor: bigint;
  /** What the patient owes of the invoice at all; the state's part is an item of its own. */
  readonly patientShareMinor: bigint;
  /** The day of the latest payment or credit that reduced it; null: none. */
  readonly reducedOn: PlainDate | null;
  /** It was credited because the invoice was wrong. */
  readonly wasWrong: boolean;
  readonly sent: readonly SentStep[];
  readonly dispute: Dispute | null;
  readonly promises: readonly PaymentPromise[];
  /** The hold in force or the last one. */
  readonly hold: Hold | null;
  /** An instalment plan took the claim's place (E14). */
  readonly hasPlan: boolean;
  /** The item is an instalment; where the plan says so the whole rest falls due when one of it goes to head office (E14). */
  readonly instalment: {
    readonly wholeRestFallsDue: boolean;
    /** The day another instalment of such a plan went to head office. */
    readonly calledInOn: PlainDate | null;
  } | null;
  readonly debtor: Debtor;
  /** The partner that has bought or administers it. */
  readonly custodyOf: string | null;
  readonly hasUnknownPayment: boolean;
  readonly bank: BankData;
  /** The day a payment that had settled it was reversed (E22). */
  readonly reversedOn: PlainDate | null;
  /** What the payer has to their credit elsewhere: named in the letter, never taken by itself (E7). */
  readonly creditElsewhereMinor: bigint;
  readonly feeAgreedOn: PlainDate | null;
  readonly conductBroken: boolean;
  readonly limitation: LimitationFacts;
};

/** What is so of most claims: nobody has done anything about them but send the invoice. */
export const untouched = {
  reducedOn: null,
  wasWrong: false,
  sent: [],
  dispute: null,
  promises: [],
  hold: null,
  hasPlan: false,
  instalment: null,
  custodyOf: null,
  hasUnknownPayment: false,
  reversedOn: null,
  creditElsewhereMinor: 0n,
  feeAgreedOn: null,
  conductBroken: false,
} satisfies Partial<ItemFacts>;

export type LawSaid = { readonly citation: string; readonly wouldChange?: string };
/** Rule by its number, the other rules that took part, the facts it looked at, and the law where that decided. */
export type Explanation = {
  readonly rule: string;
  readonly with: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly law: LawSaid | null;
};
export type FeeOutcome = { readonly feeMinor: bigint; readonly explanation: Explanation };

export type HeldReason = "partnerCustody" | "hold" | "disputed" | "paymentUnknown" | "bankDataMissing" | "atAgency";
export type PersonReason =
  | "deceased"
  | "minorWithoutGuardian"
  | "protectedIdentity"
  | "addressUnknown"
  | "limitationReached"
  | "senderNotAllowed"
  | "disputeUpheld"
  | "headOfficeDecides"
  | "collectionFailed"
  | "handOverNotReady"
  | "calendarUnknown"
  | "invoiceNotDelivered";
export type ClosedReason = "nothingLeft" | "noPatientShare" | "minorBalance" | "plan";
/** What an agency would lack (DP-022). */
export type HandOverLack = "proofOfReminders" | "postalAddress" | "organisationNumber" | "amountBelowMinimum";

export type StepDecision = {
  readonly kind: "step";
  readonly level: LevelName;
  readonly amountMinor: bigint;
  readonly sender: "clinic" | "headOffice";
  readonly channels: string;
  readonly wording: string;
  readonly addressee: "debtor" | "guardian";
  /** Another channel than the one that failed. */
  readonly byOtherChannel: boolean;
  readonly targetOn: PlainDate;
  readonly lag: number;
  readonly isRed: boolean;
  readonly deadlineOn: PlainDate | null;
  /** The day the next level follows if nothing changes, named in the letter (DP-016); null after the last. */
  readonly nextStepOn: PlainDate | null;
  readonly fee: FeeOutcome;
  /** The policy's own approval covers it, or a person presses (DP-019). */
  readonly approval: "standing" | "person";
  readonly creditElsewhereMinor: bigint;
  readonly wholeRestFallsDue: boolean;
  readonly explanation: Explanation;
};
export type NotYet = { readonly kind: "notYet"; readonly level: LevelName; readonly until: PlainDate };
export type HeldBack = {
  readonly kind: "heldBack";
  readonly reason: HeldReason;
  /** The first day it may go on by itself; null: when somebody or something ends the stop. */
  readonly until: PlainDate | null;
  readonly isRed: boolean;
};
export type Closed = {
  readonly kind: "closed";
  readonly reason: ClosedReason;
  /** A reminder left on the day of the payment or after it (E2). */
  readonly crossed: boolean;
  readonly feesWithdrawn: boolean;
  /** Booked against rounding (E6). */
  readonly roundedOffMinor: bigint;
};
export type NeedsPerson = {
  readonly kind: "needsPerson";
  readonly reason: PersonReason;
  readonly lacks: readonly HandOverLack[];
};
type Explained = { readonly explanation: Explanation };
/** What to do with an open item today. `notYet` is the quiet answer: its day has not come. */
export type Decision = StepDecision | ((NotYet | HeldBack | Closed | NeedsPerson) & Explained);
