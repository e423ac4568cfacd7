import { sql } from "kysely";
import { anyOf, column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import type { DebitReason, DebitRequest, DebitSetup, DebitState, Notify } from "./types.ts";

/** Statements on claims, and on the items, messages and bank lines that decide about them. */

const REQUEST = sql`
  r.id, r.ledger_id as "ledgerId", r.item_id as "itemId", r.mandate_id as "mandateId", r.term_on as "termOn", r.amount_minor as "amountMinor", r.kid,
  r.state, r.why, r.replaces, r.notify`;
const ITEM = sql`
  i.open_minor as "openMinor", i.due_on as "dueOn", i.custody, i.reference, i.party_id as "partyId"`;

/** The customer's part of an item's reference. */
const partOf = ({ fixedPart }: DebitSetup) =>
  sql`substr(i.reference, ${fixedPart.from}::integer, ${fixedPart.length}::integer)`;

/** An eFaktura of the item that stands in the net bank, or is on its way there. */
const EFAKTURA = sql`
  x.channel = 'efaktura' and x.state in ('queued', 'handedOver', 'accepted', 'delivered', 'seen')`;

export type ItemRow = {
  readonly itemId: string;
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly custody: string;
  readonly reference: string | null;
  readonly partyId: string | null;
};
export type Candidate = ItemRow & {
  readonly mandateId: string;
  readonly wasSent: boolean;
  readonly eFakturaAsks: boolean;
};

type Due = ItemRow & { readonly part: string };

async function dueItems(tx: TenantTransaction, setup: DebitSetup, fromOn: string, throughOn: string): Promise<Due[]> {
  const found = await sql<Due>`
    select i.id as "itemId", ${ITEM}, ${partOf(setup)} as part from open_item i
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${setup.ledgerId} and i.side = 'receivable' and i.kind in ('invoice', 'instalment') and i.open_minor > 0
      and i.reference is not null and i.due_on between ${fromOn}::date and ${throughOn}::date order by i.id`.execute(
    tx.db,
  );
  return found.rows;
}

/** By what they cover: the customer's part of a reference, or all of it. */
async function mandatesByKey(tx: TenantTransaction, ledgerId: string): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ id: string; key: string }>`
    select id, match_kid as key from debit_mandate
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and ended_at is null order by id desc`.execute(tx.db);
  return new Map(found.rows.map(({ id, key }) => [key, id]));
}

type Past = {
  readonly itemId: string;
  readonly isLive: boolean;
  readonly wasSent: boolean;
  readonly eFakturaAsks: boolean;
};

async function pastOf(tx: TenantTransaction, items: readonly ItemRow[]): Promise<ReadonlyMap<string, Past>> {
  const found = await sql<Past>`
    select i.id as "itemId",
      exists (select from debit_request o where o.tenant_id = ${tx.tenantId} and o.item_id = i.id and o.state in ('planned', 'sent')) as "isLive",
      exists (select from debit_request o where o.tenant_id = ${tx.tenantId} and o.item_id = i.id and o.term_on = i.due_on and o.file_id is not null) as "wasSent",
      exists (select from message x where x.tenant_id = ${tx.tenantId} and x.item_id = i.id and ${EFAKTURA} and x.handed_over_at is not null
        and not exists (select from debit_request o where o.tenant_id = ${tx.tenantId} and o.item_id = i.id and o.planned_at <= x.handed_over_at
          and (o.ended_at is null or o.ended_at > x.handed_over_at))) as "eFakturaAsks"
    from unnest(${column.uuid(items.map(({ itemId }) => itemId))}, ${column.date(items.map(({ dueOn }) => dueOn))}) as i (id, due_on)`.execute(
    tx.db,
  );
  return new Map(found.rows.map((past) => [past.itemId, past]));
}

/**
 * Items with an authority, due on a day or after and by another, that have no claim now. They are matched here and not by a join: behind row-level
 * security no index serves what is computed, and the plan of such a join grows with items times authorities.
 */
export async function candidates(
  tx: TenantTransaction,
  setup: DebitSetup,
  fromOn: string,
  throughOn: string,
): Promise<Candidate[]> {
  const mandates = await mandatesByKey(tx, setup.ledgerId);
  if (mandates.size === 0) return [];
  const covered = (await dueItems(tx, setup, fromOn, throughOn)).flatMap((item) => {
    const mandateId = mandates.get(item.part) ?? mandates.get(item.reference!);
    return mandateId === undefined ? [] : [{ ...item, mandateId }];
  });
  const past = await pastOf(tx, covered);
  return covered.flatMap((item) => {
    const { isLive, wasSent, eFakturaAsks } = past.get(item.itemId)!;
    return isLive ? [] : [{ ...item, wasSent, eFakturaAsks }];
  });
}

