import { createHash } from "node:crypto";
import { canonicalJson, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import type { Role } from "../platform/roles/index.ts";
import { ExplanationNumbers } from "./explanation-numbers.ts";
import { writeBundles, type LineBundle } from "./line-bundles.ts";
import { giveApproval, insertRemark, keepRequest, requestOf, setStanding } from "./approvals/index.ts";
import {
  explainedStretchHashes,
  explanationHashes,
  insertExplanations,
  insertLines,
  insertProposal,
  lastLineNo,
  lineRows,
  proposalRow,
  proposalRows,
  setApproved,
  setContentHash,
  setState,
  stretchHashes,
} from "./store.ts";
import type {
  LineFilter,
  Proposal,
  ProposalDraft,
  ProposalFilter,
  ProposalLine,
  ProposalLineDraft,
  ProposalState,
} from "./types.ts";

const CHUNK = 5_000;
/** How long a proposal may wait for approval (SEC-12). */
const LIFE_HOURS = 72;
const BEGUN: readonly ProposalState[] = ["applying", "paused"];

type Hashed = Pick<Proposal, "id" | "kind" | "ledgerId" | "asOfOn">;

/** The hash of exactly what will happen: kind, ledger, day, every stored line in order, and why they stand there. Approval is of this hash. */
async function contentHash(tx: TenantTransaction, of: Hashed): Promise<Buffer> {
  return hashOf(of, [
    ...(await explanationHashes(tx, of.id)),
    ...(await stretchHashes(tx, of.id, await lastLineNo(tx, of.id))),
  ]);
}

function hashOf({ kind, ledgerId, asOfOn }: Hashed, stretches: readonly Buffer[]): Buffer {
  const hash = createHash("sha256").update(canonicalJson([kind, ledgerId, asOfOn]));
  for (const stretch of stretches) hash.update(stretch);
  return hash.digest();
}

/** As it was made before explanations stood apart from their lines: what somebody had approved or was to approve then is still that. */
async function earlierContentHash(tx: TenantTransaction, of: Hashed): Promise<Buffer> {
  return hashOf(of, await explainedStretchHashes(tx, of.id, await lastLineNo(tx, of.id)));
}

/** Writes lines, and each explanation once for all lines that have it. */
async function writeLines(tx: TenantTransaction, id: string, lines: readonly ProposalLineDraft[]): Promise<void> {
  const numbering = new ExplanationNumbers();
  for (let before = 0; before < lines.length; before += CHUNK) {
    const some = lines.slice(before, before + CHUNK);
    const known = numbering.known;
    const explanations = some.map(({ explanation }) => numbering.of(explanation));
    await insertExplanations(tx, id, numbering.since(known), known);
    await insertLines(tx, id, some, { before, explanations });
  }
}

/**
 * Writes a proposal with its lines; nothing else changes. A dry run is a proposal that nobody applies.
 * Throws PROPOSAL_EMPTY when there is no line.
 */
export async function createProposal(tx: TenantTransaction, draft: ProposalDraft): Promise<Proposal> {
  return createWith(tx, draft, draft.lines.length, (id) => writeLines(tx, id, draft.lines));
}

/** The same where many lines do the same for the same reason. Throws PROPOSAL_EMPTY. */
export async function createProposalOf(
  tx: TenantTransaction,
  draft: Omit<ProposalDraft, "lines">,
  bundles: readonly LineBundle[],
): Promise<Proposal> {
  const lines = bundles.reduce((sum, bundle) => sum + bundle.lines, 0);
  return createWith(tx, draft, lines, (id) => writeBundles(tx, id, bundles));
}

async function createWith(
  tx: TenantTransaction,
  draft: Omit<ProposalDraft, "lines">,
  lines: number,
  write: (id: string) => Promise<void>,
): Promise<Proposal> {
  if (lines === 0) throw refuse("PROPOSAL_EMPTY");
  const id = tx.platform.ids.next();
  const { approval } = draft;
  await insertProposal(tx, id, draft, approval ? null : tx.now.add({ hours: LIFE_HOURS }));
  await write(id);
  await setContentHash(tx, id, await contentHash(tx, { ...draft, id }));
  if (approval) await keepRequest(tx, id, approval);
  await recordAudit(tx, {
    action: "proposal.made",
    subjectKind: "proposal",
    subjectId: id,
    detail: { kind: draft.kind, lines },
  });
  return proposalById(tx, id);
}

/** One proposal. Throws PROPOSAL_NOT_FOUND. */
export async function proposalById(tx: TenantTransaction, id: string, lock = false): Promise<Proposal> {
  const found = await proposalRow(tx, id, lock);
  if (!found) throw refuse("PROPOSAL_NOT_FOUND");
  return found;
}

/** Proposals, newest first, a page at a time: `after` is the last one seen. 200 unless a limit is named; of one kind or state if asked. */
export async function listProposals(tx: TenantTransaction, filter: ProposalFilter = {}): Promise<Proposal[]> {
  return proposalRows(tx, filter);
}

/** A page of a proposal's lines, in order, after a line number; of one state or action, or those named, if asked. */
export async function proposalLines(
  tx: TenantTransaction,
  id: string,
  after = 0,
  limit = 200,
  only: LineFilter = {},
): Promise<ProposalLine[]> {
  return lineRows(tx, id, after, limit, only);
}

/** Throws unless the proposal is in one of these states. */
export function requireOneOf(proposal: Proposal, ...needed: ProposalState[]): void {
  if (!needed.includes(proposal.state))
    throw refuse("PROPOSAL_STATE", { state: proposal.state, needed: needed.join(" or ") });
}

/** Throws unless the proposal is in one of these states and still alive; one that has begun does not grow old. */
export function requireState(tx: TenantTransaction, proposal: Proposal, ...needed: ProposalState[]): void {
  requireOneOf(proposal, ...needed);
  if (!BEGUN.includes(proposal.state) && hasExpired(tx, proposal.expiresAt)) throw refuse("PROPOSAL_EXPIRED");
}

/** Is it too late? What waits for the matrix's approval never is. */
export function hasExpired({ now }: Pick<TenantTransaction, "now">, expiresAt: Temporal.Instant | null): boolean {
  return expiresAt !== null && Temporal.Instant.compare(now, expiresAt) > 0;
}

/** What an approval would be of: waiting, or approved under the matrix and lapsed unused, since the request stands on (DP-056). */
function requireToApprove(tx: TenantTransaction, proposal: Proposal, underMatrix: boolean): void {
  if (underMatrix && proposal.state === "approved" && hasExpired(tx, proposal.expiresAt)) return;
  requireState(tx, proposal, "open");
}

/** Nobody approves what they made, where its totals say that it takes two. Throws PROPOSAL_OWN. */
function requireAnother({ context: { actor } }: TenantTransaction, proposal: Proposal): void {
  if (proposal.totals["twoPersons"] === 1 && proposal.madeBy === `${actor.kind}:${actor.id}`)
    throw refuse("PROPOSAL_OWN");
}

/**
 * Approves exactly this content. What the approval matrix governs is approved by whom it says, in `roles` of theirs that reach the ledger; of anything
 * else the role table has decided before. What takes two persons is not approved by who made it (SEC-12), but under the matrix in one-person mode.
 * Throws PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_OWN, APPROVAL_ROLE.
 */
export async function approveProposal(
  tx: TenantTransaction,
  id: string,
  roles: readonly Role[] = [],
): Promise<Proposal> {
  const request = await requestOf(tx, id);
  const proposal = await proposalById(tx, id, true);
  requireToApprove(tx, proposal, request !== undefined);
  if (request) await assertUnchanged(tx, proposal);
  else requireAnother(tx, proposal);
  const given = request && (await giveApproval(tx, proposal, request, roles));
  await setApproved(tx, id, given);
  await recordAudit(tx, {
    action: "proposal.approved",
    subjectKind: "proposal",
    subjectId: id,
    detail: {
      kind: proposal.kind,
      hash: proposal.contentHash.toString("hex"),
      ...(given ? { role: given.role, deputyFor: given.deputyFor, onePerson: given.alone } : {}),
    },
  });
  return proposalById(tx, id);
}

async function end(tx: TenantTransaction, id: string, action: "proposal.withdrawn" | "proposal.refused") {
  const proposal = await proposalById(tx, id, true);
  requireOneOf(proposal, "open", "approved");
  await setState(tx, id, "withdrawn");
  await setStanding(tx, id, "void");
  await recordAudit(tx, { action, subjectKind: "proposal", subjectId: id });
}

/** Takes a proposal back before it is applied. */
export const withdrawProposal = (tx: TenantTransaction, id: string): Promise<void> => end(tx, id, "proposal.withdrawn");

/** Says no to a request, with the reason, which who asked reads. Nothing was done; it may be asked anew. Throws PROPOSAL_NOT_FOUND, PROPOSAL_STATE. */
export async function refuseProposal(tx: TenantTransaction, id: string, words: string): Promise<void> {
  await end(tx, id, "proposal.refused");
  await insertRemark(tx, { proposalId: id, kind: "refusal", words });
}

/** Computes the hash of the stored lines again: what is applied is what was approved. Throws PROPOSAL_CHANGED. */
export async function assertUnchanged(tx: TenantTransaction, proposal: Proposal): Promise<void> {
  if ((await contentHash(tx, proposal)).equals(proposal.contentHash)) return;
  if (!(await earlierContentHash(tx, proposal)).equals(proposal.contentHash)) throw refuse("PROPOSAL_CHANGED");
}
