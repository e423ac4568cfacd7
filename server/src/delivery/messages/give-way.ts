import type { TenantTransaction } from "../../platform/index.ts";
import { afterFailure, tellsArrival } from "./policy.ts";
import type { FailureReason, TaskKind } from "./states.ts";
import {
  insertTasks,
  lockMessages,
  setDispatches,
  solveTasksOf,
  type MessageRow,
  type NewTask,
} from "./store-outcomes.ts";
import { cancelQueued, insertMessages, insertStops, type NewMessage } from "./store-queue.ts";
import { wakingHours, type WakingHours } from "./waking-hours.ts";
import type { Channel } from "./wish.ts";

/** What follows for dispatches when messages fail or arrive. */

export type Failure = {
  readonly messageId: string;
  readonly reason: FailureReason;
  /** It was taken first, and came back. */
  readonly bounced: boolean;
  /** What a task says of it: the rule of a finding, else the reason. */
  readonly rule: string | null;
};

type Followed = { readonly next: NewMessage | null; readonly task: NewTask | null; readonly row: MessageRow };

function follow(tx: TenantTransaction, row: MessageRow, failure: Failure, hours: WakingHours): Followed {
  const ladder = row.ladder.split(",") as Channel[];
  const { next, task } = afterFailure({ ladder, rung: row.rung }, failure.reason, failure.bounced);
  const { id: messageId, dispatchId, ledgerId, itemId, recipientId, kind } = row;
  const about = { dispatchId, ledgerId, itemId, recipientId };
  return {
    row,
    next: next && { ...about, ...next, kind, id: tx.platform.ids.next(), dueAt: hours(next.channel, ledgerId, tx.now) },
    task: task && { ...about, messageId, kind: task, rule: failure.rule ?? failure.reason },
  };
}

/** Does anybody still wait for this rung? One that another has overtaken fails without a sequel; a mail that was done may come back. */
function isAwaited({ dispatchState, channel }: MessageRow): boolean {
  return dispatchState !== "cancelled" && !(dispatchState === "done" && tellsArrival(channel));
}

/** Failed rungs give way to the next; the last one ends its dispatch and leaves a task (FR-43). What was cancelled stays cancelled. */
export async function giveWay(tx: TenantTransaction, failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return;
  const rows = new Map(
    (
      await lockMessages(
        tx,
        failures.map((failure) => failure.messageId),
      )
    ).map((row) => [row.id, row]),
  );
  const hours = await wakingHours(
    tx,
    [...rows.values()].map(({ ledgerId }) => ledgerId),
  );
  const followed = failures.flatMap((failure) => {
    const row = rows.get(failure.messageId);
    return row && isAwaited(row) ? [follow(tx, row, failure, hours)] : [];
  });
  await insertMessages(
    tx,
    followed.flatMap(({ next }) => next ?? []),
  );
  await insertTasks(
    tx,
    followed.flatMap(({ task }) => task ?? []),
  );
  const onLadder = followed.filter(({ row }) => row.rung !== null);
  await setDispatches(
    tx,
    onLadder.filter(({ next }) => next !== null).map(({ row }) => row.dispatchId),
    "open",
  );
  await setDispatches(
    tx,
    onLadder.filter(({ next }) => next === null).map(({ row }) => row.dispatchId),
    "failed",
  );
  await stopRefused(tx, failures, rows);
}

/** A receiver who wants nothing by a channel gets nothing more by it. */
async function stopRefused(
  tx: TenantTransaction,
  failures: readonly Failure[],
  rows: ReadonlyMap<string, MessageRow>,
): Promise<void> {
  const stops = failures.flatMap(({ messageId, reason }) => {
    const row = rows.get(messageId);
    if (reason !== "receiverRefuses" || !row?.contactBlind) return [];
    return [{ channel: row.channel, contactBlind: row.contactBlind, why: "receiverRefuses" as const }];
  });
  await insertStops(tx, stops);
}

const SOLVED_BY_ARRIVAL: readonly TaskKind[] = ["failed", "bounced", "needsContact"];

/** One rung has arrived: the dispatch is done, and what waits on higher rungs stays here. */
export async function arrived(
  tx: TenantTransaction,
  rows: readonly Pick<MessageRow, "dispatchId" | "rung">[],
): Promise<void> {
  const ids = rows.filter(({ rung }) => rung !== null).map(({ dispatchId }) => dispatchId);
  const done = await setDispatches(tx, ids, "done");
  await cancelQueued(tx, done, "delivered", true);
  await solveTasksOf(tx, done, "delivered", SOLVED_BY_ARRIVAL);
}
