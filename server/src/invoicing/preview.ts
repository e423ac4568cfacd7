import type { Proposal, ProposalLine } from "../controls/index.ts";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { changedLineNos, claimsAtHand, waitingGroups, type ClaimAtHand, type WaitingGroup } from "./preview-store.ts";
import { INVOICE_RUN } from "./propose-invoices.ts";
import { dueDay, dueOfClaim } from "./terms.ts";

export type Waiting = {
  readonly asOfOn: DateText;
  readonly dueOn: DateText;
  readonly groups: readonly WaitingGroup[];
};

/** What waits to be invoiced on a day, counted and summed (øre), and when it would be due. Throws LEDGER_NOT_FOUND. */
export async function waitingToInvoice(tx: TenantTransaction, ledgerId: string, asOf: DateText): Promise<Waiting> {
  const ledger = await ledgerById(tx, ledgerId);
  const groups = await waitingGroups(tx, ledgerId, asOf, marketPack(ledger.market).zones[0]!);
  return { asOfOn: asOf, dueOn: dueDay(ledger, asOf), groups };
}

/** Whom a line of a run is about: who gets the invoice, what it is made of, when it is due, and whether it changed since it was proposed. */
export type LineSubject = {
  readonly partyId: string;
  readonly externalId: string | null;
  readonly claims: number;
  readonly dueOn: DateText;
  readonly changed: boolean;
};

function subjectOf(line: ProposalLine, claim: ClaimAtHand | undefined, runDue: DateText, asOf: DateText): LineSubject {
  if (!claim) {
    const { claims } = line.explanation.inputs;
    return { partyId: line.subjectId, externalId: null, claims: Number(claims ?? 1), dueOn: runDue, changed: false };
  }
  const dueOn = dueOfClaim(claim.dueOn, asOf, runDue);
  const changed = line.state === "proposed" && !(claim.waits && claim.contentHash.equals(line.seenHash));
  return { partyId: claim.payerId, externalId: claim.externalId, claims: 1, dueOn, changed };
}

/** What lines of an invoice run are about, by line number; nothing for proposals of other kinds. */
export async function lineSubjects(
  tx: TenantTransaction,
  { kind, ledgerId, asOfOn }: Proposal,
  lines: readonly ProposalLine[],
): Promise<Map<number, LineSubject>> {
  if (kind !== INVOICE_RUN || ledgerId === null) return new Map();
  const runDue = dueDay(await ledgerById(tx, ledgerId), asOfOn);
  const ids = lines.filter((line) => line.subjectKind === "claim").map((line) => line.subjectId);
  const claims = new Map((await claimsAtHand(tx, ids)).map((claim) => [claim.id, claim]));
  return new Map(lines.map((line) => [line.lineNo, subjectOf(line, claims.get(line.subjectId), runDue, asOfOn)]));
}

/** The first lines, at most `limit`, that an invoice run would leave out because their claim changed since it was proposed. */
export async function changedSince(tx: TenantTransaction, proposal: Proposal, limit: number): Promise<number[]> {
  return proposal.kind === INVOICE_RUN ? changedLineNos(tx, proposal.id, limit) : [];
}
