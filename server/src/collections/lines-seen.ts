import { proposalById, proposalLines, wrongKind, type ProposalLine } from "../controls/index.ts";
import type { Channel } from "../delivery/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { overdueOn, type Overdue } from "./day.ts";
import { itemRows, type ItemRow } from "./facts-store.ts";
import { groundOf } from "./ground.ts";
import { lettersFor, lookAgain, wayOf } from "./look-again.ts";
import type { RestingItems } from "./ports.ts";
import { FOLLOW_UP } from "./propose.ts";

/** A line as a person looks at it (F-03). */
export type LineSeen = {
  readonly line: ProposalLine;
  readonly item: ItemRow;
  readonly overdue: Overdue;
  /** The channel its letter would be tried by first; null where it is told to nobody, or to nobody any more. */
  readonly channel: Channel | null;
  /** It would be left out if the proposal were applied now. */
  readonly changed: boolean;
};

const isBegun = (state: string): boolean => state !== "open" && state !== "approved";

/** A page of a proposal's lines after a line number; of one action if asked. Throws PROPOSAL_NOT_FOUND, PROPOSAL_KIND_WRONG. */
export async function linesSeen(
  tx: TenantTransaction,
  proposalId: string,
  asked: {
    readonly resting: RestingItems;
    readonly after: number;
    readonly limit: number;
    readonly action?: string;
  },
): Promise<LineSeen[]> {
  const proposal = await proposalById(tx, proposalId);
  if (proposal.kind !== FOLLOW_UP) throw wrongKind(proposal, FOLLOW_UP);
  const { resting, after, limit, action } = asked;
  const lines = await proposalLines(tx, proposalId, after, limit, action ? { action } : {});
  const ground = await groundOf(tx, proposal.ledgerId!);
  const rows = await itemRows(tx, { itemIds: lines.map(({ subjectId }) => subjectId) });
  const items = new Map(rows.map((row) => [row.id, row]));
  const waiting = isBegun(proposal.state) ? [] : lines.filter(({ state }) => state === "proposed");
  const { standing, changed } = await lookAgain(tx, ground, { lines: waiting, resting, lock: false });
  const out = new Set(changed.map(({ lineNo }) => lineNo));
  const told = new Set(lettersFor(standing).flatMap(({ parts }) => parts.map(({ itemId }) => itemId)));
  const ways = new Map(standing.map((one) => [one.line.lineNo, wayOf(one.decided, one.decision)]));
  return lines.map((line) => {
    const item = items.get(line.subjectId)!;
    const way = told.has(item.id) ? ways.get(line.lineNo) : null;
    return {
      ...{ line, item, channel: way?.ladder[0] ?? null, changed: out.has(line.lineNo) },
      overdue: overdueOn(ground, item.dueOn, proposal.asOfOn),
    };
  });
}
