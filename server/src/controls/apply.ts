import { invariant, recordAudit, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { assertUnchanged, proposalById, requireState } from "./propose.ts";
import { countLines, setState, takeLines, writeOutcomes } from "./store.ts";
import type { AppliedTotals, LineOutcome, Proposal, ProposalLine } from "./types.ts";

/** How a kind of proposal is carried out: one transaction a chunk, each line re-read under lock. */
export type Applier = {
  /** Lines in one transaction. */
  readonly chunk: number;
  apply(tx: TenantTransaction, proposal: Proposal, lines: readonly ProposalLine[]): Promise<readonly LineOutcome[]>;
};

async function begin(tx: TenantTransaction, id: string): Promise<Proposal> {
  const proposal = await proposalById(tx, id, true);
  requireState(tx, proposal, "approved", "applying");
  await assertUnchanged(tx, proposal);
  await setState(tx, id, "applying");
  return proposal;
}

async function applyChunk(tx: TenantTransaction, proposal: Proposal, applier: Applier): Promise<number> {
  const lines = await takeLines(tx, proposal.id, applier.chunk);
  if (lines.length === 0) return 0;
  const outcomes = await applier.apply(tx, proposal, lines);
  invariant(outcomes.length === lines.length, "every line of a chunk has an outcome");
  await writeOutcomes(tx, proposal.id, outcomes);
  return lines.length;
}

async function finish(tx: TenantTransaction, id: string): Promise<AppliedTotals> {
  const counts = await countLines(tx, id);
  const of = (state: "applied" | "stale" | "failed" | "held") => counts.get(state)?.lines ?? 0;
  const totals = { applied: of("applied"), stale: of("stale"), failed: of("failed"), held: of("held"), appliedMinor: counts.get("applied")?.minor ?? 0n };
  await setState(tx, id, "applied");
  await recordAudit(tx, { action: "proposal.applied", subjectKind: "proposal", subjectId: id, detail: totals });
  return totals;
}

/**
 * Applies an approved proposal, chunk by chunk. Safe to cut at any point and to run again: lines already applied keep their outcome,
 * the rest goes on. Throws PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_CHANGED.
 */
export async function applyProposal(
  platform: Platform,
  context: Context,
  id: string,
  applier: Applier,
  progress: (linesDone: number) => void = () => undefined,
): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => begin(tx, id));
  for (let done = 0; ; ) {
    const lines = await withTenant(platform, context, (tx) => applyChunk(tx, proposal, applier));
    if (lines === 0) break;
    progress((done += lines));
  }
  return withTenant(platform, context, (tx) => finish(tx, id));
}
