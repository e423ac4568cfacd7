import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { partyKeys, refuse, type TenantTransaction } from "../platform/index.ts";
import { openWords, type ContactChannel } from "./claim-of.ts";
import type { Decision } from "./decide-model.ts";
import { itemRows, stepRows, type ItemRow, type StepRow } from "./facts-store.ts";
import { groundOf } from "./ground.ts";
import type { HoldReason } from "./policy.ts";
import type { LevelName } from "./policy-model.ts";
import type { RestingItems } from "./ports.ts";
import { decideItems } from "./decide-items.ts";
import { timeline, type TimelineStep } from "./timeline.ts";
import "./errors.ts";

/** What follow-up knows of claims, for people to read. */

/** A claim that has been followed up at least once and is still owed, or waits with an objection or a hold. */
export type CaseRow = {
  readonly itemId: string;
  readonly partyId: string;
  readonly reference: string | null;
  readonly dueOn: DateText;
  readonly openMinor: bigint;
  readonly lastLevel: LevelName | null;
  readonly lastTakenOn: DateText | null;
  readonly disputedSince: DateText | null;
  readonly heldUntil: DateText | null;
};

export type CaseFilter = {
  readonly ledgerId: string;
  readonly level?: LevelName;
  readonly after?: { readonly dueOn: DateText; readonly itemId: string };
  readonly limit: number;
};

/** Cases of a ledger that are open, the oldest first; a page after one. Whether a case is closed is read from its item, never kept. */
export async function listCases(
  tx: TenantTransaction,
  { ledgerId, level, after, limit }: CaseFilter,
): Promise<CaseRow[]> {
  const found = await sql<CaseRow>`
    select i.id as "itemId", i.party_id as "partyId", i.reference, i.due_on as "dueOn", i.open_minor as "openMinor",
      s.level as "lastLevel", s.taken_on as "lastTakenOn", d.opened_on as "disputedSince", h.ends_on as "heldUntil"
    from open_item i
    left join lateral (
      select level, taken_on from follow_up_step where tenant_id = ${tx.tenantId} and item_id = i.id order by id desc limit 1) s on true
    left join follow_up_dispute d on d.tenant_id = i.tenant_id and d.item_id = i.id and d.outcome is null
    left join lateral (
      select max(ends_on) as ends_on from follow_up_hold where tenant_id = ${tx.tenantId} and item_id = i.id and ended_on is null) h on true
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.kind in ('invoice', 'instalment') and i.open_minor > 0
      and i.party_id is not null and (s.level is not null or d.opened_on is not null or h.ends_on is not null)
      ${level ? sql`and s.level = ${level}` : sql``}
      ${after ? sql`and (i.due_on, i.id) > (${after.dueOn}::date, ${after.itemId}::uuid)` : sql``}
    order by i.due_on, i.id limit ${limit}`.execute(tx.db);
  return found.rows;
}

type Written = { readonly by: string; readonly at: Temporal.Instant };
export type CaseEvent = Written &
  (
    | { readonly kind: "step"; readonly step: StepRow }
    | {
        readonly kind: "dispute";
        readonly id: string;
        readonly openedOn: DateText;
        readonly channel: ContactChannel;
        readonly words: string | null;
        readonly answer: {
          readonly on: DateText;
          readonly outcome: "rejected" | "upheld";
          readonly words: string | null;
          readonly by: string;
        } | null;
      }
    | {
        readonly kind: "promise";
        readonly id: string;
        readonly promisedOn: DateText;
        readonly channel: ContactChannel;
        readonly words: string | null;
      }
    | {
        readonly kind: "hold";
        readonly id: string;
        readonly reason: HoldReason;
        readonly fromOn: DateText;
        readonly endsOn: DateText;
        readonly endedOn: DateText | null;
      }
    | {
        readonly kind: "note";
        readonly id: string;
        readonly saidOn: DateText;
        readonly channel: ContactChannel;
        readonly direction: "fromPayer" | "toPayer" | "own";
        readonly words: string | null;
      }
  );

export type FollowUpCase = {
  readonly item: ItemRow;
  readonly policy: { readonly versionId: string; readonly name: string } | null;
  /** What would be done today, with its explanation; null where no policy is in force. */
  readonly decision: Decision | null;
  /** Every level with the day it left or will leave if nothing changes; empty where the calendar or a policy is missing. */
  readonly timeline: readonly TimelineStep[];
  /** What happened, first to last. */
  readonly events: readonly CaseEvent[];
};

type Raw = {
  readonly id: string;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly words: Buffer | null;
};

