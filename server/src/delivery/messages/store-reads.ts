import { sql } from "kysely";
import { column, type Language, type TenantTransaction } from "../../platform/index.ts";
import type { MessageState, TaskKind } from "./states.ts";
import type { Channel, DispatchKind } from "./wish.ts";

/** Statements by which screens and the pay page read what was sent. */

export type SentRow = {
  readonly id: string;
  readonly dispatchId: string;
  readonly ledgerId: string;
  readonly kind: DispatchKind;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly channel: Channel;
  readonly rung: number | null;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly partnerCode: string | null;
  readonly businessAnswer: "accepted" | "rejected" | null;
  readonly checkCode: string | null;
  readonly toldMinor: bigint | null;
  readonly segments: number | null;
  readonly contactSealed: Buffer | null;
  readonly dueAt: Temporal.Instant;
  readonly handedOverAt: Temporal.Instant | null;
  readonly seenAt: Temporal.Instant | null;
};

const SENT = sql`
  m.id, m.dispatch_id as "dispatchId", m.ledger_id as "ledgerId", m.kind, m.item_id as "itemId", m.recipient_id as "recipientId", m.channel, m.rung, m.state, m.reason,
  m.partner_code as "partnerCode", m.business_answer as "businessAnswer", m.check_code as "checkCode", m.told_minor as "toldMinor", m.segments,
  m.contact_sealed as "contactSealed", m.due_at as "dueAt", m.handed_over_at as "handedOverAt"`;

/** Messages about a claim, to a party, or these. */
export type SentAbout =
  { readonly itemId: string } | { readonly partyId: string } | { readonly messageIds: readonly string[] };

function isAbout(tx: TenantTransaction, of: SentAbout) {
  if ("itemId" in of) return sql`m.tenant_id = ${tx.tenantId} and m.item_id = ${of.itemId}`;
  if ("partyId" in of) return sql`m.tenant_id = ${tx.tenantId} and m.recipient_id = ${of.partyId}`;
  return sql`m.tenant_id = ${tx.tenantId} and m.id = any (${column.uuid(of.messageIds)})`;
}

export async function messagesOf(tx: TenantTransaction, of: SentAbout, limit: number): Promise<SentRow[]> {
  const found = await sql<SentRow>`
    select ${SENT}, (select min(l.seen_at) from pay_link l where l.tenant_id = m.tenant_id and l.message_id = m.id) as "seenAt"
    from message m where m.tenant_id = ${tx.tenantId} and ${isAbout(tx, of)} order by m.id desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

export type ProofRow = {
  readonly messageId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly at: Temporal.Instant;
};

export async function proofsOf(tx: TenantTransaction, messageIds: readonly string[]): Promise<ProofRow[]> {
  const found = await sql<ProofRow>`
    select message_id as "messageId", state, reason, at from delivery_proof
    where tenant_id = ${tx.tenantId} and message_id = any (${column.uuid(messageIds)}) order by at, event_id`.execute(
    tx.db,
  );
  return found.rows;
}

export type SealedText = { readonly recipientId: string; readonly textSealed: Buffer | null };

export async function textOf(tx: TenantTransaction, messageId: string): Promise<SealedText | undefined> {
  const found = await sql<SealedText>`
    select recipient_id as "recipientId", text_sealed as "textSealed" from message where tenant_id = ${tx.tenantId} and id = ${messageId}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export type CodedMessage = {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reference: string | null;
  readonly sentAt: Temporal.Instant;
};

/** A message that was handed over, by its check code. */
export async function codedMessage(
  tx: TenantTransaction,
  ledgerId: string,
  code: string,
): Promise<CodedMessage | undefined> {
  const found = await sql<CodedMessage>`
    select m.told_minor as "amountMinor", l.currency, m.told_reference as reference, m.handed_over_at as "sentAt"
    from message m join ledger l on l.tenant_id = m.tenant_id and l.id = m.ledger_id
    where m.tenant_id = ${tx.tenantId} and m.ledger_id = ${ledgerId} and m.check_code = ${code} and m.handed_over_at is not null
      and m.told_minor is not null`.execute(tx.db);
  return found.rows[0];
}

export type TaskRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly dispatchId: string;
  readonly messageId: string | null;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly kind: TaskKind;
  readonly rule: string | null;
  readonly openedAt: Temporal.Instant;
  readonly dispatchKind: DispatchKind;
  readonly channel: Channel | null;
  /** What is left to pay of the claim, and until when; null for a message about none. */
  readonly openMinor: bigint | null;
  readonly dueOn: string | null;
};

