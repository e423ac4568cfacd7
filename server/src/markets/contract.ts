/**
 * What a market pack says: law, calendar and custom of one country as dated data, plus the pure functions that read it.
 * The product asks the pack, never the country. Amounts are bigint minor units, rates bigint basis points.
 */
import type {
  BankCalendar,
  KidAgreement,
  KidModulus,
  KidProblem,
  MarketCurrency,
  OcrAgreement,
  OcrProblem,
} from "@kvitt/values";
import type {
  AgencyCostFacts,
  AgencyCostResult,
  AllocationFacts,
  AllocationPart,
  AllocationRule,
  FeeDecision,
  FeeFacts,
  FeeRow,
  InsurerPayout,
  InterestRules,
  LadderStep,
  LimitationFacts,
  LimitationState,
  LimitRule,
  NoticeRow,
  Regime,
} from "./contract-claims.ts";
import type { ClosedDayName } from "./closed-day-names.ts";
import type { Row, TextKey } from "./contract-rows.ts";

export type * from "./contract-claims.ts";
export type * from "./contract-rows.ts";

type PlainDate = Temporal.PlainDate;
type PlainTime = Temporal.PlainTime;

export type Country = "NO" | "SE" | "DK" | "IT" | "US";
export type Lang = "nb" | "sv" | "da" | "it" | "en";

// Days

export type MarketDays = BankCalendar & {
  /** Public holidays of the year, ascending, weekends included. */
  holidays(year: number): readonly PlainDate[];
  /** Days named as closed by the settlement system, ascending; ordinary weekends are left out. */
  bankClosed(year: number): readonly PlainDate[];
  /** A weekday that is neither a public holiday nor closed in the bank. */
  isWorkingDay(on: PlainDate): boolean;
  /** What a closed day is called; null for a day without a name. */
  nameOf(on: PlainDate): ClosedDayName | null;
  /** The n-th working day after `on`, not counting `on`; counted as `addBankDays` counts. */
  addWorkingDays(on: PlainDate, count: number): PlainDate;
  /** Last calendar year the rules are trusted for; asking beyond it throws `CalendarUnknown`. */
  readonly knownThrough: number;
};

// References

/** How a ledger builds its own references. */
export type ReferenceRule = {
  readonly customerDigits: number;
  readonly seriesDigits: number;
  readonly modulus: KidModulus;
};
/** What the payee agreed with the bank about references paid to one account. */
export type ReferenceAgreement = KidAgreement & OcrAgreement;
/** Both count from 1. */
export type InvoiceFacts = { readonly customerNumber: bigint; readonly seriesNumber: bigint };
export type ReferenceMade =
  | { readonly ok: true; readonly reference: string }
  | {
      readonly ok: false;
      readonly code: "referencePartTooLong";
      readonly part: "customerNumber" | "seriesNumber";
      readonly number: bigint;
      readonly digits: number;
    };
export type ReferenceChecked =
  | { readonly ok: true; readonly reference: string }
  | {
      readonly ok: false;
      readonly code: "referenceEmpty" | "referenceAllZero" | KidProblem["code"] | OcrProblem["code"];
    };
export type References = {
  readonly defaultRule: ReferenceRule;
  /** How many digits stand behind the customer's and the running number. */
  readonly checkDigits: number;
  make(invoice: InvoiceFacts, rule?: ReferenceRule): ReferenceMade;
  check(text: string, agreement: ReferenceAgreement): ReferenceChecked;
};

// Accounts and VAT

export const accountRoles = [
  "receivable",
  "boughtClaims",
  "vippsClearing",
  "cardClearing",
  "instantClearing",
  "partnerClearing",
  "partnerReceivable",
  "stateReceivable",
  "recourse",
  "bankClearing",
  "bank",
  "clientBank",
  "payable",
  "vatOut",
  "vatIn",
  "vatSettlement",
  "customerCredit",
  "owedToClinic",
  "unallocated",
  "incomeTaxable",
  "incomeZero",
  "incomeExempt",
  "feeIncome",
  "serviceCost",
  "rounding",
  "paymentCost",
  "creditLoss",
  "interestIncome",
] as const;
export type AccountRole = (typeof accountRoles)[number];
/** Roles that only a market has where an insurer or the state pays its part of bills by itself. */
export type InsurerRole = "stateReceivable";
/** The account a new ledger gets for a role; `export` is the grouping of the country's audit or bookkeeping file. */
export type AccountRule = {
  readonly role: AccountRole;
  readonly code: string;
  readonly name: Readonly<Partial<Record<Lang, string>>>;
  readonly export: { readonly groupingCategory: string; readonly groupingCode: string };
};

