import type { DateText, Explanation } from "../ledger/index.ts";
import type { RequestDraft } from "./approvals/model.ts";

/** Propose, approve, apply: every batch shows exactly what it will do before it does it. */

/** `paused` goes on when it is applied again; `cancelled` keeps what was done and leaves the rest undone. */
export type ProposalState =
  "open" | "approved" | "applying" | "paused" | "applied" | "cancelled" | "withdrawn" | "expired";
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
  /** What the approval matrix is asked: such a proposal is approved by whom it says, and waits without lapsing until then. */
  readonly approval?: RequestDraft;
};

export type ProposalLine = ProposalLineDraft & {
  readonly lineNo: number;
  readonly state: LineState;
  readonly reason: string | null;
  /** Held back beyond this proposal: until this day nothing proposes it anew. */
  readonly heldUntilOn: DateText | null;
  readonly resultId: string | null;
};

/** What a line is about. Lines of the same subject are told apart by the period (`firstOn`, `lastOn`) that an explanation names. */
export type Matter = Pick<ProposalLineDraft, "action" | "subjectKind" | "subjectId" | "explanation">;

/** A line that is held back until a day, which stands in proposals of that day again. */
export type Hold = Matter & {
  readonly proposalId: string;
  readonly lineNo: number;
  readonly reason: string | null;
  readonly untilOn: DateText;
};

/** Holds of a kind's proposals in a ledger that last beyond a day; all of them, or a page after one. */
export type HoldFilter = {
  readonly kind: string;
  readonly ledgerId: string | null;
  readonly day: DateText;
  readonly after?: Pick<Hold, "untilOn" | "proposalId" | "lineNo">;
  readonly limit?: number;
};

/** A line as its applier gets it. */
export type LineToApply = ProposalLineDraft & { readonly lineNo: number };

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
  /** When it, or its approval, is too old to go on; null while it waits for an approval that the matrix asks. */
  readonly expiresAt: Temporal.Instant | null;
  /** One-person mode: not carried out before. */
  readonly notBefore: Temporal.Instant | null;
  /** Lines that were tried and failed: a run that is at its end is not done with them. */
  readonly failedLines: number;
};

/** Which proposals a list shows. */
export type ProposalFilter = {
  readonly kind?: string;
  readonly state?: ProposalState;
  readonly ledgerId?: string;
  /** Approved and not at its end: applying, paused, or about to begin. */
  readonly running?: boolean;
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

/** Lines that stand alike, for the same reason, with one of them as a sample. */
export type LineGroup = {
  readonly state: LineState;
  readonly reason: string | null;
  readonly lines: bigint;
  readonly amountMinor: bigint;
  readonly sampleLineNo: number;
};

/** Which lines of a proposal are asked for. */
export type LineFilter = {
  readonly state?: LineState;
  readonly action?: string;
  readonly lineNos?: readonly number[];
};

/** Lines of one action that would be carried out, and their sum. */
export type ReadyLines = { readonly action: string; readonly lines: number; readonly amountMinor: bigint };

export type AppliedTotals = {
  readonly applied: number;
  readonly stale: number;
  readonly failed: number;
  readonly held: number;
  readonly appliedMinor: bigint;
};

/** A line of a proposal that waits to be approved or applied, as seen from what it would change. */
export type WaitingLine = Pick<Proposal, "kind" | "madeBy" | "madeAt" | "expiresAt" | "state"> & {
  readonly proposalId: string;
  readonly amountMinor: bigint;
};
