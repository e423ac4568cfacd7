import {
  approveProposal,
  proposalById,
  proposalLines,
  type AppliedTotals,
  type Proposal,
  type ProposalLine,
} from "../../controls/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { applyInvoices, proposeInvoices } from "../../invoicing/index.ts";
import { isUuid, Refusal, refuse, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { chooseLedger } from "./choose-ledger.ts";
import { rolledBack } from "./rolled-back.ts";

/** A proposal with all its lines: what a person looks at before it is applied. */
export type ProposalSeen = { readonly proposal: Proposal; readonly lines: readonly ProposalLine[] };

export type InvoiceQuestion = {
  readonly ledger: string;
  /** Left out is today in the ledger's zone. */
  readonly asOf?: DateText;
  /** Show it and keep nothing. */
  readonly trial: boolean;
};

const PAGE = 5_000;

/** A proposal with every line of it. */
export async function seen(tx: TenantTransaction, proposal: Proposal): Promise<ProposalSeen> {
  const lines: ProposalLine[] = [];
  for (
    let page = await proposalLines(tx, proposal.id, 0, PAGE);
    page.length > 0;
    page = await proposalLines(tx, proposal.id, lines.at(-1)!.lineNo, PAGE)
  ) {
    lines.push(...page);
  }
  return { proposal, lines };
}

/**
 * Proposes the invoices of a day. Gives nothing when nothing waits to be invoiced.
 * Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, PERIOD_CLOSED.
 */
export async function proposeRun(platform: Platform, question: InvoiceQuestion): Promise<ProposalSeen | undefined> {
  const { ledger, context, today } = await chooseLedger(platform, question.ledger);
  const work = async (tx: TenantTransaction) => seen(tx, await proposeInvoices(tx, ledger.id, question.asOf ?? today));
  try {
    return await (question.trial ? rolledBack(platform, context, work) : withTenant(platform, context, work));
  } catch (error) {
    if (error instanceof Refusal && error.code === "PROPOSAL_EMPTY") return undefined;
    throw error;
  }
}

export type RunOutcome = ProposalSeen & { readonly totals: AppliedTotals };

type Progress = (done: number, of: number) => void;

/** A run of invoices may be made and approved by one person (design 9), who is then the one at the keyboard. */
async function approveOnce(tx: TenantTransaction, id: string): Promise<void> {
  const proposal = await proposalById(tx, id, true);
  if (proposal.state === "open") await approveProposal(tx, id);
}

/** Looks at a proposal of the tenant that the ledger names. Throws PROPOSAL_NOT_FOUND. */
export async function seeRun(platform: Platform, ledger: string, id: string): Promise<ProposalSeen> {
  if (!isUuid(id)) throw refuse("PROPOSAL_NOT_FOUND");
  const { context } = await chooseLedger(platform, ledger);
  return withTenant(platform, context, async (tx) => seen(tx, await proposalById(tx, id)));
}

/**
 * Approves and applies a run; one that was cut goes on where it was. Each line's outcome stands in the answer.
 * Throws PROPOSAL_NOT_FOUND, PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_CHANGED, PROPOSAL_KIND_WRONG.
 */
export async function applyRun(
  platform: Platform,
  ledger: string,
  id: string,
  progress: Progress,
): Promise<RunOutcome> {
  const { lines } = await seeRun(platform, ledger, id);
  const { context } = await chooseLedger(platform, ledger);
  await withTenant(platform, context, (tx) => approveOnce(tx, id));
  const totals = await applyInvoices(platform, context, id, { progress: (done) => progress(done, lines.length) });
  return { ...(await seeRun(platform, ledger, id)), totals };
}