export type VatCode = "EXEMPT" | "STANDARD" | "ZERO" | "OUTSIDE";
export type VatRule = {
  readonly code: VatCode;
  readonly rateBasisPoints: bigint;
  /** Code of the country's audit file, or the box of its VAT return; null where the line carries no VAT information at all. */
  readonly exportCode: string | null;
  /** VAT category of EN 16931. */
  readonly eInvoiceCategory: "S" | "Z" | "E" | "O";
  /** Reason the invoice must print when no VAT is charged. */
  readonly reason: string | null;
  readonly incomeRole: AccountRole;
};
export type VatLine = { readonly vatCode: string; readonly netMinor: bigint; readonly vatMinor: bigint };
export type VatLineCheck =
  | { readonly ok: true; readonly rule: VatRule }
  | { readonly ok: false; readonly code: "vatCodeUnknown"; readonly vatCode: string }
  | { readonly ok: false; readonly code: "vatLineWrong"; readonly expectedMinor: bigint; readonly vatMinor: bigint };
export type VatTotal = { readonly rule: VatRule; readonly baseMinor: bigint; readonly vatMinor: bigint };
export type VatTotals =
  | { readonly ok: true; readonly totals: readonly VatTotal[]; readonly netMinor: bigint; readonly vatMinor: bigint }
  | { readonly ok: false; readonly code: "vatCodeUnknown"; readonly vatCode: string };
export type VatRules = {
  readonly rows: readonly Row<VatRule>[];
  rule(vatCode: string, on: PlainDate): VatRule | undefined;
  /** The VAT a line of this net amount bears, rounded half-up, away from zero for negative amounts. */
  lineVatMinor(rule: VatRule, netMinor: bigint): bigint;
  /** A line from outside is right when its VAT is within one minor unit of rate times net. */
  checkLine(line: VatLine, on: PlainDate): VatLineCheck;
  /** VAT of a document we issue: per rate on the summed base, rounded once. */
  totals(lines: readonly Pick<VatLine, "vatCode" | "netMinor">[], on: PlainDate): VatTotals;
};
export type Rounding = {
  readonly vat: "halfUpPerDocumentAndRate";
  readonly invoiceTotal: "none";
  /** Smallest unit of a cash payment, in minor units. */
  readonly cashMinor: bigint;
};

// Documents

export type DocKind = "invoice" | "collectiveInvoice" | "creditNote";
export type ContentCondition =
  | "always"
  | "vatRegistered"
  | "inCompanyRegister"
  | "approvedForFTax"
  | "vatCharged"
  | "mixedVat"
  | "noVatReason"
  | "creditNote";
export type ContentRule = { readonly key: TextKey; readonly when: ContentCondition; readonly source: string };
export type DocumentFacts = {
  readonly kind: DocKind;
  readonly sellerVatRegistered: boolean;
  readonly sellerInCompanyRegister: boolean;
  readonly sellerApprovedForFTax: boolean;
  readonly vatCodes: ReadonlySet<VatCode>;
};
export type LateIssue = {
  readonly state: "inTime" | "warn" | "block";
  readonly days: number;
  readonly citation: string;
};
export type Documents = {
  readonly content: readonly Row<ContentRule>[];
  /** Everything a document of these facts must show. */
  mustSay(facts: DocumentFacts): readonly ContentRule[];
  /** What of it is not among the `present` keys. */
  missing(facts: DocumentFacts, present: ReadonlySet<TextKey>): readonly ContentRule[];
  /** Last day to issue the collective invoice of the calendar month that `inMonth` lies in. */
  collectiveDeadline(inMonth: PlainDate): PlainDate;
  /** The rule behind that day, as the market's readers cite it. */
  readonly collectiveCitation: string;
  lateIssue(deliveredOn: PlainDate, issuedOn: PlainDate): LateIssue;
};

