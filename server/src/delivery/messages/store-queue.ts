import { sql } from "kysely";
import { column, eachRow, invariant, type Language, type TenantTransaction } from "../../platform/index.ts";
import { makeCheckCode } from "./check-code.ts";
import type { CancelReason, MessageState } from "./states.ts";
import { addressMessages } from "./store-addresses.ts";
import type { Channel, DispatchKind, DispatchWish } from "./wish.ts";

/** Statements by which dispatches and messages come to be, are claimed and are cancelled. */

const TOLD_BY_CODE: ReadonlySet<Channel> = new Set(["sms", "email", "paper"]);
/** Codes are drawn at random; one that the ledger has used already is drawn anew. */
const MOST_DRAWS = 20;

/** Adds dispatches under their keys; gives those that were not there before. */
export async function insertDispatches(
  tx: TenantTransaction,
  wishes: readonly (DispatchWish & { readonly id: string })[],
): Promise<Set<string>> {
  const pick = <T>(of: (wish: DispatchWish & { readonly id: string }) => T) => wishes.map(of);
  const made = await sql<{ id: string }>`
    insert into dispatch (tenant_id, id, key, kind, ledger_id, item_id, recipient_id, language, ladder, beside, state, not_before, made_at)
    select ${tx.tenantId}, x.id, x.key, x.kind, x.ledger_id, x.item_id, x.recipient_id, x.language, x.ladder, x.beside, 'open', x.not_before::timestamptz,
      ${tx.now.toString()}::timestamptz
    from unnest(
      ${column.uuid(pick((wish) => wish.id))}, ${column.text(pick((wish) => wish.key))}, ${column.text(pick((wish) => wish.kind))},
      ${column.uuid(pick((wish) => wish.ledgerId))}, ${column.uuid(pick((wish) => wish.itemId))}, ${column.uuid(pick((wish) => wish.recipientId))},
      ${column.text(pick((wish) => wish.language))}, ${column.text(pick((wish) => wish.ladder.join(",")))},
      ${column.text(pick((wish) => wish.beside.join(",")))}, ${column.text(pick((wish) => wish.notBefore.toString()))})
      as x (id, key, kind, ledger_id, item_id, recipient_id, language, ladder, beside, not_before)
    on conflict (tenant_id, key) do nothing returning id`.execute(tx.db);
  return new Set(made.rows.map(({ id }) => id));
}

export type NewMessage = {
  readonly id: string;
  readonly dispatchId: string;
  readonly ledgerId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly kind: DispatchKind;
  readonly channel: Channel;
  readonly rung: number | null;
  readonly dueAt: Temporal.Instant;
};

/** Queues messages, each with a check code of its own in its ledger where its channel can tell one. */
export async function insertMessages(tx: TenantTransaction, messages: readonly NewMessage[]): Promise<void> {
  let waiting = messages;
  for (let draw = 1; waiting.length > 0; draw++) {
    invariant(draw <= MOST_DRAWS, "a free check code is found");
    const written = await writeMessages(tx, waiting);
    await addressMessages(tx, [...written]);
    waiting = waiting.filter((message) => !written.has(message.id));
  }
}

async function writeMessages(tx: TenantTransaction, messages: readonly NewMessage[]): Promise<Set<string>> {
  const pick = <T>(of: (message: NewMessage) => T) => messages.map(of);
  const codes = messages.map(({ channel }) => (TOLD_BY_CODE.has(channel) ? makeCheckCode() : null));
  const written = await sql<{ id: string }>`
    insert into message (tenant_id, id, dispatch_id, ledger_id, item_id, recipient_id, kind, channel, rung, check_code, state, due_at, next_at, made_at)
    select ${tx.tenantId}, x.id, x.dispatch_id, x.ledger_id, x.item_id, x.recipient_id, x.kind, x.channel, x.rung, x.check_code, 'queued',
      x.due_at::timestamptz, x.due_at::timestamptz, ${tx.now.toString()}::timestamptz
    from unnest(
      ${column.uuid(pick((message) => message.id))}, ${column.uuid(pick((message) => message.dispatchId))},
      ${column.uuid(pick((message) => message.ledgerId))}, ${column.uuid(pick((message) => message.itemId))},
      ${column.uuid(pick((message) => message.recipientId))}, ${column.text(pick((message) => message.kind))},
      ${column.text(pick((message) => message.channel))}, ${column.smallint(pick((message) => message.rung))}, ${column.text(codes)},
      ${column.text(pick((message) => message.dueAt.toString()))})
      as x (id, dispatch_id, ledger_id, item_id, recipient_id, kind, channel, rung, check_code, due_at)
    on conflict (tenant_id, ledger_id, check_code) where check_code is not null do nothing returning id`.execute(tx.db);
  return new Set(written.rows.map(({ id }) => id));
}

/** A message that this worker has for the time of its lease. */
export type Claimed = {
  readonly id: string;
  readonly dispatchId: string;
  readonly ledgerId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly kind: DispatchKind;
  readonly channel: Channel;
  readonly rung: number | null;
  readonly state: MessageState;
  /** This one counted in. */
  readonly tries: number;
  readonly dueAt: Temporal.Instant;
  readonly checkCode: string | null;
  readonly language: Language;
  /** The dispatch's, as its caller named it. */
  readonly key: string;
};

