import { recordAudit, type TenantTransaction } from "../platform/index.ts";
import { setStanding } from "./approvals/index.ts";
import { assertUnchanged, proposalById, requireOneOf, requireState } from "./propose.ts";
import { groupRows, retryRows, setState } from "./store.ts";
import type { LineGroup, ProposalState } from "./types.ts";

/** What can be done with a proposal while it is applied, and with what came of it. */

async function stop(
  tx: TenantTransaction,
  id: string,
  state: "paused" | "cancelled",
  ...from: ProposalState[]
): Promise<void> {
  requireOneOf(await proposalById(tx, id, true), ...from);
  await setState(tx, id, state);
  await recordAudit(tx, { action: `proposal.${state}`, subjectKind: "proposal", subjectId: id });
}

/** Stops after the chunks under way; applying it again goes on. Throws PROPOSAL_STATE. */
export async function pauseProposal(tx: TenantTransaction, id: string): Promise<void> {
  await stop(tx, id, "paused", "applying");
}

/**
 * Begun at an hour when none is carried out: it rests like one that is paused, does not grow old, and begins when it is applied again.
 * Throws PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_CHANGED.
 */
export async function restProposal(tx: TenantTransaction, id: string): Promise<void> {
  const proposal = await proposalById(tx, id, true);
  requireState(tx, proposal, "approved", "applying", "paused");
  await assertUnchanged(tx, proposal);
  await setState(tx, id, "paused");
  await recordAudit(tx, { action: "proposal.rested", subjectKind: "proposal", subjectId: id });
}

/** Stops for good after the chunks under way: what is applied stays, the rest is not done. Throws PROPOSAL_STATE. */
export async function cancelProposal(tx: TenantTransaction, id: string): Promise<void> {
  await stop(tx, id, "cancelled", "applying", "paused");
  if (!(await lineGroups(tx, id)).some(({ state }) => state === "applied")) await setStanding(tx, id, "void");
}

/** How the lines stand, grouped by state and reason: what failed by its cause, what was held back by whose word. */
export async function lineGroups(tx: TenantTransaction, id: string): Promise<LineGroup[]> {
  return groupRows(tx, id);
}

/**
 * Lines that failed for one cause are to be applied once more: the same content, still approved, so that applying it goes on with them.
 * Throws PROPOSAL_STATE when the proposal is not at its end. Returns how many lines.
 */
export async function retryFailed(tx: TenantTransaction, id: string, reason: string): Promise<number> {
  requireOneOf(await proposalById(tx, id, true), "applied");
  const lines = await retryRows(tx, id, reason);
  if (lines === 0) return 0;
  await setState(tx, id, "paused");
  await recordAudit(tx, { action: "proposal.retried", subjectKind: "proposal", subjectId: id, detail: { lines } });
  return lines;
}
