import type { DateText } from "../../ledger/index.ts";

/** What a dossier is made of (N-12). */

export const DOSSIER_PROFILES = ["forsakringskassan", "agency", "court", "insurer"] as const;
/** Whom a dossier is for: it decides which pieces and fields are in it. */
export type DossierProfile = (typeof DOSSIER_PROFILES)[number];

export const PIECE_KINDS = [
  "invoice",
  "lines",
  "document",
  "itemisedDocument",
  "stateShare",
  "statePayout",
  "stateReclaim",
  "plan",
  "step",
  "message",
  "note",
  "promise",
  "dispute",
  "hold",
  "gapNote",
  "approval",
  "payment",
  "credit",
  "moneyBack",
  "handOver",
  "agencyStatus",
  "agencyReport",
  "loss",
  "recovery",
] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** Fields by name: `...Minor` is minor units, `...On` a day, `...At` a moment; other texts are codes or words. */
export type Fields = Readonly<Record<string, string | number | bigint | null>>;

/** A file that goes with a piece; its bytes stand beside it. */
export type PieceFile = {
  readonly name: string;
  readonly mediaType: "application/pdf" | "application/xml";
  readonly sha256: string;
};

/** One thing that happened or was made, with its smaller parts: lines of a bill, proofs of a message. */
export type Found = {
  readonly kind: PieceKind;
  readonly id: string;
  readonly on: DateText;
  readonly facts: Fields;
  readonly parts?: readonly Fields[];
  /** Of a kept document: the document's id, to read its bytes by. */
  readonly file?: PieceFile;
};

/** A piece as a profile has it: numbered in order of time, and under the hash of what stands here. */
export type Piece = {
  readonly no: number;
  readonly kind: PieceKind;
  readonly id: string;
  readonly on: DateText;
  readonly facts: Fields;
  readonly parts: readonly Fields[];
  readonly file: PieceFile | null;
  readonly sha256: string;
};

/** Why a piece or a field is left out for a profile. */
export const OMISSION_REASONS = [
  "treatmentText",
  "freeWords",
  "notTheDebtor",
  "stateSupport",
  "notAtIssue",
  "internal",
] as const;
export type OmissionReason = (typeof OMISSION_REASONS)[number];

/** What was left out of a dossier: whole pieces where `fields` is null. */
export type LeftOut = {
  readonly kind: PieceKind;
  readonly fields: readonly string[] | null;
  readonly why: OmissionReason;
  readonly pieces: number;
};

export const PAPERS = [
  "specifiedInvoice",
  "invoiceAsIssued",
  "bankExtract",
  "partnerReceipt",
  "otherProof",
  "paymentPlan",
  "remind1",
  "remind2",
  "headOffice",
  "handOver",
  "agencyReport",
] as const;
/** The papers that are asked for, by way of payment (table T4 of the Swedish market). */
export type PaperName = (typeof PAPERS)[number];

export const MISSING_REASONS = [
  "noMeasureCode",
  "notKept",
  "noBankFile",
  "noReference",
  "notTaken",
  "noProof",
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

export type Paper = {
  readonly paper: PaperName;
  readonly state: "in" | "missing" | "leftOut";
  /** Why it is missing; null where it is not. */
  readonly why: MissingReason | null;
  /** Numbers of the pieces that hold it. */
  readonly pieces: readonly number[];
};

/** The figures a dossier opens with. Amounts in minor units of the ledger's currency. */
export type DossierHead = {
  readonly ledgerName: string;
  readonly orgNo: string;
  readonly number: string;
  readonly issuedOn: DateText;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly paidMinor: bigint;
  readonly creditedMinor: bigint;
  readonly lostMinor: bigint;
  readonly openMinor: bigint;
  /** Where the proof of the state's share stands (DP-072); null where the state pays none, and for profiles that are not told. */
  readonly supportState: string | null;
};

export type Dossier = {
  readonly profile: DossierProfile;
  readonly invoiceId: string;
  readonly ledgerId: string;
  readonly head: DossierHead;
  readonly papers: readonly Paper[];
  readonly leftOut: readonly LeftOut[];
  readonly pieces: readonly Piece[];
  /** The hash of all above, hex. */
  readonly contentSha256: string;
};
