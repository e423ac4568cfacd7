import {
  applyFollowUp,
  proposeFollowUp,
  runFollowUp,
  type Approval,
  type RunOutcome,
} from "../../collections/index.ts";
import { approveProposal, proposalById, type AppliedTotals } from "../../controls/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { Refusal, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { restingItems } from "../wiring/follow-up.ts";
import { chooseLedger } from "./choose-ledger.ts";
import { seen, seeRun, type ProposalSeen } from "./invoice.ts";
import { rolledBack } from "./rolled-back.ts";

export { seeRun, type ProposalSeen } from "./invoice.ts";
export type { Approval, RunOutcome } from "../../collections/index.ts";

export type FollowUpAsked = {
  readonly ledger: string;
  /** Left out is today in the ledger's zone. */
  readonly asOf?: DateText;
  /** The reminders the policy approves by itself, or the steps a person presses for. */
  readonly approval: Approval;
  /** Show it and keep nothing. */
  readonly trial: boolean;
};

/**
 * Proposes the follow-up of a day. Gives nothing when nothing is due.
 * Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, FOLLOW_UP_NO_POLICY, FOLLOW_UP_CALENDAR_UNKNOWN.
 */
export async function proposeDay(platform: Platform, asked: FollowUpAsked): Promise<ProposalSeen | undefined> {
  const { ledger, context, today } = await chooseLedger(platform, asked.ledger);
  const wish = { ledgerId: ledger.id, asOf: asked.asOf ?? today, approval: asked.approval, resting: restingItems };
  const work = async (tx: TenantTransaction) => seen(tx, await proposeFollowUp(tx, wish));
  try {
    return await (asked.trial ? rolledBack(platform, context, work) : withTenant(platform, context, work));
  } catch (error) {
    if (error instanceof Refusal && error.code === "PROPOSAL_EMPTY") return undefined;
    throw error;
  }
}

export type FollowUpApplied = ProposalSeen & { readonly totals: AppliedTotals };

/**
 * Approves and applies a proposal; who is at the keyboard presses. One that was cut goes on where it was.
 * Throws PROPOSAL_NOT_FOUND, PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_CHANGED, PROPOSAL_KIND_WRONG, FOLLOW_UP_DATA_MISSING.
 */
export async function applyDay(
  platform: Platform,
  ledger: string,
  id: string,
  progress: (done: number, of: number) => void,
): Promise<FollowUpApplied> {
  const { lines } = await seeRun(platform, ledger, id);
  const { context } = await chooseLedger(platform, ledger);
  await withTenant(platform, context, async (tx) => {
    if ((await proposalById(tx, id, true)).state === "open") await approveProposal(tx, id);
  });
  const told = (done: number): void => progress(done, lines.length);
  const totals = await applyFollowUp(platform, context, id, { resting: restingItems, progress: told });
  return { ...(await seeRun(platform, ledger, id)), totals };
}

/** Makes the day's run as the job does, gate and all. Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS. */
export async function runDay(platform: Platform, name: string): Promise<RunOutcome> {
  const { ledger, context } = await chooseLedger(platform, name);
  return runFollowUp(platform, context, ledger.id, restingItems);
}
