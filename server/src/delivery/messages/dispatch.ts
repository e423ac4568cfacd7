import { enqueue, refuse, type TenantTransaction } from "../../platform/index.ts";
import { cancelDispatches, cancelQueued, insertDispatches, insertMessages, type NewMessage } from "./store-queue.ts";
import { solveTasksOf } from "./store-outcomes.ts";
import type { CancelReason } from "./states.ts";
import type { DispatchWish } from "./wish.ts";
import "./errors.ts";

/** The job that hands over what is due; asked for in the transaction that wishes something. */
export const HAND_OVER_JOB = "delivery.handOver";
const CHUNK = 5_000;
const LONGEST_KEY = 200;

function requireSound(wish: DispatchWish): void {
  const channels = [...wish.ladder, ...wish.beside];
  const sound =
    wish.key.length > 0 &&
    wish.key.length <= LONGEST_KEY &&
    wish.ladder.length > 0 &&
    new Set(channels).size === channels.length &&
    (wish.itemId !== null || wish.kind === "accountStatement");
  if (!sound) throw refuse("DISPATCH_UNSOUND", { key: wish.key.slice(0, LONGEST_KEY) });
}

type Named = DispatchWish & { readonly id: string };

/** The first messages of a dispatch: its lowest rung, and all that goes beside the ladder. */
function firstMessages(tx: TenantTransaction, wish: Named): NewMessage[] {
  const { id: dispatchId, ledgerId, itemId, recipientId, kind, notBefore } = wish;
  const dueAt = Temporal.Instant.compare(notBefore, tx.now) < 0 ? tx.now : notBefore;
  const common = { dispatchId, ledgerId, itemId, recipientId, kind, dueAt };
  return [
    { ...common, id: tx.platform.ids.next(), channel: wish.ladder[0]!, rung: 0 },
    ...wish.beside.map((channel) => ({ ...common, id: tx.platform.ids.next(), channel, rung: null })),
  ];
}

/**
 * Wishes that recipients be told something. It leaves if and only if the transaction commits; a key that was wished before is left as it is.
 * Gives how many are new. Throws DISPATCH_UNSOUND.
 */
export async function dispatch(tx: TenantTransaction, wishes: readonly DispatchWish[]): Promise<number> {
  wishes.forEach(requireSound);
  let made = 0;
  let isDue = false;
  for (let at = 0; at < wishes.length; at += CHUNK) {
    const named = wishes.slice(at, at + CHUNK).map((wish) => ({ ...wish, id: tx.platform.ids.next() }));
    const fresh = await insertDispatches(tx, named);
    const messages = named.filter((wish) => fresh.has(wish.id)).flatMap((wish) => firstMessages(tx, wish));
    await insertMessages(tx, messages);
    made += fresh.size;
    isDue ||= messages.some((message) => Temporal.Instant.compare(message.dueAt, tx.now) <= 0);
  }
  if (isDue) await enqueue(tx, HAND_OVER_JOB, {});
  return made;
}

/** Takes back what no channel has taken yet, and says why; gives whether there was such a dispatch that had not ended. */
export async function cancelDispatch(tx: TenantTransaction, key: string, why: CancelReason): Promise<boolean> {
  const ids = await cancelDispatches(tx, { key }, why);
  await cancelQueued(tx, ids, why);
  await solveTasksOf(tx, ids, why === "settled" ? "settled" : "cancelled", [
    "failed",
    "bounced",
    "needsContact",
    "setUp",
  ]);
  return ids.length > 0;
}
