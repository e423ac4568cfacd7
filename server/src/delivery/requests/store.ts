import { sql, type RawBuilder } from "kysely";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import type { Choice } from "./policy.ts";

/** Every statement on payment requests and on items nobody may be asked for. Days are texts, YYYY-MM-DD. */

export type ChosenBy = "payer" | "desk" | "default" | "preference";
export type EndedWhy = "settled" | "otherCustody" | "withdrawn" | "contactChanged";

export type RequestRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly recipientId: string;
  readonly round: number;
  readonly choice: Choice;
  readonly chosenBy: ChosenBy | null;
  readonly chosenOn: string | null;
  readonly askedOn: string;
  readonly warnOn: string;
  readonly defaultOn: string;
  readonly warnedOn: string | null;
  readonly invoicedOn: string | null;
  readonly courtesyOn: string | null;
  readonly nextOn: string | null;
};

/** A request with what its item says now. */
export type LiveRequest = RequestRow & {
  readonly debtorId: string;
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly custody: "own" | "administered" | "sold" | "agency";
};

const COLUMNS = sql`
  r.id, r.ledger_id as "ledgerId", r.item_id as "itemId", r.recipient_id as "recipientId", r.round, r.choice, r.chosen_by as "chosenBy",
  r.chosen_on as "chosenOn", r.asked_on as "askedOn", r.warn_on as "warnOn", r.default_on as "defaultOn", r.warned_on as "warnedOn",
  r.invoiced_on as "invoicedOn", r.courtesy_on as "courtesyOn", r.next_on as "nextOn"`;

/**
 * Makes requests; gives those that are new or asked anew, with the round they are in. One that stands is left as it is; one that ended,
 * because its contact had changed or its item was settled and is open again, begins again from nothing.
 */
export async function insertRequests(
  tx: TenantTransaction,
  requests: readonly Omit<RequestRow, "round" | "warnedOn" | "courtesyOn">[],
): Promise<RequestRow[]> {
  if (requests.length === 0) return [];
  const pick = <T>(of: (request: (typeof requests)[number]) => T) => requests.map(of);
  const made = await sql<RequestRow>`
    insert into payment_request as r (tenant_id, id, ledger_id, item_id, recipient_id, choice, chosen_by, chosen_on, asked_on, warn_on, default_on, invoiced_on, next_on)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((r) => r.id)),
      column.uuid(pick((r) => r.ledgerId)),
      column.uuid(pick((r) => r.itemId)),
      column.uuid(pick((r) => r.recipientId)),
      column.text(pick((r) => r.choice)),
      column.text(pick((r) => r.chosenBy)),
      column.date(pick((r) => r.chosenOn)),
      column.date(pick((r) => r.askedOn)),
      column.date(pick((r) => r.warnOn)),
      column.date(pick((r) => r.defaultOn)),
      column.date(pick((r) => r.invoicedOn)),
      column.date(pick((r) => r.nextOn)),
    )}
    on conflict (tenant_id, item_id, recipient_id) do update set round = r.round + 1, choice = excluded.choice, chosen_by = excluded.chosen_by,
      chosen_on = excluded.chosen_on, asked_on = excluded.asked_on, warn_on = excluded.warn_on, default_on = excluded.default_on, warned_on = null,
      invoiced_on = excluded.invoiced_on, courtesy_on = null, next_on = excluded.next_on, ended_at = null, ended_why = null
    where r.ended_why in ('contactChanged', 'settled')
    returning ${COLUMNS}`.execute(tx.db);
  return made.rows;
}

/** What of a request changes; what is left out of a row stays as it was only when the caller repeats it. */
export type RequestChange = Pick<
  RequestRow,
  "id" | "choice" | "chosenBy" | "chosenOn" | "defaultOn" | "warnedOn" | "invoicedOn" | "courtesyOn" | "nextOn"
>;

export async function updateRequests(tx: TenantTransaction, changes: readonly RequestChange[]): Promise<void> {
  if (changes.length === 0) return;
  const pick = <T>(of: (change: RequestChange) => T) => changes.map(of);
  await sql`
    update payment_request r set choice = x.choice, chosen_by = x.chosen_by, chosen_on = x.chosen_on, default_on = x.default_on,
      warned_on = x.warned_on, invoiced_on = x.invoiced_on, courtesy_on = x.courtesy_on, next_on = x.next_on
    from unnest(${column.uuid(pick((c) => c.id))}, ${column.text(pick((c) => c.choice))}, ${column.text(pick((c) => c.chosenBy))},
      ${column.date(pick((c) => c.chosenOn))}, ${column.date(pick((c) => c.defaultOn))}, ${column.date(pick((c) => c.warnedOn))},
      ${column.date(pick((c) => c.invoicedOn))}, ${column.date(pick((c) => c.courtesyOn))}, ${column.date(pick((c) => c.nextOn))})
      as x (id, choice, chosen_by, chosen_on, default_on, warned_on, invoiced_on, courtesy_on, next_on)
    where r.tenant_id = ${tx.tenantId} and r.id = x.id`.execute(tx.db);
}

export async function endRequests(
  tx: TenantTransaction,
  ends: readonly { readonly id: string; readonly why: EndedWhy }[],
): Promise<void> {
  if (ends.length === 0) return;
  await sql`
    update payment_request r set ended_at = ${tx.now.toString()}::timestamptz, ended_why = x.why, next_on = null
    from unnest(${column.uuid(ends.map((e) => e.id))}, ${column.text(ends.map((e) => e.why))}) as x (id, why)
    where r.tenant_id = ${tx.tenantId} and r.id = x.id and r.ended_at is null`.execute(tx.db);
}

