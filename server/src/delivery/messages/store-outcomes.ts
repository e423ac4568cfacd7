import { sql } from "kysely";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { DeliveryReport } from "../ports.ts";
import type { CancelReason, FailureReason, MessageState, TaskKind, TaskSolution } from "./states.ts";
import type { Channel, DispatchKind } from "./wish.ts";

/** Statements that write down what became of messages. */

const instants = (values: readonly (Temporal.Instant | null)[]) =>
  column.text(values.map((value) => value?.toString() ?? null));

/** What handing over came to. */
export type Outcome = {
  readonly id: string;
  readonly state: MessageState;
  readonly nextAt: Temporal.Instant | null;
  readonly reason: FailureReason | CancelReason | null;
  readonly partnerCode: string | null;
  readonly partnerReference: string | null;
  /** What was said to whom; null where nothing was handed over. */
  readonly told: Told | null;
};

export type Told = {
  readonly minor: bigint | null;
  readonly reference: string | null;
  readonly segments: number | null;
  readonly contactSealed: Buffer | null;
  readonly contactBlind: Buffer | null;
  readonly textSealed: Buffer | null;
};

const ENDED: ReadonlySet<MessageState> = new Set(["failed", "bounced", "cancelled", "delivered", "seen"]);

/** Writes outcomes. A report that was faster than the answer stays: only what was told is added to it. */
export async function writeOutcomes(tx: TenantTransaction, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const pick = <T>(of: (outcome: Outcome) => T) => outcomes.map(of);
  const now = tx.now.toString();
  const known = sql`m.state in ('delivered', 'seen', 'failed', 'bounced')`;
  await sql`
    update message m set
      state = case when ${known} then m.state else x.state end, reason = case when ${known} then m.reason else x.reason end,
      next_at = case when ${known} then m.next_at else x.next_at::timestamptz end, leased_until = null,
      ended_at = case when ${known} then m.ended_at when x.ended then ${now}::timestamptz end,
      partner_code = coalesce(x.partner_code, m.partner_code), partner_reference = coalesce(x.partner_reference, m.partner_reference),
      handed_over_at = case when x.told then coalesce(m.handed_over_at, ${now}::timestamptz) else m.handed_over_at end,
      told_minor = coalesce(x.told_minor, m.told_minor), told_reference = coalesce(x.told_reference, m.told_reference),
      segments = coalesce(x.segments, m.segments), contact_sealed = coalesce(x.contact_sealed, m.contact_sealed),
      contact_blind = coalesce(x.contact_blind, m.contact_blind), text_sealed = coalesce(x.text_sealed, m.text_sealed)
    from unnest(
      ${column.uuid(pick((one) => one.id))}, ${column.text(pick((one) => one.state))}, ${instants(pick((one) => one.nextAt))},
      ${column.text(pick((one) => one.reason))}, ${column.text(pick((one) => one.partnerCode))}, ${column.text(pick((one) => one.partnerReference))},
      ${column.boolean(pick((one) => ENDED.has(one.state)))}, ${column.boolean(pick((one) => one.told !== null))},
      ${column.bigint(pick((one) => one.told?.minor ?? null))}, ${column.text(pick((one) => one.told?.reference ?? null))},
      ${column.smallint(pick((one) => one.told?.segments ?? null))}, ${column.bytea(pick((one) => one.told?.contactSealed ?? null))},
      ${column.bytea(pick((one) => one.told?.contactBlind ?? null))}, ${column.bytea(pick((one) => one.told?.textSealed ?? null))})
      as x (id, state, next_at, reason, partner_code, partner_reference, ended, told, told_minor, told_reference, segments, contact_sealed, contact_blind, text_sealed)
    where m.tenant_id = ${tx.tenantId} and m.id = x.id`.execute(tx.db);
}

