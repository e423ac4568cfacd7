import { isUuid, type TenantTransaction } from "../../platform/index.ts";
import type { DeliveryReport } from "../ports.ts";
import { arrived, giveWay, type Failure } from "./give-way.ts";
import { firstQuestionAt, stateAfter, type Known } from "./policy.ts";
import {
  insertProofs,
  insertTasks,
  lockMessages,
  newestAnswers,
  writeBusinessAnswers,
  writeLearned,
  type Learned,
  type MessageRow,
} from "./store-outcomes.ts";

export type TakenReports = {
  /** New to us. */
  readonly taken: number;
  /** Told before. */
  readonly known: number;
  /** Of no message of this tenant. */
  readonly strange: number;
};

/** What became of a message, all its new reports considered in the order the channel says things happened. */
type Moved = { readonly row: MessageRow; readonly learned: Learned };

function move(row: MessageRow, reports: readonly DeliveryReport[]): Moved | undefined {
  const before: Known = { state: row.state, reason: row.reason };
  const inTurn = reports.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const after = inTurn.reduce<Known>(stateAfter, before);
  if (after.state === before.state) return undefined;
  const nextAt = after.state === "accepted" ? firstQuestionAt(row.channel, inTurn[0]!.at) : null;
  const partnerCode = inTurn.findLast((report) => report.partnerCode !== null)?.partnerCode ?? null;
  return { row, learned: { id: row.id, ...after, partnerCode, nextAt } };
}

function failureOf({ learned }: Moved): Failure[] {
  if (learned.state !== "failed" && learned.state !== "bounced") return [];
  return [
    { messageId: learned.id, reason: learned.reason ?? "unexpected", bounced: learned.state === "bounced", rule: null },
  ];
}

/** A receiver's no to an e-invoice is for a person to read. */
async function takeAnswers(
  tx: TenantTransaction,
  rows: readonly MessageRow[],
  reports: readonly DeliveryReport[],
): Promise<void> {
  const answered = reports.filter(({ state }) => state === "businessAccepted" || state === "businessRejected");
  if (answered.length === 0) return;
  const answers = await newestAnswers(tx, [...new Set(answered.map((report) => report.messageId))]);
  await writeBusinessAnswers(tx, answers);
  const rejected = rows.filter((row) => answers.get(row.id) === "rejected");
  const ruleOf = (id: string) =>
    answered.find((report) => report.messageId === id && report.state === "businessRejected")?.partnerCode ?? null;
  await insertTasks(
    tx,
    rejected.map(({ id: messageId, dispatchId, ledgerId, itemId, recipientId }) => ({
      messageId,
      dispatchId,
      ledgerId,
      itemId,
      recipientId,
      kind: "businessRejected",
      rule: ruleOf(messageId),
    })),
  );
}

/**
 * Takes what channels say of messages: each event once, in any order (delivered may come before accepted). What failed gives way to the next
 * rung; what has arrived ends its dispatch.
 */
export async function takeReports(tx: TenantTransaction, reports: readonly DeliveryReport[]): Promise<TakenReports> {
  const named = reports.filter((report) => isUuid(report.messageId));
  const rows = await lockMessages(tx, [...new Set(named.map((report) => report.messageId))]);
  const ids = new Set(rows.map(({ id }) => id));
  const ours = new Map(
    named.filter(({ messageId }) => ids.has(messageId)).map((one) => [`${one.messageId} ${one.eventId}`, one]),
  );
  const fresh = await insertProofs(tx, [...ours.values()]);
  const news = Map.groupBy(
    [...ours].filter(([key]) => fresh.has(key)).map(([, report]) => report),
    ({ messageId }) => messageId,
  );
  const moved = rows.flatMap((row) => move(row, news.get(row.id) ?? []) ?? []);
  await writeLearned(
    tx,
    moved.map(({ learned }) => learned),
  );
  await giveWay(tx, moved.flatMap(failureOf));
  await arrived(
    tx,
    moved.filter(({ learned }) => learned.state === "delivered").map(({ row }) => row),
  );
  await takeAnswers(tx, rows, [...news.values()].flat());
  const strange = reports.filter((report) => !ids.has(report.messageId)).length;
  return { taken: fresh.size, known: reports.length - strange - fresh.size, strange };
}
