import { holdLines, proposalById, proposalLines, releaseLines, wrongKind } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { claimOf } from "./claim-of.ts";
import { endHold, setHold, standingHold } from "./holds.ts";
import type { HoldReason } from "./policy.ts";
import { FOLLOW_UP } from "./propose.ts";

async function lineOf(tx: TenantTransaction, proposalId: string, lineNo: number) {
  const proposal = await proposalById(tx, proposalId);
  if (proposal.kind !== FOLLOW_UP) throw wrongKind(proposal, FOLLOW_UP);
  const [line] = await proposalLines(tx, proposalId, 0, 1, { lineNos: [lineNo] });
  if (!line) throw refuse("PROPOSAL_LINE_NOT_HELD");
  return line;
}

/**
 * Lets a claim rest until a day and leaves its line out of the proposal at hand: together, or neither (F-04, DP-033). Gives the hold's id.
 * Throws PROPOSAL_LINE_NOT_HELD and what `setHold` and `holdLines` throw.
 */
export async function holdLine(
  tx: TenantTransaction,
  wish: {
    readonly proposalId: string;
    readonly lineNo: number;
    readonly reason: HoldReason;
    readonly endsOn: DateText;
  },
): Promise<string> {
  const { proposalId, lineNo, reason, endsOn } = wish;
  const line = await lineOf(tx, proposalId, lineNo);
  if (line.state !== "proposed") throw refuse("PROPOSAL_LINE_NOT_HELD");
  const id = await setHold(tx, { itemId: line.subjectId, reason, endsOn });
  await holdLines(tx, proposalId, [lineNo], "hold");
  return id;
}

/**
 * Takes such a hold back while nobody has approved: the claim rests no more, and its line is in the proposal again.
 * Throws FOLLOW_UP_HOLD_NOT_FOUND, and what `releaseLines` throws.
 */
export async function releaseLine(
  tx: TenantTransaction,
  { proposalId, lineNo }: { readonly proposalId: string; readonly lineNo: number },
): Promise<void> {
  const { subjectId } = await lineOf(tx, proposalId, lineNo);
  const { today } = await claimOf(tx, subjectId);
  const id = await standingHold(tx, subjectId, today);
  if (id === undefined) throw refuse("FOLLOW_UP_HOLD_NOT_FOUND");
  await endHold(tx, id);
  await releaseLines(tx, proposalId, [lineNo]);
}
