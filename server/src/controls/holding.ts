import { ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import {
  endHoldRows,
  holdRows,
  holdsAfter,
  holdsOfSubjects,
  releaseRows,
  replaceHolds,
  undoneAbout,
} from "./hold-store.ts";
import { hasExpired, proposalById, requireState } from "./propose.ts";
import type { Hold, HoldFilter, Matter, Proposal } from "./types.ts";

/** Lines that a person keeps back: out of one proposal, or out of all of its kind until a day. */

/** Why a line is left out that somebody held back until a later day, in another proposal, after it was proposed here. */
export const HELD_SINCE = "It was held back until a later day since.";

/** Throws PROPOSAL_HOLD_DAY unless the day comes after today where the ledger is kept. */
async function requireLater(tx: TenantTransaction, { ledgerId }: Proposal, untilOn: DateText): Promise<void> {
  const zone = ledgerId === null ? "UTC" : marketPack((await ledgerById(tx, ledgerId)).market).zones[0]!;
  const today = tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
  if (untilOn <= today) throw refuse("PROPOSAL_HOLD_DAY", { day: untilOn, today });
}

/**
 * Keeps lines back: they stay in the proposal with the reason and are not applied. With a day, what they are about is not proposed anew
 * before it: proposals of that day have it again. A day named later, in another proposal, replaces it.
 * Throws PROPOSAL_LINE_NOT_HELD, PROPOSAL_HOLD_DAY. Returns how many lines.
 */
export async function holdLines(
  tx: TenantTransaction,
  id: string,
  lineNos: readonly number[],
  reason: string,
  untilOn?: DateText,
): Promise<number> {
  const proposal = await proposalById(tx, id, true);
  if (proposal.state !== "open" && proposal.state !== "approved") throw refuse("PROPOSAL_LINE_NOT_HELD");
  if (untilOn !== undefined) await requireLater(tx, proposal, untilOn);
  const held = await holdRows(tx, id, lineNos, reason, untilOn ?? null);
  if (untilOn !== undefined) await replaceHolds(tx, proposal, lineNos);
  await recordAudit(tx, {
    action: "proposal.linesHeld",
    subjectKind: "proposal",
    subjectId: id,
    detail: { lines: held, ...(untilOn === undefined ? {} : { untilOn }) },
  });
  return held;
}

/**
 * Takes holds back before anybody has approved: what was approved without a line is not widened afterwards.
 * Throws PROPOSAL_STATE, PROPOSAL_EXPIRED. Returns how many lines were held.
 */
export async function releaseLines(tx: TenantTransaction, id: string, lineNos: readonly number[]): Promise<number> {
  requireState(tx, await proposalById(tx, id, true), "open");
  const released = await releaseRows(tx, id, lineNos);
  await recordAudit(tx, {
    action: "proposal.linesReleased",
    subjectKind: "proposal",
    subjectId: id,
    detail: { lines: released },
  });
  return released;
}

/**
 * Ends holds until a day before it, whatever became of the proposal: the next one has what they are about again. A proposal that is still
 * open has the lines again itself; one that was approved or done stays as it is. Returns how many lines; one that is held no longer is none.
 */
export async function endHolds(tx: TenantTransaction, id: string, lineNos: readonly number[]): Promise<number> {
  const { state, expiresAt } = await proposalById(tx, id, true);
  const stillOpen = state === "open" && !hasExpired(tx, expiresAt);
  const lines = await endHoldRows(tx, id, lineNos, stillOpen);
  if (lines === 0) return 0;
  await recordAudit(tx, { action: "proposal.holdsEnded", subjectKind: "proposal", subjectId: id, detail: { lines } });
  return lines;
}

/** What proposals of a kind and ledger hold back beyond a day, the next to end first. */
export async function holdsBeyond(tx: TenantTransaction, filter: HoldFilter): Promise<Hold[]> {
  return holdsAfter(tx, filter);
}

/** What a line is about, by name: its subject, and the period where the explanation names one. */
function nameOf({ action, subjectKind, subjectId, explanation: { inputs } }: Matter): string {
  return [action, subjectKind, subjectId, inputs["firstOn"], inputs["lastOn"]].join("|");
}

/** Which of a proposal's lines are about something that another proposal holds until a day after this one's. */
export async function heldElsewhere(
  tx: TenantTransaction,
  proposal: Proposal,
  lines: readonly (Matter & { readonly lineNo: number })[],
): Promise<Set<number>> {
  if (lines.length === 0) return new Set();
  const subjects = lines.map((line) => line.subjectId);
  const held = new Set((await holdsOfSubjects(tx, proposal, subjects)).map(nameOf));
  const found = held.size === 0 ? [] : lines.filter((line) => held.has(nameOf(line)));
  return new Set(found.map((line) => line.lineNo));
}

/** The same of all lines still to be applied, in order. */
export async function heldSince(tx: TenantTransaction, proposal: Proposal): Promise<number[]> {
  const { id, kind, ledgerId, asOfOn } = proposal;
  const holds = await holdsAfter(tx, { kind, ledgerId, day: asOfOn });
  const others = holds.filter((hold) => hold.proposalId !== id);
  if (others.length === 0) return [];
  const held = new Set(others.map(nameOf));
  const undone = await undoneAbout(tx, id, others);
  return undone.filter((line) => held.has(nameOf(line))).map((line) => line.lineNo);
}