// People, keeping, pay page

export type Phone = { readonly e164: string; readonly mobile: boolean };
export type Identity = {
  readonly person: {
    /** The text holds a national identity number, as text of its own or inside other words. */
    recognise(text: string, on: PlainDate): boolean;
    /** A machine's key (an external id) holds one as people write it. */
    inKey(key: string, on: PlainDate): boolean;
    /** The text with each such number masked. */
    mask(text: string, on: PlainDate): string;
    readonly class: "C4" | "C3";
  };
  company(text: string): boolean;
  bankAccount(text: string): boolean;
  phone(text: string): Phone | null;
  postCode(text: string): boolean;
};
export type DataClass =
  | "voucher"
  | "secondaryVoucher"
  | "contactData"
  | "messageBody"
  | "rawWebhook"
  | "appLog"
  | "securityLog"
  | "accessLog";
export type RetentionRule = {
  readonly class: DataClass;
  readonly keep: { readonly years?: number; readonly months?: number; readonly days?: number };
  readonly from: "yearEnd" | "lastActivity";
};
export type Method = "vipps" | "swish" | "card" | "partPayment" | "invoice";
export type Confirmation = "birthDayAndPostcode" | "otherChannel" | "eId";

export type MarketPack = {
  readonly country: Country;
  readonly currency: MarketCurrency;
  readonly zones: readonly string[];
  readonly languages: readonly Lang[];
  readonly reviewedThrough: PlainDate;
  readonly adultAge: number;
  readonly days: MarketDays;
  /** Moves a due day of ours to the next bank day. */
  shiftDue(on: PlainDate): PlainDate;
  /** A payment on this day counts as in time for this due day. */
  paidInTime(dueOn: PlainDate, paidOn: PlainDate): boolean;
  readonly quietHours: { readonly from: PlainTime; readonly to: PlainTime; readonly days: "working" };
  /** Messages may leave at this local day and time. */
  maySend(at: Temporal.PlainDateTime): boolean;
  readonly regimes: readonly Row<Regime>[];
  readonly fees: readonly Row<FeeRow>[];
  readonly notices: readonly Row<NoticeRow>[];
  /** The due day fees and interest count from, given when a valid invoice was delivered; null while none was. */
  effectiveDue(dueOn: PlainDate, deliveredOn: PlainDate | null): PlainDate | null;
  /** The day a rung of the ladder is to be sent; `previousOn` is the day of the letter before that the rung counts from. Says nothing about fees. */
  stepDue(step: LadderStep, dueOn: PlainDate, previousOn: PlainDate | null): PlainDate;
  /** Payment deadline of a letter sent on this day. */
  deadline(step: LadderStep, sentOn: PlainDate): PlainDate | null;
  /** Whether a letter may carry a fee, and which. Says nothing about when the step is due. */
  fee(facts: FeeFacts): FeeDecision;
  readonly ladder: readonly LadderStep[];
  readonly interest: InterestRules;
  agencyCost(facts: AgencyCostFacts): AgencyCostResult;
  readonly allocation: readonly Row<AllocationRule>[];
  allocationOrder(facts: AllocationFacts): readonly AllocationPart[];
  readonly limitation: readonly Row<LimitRule>[];
  /** From `stopOn` on nothing more is asked for. */
  limitationState(facts: LimitationFacts, asOf: PlainDate): LimitationState;
  readonly smallBalanceMinor: bigint;
  /** Where an insurer or the state pays its part of bills by itself. */
  readonly insurerPayout?: Row<InsurerPayout>;
  readonly managerCreditLimitMinor: bigint;
  readonly references: References;
  readonly accounts: readonly AccountRule[];
  readonly vat: VatRules;
  readonly rounding: Rounding;
  readonly documents: Documents;
  readonly identity: Identity;
  readonly retention: readonly Row<RetentionRule>[];
  /** Last day data of this class is kept; `basisOn` is a day of the accounting year, or the last activity. */
  keptThrough(dataClass: DataClass, basisOn: PlainDate): PlainDate;
  readonly payPage: {
    readonly methods: readonly Method[];
    readonly confirm: readonly Confirmation[];
    readonly forLines: readonly Confirmation[];
  };
};
