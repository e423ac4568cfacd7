import { sql } from "kysely";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { Choice } from "./policy.ts";
import type { NeedReason } from "./store.ts";

/** What the desk looks at: who has chosen nothing, and for what nobody can be asked. */

/** All items but some, or some of them: what a caller lets rest is not among what waits. */
export type Among = { readonly except: readonly string[] } | { readonly only: readonly string[] };

export type Page<Cursor> = {
  readonly after?: Cursor | undefined;
  readonly among?: Among | undefined;
  readonly limit: number;
};

/** The condition on an item's id, of `i`. */
function isAmong(among: Among | undefined) {
  if (among === undefined) return sql``;
  return "only" in among
    ? sql`and i.id = any (${column.uuid(among.only)})`
    : sql`and i.id <> all (${column.uuid(among.except)})`;
}

export type Unchosen = {
  readonly requestId: string;
  readonly itemId: string;
  readonly recipientId: string;
  readonly debtorId: string;
  readonly choice: Extract<Choice, "none" | "warned">;
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly askedOn: string;
  readonly warnOn: string;
  readonly warnedOn: string | null;
  readonly defaultOn: string;
};

/** Requests without a choice and with something left to pay; first those whose default comes first. The cursor is the last row seen. */
export async function noChoiceMade(
  tx: TenantTransaction,
  ledgerId: string,
  { after, among, limit }: Page<Pick<Unchosen, "defaultOn" | "requestId">>,
): Promise<Unchosen[]> {
  const found = await sql<Unchosen>`
    select r.id as "requestId", r.item_id as "itemId", r.recipient_id as "recipientId", i.party_id as "debtorId", r.choice, i.open_minor as "openMinor",
      i.due_on as "dueOn", r.asked_on as "askedOn", r.warn_on as "warnOn", r.warned_on as "warnedOn", r.default_on as "defaultOn"
    from payment_request r join open_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
    where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${ledgerId} and r.choice in ('none', 'warned') and r.ended_at is null and i.open_minor > 0
      ${isAmong(among)} ${after ? sql`and (r.default_on, r.id) > (${after.defaultOn}::date, ${after.requestId}::uuid)` : sql``}
    order by r.default_on, r.id limit ${limit}`.execute(tx.db);
  return found.rows;
}

export type ContactNeeded = {
  readonly itemId: string;
  readonly debtorId: string;
  readonly reason: NeedReason;
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly since: Temporal.Instant;
};

/** Items with something left to pay for which nobody may be asked, the oldest first, with the reason. The cursor is the last item seen. */
export async function needsContact(
  tx: TenantTransaction,
  ledgerId: string,
  { after, among, limit }: Page<string>,
): Promise<ContactNeeded[]> {
  const found = await sql<ContactNeeded>`
    select n.item_id as "itemId", i.party_id as "debtorId", n.reason, i.open_minor as "openMinor", i.due_on as "dueOn", n.since
    from request_need n join open_item i on i.tenant_id = n.tenant_id and i.id = n.item_id
    where n.tenant_id = ${tx.tenantId} and n.ledger_id = ${ledgerId} and n.solved_at is null and i.open_minor > 0
      ${isAmong(among)} ${after === undefined ? sql`` : sql`and n.item_id > ${after}::uuid`}
    order by n.item_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

export type Waiting = { readonly count: number; readonly openMinor: bigint };

/** How many items wait in each of the two lists, and what is left to pay of them. */
export async function countRequests(
  tx: TenantTransaction,
  ledgerId: string,
  among?: Among,
): Promise<{ readonly unchosen: Waiting; readonly needsContact: Waiting }> {
  const found = await sql<Waiting>`
    select count(*)::integer as count, coalesce(sum(i.open_minor), 0)::bigint as "openMinor"
    from payment_request r join open_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
    where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${ledgerId} and r.choice in ('none', 'warned') and r.ended_at is null and i.open_minor > 0 ${isAmong(among)}
    union all
    select count(*)::integer, coalesce(sum(i.open_minor), 0)::bigint
    from request_need n join open_item i on i.tenant_id = n.tenant_id and i.id = n.item_id
    where n.tenant_id = ${tx.tenantId} and n.ledger_id = ${ledgerId} and n.solved_at is null and i.open_minor > 0 ${isAmong(among)}`.execute(
    tx.db,
  );
  return { unchosen: found.rows[0]!, needsContact: found.rows[1]! };
}

export type ItemRequest = {
  readonly requestId: string;
  readonly recipientId: string;
  readonly choice: Choice;
  readonly chosenBy: string | null;
  readonly chosenOn: string | null;
  readonly askedOn: string;
  readonly warnOn: string;
  readonly warnedOn: string | null;
  readonly defaultOn: string;
  readonly invoicedOn: string | null;
  readonly endedAt: Temporal.Instant | null;
  readonly endedWhy: string | null;
};

/** Every request of an item, also those that ended: what the timeline of an invoice and the pay page show. */
export async function requestsForItem(tx: TenantTransaction, itemId: string): Promise<ItemRequest[]> {
  const found = await sql<ItemRequest>`
    select id as "requestId", recipient_id as "recipientId", choice, chosen_by as "chosenBy", chosen_on as "chosenOn", asked_on as "askedOn",
      warn_on as "warnOn", warned_on as "warnedOn", default_on as "defaultOn", invoiced_on as "invoicedOn", ended_at as "endedAt", ended_why as "endedWhy"
    from payment_request where tenant_id = ${tx.tenantId} and item_id = ${itemId} order by id`.execute(tx.db);
  return found.rows;
}
