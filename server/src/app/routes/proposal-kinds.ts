import { applyMatches } from "../../banking/index.ts";
import { applyFollowUp, FOLLOW_UP } from "../../collections/index.ts";
import {
  approvalDay,
  proposalById,
  standingInFor,
  wrongKind,
  type AppliedTotals,
  type Proposal,
} from "../../controls/index.ts";
import { applyCredits, applyInvoices, applyLosses, CREDITS, INVOICE_RUN, LOSSES } from "../../invoicing/index.ts";
import { applyRefunds, applyRepayments, REFUNDS, REPAYMENTS } from "../../payments/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import type { Principal } from "../../platform/http/index.ts";
import { refuse, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { reachOf, type Action, type Grant, type Reached, type Role } from "../../platform/roles/index.ts";
import { restingItems } from "../wiring/follow-up.ts";

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
  // SEC-13: whom the matrix names for the amount, of those who may approve credits at all; never who asked.
  [CREDITS]: { propose: "credits.grant", approve: "credits.approve", apply: applyCredits },
  // SEC-14: head office proposes, a CFO or CEO approves, whatever the amount.
  [LOSSES]: { propose: "writeOffs.propose", approve: "writeOffs.approve", apply: applyLosses },
  // SEC-12: always two persons; what is approved is asked of the partner or ordered at the bank afterwards.
  [REFUNDS]: { propose: "refunds.propose", approve: "refunds.approve", apply: applyRefunds },
  [REPAYMENTS]: { propose: "refunds.propose", approve: "refunds.approve", apply: applyRepayments },
  // Only head office's finance department holds a line back or presses: nobody else lets anybody off a reminder (DP-011, DP-020).
  [FOLLOW_UP]: {
    propose: "followUp.approve",
    approve: "followUp.approve",
    apply: (platform, context, id) => applyFollowUp(platform, context, id, { resting: restingItems }),
  },
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
  const reached = reachOf(await grantsFor(tx, request.kvittPrincipal, doing), kindOf(proposal.kind)[doing]);
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
  const may = async (doing: "propose" | "approve") => {
    const reached = known && reachOf(await grantsFor(tx, request.kvittPrincipal, doing), known[doing]);
    return reached !== undefined && reaches(tx, reached, ledgerId);
  };
  return { propose: await may("propose"), approve: await may("approve") };
}

/** What a person holds, and for approving also what those hold whom they stand in for today (DP-055). */
async function grantsFor(
  tx: TenantTransaction,
  principal: Principal | null,
  doing: "propose" | "approve",
): Promise<readonly Grant[]> {
  const own = principal?.grants ?? [];
  if (doing === "propose" || tx.context.actor.kind !== "user") return own;
  const deputyFor = await standingInFor(tx, `user:${tx.context.actor.id}`, await approvalDay(tx));
  return [...own, ...deputyFor.map(({ role }): Grant => ({ kind: "role", role, clinicIds: null }))];
}

/** The roles of whoever asks that reach a proposal's ledger: a clinic manager's only where the clinic is theirs. */
export async function rolesFor(
  tx: TenantTransaction,
  { request }: Pick<Asked, "request">,
  { ledgerId }: Pick<Proposal, "ledgerId">,
): Promise<Role[]> {
  const clinicId = ledgerId === null ? null : (await ledgerById(tx, ledgerId)).clinicId;
  return (request.kvittPrincipal?.grants ?? []).flatMap((grant) => {
    if (grant.kind !== "role") return [];
    const here = grant.clinicIds === null ? grant.role !== "clinicManager" : grant.clinicIds.includes(clinicId ?? "");
    return here ? [grant.role] : [];
  });
}

async function reaches(tx: TenantTransaction, reached: Reached, ledgerId: string | null): Promise<boolean> {
  if (reached === "tenant") return true;
  if (ledgerId === null) return false;
  const { clinicId } = await ledgerById(tx, ledgerId);
  return reached.ledgerIds.includes(ledgerId) || reached.clinicIds.includes(clinicId);
}
