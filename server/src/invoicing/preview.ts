import {
  heldElsewhere,
  heldSince,
  holdsBeyond,
  type Hold,
  type HoldFilter,
  type Proposal,
  type ProposalLine,
} from "../controls/index.ts";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { daysHeld, heldWaiting } from "./held-claims.ts";
import { changedLineNos, claimsAtHand, waitingGroups, type ClaimAtHand, type WaitingGroup } from "./preview-store.ts";
import { INVOICE_RUN } from "./propose-invoices.ts";
import { dueDay, dueOfClaim } from "./terms.ts";

export type Waiting = {
  readonly asOfOn: DateText;
  readonly dueOn: DateText;
  readonly groups: readonly WaitingGroup[];
  /** Of the claims that are held back: the first and the last day on which they come back. */
  readonly heldUntil: { readonly firstOn: DateText; readonly lastOn: DateText } | null;
};

/** What waits to be invoiced on a day, counted and summed (øre), and when it would be due. Throws LEDGER_NOT_FOUND. */
export async function waitingToInvoice(tx: TenantTransaction, ledgerId: string, asOf: DateText): Promise<Waiting> {
  const ledger = await ledgerById(tx, ledgerId);
  const zone = marketPack(ledger.market).zones[0]!;
  const holds = await holdsBeyond(tx, { kind: INVOICE_RUN, ledgerId, day: asOf });
  const held = await heldWaiting(tx, ledgerId, asOf, zone, holds);
  const groups = await waitingGroups(tx, ledgerId, asOf, zone, [...held.keys()]);
  return { asOfOn: asOf, dueOn: dueDay(ledger, asOf), groups, heldUntil: daysHeld(held.values()) };
}

/** A hold until a day with what it keeps out of an invoice run: `externalId` of a single claim, null of several on a collective invoice. */
export type HeldBack = Pick<Hold, "proposalId" | "lineNo" | "reason" | "untilOn"> & {
  readonly partyId: string;
  readonly externalId: string | null;
  readonly claims: number;
  readonly amountMinor: bigint;
};

/**
 * What is held back beyond a day and still waits, the next to end first; a page of at most `limit` after one. What was withdrawn or
 * invoiced meanwhile is held no longer. Throws LEDGER_NOT_FOUND.
 */
export async function heldBack(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: DateText,
  { after, limit }: Pick<HoldFilter, "after"> & { readonly limit: number },
): Promise<HeldBack[]> {
  const { market } = await ledgerById(tx, ledgerId);
  const found: HeldBack[] = [];
  for (let last = after; found.length < limit;) {
    const of = { kind: INVOICE_RUN, ledgerId, day: asOf, limit, ...(last ? { after: last } : {}) };
    const holds = await holdsBeyond(tx, of);
    found.push(...(await stillWaiting(tx, ledgerId, asOf, marketPack(market).zones[0]!, holds)));
    if (holds.length < limit) break;
    last = holds.at(-1);
  }
  return found.slice(0, limit);
}

async function stillWaiting(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: DateText,
  zone: string,
  holds: readonly Hold[],
): Promise<HeldBack[]> {
  const held = await heldWaiting(tx, ledgerId, asOf, zone, holds);
  const kept = Map.groupBy(held.values(), ({ hold }) => hold);
  const ids = [...kept.values()].flatMap((each) => (each.length === 1 ? [each[0]!.claim.id] : []));
  const externalIds = new Map((await claimsAtHand(tx, ids)).map((claim) => [claim.id, claim.externalId]));
  return holds.flatMap((hold) => {
    const claims = (kept.get(hold) ?? []).map(({ claim }) => claim);
    if (claims.length === 0) return [];
    const { proposalId, lineNo, reason, untilOn } = hold;
    return {
      ...{ proposalId, lineNo, reason, untilOn, partyId: claims[0]!.payerId, claims: claims.length },
      externalId: claims.length === 1 ? (externalIds.get(claims[0]!.id) ?? null) : null,
      amountMinor: claims.reduce((sum, claim) => sum + claim.amountMinor, 0n),
    };
  });
}

/** Whom a line of a run is about: who gets the invoice, what it is made of, when it is due, and whether it changed since it was proposed. */
export type LineSubject = {
  readonly partyId: string;
  readonly externalId: string | null;
  readonly claims: number;
  readonly dueOn: DateText;
  readonly changed: boolean;
};

function subjectOf(
  line: ProposalLine,
  claim: ClaimAtHand | undefined,
  runDue: DateText,
  asOf: DateText,
  held: boolean,
): LineSubject {
  if (!claim) {
    const { claims } = line.explanation.inputs;
    return { partyId: line.subjectId, externalId: null, claims: Number(claims ?? 1), dueOn: runDue, changed: held };
  }
  const dueOn = dueOfClaim(claim.dueOn, asOf, runDue);
  const asSeen = claim.waits && claim.contentHash.equals(line.seenHash) && !held;
  const changed = line.state === "proposed" && !asSeen;
  return { partyId: claim.payerId, externalId: claim.externalId, claims: 1, dueOn, changed };
}

/** What lines of an invoice run are about, by line number; nothing for proposals of other kinds. */
export async function lineSubjects(
  tx: TenantTransaction,
  proposal: Proposal,
  lines: readonly ProposalLine[],
): Promise<Map<number, LineSubject>> {
  const { kind, ledgerId, asOfOn } = proposal;
  if (kind !== INVOICE_RUN || ledgerId === null) return new Map();
  const runDue = dueDay(await ledgerById(tx, ledgerId), asOfOn);
  const ids = lines.filter((line) => line.subjectKind === "claim").map((line) => line.subjectId);
  const claims = new Map((await claimsAtHand(tx, ids)).map((claim) => [claim.id, claim]));
  const held = await heldElsewhere(
    tx,
    proposal,
    lines.filter((line) => line.state === "proposed"),
  );
  const of = (line: ProposalLine) => subjectOf(line, claims.get(line.subjectId), runDue, asOfOn, held.has(line.lineNo));
  return new Map(lines.map((line) => [line.lineNo, of(line)]));
}

/**
 * The first lines, at most `limit`, that an invoice run would leave out because their claim changed since it was proposed, or was held back
 * until a later day in another run.
 */
export async function changedSince(tx: TenantTransaction, proposal: Proposal, limit: number): Promise<number[]> {
  if (proposal.kind !== INVOICE_RUN) return [];
  const changed = await changedLineNos(tx, proposal.id, limit);
  const held = await heldSince(tx, proposal);
  if (held.length === 0) return changed;
  return [...new Set([...changed, ...held])].sort((a, b) => a - b).slice(0, limit);
}