/** Of these items, those with an authority that have no claim now: as above, for a few instead of all that is due. */
export async function coveredAmong(
  tx: TenantTransaction,
  setup: DebitSetup,
  itemIds: readonly string[],
): Promise<Candidate[]> {
  const found = await sql<ItemRow & { readonly mandateId: string | null }>`
    with asked as materialized (
      select i.id as "itemId", ${ITEM}, ${partOf(setup)} as part from open_item i
      where i.tenant_id = ${tx.tenantId} and i.id = ${anyOf(itemIds)} and i.ledger_id = ${setup.ledgerId} and i.side = 'receivable'
        and i.kind in ('invoice', 'instalment') and i.open_minor > 0 and i.reference is not null)
    select a.*, (select m.id from debit_mandate m where m.tenant_id = ${tx.tenantId} and m.ledger_id = ${setup.ledgerId} and m.ended_at is null
      and m.match_kid in (a.part, a.reference) order by m.match_kid = a.part desc, m.id limit 1) as "mandateId"
    from asked a order by a."itemId"`.execute(tx.db);
  const covered = found.rows.flatMap(({ mandateId, ...item }) => (mandateId === null ? [] : [{ ...item, mandateId }]));
  const past = await pastOf(tx, covered);
  return covered.flatMap((item) => {
    const { isLive, wasSent, eFakturaAsks } = past.get(item.itemId)!;
    return isLive ? [] : [{ ...item, wasSent, eFakturaAsks }];
  });
}

