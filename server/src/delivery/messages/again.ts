import { createHash } from "node:crypto";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { endLinks, markSeen } from "../links/store.ts";
import { dispatch } from "./dispatch.ts";
import { readReach } from "./facts.ts";
import { arrived } from "./give-way.ts";
import type { TaskSolution } from "./states.ts";
import { insertTasks, lockMessages, solveTasksOf } from "./store-outcomes.ts";
import { cancelDispatches, cancelQueued, insertStops } from "./store-queue.ts";
import { dispatchesById, liveLinks, markMessageSeen, solveOne, waitingForContact } from "./store-reads.ts";
import type { Channel } from "./wish.ts";
import "./errors.ts";

/** What people and new contacts do to what was sent. */

const channels = (joined: string): Channel[] => (joined === "" ? [] : (joined.split(",") as Channel[]));

/** Wishes dispatches once more, as they were or by one channel; `mark` makes the key of the new ones. */
async function wishAgain(
  tx: TenantTransaction,
  dispatchIds: readonly string[],
  mark: string,
  by?: Channel,
): Promise<number> {
  const rows = await dispatchesById(tx, dispatchIds);
  return dispatch(
    tx,
    rows.map(({ id, ladder, beside, ...row }) => ({
      ...row,
      key: `again|${id}|${mark}`,
      ladder: by ? [by] : channels(ladder),
      beside: by ? [] : channels(beside),
      notBefore: tx.now,
    })),
  );
}

/** A person has done what a task asked for, and may say what. Throws DELIVERY_TASK_NOT_FOUND. */
export async function solveTask(tx: TenantTransaction, taskId: string, reason?: string): Promise<void> {
  await solve(tx, taskId, "handled", reason === undefined ? {} : { reason });
}

/** Sends what a task is about once more, by the same ladder or by one channel. Throws DELIVERY_TASK_NOT_FOUND. */
export async function sendAgain(tx: TenantTransaction, taskId: string, by?: Channel): Promise<void> {
  const dispatchId = await solve(tx, taskId, "sentAgain", by === undefined ? {} : { by });
  await wishAgain(tx, [dispatchId], taskId, by);
}

async function solve(
  tx: TenantTransaction,
  taskId: string,
  solution: TaskSolution,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const dispatchId = await solveOne(tx, taskId, solution);
  if (dispatchId === undefined) throw refuse("DELIVERY_TASK_NOT_FOUND");
  await recordAudit(tx, {
    action: "deliveryTask.solved",
    subjectKind: "deliveryTask",
    subjectId: taskId,
    detail: { solution, ...more },
  });
  return dispatchId;
}

export type ContactsChanged = { readonly revoked: number; readonly sentAgain: number };

/** Dispatches whose newest link went to a contact that the recipient no longer has, and those links. */
async function stale(
  tx: TenantTransaction,
  partyIds: readonly string[],
): Promise<{ linkIds: string[]; dispatchIds: string[] }> {
  const links = await liveLinks(tx, partyIds);
  if (links.length === 0) return { linkIds: [], dispatchIds: [] };
  const reach = await readReach(tx, partyIds);
  const old = links.filter((link) => !reach(link.recipientId, link.channel)?.blind.equals(link.contactBlind));
  // Newest first: one new message for each claim and recipient.
  const newest = new Map(old.toReversed().map((link) => [`${link.itemId} ${link.recipientId}`, link.dispatchId]));
  return { linkIds: old.map(({ linkId }) => linkId), dispatchIds: [...new Set(newest.values())] };
}

/**
 * Contacts of parties have changed: links that went to the old ones end at once, and what was told by them is told anew to the new ones
 * (FR-24), as is what waited for a contact. To be called in the transaction that changes them.
 */
export async function contactsChanged(tx: TenantTransaction, partyIds: readonly string[]): Promise<ContactsChanged> {
  if (partyIds.length === 0) return { revoked: 0, sentAgain: 0 };
  const { linkIds, dispatchIds } = await stale(tx, partyIds);
  const revoked = linkIds.length === 0 ? [] : await endLinks(tx, { ids: linkIds });
  await cancelQueued(tx, await cancelDispatches(tx, { ids: dispatchIds }, "contactChanged"), "contactChanged");
  const waiting = await waitingForContact(tx, partyIds);
  await solveTasksOf(tx, waiting, "newContact", ["needsContact", "bounced", "wrongPerson"]);
  const mark = createHash("sha256").update(tx.now.toString()).digest("hex").slice(0, 16);
  const sentAgain = await wishAgain(tx, [...new Set([...dispatchIds, ...waiting])], mark);
  for (const partyId of revoked.length > 0 ? partyIds : [])
    await recordAudit(tx, {
      action: "payLink.revoked",
      subjectKind: "party",
      subjectId: partyId,
      detail: { why: "contactChanged" },
    });
  return { revoked: revoked.length, sentAgain };
}

/**
 * Whoever got a message says that it is not for them (T-12): nothing more goes to that contact by that channel, its links end, and a person
 * is asked to find the right one.
 */
export async function wrongPerson(tx: TenantTransaction, messageId: string): Promise<void> {
  const [row] = await lockMessages(tx, [messageId]);
  if (!row) throw refuse("MESSAGE_NOT_FOUND");
  const { dispatchId, ledgerId, itemId, recipientId, channel, contactBlind } = row;
  if (contactBlind) await insertStops(tx, [{ channel, contactBlind, why: "wrongPerson" }]);
  if (itemId !== null) await endLinks(tx, { itemId, recipientId });
  await cancelQueued(tx, [dispatchId], "byPerson");
  await cancelDispatches(tx, { ids: [dispatchId] }, "byPerson");
  await insertTasks(tx, [{ ledgerId, dispatchId, messageId, itemId, recipientId, kind: "wrongPerson", rule: null }]);
}

/** A person has opened a link and acted on its page, by a POST (SEC-32): the message that carried it has been seen. */
export async function noteSeen(tx: TenantTransaction, linkId: string): Promise<void> {
  const messageId = await markSeen(tx, linkId);
  const message = messageId === null ? undefined : await markMessageSeen(tx, messageId);
  if (message) await arrived(tx, [message]);
}
