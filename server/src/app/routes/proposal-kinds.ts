import { applyMatches } from "../../banking/index.ts";
import { proposalById, wrongKind, type AppliedTotals, type Proposal } from "../../controls/index.ts";
import { applyCredits, applyInvoices, CREDITS, INVOICE_RUN } from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import type { Principal } from "../../platform/http/index.ts";
import { refuse, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { reachOf, type Action, type Reached } from "../../platform/roles/index.ts";

/** What each kind of proposal asks of who handles it, and how it is carried out. */
export type ProposalKind = {
  readonly propose: Action;
  readonly approve: Action;
  /** Does making such a proposal leave out what is held back until a later day? */
  readonly keepsHolds?: true;
  apply(platform: Platform, context: Context, proposalId: string): Promise<AppliedTotals>;
};

const kinds: Readonly<Record<string, ProposalKind>> = {
  [INVOICE_RUN]: {
    propose: "invoices.propose",
    approve: "invoices.approve",
    keepsHolds: true,
    apply: applyInvoices,
  },
  // SEC-13: who proposes is told what one person may grant alone; what waits needs another, of those who approve credits.
  [CREDITS]: { propose: "credits.grant", approve: "credits.approve", apply: applyCredits },
  matchSuggestions: { propose: "bankLines.solve", approve: "bankLines.solve", apply: applyMatches },
};

/** Throws PROPOSAL_KIND_WRONG for a kind that is not handled here. */
export function kindOf(kind: string): ProposalKind {
  const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!found) throw wrongKind({ kind }, ...Object.keys(kinds));
  return found;
}

/** Throws PROPOSAL_KIND_WRONG for a kind whose next proposal would not know of a hold until a day. */
export function requireKeepingHolds({ kind }: Pick<Proposal, "kind">): void {
  const keeping = Object.keys(kinds).filter((each) => kinds[each]!.keepsHolds);
  if (!keeping.includes(kind)) throw wrongKind({ kind }, ...keeping);
}

type Asked = {
  readonly params: { readonly proposalId: string };
  readonly request: { readonly kvittPrincipal: Principal | null };
};

/**
 * A proposal that who asks may handle so: the role table's word for the kind, and for somebody bound to clinics only theirs. Two roles of one
 * person may reach differently far, so the reach is asked again for the kind's own action.
 * Throws PROPOSAL_NOT_FOUND, PROPOSAL_KIND_WRONG, NOT_ALLOWED, and PROPOSAL_CHANGED when another content was looked at.
 */
export async function proposalFor(
  tx: TenantTransaction,
  { params, request }: Asked,
  doing: "propose" | "approve",
  contentHash?: string,
): Promise<Proposal> {
  const proposal = await proposalById(tx, params.proposalId);
  const reached = reachOf(request.kvittPrincipal?.grants ?? [], kindOf(proposal.kind)[doing]);
  if (!reached || !(await reaches(tx, reached, proposal.ledgerId))) throw refuse("NOT_ALLOWED");
  if (contentHash !== undefined && contentHash !== proposal.contentHash.toString("hex"))
    throw refuse("PROPOSAL_CHANGED");
  return proposal;
}

/** What who asks may do with a proposal of its kind; nothing with a kind that is not handled here. */
export async function mayHandle(
  tx: TenantTransaction,
  { request }: Pick<Asked, "request">,
  { kind, ledgerId }: Proposal,
): Promise<{ readonly propose: boolean; readonly approve: boolean }> {
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const may = async (action: Action | undefined) => {
    const reached = action && reachOf(request.kvittPrincipal?.grants ?? [], action);
    return reached !== undefined && reaches(tx, reached, ledgerId);
  };
  return { propose: await may(known?.propose), approve: await may(known?.approve) };
}

async function reaches(tx: TenantTransaction, reached: Reached, ledgerId: string | null): Promise<boolean> {
  if (reached === "tenant") return true;
  if (ledgerId === null) return false;
  const { clinicId } = await ledgerById(tx, ledgerId);
  return reached.ledgerIds.includes(ledgerId) || reached.clinicIds.includes(clinicId);
}