export type TaskFilter = {
  readonly ledgerId?: string | undefined;
  readonly kinds?: readonly TaskKind[] | undefined;
  /** Claims that a caller lets rest. */
  readonly exceptItems?: readonly string[] | undefined;
  /** The id of the last one seen. */
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Open tasks, the oldest first. */
export async function openTasks(tx: TenantTransaction, filter: TaskFilter): Promise<TaskRow[]> {
  const { ledgerId, kinds, exceptItems = [], after, limit } = filter;
  const found = await sql<TaskRow>`
    select t.id, t.ledger_id as "ledgerId", t.dispatch_id as "dispatchId", t.message_id as "messageId", t.item_id as "itemId",
      t.recipient_id as "recipientId", t.kind, t.rule, t.opened_at as "openedAt", d.kind as "dispatchKind", m.channel,
      i.open_minor as "openMinor", i.due_on as "dueOn"
    from delivery_task t join dispatch d on d.tenant_id = t.tenant_id and d.id = t.dispatch_id
    left join message m on m.tenant_id = t.tenant_id and m.id = t.message_id
    left join open_item i on i.tenant_id = t.tenant_id and i.id = t.item_id
    where t.tenant_id = ${tx.tenantId} and t.solved_at is null and (t.item_id is null or t.item_id <> all (${column.uuid(exceptItems)}))
      ${ledgerId === undefined ? sql`` : sql`and t.ledger_id = ${ledgerId}`}
      ${kinds === undefined ? sql`` : sql`and t.kind = any (${column.text(kinds)})`}
      ${after === undefined ? sql`` : sql`and t.id > ${after}`}
    order by t.id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** How many tasks are open, by kind. */
export async function countTasks(
  tx: TenantTransaction,
  ledgerId?: string,
  exceptItems: readonly string[] = [],
): Promise<Map<TaskKind, number>> {
  const found = await sql<{ kind: TaskKind; tasks: number }>`
    select kind, count(*)::integer as tasks from delivery_task
    where tenant_id = ${tx.tenantId} and solved_at is null ${ledgerId === undefined ? sql`` : sql`and ledger_id = ${ledgerId}`}
      and (item_id is null or item_id <> all (${column.uuid(exceptItems)}))
    group by kind order by kind`.execute(tx.db);
  return new Map(found.rows.map(({ kind, tasks }) => [kind, tasks]));
}

export type ChannelCount = {
  readonly channel: Channel;
  /** Claims that this channel reached first, in the time asked about. */
  readonly items: number;
  readonly seen: number;
  readonly settled: number;
};

/**
 * Claims by the channel that reached their recipient first, and how many of them are settled now (S0-05). A channel reached it when it took
 * the message and nothing came back.
 */
export async function countByChannel(
  tx: TenantTransaction,
  of: { readonly ledgerId: string; readonly from: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<ChannelCount[]> {
  const found = await sql<ChannelCount>`
    with first as (
      select distinct on (m.item_id) m.item_id, m.channel from message m
      where m.tenant_id = ${tx.tenantId} and m.ledger_id = ${of.ledgerId} and m.item_id is not null and m.state in ('accepted', 'delivered', 'seen')
        and m.handed_over_at >= ${of.from.toString()}::timestamptz and m.handed_over_at < ${of.until.toString()}::timestamptz
      order by m.item_id, m.handed_over_at, m.id)
    select f.channel, count(*)::integer as items, count(*) filter (where i.open_minor = 0)::integer as settled,
      count(*) filter (where exists (
        select from pay_link l where l.tenant_id = ${tx.tenantId} and l.item_id = f.item_id and l.seen_at is not null))::integer as seen
    from first f join open_item i on i.tenant_id = ${tx.tenantId} and i.id = f.item_id group by f.channel order by f.channel`.execute(
    tx.db,
  );
  return found.rows;
}

export type DispatchRow = {
  readonly id: string;
  readonly kind: DispatchKind;
  readonly ledgerId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly language: Language;
  readonly ladder: string;
  readonly beside: string;
};

export async function dispatchesById(tx: TenantTransaction, ids: readonly string[]): Promise<DispatchRow[]> {
  const found = await sql<DispatchRow>`
    select id, kind, ledger_id as "ledgerId", item_id as "itemId", recipient_id as "recipientId", language, ladder, beside
    from dispatch where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ids)}) order by id`.execute(tx.db);
  return found.rows;
}

/** Solves one open task; gives its dispatch. */
export async function solveOne(tx: TenantTransaction, taskId: string, solution: string): Promise<string | undefined> {
  const { actor } = tx.context;
  const solved = await sql<{ dispatchId: string }>`
    update delivery_task set solved_at = ${tx.now.toString()}::timestamptz, solved_by = ${`${actor.kind}:${actor.id}`}, solution = ${solution}
    where tenant_id = ${tx.tenantId} and id = ${taskId} and solved_at is null returning dispatch_id as "dispatchId"`.execute(
    tx.db,
  );
  return solved.rows[0]?.dispatchId;
}

/** Open tasks that wait for a contact of these parties; gives their dispatches. */
export async function waitingForContact(tx: TenantTransaction, partyIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ dispatchId: string }>`
    select distinct dispatch_id as "dispatchId" from delivery_task
    where tenant_id = ${tx.tenantId} and recipient_id = any (${column.uuid(partyIds)}) and solved_at is null and kind in ('needsContact', 'bounced', 'wrongPerson')
    order by 1`.execute(tx.db);
  return found.rows.map(({ dispatchId }) => dispatchId);
}

export type LiveLink = {
  readonly linkId: string;
  readonly recipientId: string;
  readonly itemId: string;
  readonly channel: Channel;
  readonly contactBlind: Buffer;
  readonly dispatchId: string;
};

/** Links that are alive for unsettled claims of these recipients, with the contact they were sent to, newest first. */
export async function liveLinks(tx: TenantTransaction, recipientIds: readonly string[]): Promise<LiveLink[]> {
  const found = await sql<LiveLink>`
    select l.id as "linkId", l.recipient_id as "recipientId", l.item_id as "itemId", m.channel, m.contact_blind as "contactBlind", m.dispatch_id as "dispatchId"
    from pay_link l join message m on m.tenant_id = l.tenant_id and m.id = l.message_id
    join open_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
    where l.tenant_id = ${tx.tenantId} and l.recipient_id = any (${column.uuid(recipientIds)}) and l.revoked_at is null and m.contact_blind is not null
      and i.open_minor > 0
    order by l.id desc`.execute(tx.db);
  return found.rows;
}

/** A message that a person has seen by its link. */
export async function markMessageSeen(
  tx: TenantTransaction,
  messageId: string,
): Promise<{ dispatchId: string; rung: number | null } | undefined> {
  const seen = await sql<{ dispatchId: string; rung: number | null }>`
    update message set state = 'seen', reason = null, next_at = null, ended_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${messageId} and state <> 'seen' returning dispatch_id as "dispatchId", rung`.execute(
    tx.db,
  );
  return seen.rows[0];
}

/** Forgets the texts and contacts of messages that prove nothing; gives how many. */
export async function forgetBodies(
  tx: TenantTransaction,
  before: Temporal.Instant,
  keep: readonly DispatchKind[],
  most: number,
): Promise<number> {
  const forgotten = await sql`
    update message set text_sealed = null, contact_sealed = null
    where tenant_id = ${tx.tenantId} and id in (
      select id from message where tenant_id = ${tx.tenantId} and handed_over_at < ${before.toString()}::timestamptz
        and (text_sealed is not null or contact_sealed is not null) and kind <> all (${column.text(keep)})
      order by id limit ${most})`.execute(tx.db);
  return Number(forgotten.numAffectedRows ?? 0n);
}

/**
 * When the invoice is sent if nothing is chosen, of each item and who was asked for it (`item recipient`). Where it was sent already, or the request
 * is over, there is no such day.
 */
export async function invoiceDays(tx: TenantTransaction, itemIds: readonly string[]): Promise<Map<string, string>> {
  if (itemIds.length === 0) return new Map();
  const found = await sql<{ name: string; day: string }>`
    select item_id || ' ' || recipient_id as name, default_on as day from payment_request
    where tenant_id = ${tx.tenantId} and item_id = any (${column.uuid(itemIds)}) and ended_at is null and invoiced_on is null`.execute(
    tx.db,
  );
  return new Map(found.rows.map(({ name, day }) => [name, day]));
}