export type MessageRow = {
  readonly id: string;
  readonly dispatchId: string;
  readonly ledgerId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly kind: DispatchKind;
  readonly channel: Channel;
  readonly rung: number | null;
  readonly state: MessageState;
  readonly reason: FailureReason | null;
  readonly handedOverAt: Temporal.Instant | null;
  readonly contactBlind: Buffer | null;
  /** Of its dispatch. */
  readonly ladder: string;
  readonly dispatchState: "open" | "done" | "failed" | "cancelled";
};

/** Messages with their dispatches, held until the transaction ends; in one order, so that two who hold them do not wait for each other. */
export async function lockMessages(tx: TenantTransaction, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  const found = await sql<MessageRow>`
    select m.id, m.dispatch_id as "dispatchId", m.ledger_id as "ledgerId", m.item_id as "itemId", m.recipient_id as "recipientId", m.kind, m.channel,
      m.rung, m.state, m.reason, m.handed_over_at as "handedOverAt", m.contact_blind as "contactBlind", d.ladder, d.state as "dispatchState"
    from message m join dispatch d on d.tenant_id = m.tenant_id and d.id = m.dispatch_id
    where m.tenant_id = ${tx.tenantId} and m.id = any (${column.uuid(ids)}) order by m.id for update of m`.execute(
    tx.db,
  );
  return found.rows;
}

/** Keeps what channels said; gives the events that were not known. */
export async function insertProofs(tx: TenantTransaction, reports: readonly DeliveryReport[]): Promise<Set<string>> {
  if (reports.length === 0) return new Set();
  const pick = <T>(of: (report: DeliveryReport) => T) => reports.map(of);
  const written = await sql<{ messageId: string; eventId: string }>`
    insert into delivery_proof (tenant_id, message_id, event_id, state, reason, partner_code, at, noted_at)
    select ${tx.tenantId}, x.message_id, x.event_id, x.state, x.reason, x.partner_code, x.at::timestamptz, ${tx.now.toString()}::timestamptz
    from unnest(
      ${column.uuid(pick((one) => one.messageId))}, ${column.text(pick((one) => one.eventId))}, ${column.text(pick((one) => one.state))},
      ${column.text(pick((one) => one.reason))}, ${column.text(pick((one) => one.partnerCode))}, ${instants(pick((one) => one.at))})
      as x (message_id, event_id, state, reason, partner_code, at)
    on conflict (tenant_id, message_id, event_id) do nothing returning message_id as "messageId", event_id as "eventId"`.execute(
    tx.db,
  );
  return new Set(written.rows.map(({ messageId, eventId }) => `${messageId} ${eventId}`));
}

export type Learned = {
  readonly id: string;
  readonly state: MessageState;
  readonly reason: FailureReason | null;
  readonly partnerCode: string | null;
  readonly nextAt: Temporal.Instant | null;
};

/** What reports told, or silence. */
export async function writeLearned(tx: TenantTransaction, learned: readonly Learned[]): Promise<void> {
  if (learned.length === 0) return;
  const pick = <T>(of: (one: Learned) => T) => learned.map(of);
  await sql`
    update message m set state = x.state, reason = x.reason, partner_code = coalesce(x.partner_code, m.partner_code), next_at = x.next_at::timestamptz,
      leased_until = null, handed_over_at = coalesce(m.handed_over_at, ${tx.now.toString()}::timestamptz),
      ended_at = case when x.ended then ${tx.now.toString()}::timestamptz end
    from unnest(
      ${column.uuid(pick((one) => one.id))}, ${column.text(pick((one) => one.state))}, ${column.text(pick((one) => one.reason))},
      ${column.text(pick((one) => one.partnerCode))}, ${instants(pick((one) => one.nextAt))}, ${column.boolean(pick((one) => ENDED.has(one.state)))})
      as x (id, state, reason, partner_code, next_at, ended)
    where m.tenant_id = ${tx.tenantId} and m.id = x.id`.execute(tx.db);
}

