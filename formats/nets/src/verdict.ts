import type { AssignmentKind } from "./places.ts";
import type { Problem } from "./problems.ts";
import type { ProblemCode } from "./rules.ts";
import type { LumpSum } from "./totals.ts";
import type { StartTransmission } from "./transmission-records.ts";

/** One assignment in sums. The account owns the payments; `lumpSums` are what to look for on its bank statement. */
export interface AssignmentSummary {
  /** From 0, in file order. */
  readonly index: number;
  readonly kind: AssignmentKind;
  /** Lines of its records 20 and 88. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Nine digits; empty for AvtaleGiro, which has none. */
  readonly agreementId: string;
  readonly assignmentNumber: string;
  readonly account: string;
  readonly transactions: number;
  /** The control figure that record 88 must equal: sign `-` subtracted, reversals (types 18 and 20) added. */
  readonly controlTotalMinor: bigint;
  /** The money: sign `-` and reversals subtracted. This is what is posted. */
  readonly ledgerTotalMinor: bigint;
  readonly generatedOn: string | null;
  readonly earliestOn: string | null;
  readonly latestOn: string | null;
  readonly lumpSums: readonly LumpSum[];
}

/** What the check of a whole file found. With `ok` false nothing of it may be posted; `assignments` is then incomplete. */
export interface Verdict {
  /** No finding of level `file`. */
  readonly ok: boolean;
  /** At most the number asked for, those that reject the file first of all, in order of line. */
  readonly problems: readonly Problem[];
  /** All findings, listed or not, in all and by code. */
  readonly problemCount: number;
  readonly countsByCode: Readonly<Partial<Record<ProblemCode, number>>>;
  readonly transmission: StartTransmission | undefined;
  readonly generatedOn: string | null;
  readonly records: number;
  readonly transactions: number;
  readonly controlTotalMinor: bigint;
  readonly ledgerTotalMinor: bigint;
  readonly assignments: readonly AssignmentSummary[];
}
