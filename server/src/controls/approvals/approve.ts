import type { DateText } from "../../ledger/index.ts";
import { lockParty } from "../../parties/index.ts";
import { refuse, tenantWithSettings, type TenantTransaction } from "../../platform/index.ts";
import type { Role } from "../../platform/roles/index.ts";
import { raiseAlarm } from "../alarms.ts";
import "../errors.ts";
import type { Proposal } from "../types.ts";
import { decideApproval, judgeApprover, type Capacity, type Judged } from "./decide.ts";
import { LONGEST_APPROVAL_HOURS } from "./default-matrix.ts";
import { approvalDay, matrixOn } from "./matrices.ts";
import type { ApprovalMatrix, RequestDraft, Verdict } from "./model.ts";
import {
  earlierApprovals,
  insertApproval,
  insertRequest,
  requestRow,
  rolesOfActor,
  standingInFor,
  type RequestRow,
} from "./store.ts";

/** Proposals under the matrix: what they ask, who may approve them, and that somebody did. */

/** In one-person mode nothing happens for so long after who asked approved it too. */
const ALONE_DELAY_HOURS = 24;

const actorOf = ({ context: { actor } }: TenantTransaction) => `${actor.kind}:${actor.id}`;

/** Writes what a new proposal asks, with the roles of who asks: those they stand in for count as their own. */
export async function keepRequest(tx: TenantTransaction, proposalId: string, draft: RequestDraft): Promise<void> {
  const maker = actorOf(tx);
  const standsIn = await standingInFor(tx, maker, await approvalDay(tx));
  const makerRoles = [...new Set([...(await rolesOfActor(tx, maker)), ...standsIn.map(({ role }) => role)])];
  await insertRequest(tx, proposalId, { ownInterest: false, ...draft, makerRoles });
}

type Asked = {
  readonly verdict: Verdict;
  readonly matrix: ApprovalMatrix;
  readonly day: DateText;
};

async function decide(tx: TenantTransaction, { id, ledgerId }: Proposal, request: RequestRow): Promise<Asked> {
  const day = await approvalDay(tx, ledgerId);
  const matrix = await matrixOn(tx, day);
  const asked = { ...request, ledgerId, day };
  return { verdict: decideApproval(matrix, asked, await earlierApprovals(tx, id, request)), matrix, day };
}

/** Who may approve a proposal as things stand, and why; undefined for one that the matrix does not govern. */
export async function verdictOf(tx: TenantTransaction, proposal: Proposal): Promise<Verdict | undefined> {
  const request = await requestRow(tx, proposal.id);
  return request && (await decide(tx, proposal, request)).verdict;
}

/** Who may approve what is not asked yet: shown before anybody asks. */
export async function verdictBefore(
  tx: TenantTransaction,
  ledgerId: string | null,
  draft: RequestDraft,
): Promise<Verdict> {
  const maker = actorOf(tx);
  const day = await approvalDay(tx, ledgerId);
  const matrix = await matrixOn(tx, day);
  const standsIn = await standingInFor(tx, maker, day);
  const makerRoles = [...(await rolesOfActor(tx, maker)), ...standsIn.map(({ role }) => role)];
  const request: RequestRow = { ownInterest: false, ...draft, makerRoles };
  return decideApproval(matrix, { ...request, ledgerId, day }, await earlierApprovals(tx, null, request));
}

/** Holds the patient and the payer, so that two who approve at the same moment do not both see the sum without the other's. */
async function lockCounted(tx: TenantTransaction, { patientId, payerId }: RequestRow): Promise<void> {
  const ids = [patientId, payerId].filter((id) => id !== null);
  for (const id of [...new Set(ids)].toSorted()) await lockParty(tx, id);
}

/** Holds what an approval would count, before the proposal itself is held; undefined for one that the matrix does not govern. */
export async function requestOf(tx: TenantTransaction, proposalId: string): Promise<RequestRow | undefined> {
  const request = await requestRow(tx, proposalId);
  if (request) await lockCounted(tx, request);
  return request;
}

/** What a request waits for, and whether who acts may approve it now, in roles of theirs that reach its ledger. */
export type Judgement = { readonly verdict: Verdict; readonly judged: Judged };

async function judge(
  tx: TenantTransaction,
  proposal: Proposal,
  request: RequestRow,
  roles: readonly Role[],
): Promise<Asked & Judgement> {
  const asked = await decide(tx, proposal, request);
  const actor = actorOf(tx);
  const { onePerson } = await tenantWithSettings(tx);
  const deputyFor = await standingInFor(tx, actor, asked.day);
  const judged = judgeApprover(asked.verdict, { actor, roles, deputyFor }, { maker: proposal.madeBy, onePerson });
  return { ...asked, judged };
}

/** May who acts approve this request now, and whom else does it wait for? Nothing is written. */
export async function judgementOf(
  tx: TenantTransaction,
  { proposal, request }: { readonly proposal: Proposal; readonly request: RequestRow },
  roles: readonly Role[],
): Promise<Judgement> {
  return judge(tx, proposal, request, roles);
}

/** How long an approval lives, and from when on it may be used. */
export type ApprovalLife = { readonly expiresAt: Temporal.Instant; readonly notBefore: Temporal.Instant | null };

/** The accountant is told, as long as nobody has looked: one person asked and approved (SEC-12). */
async function tellAlone(tx: TenantTransaction, proposal: Proposal, dayOn: DateText): Promise<void> {
  const detail = { kind: proposal.kind, madeBy: proposal.madeBy };
  await raiseAlarm(tx, { kind: "approval.alone", subjectKind: "proposal", subjectId: proposal.id, dayOn, detail });
}

/**
 * Judges and writes down the approval of a proposal under the matrix, by who acts, in roles that reach its ledger. The caller holds them to a fresh
 * second factor (SEC-15). Throws PROPOSAL_OWN, APPROVAL_ROLE.
 */
export async function giveApproval(
  tx: TenantTransaction,
  proposal: Proposal,
  request: RequestRow,
  roles: readonly Role[],
): Promise<ApprovalLife & Capacity> {
  const { verdict, matrix, day, judged } = await judge(tx, proposal, request, roles);
  if (!judged.ok)
    throw judged.because === "own" ? refuse("PROPOSAL_OWN") : refuse("APPROVAL_ROLE", { cause: verdict.cause });
  const { ok: _, ...capacity } = judged;
  // One person's own approval may not be used at once, so it lives as long as any may.
  const expiresAt = tx.now.add({ hours: capacity.alone ? LONGEST_APPROVAL_HOURS : matrix.approvalHours });
  await insertApproval(tx, proposal.id, {
    ...capacity,
    approvedOn: day,
    contentHash: proposal.contentHash,
    sumMinor: verdict.sumMinor,
    earlier: verdict.earlier.map(({ proposalId }) => proposalId),
    expiresAt,
  });
  if (capacity.alone) await tellAlone(tx, proposal, day);
  return { ...capacity, expiresAt, notBefore: capacity.alone ? tx.now.add({ hours: ALONE_DELAY_HOURS }) : null };
}
