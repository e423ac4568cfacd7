import { announce, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import type { Proposal } from "../types.ts";
import { insertRemark, remarksOf } from "./request-store.ts";

/** What is said about a request while it waits (ux C-03, H-04). Words are sealed; the trail says that something was said, not what. */

/** A reminder a day: more would be noise. */
const NUDGE_HOURS = 24;

/** Asks who made a request, or answers. Returns the remark's id. */
export async function remarkOn(
  tx: TenantTransaction,
  { id, ledgerId }: Proposal,
  kind: "comment" | "question",
  words: string,
): Promise<string> {
  const remarkId = await insertRemark(tx, { proposalId: id, kind, words });
  await recordAudit(tx, {
    action: "proposal.remarked",
    subjectKind: "proposal",
    subjectId: id,
    detail: { noteId: remarkId },
  });
  await announce(tx, "proposal", id, ledgerId);
  return remarkId;
}

/**
 * Who made a request reminds those it waits for: it stands first in their list. Once in 24 hours. Throws REQUEST_NOT_YOURS, REQUEST_NOT_WAITING,
 * REQUEST_NUDGED.
 */
export async function nudgeApprovers(tx: TenantTransaction, proposal: Proposal): Promise<void> {
  const { actor } = tx.context;
  if (proposal.madeBy !== `${actor.kind}:${actor.id}`) throw refuse("REQUEST_NOT_YOURS");
  if (proposal.state !== "open") throw refuse("REQUEST_NOT_WAITING");
  const since = tx.now.subtract({ hours: NUDGE_HOURS });
  const last = (await remarksOf(tx, [proposal.id])).findLast(({ kind }) => kind === "nudge");
  if (last && Temporal.Instant.compare(last.writtenAt, since) > 0) throw refuse("REQUEST_NUDGED");
  await insertRemark(tx, { proposalId: proposal.id, kind: "nudge", words: null });
  await recordAudit(tx, { action: "proposal.nudged", subjectKind: "proposal", subjectId: proposal.id });
  await announce(tx, "proposal", proposal.id, proposal.ledgerId);
}