/**
 * Claims messages of a channel that are due, the oldest first; others that ask at the same time get others. What is claimed and not
 * answered for when the lease ends is claimed again.
 */
export async function claimDue(
  tx: TenantTransaction,
  channel: Channel,
  limit: number,
  leasedUntil: Temporal.Instant,
): Promise<Claimed[]> {
  const now = tx.now.toString();
  const claimed = await sql<Claimed>`
    update message m set leased_until = ${leasedUntil.toString()}::timestamptz, tries = m.tries + 1
    from (
      select id, dispatch_id from message
      where tenant_id = ${tx.tenantId} and channel = ${channel} and state in ('queued', 'handedOver') and next_at <= ${now}::timestamptz
        and (leased_until is null or leased_until <= ${now}::timestamptz)
      order by next_at, id limit ${limit} for update skip locked) due
    join dispatch d on d.tenant_id = ${tx.tenantId} and d.id = due.dispatch_id
    where m.tenant_id = ${tx.tenantId} and m.id = due.id
    returning m.id, m.dispatch_id as "dispatchId", m.ledger_id as "ledgerId", m.item_id as "itemId", m.recipient_id as "recipientId", m.kind, m.channel,
      m.rung, m.state, m.tries, m.due_at as "dueAt", m.check_code as "checkCode", d.language, d.key`.execute(tx.db);
  // Changed rows are given back in the order of whatever plan found them; ids are made in the order of time.
  return claimed.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ends dispatches that have not ended; gives the ids. */
export async function cancelDispatches(
  tx: TenantTransaction,
  which: { readonly key: string } | { readonly ids: readonly string[] },
  why: CancelReason,
): Promise<string[]> {
  const asked = "key" in which ? sql`key = ${which.key}` : sql`id = any (${column.uuid(which.ids)})`;
  const ended = await sql<{ id: string }>`
    update dispatch set state = 'cancelled', why = ${why}, ended_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and state in ('open', 'failed') and ${asked} returning id`.execute(tx.db);
  return ended.rows.map(({ id }) => id);
}

/** Takes back messages that no channel has taken; with `laddersOnly` those beside the ladder go on. */
export async function cancelQueued(
  tx: TenantTransaction,
  dispatchIds: readonly string[],
  why: CancelReason,
  laddersOnly = false,
): Promise<void> {
  if (dispatchIds.length === 0) return;
  await sql`
    update message set state = 'cancelled', reason = ${why}, next_at = null, leased_until = null, ended_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and dispatch_id = any (${column.uuid(dispatchIds)}) and state = 'queued'
      ${laddersOnly ? sql`and rung is not null` : sql``}`.execute(tx.db);
}

/** Contacts that are not to be used by a channel, of those given. */
export async function stoppedContacts(
  tx: TenantTransaction,
  channel: Channel,
  blinds: readonly Buffer[],
): Promise<Set<string>> {
  if (blinds.length === 0) return new Set();
  const found = await sql<{ blind: Buffer }>`
    select contact_blind as blind from contact_stop
    where tenant_id = ${tx.tenantId} and channel = ${channel} and contact_blind = any (${column.bytea(blinds)})`.execute(
    tx.db,
  );
  return new Set(found.rows.map(({ blind }) => blind.toString("hex")));
}

export type ContactStop = {
  readonly channel: Channel;
  readonly contactBlind: Buffer;
  readonly why: "receiverRefuses" | "wrongPerson";
};

export async function insertStops(tx: TenantTransaction, stops: readonly ContactStop[]): Promise<void> {
  if (stops.length === 0) return;
  await sql`
    insert into contact_stop (tenant_id, since, channel, contact_blind, why)
    select ${tx.tenantId}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.text(stops.map((stop) => stop.channel)),
      column.bytea(stops.map((stop) => stop.contactBlind)),
      column.text(stops.map((stop) => stop.why)),
    )} on conflict (tenant_id, channel, contact_blind) do nothing`.execute(tx.db);
}

/** Is a message due that nobody carries now? */
export async function hasMessagesDue(tx: TenantTransaction): Promise<boolean> {
  const now = tx.now.toString();
  const found = await sql<{ due: boolean }>`
    select exists (
      select from message where tenant_id = ${tx.tenantId} and state in ('queued', 'handedOver') and next_at <= ${now}::timestamptz
        and (leased_until is null or leased_until <= ${now}::timestamptz)) as due`.execute(tx.db);
  return found.rows[0]!.due;
}

/** Is a channel silent about a message for longer than it may be? */
export async function hasMessagesSilent(tx: TenantTransaction): Promise<boolean> {
  const found = await sql<{ silent: boolean }>`
    select exists (
      select from message where tenant_id = ${tx.tenantId} and state = 'accepted' and next_at <= ${tx.now.toString()}::timestamptz) as silent`.execute(
    tx.db,
  );
  return found.rows[0]!.silent;
}
