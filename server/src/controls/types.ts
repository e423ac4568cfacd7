import type { DateText, Explanation } from "../ledger/index.ts";

/** Propose, approve, apply: every batch shows exactly what it will do before it does it. */

export type ProposalState = "open" | "approved" | "applying" | "applied" | "withdrawn" | "expired";
export type LineState = "proposed" | "held" | "stale" | "applied" | "failed";

export type ProposalLineDraft = {
  /** What will be done, for example `issueInvoice`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Hash of what the decision rested on; when it differs at applying, the line is stale. */
  readonly seenHash: Buffer;
  readonly amountMinor: bigint;
  readonly explanation: Explanation;
};

export type ProposalDraft = {
  readonly kind: string;
  readonly ledgerId: string | null;
  readonly asOfOn: DateText;
  readonly lines: readonly ProposalLineDraft[];
  /** Counts and sums for the person who looks: plain integers. */
  readonly totals: Readonly<Record<string, bigint | number>>;
};

export type ProposalLine = ProposalLineDraft & {
  readonly lineNo: number;
  readonly state: LineState;
  readonly reason: string | null;
  readonly resultId: string | null;
};

export type Proposal = {
  readonly id: string;
  readonly ledgerId: string | null;
  readonly kind: string;
  readonly asOfOn: DateText;
  readonly state: ProposalState;
  readonly contentHash: Buffer;
  readonly totals: Readonly<Record<string, number>>;
  readonly madeBy: string;
  readonly madeAt: Temporal.Instant;
  readonly approvedBy: string | null;
  readonly approvedAt: Temporal.Instant | null;
  readonly expiresAt: Temporal.Instant;
};

/** Which proposals a list shows. */
export type ProposalFilter = {
  readonly kind?: string;
  readonly state?: ProposalState;
  readonly after?: { readonly madeAt: Temporal.Instant; readonly id: string };
  readonly limit?: number;
};

/** How one line went. `stale`: the world changed since the proposal; `failed`: it was refused, with the reason. */
export type LineOutcome = {
  readonly lineNo: number;
  readonly state: "applied" | "stale" | "failed";
  readonly reason?: string;
  readonly resultId?: string;
};

export type AppliedTotals = {
  readonly applied: number;
  readonly stale: number;
  readonly failed: number;
  readonly held: number;
  readonly appliedMinor: bigint;
};