/** The receiver's own answer to the newest of its words. */
export async function writeBusinessAnswers(
  tx: TenantTransaction,
  answers: ReadonlyMap<string, "accepted" | "rejected">,
): Promise<void> {
  if (answers.size === 0) return;
  await sql`
    update message m set business_answer = x.answer
    from unnest(${column.uuid([...answers.keys()])}, ${column.text([...answers.values()])}) as x (id, answer)
    where m.tenant_id = ${tx.tenantId} and m.id = x.id`.execute(tx.db);
}

/** The newest business answers that are kept of messages. */
export async function newestAnswers(
  tx: TenantTransaction,
  messageIds: readonly string[],
): Promise<Map<string, "accepted" | "rejected">> {
  const found = await sql<{ messageId: string; state: string }>`
    select distinct on (message_id) message_id as "messageId", state from delivery_proof
    where tenant_id = ${tx.tenantId} and message_id = any (${column.uuid(messageIds)}) and state in ('businessAccepted', 'businessRejected')
    order by message_id, at desc, event_id desc`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.messageId, row.state === "businessAccepted" ? "accepted" : "rejected"]));
}

/** Sets where dispatches stand now. `open` takes one up again that had ended. */
export async function setDispatches(
  tx: TenantTransaction,
  ids: readonly string[],
  state: "open" | "done" | "failed",
): Promise<string[]> {
  if (ids.length === 0) return [];
  const ended = state === "open" ? null : tx.now.toString();
  const changed = await sql<{ id: string }>`
    update dispatch set state = ${state}, ended_at = ${ended}::timestamptz
    where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ids)}) and state <> ${state} and state <> 'cancelled' returning id`.execute(
    tx.db,
  );
  return changed.rows.map(({ id }) => id);
}

export type NewTask = {
  readonly ledgerId: string;
  readonly dispatchId: string;
  readonly messageId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly kind: TaskKind;
  readonly rule: string | null;
};

/** Opens tasks; one of a kind for a dispatch is enough. */
export async function insertTasks(tx: TenantTransaction, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const pick = <T>(of: (task: NewTask) => T) => tasks.map(of);
  await sql`
    insert into delivery_task (tenant_id, opened_at, id, ledger_id, dispatch_id, message_id, item_id, recipient_id, kind, rule)
    select ${tx.tenantId}, ${tx.now.toString()}::timestamptz, x.*
    from unnest(
      ${column.uuid(tasks.map(() => tx.platform.ids.next()))}, ${column.uuid(pick((one) => one.ledgerId))}, ${column.uuid(pick((one) => one.dispatchId))},
      ${column.uuid(pick((one) => one.messageId))}, ${column.uuid(pick((one) => one.itemId))}, ${column.uuid(pick((one) => one.recipientId))},
      ${column.text(pick((one) => one.kind))}, ${column.text(pick((one) => one.rule))}) as x (id, ledger_id, dispatch_id, message_id, item_id, recipient_id, kind, rule)
    on conflict (tenant_id, dispatch_id, kind) where solved_at is null do nothing`.execute(tx.db);
}

/** Solves the open tasks of dispatches: what they asked for has happened. */
export async function solveTasksOf(
  tx: TenantTransaction,
  dispatchIds: readonly string[],
  solution: TaskSolution,
  kinds: readonly TaskKind[],
): Promise<void> {
  if (dispatchIds.length === 0) return;
  const { actor } = tx.context;
  await sql`
    update delivery_task set solved_at = ${tx.now.toString()}::timestamptz, solved_by = ${`${actor.kind}:${actor.id}`}, solution = ${solution}
    where tenant_id = ${tx.tenantId} and dispatch_id = any (${column.uuid(dispatchIds)}) and solved_at is null and kind = any (${column.text(kinds)})`.execute(
    tx.db,
  );
}

/** Messages of a channel that were taken and from which nothing was heard until now; held for this transaction. */
export async function silentMessages(tx: TenantTransaction, channel: Channel, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from message
    where tenant_id = ${tx.tenantId} and channel = ${channel} and state = 'accepted' and next_at <= ${tx.now.toString()}::timestamptz
    order by next_at, id limit ${limit} for update skip locked`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}
