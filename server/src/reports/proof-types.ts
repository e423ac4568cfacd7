import type { DateText } from "../ledger/index.ts";

/** How an entry on the receivable account counts in the proof's first equation. */
export const FLOWS = ["issued", "givenBack", "settled", "credited", "lost"] as const;
export type Flow = (typeof FLOWS)[number];

/** What moves the money that lies with partners: taken from payers, refunded, taken by a payer's bank in a dispute, won again, paid out with its fee. */
export const PARTNER_FLOWS = ["taken", "refunded", "chargedBack", "wonBack", "paidOut"] as const;
export type PartnerFlow = (typeof PARTNER_FLOWS)[number];

/** What moves the repayments under way: ordered of the bank, taken back before it did them, done by it. */
export const REPAYMENT_FLOWS = ["ordered", "orderedBack", "paidByBank"] as const;
export type RepaymentFlow = (typeof REPAYMENT_FLOWS)[number];

/** What the movements themselves say, øre; how many entries they made, and the first of these. */
export type MoneyFlow = { readonly amountMinor: bigint; readonly entries: bigint; readonly ids: readonly string[] };

type Moving<Name extends string> = {
  readonly yesterdayMinor: bigint;
  readonly flows: Readonly<Record<Name, MoneyFlow>>;
  readonly todayMinor: bigint;
  readonly differenceMinor: bigint;
};
export type PartnersProof = Moving<PartnerFlow>;
export type RepaymentsProof = Moving<RepaymentFlow>;

/** A number of the proof and the rows behind it: how many there are, and the first of them. */
export type ProofPart = {
  readonly name: string;
  readonly amountMinor: bigint;
  /** What the ids name: entry, bankLine, bankBatch, statementLine, bankStatement, account. */
  readonly of: string;
  readonly count: bigint;
  readonly ids: readonly string[];
};

/**
 * What stands in bank clearing: an incoming batch no statement has met (above zero), a statement line ahead of its file (below zero), or a
 * repeated line of a lump that was met, by which clearing is short.
 */
export type OpenLump = {
  readonly of: "bankBatch" | "statementLine" | "bankLine";
  readonly id: string;
  readonly since: DateText;
  readonly ageDays: number;
  readonly amountMinor: bigint;
};

/** `partners` and `repayments` only where there is such money. */
export type ProofLineName =
  "receivables" | "receivableAccount" | "partners" | "bankLines" | "bankClearing" | "repayments" | "bank";

/** One equation of the day. It holds when `differenceMinor` is nothing. */
export type ProofLine = {
  readonly name: ProofLineName;
  readonly sentence: string;
  readonly parts: readonly ProofPart[];
  readonly differenceMinor: bigint;
  readonly holds: boolean;
};

/** Money of one bank file booked that day, and where it went. Øre, as the lines are signed. */
export type FileProof = {
  readonly fileId: string;
  readonly lines: bigint;
  readonly linesMinor: bigint;
  readonly settledMinor: bigint;
  readonly customerCreditMinor: bigint;
  readonly unallocatedMinor: bigint;
  /** Lines that go to other accounts: bought claims, money held for clinics. */
  readonly otherMinor: bigint;
  readonly differenceMinor: bigint;
};

/** The figures of one day, all in øre, before they are put into words. */
export type ProofFigures = {
  readonly day: DateText;
  readonly openYesterdayMinor: bigint;
  readonly flows: Readonly<Record<Flow, { readonly amountMinor: bigint; readonly entries: bigint }>>;
  readonly openTodayMinor: bigint;
  readonly receivableAccountMinor: bigint;
  /** Undefined where none of a partner's money lies or moved. */
  readonly partners: PartnersProof | undefined;
  readonly repayments: RepaymentsProof | undefined;
  readonly files: readonly FileProof[];
  readonly bankClearingMinor: bigint;
  readonly lumps: readonly OpenLump[];
  readonly bankMinor: bigint;
  readonly closingMinor: bigint;
  readonly statements: readonly { readonly id: string; readonly closingMinor: bigint }[];
};

export type ProofQuestion = { readonly ledgerId: string; readonly day: DateText; readonly knownAt?: Temporal.Instant };

export type DayProof = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly currency: string;
  readonly day: DateText;
  readonly knownAt: Temporal.Instant;
  readonly madeAt: Temporal.Instant;
  readonly holds: boolean;
  readonly lines: readonly ProofLine[];
  readonly files: readonly FileProof[];
  readonly lumps: readonly OpenLump[];
};

/** What a part's rows are: entries, items, payments, lumps or statements. */
export type ProofRowKind = "entry" | "openItem" | "bankLine" | "bankBatch" | "statementLine" | "bankStatement";

export type ProofRow = {
  readonly of: ProofRowKind;
  readonly id: string;
  readonly on: DateText;
  /** The kind of an entry or item, the state of a payment. */
  readonly kind: string | null;
  /** The invoice's number, else the payment reference. */
  readonly label: string | null;
  readonly invoiceId: string | null;
  readonly fileId: string | null;
  readonly amountMinor: bigint;
};