async function liveRequests(tx: TenantTransaction, which: RawBuilder<unknown>): Promise<LiveRequest[]> {
  const found = await sql<LiveRequest>`
    select ${COLUMNS}, i.party_id as "debtorId", i.open_minor as "openMinor", i.due_on as "dueOn", i.custody
    from payment_request r join open_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
    where r.tenant_id = ${tx.tenantId} and ${which}`.execute(tx.db);
  return found.rows;
}

/** Requests of a ledger with something to decide by a day, the longest waiting first, held until the transaction ends. */
export function dueRequests(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: string,
  limit: number,
): Promise<LiveRequest[]> {
  return liveRequests(
    tx,
    sql`r.ledger_id = ${ledgerId} and r.next_on <= ${asOf}::date order by r.next_on, r.id limit ${limit} for update of r`,
  );
}

/** The requests of an item that have not ended, held until the transaction ends. */
export function requestsOfItem(tx: TenantTransaction, itemId: string): Promise<LiveRequest[]> {
  return liveRequests(tx, sql`r.item_id = ${itemId} and r.ended_at is null order by r.id for update of r`);
}

/** The requests that speak to a party, or of what it owes, and have not ended; held until the transaction ends. */
export function requestsAbout(tx: TenantTransaction, partyIds: readonly string[]): Promise<LiveRequest[]> {
  const ids = column.uuid(partyIds);
  return liveRequests(
    tx,
    sql`r.ended_at is null and r.id in (
      select id from payment_request where tenant_id = ${tx.tenantId} and ended_at is null and recipient_id = any (${ids})
      union select q.id from open_item o join payment_request q on q.tenant_id = o.tenant_id and q.item_id = o.id
        where o.tenant_id = ${tx.tenantId} and o.party_id = any (${ids}) and q.ended_at is null) order by r.id for update of r`,
  );
}

export type NeedReason = "minorWithoutGuardian" | "ageUnknown" | "unreachable" | "guardiansShare" | "foreignNumber";
/** Mended by no contact, so nothing is tried again. */
const MENDABLE = sql`n.reason <> 'foreignNumber'`;

export type Need = { readonly itemId: string; readonly ledgerId: string; readonly reason: NeedReason };

/** Puts items on the list of those nobody may be asked for; one that stands there keeps its day and takes the new reason. */
export async function insertNeeds(tx: TenantTransaction, needs: readonly Need[]): Promise<void> {
  if (needs.length === 0) return;
  await sql`
    insert into request_need as n (tenant_id, since, item_id, ledger_id, reason)
    select ${tx.tenantId}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(needs.map((n) => n.itemId)),
      column.uuid(needs.map((n) => n.ledgerId)),
      column.text(needs.map((n) => n.reason)),
    )}
    on conflict (tenant_id, item_id) do update set reason = excluded.reason, solved_at = null,
      since = case when n.solved_at is null then n.since else excluded.since end`.execute(tx.db);
}

export async function solveNeeds(tx: TenantTransaction, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  await sql`
    update request_need set solved_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and item_id = any (${column.uuid(itemIds)}) and solved_at is null`.execute(tx.db);
}

/** Items on that list that may have been mended, with something left to pay, in order of their ids, after `after`. */
export async function openNeeds(
  tx: TenantTransaction,
  ledgerId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const found = await sql<{ itemId: string }>`
    select n.item_id as "itemId" from request_need n join open_item i on i.tenant_id = n.tenant_id and i.id = n.item_id
    where n.tenant_id = ${tx.tenantId} and n.ledger_id = ${ledgerId} and n.solved_at is null and ${MENDABLE} and i.open_minor > 0
      and (${after}::uuid is null or n.item_id > ${after}::uuid)
    order by n.item_id limit ${limit}`.execute(tx.db);
  return found.rows.map(({ itemId }) => itemId);
}

/** The items of these parties on that list that may have been mended. */
export async function needsOfParties(tx: TenantTransaction, partyIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ itemId: string }>`
    select n.item_id as "itemId" from open_item o join request_need n on n.tenant_id = o.tenant_id and n.item_id = o.id
    where o.tenant_id = ${tx.tenantId} and o.party_id = any (${column.uuid(partyIds)}) and n.solved_at is null and ${MENDABLE}`.execute(
    tx.db,
  );
  return found.rows.map(({ itemId }) => itemId);
}

/**
 * Open bills of a ledger that nobody was asked for yet, in the order they came: those of `fromOn` and later, terms only once their day is
 * near. `sinceId` leaves out what was there before.
 */
export async function unaskedItems(
  tx: TenantTransaction,
  ledgerId: string,
  {
    fromOn,
    termsUntilOn,
    sinceId,
  }: { readonly fromOn: string; readonly termsUntilOn: string; readonly sinceId: string },
  most: number,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select i.id from open_item i
    where i.tenant_id = ${tx.tenantId} and i.id >= ${sinceId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.open_minor > 0
      and i.opened_on >= ${fromOn}::date and (i.kind = 'invoice' or i.kind = 'instalment' and i.due_on <= ${termsUntilOn}::date)
      and i.custody in ('own', 'administered') and i.party_id is not null
      and not exists (select from payment_request r where r.tenant_id = ${tx.tenantId} and r.item_id = i.id)
      and not exists (select from request_need n where n.tenant_id = ${tx.tenantId} and n.item_id = i.id)
    order by i.id limit ${most}`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}