/** The items of a ledger that a claim stands on. */
export async function liveIn(tx: TenantTransaction, ledgerId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select item_id as id from debit_request
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and state in ('planned', 'sent')`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}

export type Standing = DebitRequest & ItemRow & { readonly hasMandate: boolean };

/** A ledger's claims in a state, with their items as they are now; held until the transaction ends. */
export async function standingIn(
  tx: TenantTransaction,
  setup: DebitSetup,
  state: "planned" | "sent",
): Promise<Standing[]> {
  const found = await sql<Standing>`
    with standing as materialized (
      select ${REQUEST}, ${ITEM}, ${partOf(setup)} as part
      from debit_request r join open_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
      where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${setup.ledgerId} and r.state = ${state} order by r.id for update of r, i)
    select s.*, exists (select from debit_mandate m where m.tenant_id = ${tx.tenantId} and m.ledger_id = ${setup.ledgerId} and m.ended_at is null
      and m.match_kid in (s.part, s.reference)) as "hasMandate"
    from standing s order by s.id`.execute(tx.db);
  return found.rows;
}

export type NewRequest = Omit<DebitRequest, "notify" | "why"> & {
  readonly why?: string;
  readonly notify?: Notify;
  readonly fileId?: string;
};

export async function insertRequests(tx: TenantTransaction, made: readonly NewRequest[]): Promise<void> {
  if (made.length === 0) return;
  const now = tx.now.toString();
  const pick = <T>(of: (request: NewRequest) => T): T[] => made.map(of);
  await sql`
    insert into debit_request (tenant_id, planned_at, id, ledger_id, item_id, mandate_id, term_on, amount_minor, kid, state, why, replaces, notify, file_id, sent_at, ended_at)
    select ${tx.tenantId}, ${now}::timestamptz, x.id, x.ledger_id, x.item_id, x.mandate_id, x.term_on, x.amount_minor, x.kid, x.state, x.why, x.replaces, x.notify, x.file_id,
      case when x.file_id is not null then ${now}::timestamptz end, case when x.state = 'refused' then ${now}::timestamptz end
    from (select ${eachRow(
      column.uuid(pick((r) => r.id)),
      column.uuid(pick((r) => r.ledgerId)),
      column.uuid(pick((r) => r.itemId)),
      column.uuid(pick((r) => r.mandateId)),
      column.date(pick((r) => r.termOn)),
      column.bigint(pick((r) => r.amountMinor)),
      column.text(pick((r) => r.kid)),
      column.text(pick((r) => r.state)),
      column.text(pick((r) => r.why ?? null)),
      column.uuid(pick((r) => r.replaces)),
      column.text(pick((r) => r.notify ?? null)),
      column.uuid(pick((r) => r.fileId ?? null)),
    )}) as x (id, ledger_id, item_id, mandate_id, term_on, amount_minor, kid, state, why, replaces, notify, file_id)`.execute(
    tx.db,
  );
}

/** Claims that never left us come to their end. */
export async function endUnsent(
  tx: TenantTransaction,
  state: "withdrawn" | "refused",
  ended: readonly { readonly id: string; readonly why: string }[],
): Promise<void> {
  if (ended.length === 0) return;
  await sql`
    update debit_request r set state = ${state}, why = x.why, ended_at = ${tx.now.toString()}
    from unnest(${column.uuid(ended.map(({ id }) => id))}, ${column.text(ended.map(({ why }) => why))}) as x (id, why)
    where r.tenant_id = ${tx.tenantId} and r.id = x.id and r.state = 'planned'`.execute(tx.db);
}

export async function setSent(
  tx: TenantTransaction,
  fileId: string,
  sent: readonly { readonly id: string; readonly notify: Notify }[],
): Promise<void> {
  if (sent.length === 0) return;
  await sql`
    update debit_request r set state = 'sent', file_id = ${fileId}::uuid, sent_at = ${tx.now.toString()}, notify = x.notify
    from unnest(${column.uuid(sent.map(({ id }) => id))}, ${column.text(sent.map(({ notify }) => notify))}) as x (id, notify)
    where r.tenant_id = ${tx.tenantId} and r.id = x.id and r.state = 'planned'`.execute(tx.db);
}

export async function setCancelSent(
  tx: TenantTransaction,
  fileId: string,
  cancelled: readonly { readonly id: string; readonly why: DebitReason }[],
): Promise<void> {
  if (cancelled.length === 0) return;
  await sql`
    update debit_request r set state = 'cancelSent', cancel_file_id = ${fileId}::uuid, why = x.why
    from unnest(${column.uuid(cancelled.map(({ id }) => id))}, ${column.text(cancelled.map(({ why }) => why))}) as x (id, why)
    where r.tenant_id = ${tx.tenantId} and r.id = x.id and r.state = 'sent'`.execute(tx.db);
}

/** Items of which an eFaktura tells the payer. */
export async function withEfaktura(tx: TenantTransaction, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql<{ itemId: string }>`
    select distinct x.item_id as "itemId" from message x
    where x.tenant_id = ${tx.tenantId} and x.item_id = ${anyOf(itemIds)} and ${EFAKTURA}`.execute(tx.db);
  return new Set(found.rows.map(({ itemId }) => itemId));
}

export type PaymentSeen = { readonly requestId: string; readonly lineId: string };

/**
 * Booked lines of AvtaleGiro with the KID and amount of a claim, from its due date on; a line may fit several claims, those that wait first.
 * Claims that had been given up are looked at for as long as `since` says.
 */
export async function paymentsSeen(tx: TenantTransaction, since: Temporal.Instant): Promise<PaymentSeen[]> {
  const found = await sql<PaymentSeen>`
    select r.id as "requestId", l.id as "lineId" from debit_request r
    join bank_line l on l.tenant_id = r.tenant_id and l.reference = r.kid and l.amount_minor = r.amount_minor and l.kind = 'avtalegiro' and l.settled_on >= r.term_on
    join entry e on e.tenant_id = l.tenant_id and e.source_id = l.id and e.source_kind = 'bankLine' and e.kind = 'payment'
    where r.tenant_id = ${tx.tenantId}
      and (r.state in ('sent', 'cancelSent') or (r.state in ('notSettled', 'cancelled') and r.ended_at > ${since.toString()}::timestamptz))
      and not exists (select from debit_request o where o.tenant_id = ${tx.tenantId} and o.bank_line_id = l.id)
    order by l.settled_on, l.id, r.state = 'sent' desc, r.state = 'cancelSent' desc, r.term_on, r.id`.execute(tx.db);
  return found.rows;
}

export async function setSettled(tx: TenantTransaction, pairs: readonly PaymentSeen[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`
    update debit_request r set state = 'settled', bank_line_id = x.line_id, ended_at = ${tx.now.toString()}
    from unnest(${column.uuid(pairs.map((p) => p.requestId))}, ${column.uuid(pairs.map((p) => p.lineId))}) as x (id, line_id)
    where r.tenant_id = ${tx.tenantId} and r.id = x.id`.execute(tx.db);
}

export type Waiting = ItemRow &
  Pick<DebitRequest, "id" | "ledgerId" | "termOn" | "amountMinor"> & { readonly state: "sent" | "cancelSent" };

/** Claims whose due date has passed, and of which nothing has been heard. */
export async function waitingSince(tx: TenantTransaction, beforeOn: string): Promise<Waiting[]> {
  const found = await sql<Waiting>`
    select r.id, r.ledger_id as "ledgerId", r.item_id as "itemId", r.term_on as "termOn", r.amount_minor as "amountMinor", r.state, ${ITEM}
    from debit_request r join open_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
    where r.tenant_id = ${tx.tenantId} and r.state in ('sent', 'cancelSent') and r.term_on < ${beforeOn}::date order by r.id for update of r`.execute(
    tx.db,
  );
  return found.rows;
}

export async function endSilent(
  tx: TenantTransaction,
  ids: readonly string[],
  state: Extract<DebitState, "notSettled" | "cancelled">,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update debit_request set state = ${state}, ended_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ids)}) and state in ('sent', 'cancelSent')`.execute(
    tx.db,
  );
}

/** Every claim of items, first to last. */
export async function requestsOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<DebitRequest[]> {
  const found = await sql<DebitRequest>`
    select ${REQUEST} from debit_request r where r.tenant_id = ${tx.tenantId} and r.item_id = ${anyOf(itemIds)} order by r.id`.execute(
    tx.db,
  );
  return found.rows;
}
