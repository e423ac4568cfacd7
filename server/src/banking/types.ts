import type { FileFormat, FileProblem } from "./ports.ts";

export type DetailSource = "ocrgiro" | "camt054" | "camt053";
export type ProofSource = "camt053" | "none";

export type BankAccount = {
  readonly id: string;
  readonly ledgerId: string;
  /** Country and currency of the ledger. */
  readonly market: string;
  readonly currency: string;
  readonly number: string;
  readonly agreementId: string | null;
  readonly recipient: string | null;
  readonly kidLengths: readonly number[];
  readonly kidModulus: "mod10" | "mod11" | null;
  readonly detailSource: DetailSource;
  readonly proofSource: ProofSource;
  readonly cutoverOn: string | null;
  /** What stood on the account before its first statement here. */
  readonly openingMinor: bigint;
  /** Local time, 07:30, by which a file is expected on each bank day. */
  readonly fileExpectedBy: string | null;
  /** From this day on its files are not taken, and none is expected; null while it is open. */
  readonly closedFromOn: string | null;
};

export type FileState = "stored" | "rejected" | "quarantined" | "awaitingRelease" | "posting" | "posted";
export type FileChannel = "directory" | "upload" | "command" | "bank";

export type BankFile = {
  readonly id: string;
  readonly sha256: Buffer;
  readonly normalisedSha256: Buffer;
  readonly format: FileFormat | "unknown";
  readonly channel: FileChannel;
  readonly senderKey: string | null;
  readonly byteLength: bigint;
  readonly receivedAt: Temporal.Instant;
  readonly receivedBy: string;
  readonly state: FileState;
  readonly problems: readonly FileProblem[];
  readonly totals: FileTotals;
};

/** A file in figures: what was read and where it went, by state of line. Amounts in øre. */
export type FileTotals = {
  readonly lines: number;
  readonly ledgerMinor: bigint;
  readonly byState: Readonly<Record<string, { readonly lines: number; readonly minor: bigint }>>;
  readonly statements: number;
  readonly statementLines: number;
  readonly problemCount: number;
};