/** One claim as follow-up sees it. Words that were sealed for somebody who is erased are null. Throws FOLLOW_UP_ITEM_NOT_FOUND. */
export async function caseOf(tx: TenantTransaction, itemId: string, resting: RestingItems): Promise<FollowUpCase> {
  const [item] = await itemRows(tx, { itemIds: [itemId] });
  if (!item) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
  const ground = await groundOf(tx, item.ledgerId);
  const [decided] = await decideItems(tx, ground, [item], { asOf: ground.today, resting });
  const followed = ground.book.of(item);
  const steps = await stepRows(tx, [itemId], ground.zone);
  const sent = new Map(steps.map((step) => [step.level, Temporal.PlainDate.from(step.leftOn ?? step.takenOn)]));
  const facts = decided?.item.facts;
  const known =
    followed && facts
      ? timeline(followed.policy, ground.pack, { dueOn: facts.dueOn, deliveredOn: facts.deliveredOn, sent })
      : null;
  return {
    item,
    policy: followed && { versionId: followed.versionId, name: followed.versionName },
    decision: decided?.decision ?? null,
    timeline: known?.ok ? known.steps : [],
    events: await eventsOf(tx, item, steps),
  };
}

/** What happened to a claim, first to last; nothing of one that is not followed up. Words of somebody who is erased are null. */
export async function caseEvents(tx: TenantTransaction, itemId: string): Promise<CaseEvent[]> {
  const [item] = await itemRows(tx, { itemIds: [itemId] });
  if (!item) return [];
  const { zone } = await groundOf(tx, item.ledgerId);
  return eventsOf(tx, item, await stepRows(tx, [itemId], zone));
}

async function eventsOf(tx: TenantTransaction, item: ItemRow, steps: readonly StepRow[]): Promise<CaseEvent[]> {
  const key = (await partyKeys(tx, [item.partyId])).get(item.partyId);
  const read = (words: Parameters<typeof openWords>[2], row: string, sealed: Buffer | null): string | null =>
    key && sealed ? openWords(tx, key, words, row, sealed) : null;
  const taken = await sql<{ id: string; at: Temporal.Instant }>`
    select id, taken_at as at from follow_up_step where tenant_id = ${tx.tenantId} and item_id = ${item.id}`.execute(
    tx.db,
  );
  const at = new Map(taken.rows.map((row) => [row.id, row.at]));
  const disputes = await sql<
    Raw & {
      openedOn: DateText;
      channel: ContactChannel;
      answeredOn: DateText | null;
      outcome: "rejected" | "upheld" | null;
      answer: Buffer | null;
      answeredBy: string | null;
    }
  >`select id, registered_by as by, registered_at as at, words_sealed as words, opened_on as "openedOn", channel, answered_on as "answeredOn",
      outcome, answer_sealed as answer, answered_by as "answeredBy" from follow_up_dispute where tenant_id = ${tx.tenantId} and item_id = ${item.id}`.execute(
    tx.db,
  );
  const promises = await sql<Raw & { promisedOn: DateText; channel: ContactChannel }>`
    select id, registered_by as by, registered_at as at, words_sealed as words, promised_on as "promisedOn", channel
    from follow_up_promise where tenant_id = ${tx.tenantId} and item_id = ${item.id}`.execute(tx.db);
  const holds = await sql<
    Omit<Raw, "words"> & { reason: HoldReason; fromOn: DateText; endsOn: DateText; endedOn: DateText | null }
  >`select id, set_by as by, set_at as at, reason, from_on as "fromOn", ends_on as "endsOn", ended_on as "endedOn"
    from follow_up_hold where tenant_id = ${tx.tenantId} and item_id = ${item.id}`.execute(tx.db);
  const notes = await sql<
    Raw & { saidOn: DateText; channel: ContactChannel; direction: "fromPayer" | "toPayer" | "own" }
  >`select id, written_by as by, written_at as at, text_sealed as words, said_on as "saidOn", channel, direction
    from follow_up_note where tenant_id = ${tx.tenantId} and item_id = ${item.id}`.execute(tx.db);
  const events: CaseEvent[] = [
    ...steps.map((step): CaseEvent => ({ kind: "step", step, by: step.takenBy, at: at.get(step.id)! })),
    ...disputes.rows.map(
      ({ id, by, at: when, words, openedOn, channel, answeredOn, outcome, answer, answeredBy }): CaseEvent => ({
        ...{ kind: "dispute", id, by, at: when, openedOn, channel },
        words: read("follow_up_dispute.words_sealed", id, words),
        answer:
          outcome === null
            ? null
            : {
                ...{ on: answeredOn!, outcome, by: answeredBy! },
                words: read("follow_up_dispute.answer_sealed", id, answer),
              },
      }),
    ),
    ...promises.rows.map((row): CaseEvent => ({
      ...row,
      kind: "promise",
      words: read("follow_up_promise.words_sealed", row.id, row.words),
    })),
    ...holds.rows.map((row): CaseEvent => ({ ...row, kind: "hold" })),
    ...notes.rows.map((row): CaseEvent => ({
      ...row,
      kind: "note",
      words: read("follow_up_note.text_sealed", row.id, row.words),
    })),
  ];
  return events.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}
