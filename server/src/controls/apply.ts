import {
  invariant,
  recordAudit,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { HELD_SINCE, heldElsewhere } from "./holding.ts";
import { assertUnchanged, proposalById, requireState } from "./propose.ts";
import { countLines, lastLineNo, linesToApply, setState, stateNow, writeOutcomes } from "./store.ts";
import type { AppliedTotals, LineOutcome, Proposal, LineToApply } from "./types.ts";

/** What becomes of the lines of a chunk, and what is still to be written then: what others wait for is best locked last. */
export type Applied = { readonly outcomes: readonly LineOutcome[]; readonly last?: () => Promise<void> };

/** How a kind of proposal is carried out: one transaction a chunk, each line re-read under lock. */
export type Applier = {
  /** Lines in one transaction. */
  readonly chunk: number;
  /**
   * Transactions side by side, each with lines of its own; left out is one. With more than one the chunks may commit in another order
   * than their lines stand in, and `apply` runs for two of them at a time.
   */
  readonly lanes?: number;
  apply(tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[]): Promise<Applied>;
};

type Begun = { readonly proposal: Proposal; readonly lastLine: number };

async function begin(tx: TenantTransaction, id: string): Promise<Begun> {
  const proposal = await proposalById(tx, id, true);
  requireState(tx, proposal, "approved", "applying", "paused");
  await assertUnchanged(tx, proposal);
  await setState(tx, id, "applying");
  if (proposal.state !== "applying")
    await recordAudit(tx, { action: "proposal.begun", subjectKind: "proposal", subjectId: id });
  return { proposal, lastLine: await lastLineNo(tx, id) };
}

/** Another run of the same proposal applied some of these lines meanwhile. What was done here is rolled back, and the chunk looked at anew. */
class LinesTaken extends Error {
  override readonly name = "LinesTaken";
}

/** A person paused or cancelled it: no other chunk begins. */
const STOPPED = null;

/** Leaves out what somebody held back until a later day since, in another proposal, and hands on the rest. */
async function applyLines(
  tx: TenantTransaction,
  proposal: Proposal,
  applier: Applier,
  lines: readonly LineToApply[],
): Promise<Applied> {
  const held = await heldElsewhere(tx, proposal, lines);
  if (held.size === 0) return applier.apply(tx, proposal, lines);
  const left = [...held].map((lineNo) => ({ lineNo, state: "stale" as const, reason: HELD_SINCE }));
  if (held.size === lines.length) return { outcomes: left };
  const free = lines.filter((line) => !held.has(line.lineNo));
  const { outcomes, ...rest } = await applier.apply(tx, proposal, free);
  return { outcomes: [...outcomes, ...left], ...rest };
}

async function applyChunk(
  tx: TenantTransaction,
  proposal: Proposal,
  applier: Applier,
  after: number,
): Promise<number | typeof STOPPED> {
  if ((await stateNow(tx, proposal.id)) !== "applying") return STOPPED;
  const upTo = after + applier.chunk;
  const lines = await linesToApply(tx, proposal.id, after, upTo);
  if (lines.length === 0) return 0;
  const { outcomes, last } = await applyLines(tx, proposal, applier, lines);
  invariant(outcomes.length === lines.length, "every line of a chunk has an outcome");
  const written = await writeOutcomes(tx, proposal.id, outcomes);
  if (written !== outcomes.length) throw new LinesTaken("Some lines are applied already");
  await last?.();
  return lines.length;
}

/** A chunk in one transaction; one that was overtaken finds fewer lines the next time. */
async function settleChunk(
  platform: Platform,
  context: Context,
  proposal: Proposal,
  applier: Applier,
  after: number,
): Promise<number | typeof STOPPED> {
  for (;;) {
    try {
      return await withTenant(platform, context, (tx) => applyChunk(tx, proposal, applier, after));
    } catch (error) {
      if (!(error instanceof LinesTaken)) throw error;
    }
  }
}

/** All chunks, each lane taking the next one. When a chunk fails no other begins, and those under way end first. */
async function applyChunks(
  platform: Platform,
  context: Context,
  { proposal, lastLine }: Begun,
  applier: Applier,
  progress: (linesDone: number) => void,
): Promise<void> {
  let next = 0;
  let done = 0;
  const lane = async () => {
    try {
      while (next < lastLine) {
        const after = next;
        next += applier.chunk;
        const lines = await settleChunk(platform, context, proposal, applier, after);
        if (lines === STOPPED) next = lastLine;
        else progress((done += lines));
      }
    } catch (error) {
      next = lastLine;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: applier.lanes ?? 1 }, lane));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

async function finish(tx: TenantTransaction, id: string): Promise<AppliedTotals> {
  const counts = await countLines(tx, id);
  const of = (state: "applied" | "stale" | "failed" | "held") => counts.get(state)?.lines ?? 0;
  const totals = {
    applied: of("applied"),
    stale: of("stale"),
    failed: of("failed"),
    held: of("held"),
    appliedMinor: counts.get("applied")?.minor ?? 0n,
  };
  // Another run of the same proposal may have closed it already; one that was stopped is not at its end.
  if ((await proposalById(tx, id, true)).state === "applied" || counts.has("proposed")) return totals;
  await setState(tx, id, "applied");
  await recordAudit(tx, { action: "proposal.applied", subjectKind: "proposal", subjectId: id, detail: totals });
  return totals;
}

/**
 * Applies an approved proposal, chunk by chunk. Safe to cut at any point and to run again: lines already applied keep their outcome,
 * the rest goes on, as it does after a pause. Throws PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_CHANGED.
 */
export async function applyProposal(
  platform: Platform,
  context: Context,
  id: string,
  applier: Applier,
  progress: (linesDone: number) => void = () => undefined,
): Promise<AppliedTotals> {
  const begun = await withTenant(platform, context, (tx) => begin(tx, id));
  await applyChunks(platform, context, begun, applier, progress);
  return withTenant(platform, context, (tx) => finish(tx, id));
}
