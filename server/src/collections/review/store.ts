import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import type { AgendaItem, AgendaReason, Candidate } from "./agenda.ts";
import { followedUp, type ReviewDecision } from "./types.ts";

/** Statements on reviews of what is outstanding. */

/** Claims looked at for an agenda: those with most money. */
const LOOKED_AT = 2_000;

/** Decisions that somebody has to do something about. */
const toDo = sql`d.decision = any (${column.text([...followedUp])})`;

/** The newest review that decided something about claim `i`, when what it decided is not done. */
const undone = (tx: TenantTransaction) => sql`exists (
  select from (
    select d.decision, d.done_on from review_item d where d.tenant_id = ${tx.tenantId} and d.item_id = i.id and d.decision is not null
    order by d.review_id desc limit 1) d where ${toDo} and d.done_on is null)`;

/** A ledger's overdue claims with what would put them on an agenda; what an agency has is the agency's. `isUntouched` is not known here. */
export async function candidateRows(
  tx: TenantTransaction,
  { ledgerId, today }: { readonly ledgerId: string; readonly today: DateText },
): Promise<Omit<Candidate, "isUntouched">[]> {
  const found = await sql<Omit<Candidate, "isUntouched">>`
    select i.id as "itemId", i.due_on as "dueOn", i.open_minor as "openMinor", ${undone(tx)} as "isCarried",
      exists (select from follow_up_promise p where p.tenant_id = ${tx.tenantId} and p.item_id = i.id and p.promised_on < ${today}::date
        and not exists (select from follow_up_promise n where n.tenant_id = ${tx.tenantId} and n.item_id = i.id and n.promised_on >= ${today}::date)) as "isPromiseBroken",
      exists (select from follow_up_dispute q where q.tenant_id = ${tx.tenantId} and q.item_id = i.id and q.outcome is null) as "isDisputed",
      coalesce((select s.level from follow_up_step s where s.tenant_id = ${tx.tenantId} and s.item_id = i.id order by s.id desc limit 1) = 'headOffice', false) as "isAtHeadOffice"
    from open_item i
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.kind in ('invoice', 'instalment')
      and i.party_id is not null and i.open_minor > 0 and i.due_on < ${today}::date
      and not exists (select from agency_case a where a.tenant_id = ${tx.tenantId} and a.item_id = i.id and a.state <> 'ended' and a.handed_at is not null)
    order by i.open_minor desc, i.id limit ${LOOKED_AT}`.execute(tx.db);
  return found.rows;
}

/** Writes a review that begins; false when one of the ledger is open already. */
export async function insertReview(
  tx: TenantTransaction,
  { id, ledgerId, heldOn, presentSealed, by }: Opening,
): Promise<boolean> {
  const written = await sql`
    insert into review (tenant_id, id, ledger_id, held_on, present_sealed, opened_by, opened_at)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${heldOn}, ${presentSealed}, ${by}, ${tx.now.toString()})
    on conflict (tenant_id, ledger_id) where closed_at is null do nothing`.execute(tx.db);
  return Number(written.numAffectedRows ?? 0n) === 1;
}

export type Opening = {
  readonly id: string;
  readonly ledgerId: string;
  readonly heldOn: DateText;
  readonly presentSealed: Buffer | null;
  readonly by: string;
};

/** Puts claims on an agenda after a place; those that are there already stay. Returns how many are new. */
export async function insertItems(
  tx: TenantTransaction,
  { reviewId, ledgerId, after }: { readonly reviewId: string; readonly ledgerId: string; readonly after: number },
  items: readonly AgendaItem[],
): Promise<number> {
  if (items.length === 0) return 0;
  const written = await sql`
    insert into review_item (tenant_id, review_id, ledger_id, item_id, place, reasons, open_minor, due_on)
    select ${tx.tenantId}, ${reviewId}::uuid, ${ledgerId}::uuid, r.item_id, r.place, string_to_array(r.reasons, ','), r.open_minor, r.due_on
    from (select ${eachRow(
      column.uuid(items.map(({ itemId }) => itemId)),
      column.integer(items.map((_, at) => after + at + 1)),
      column.text(items.map(({ reasons }) => reasons.join(","))),
      column.bigint(items.map(({ openMinor }) => openMinor)),
      column.date(items.map(({ dueOn }) => dueOn)),
    )}) r (item_id, place, reasons, open_minor, due_on)
    on conflict (tenant_id, review_id, item_id) do nothing`.execute(tx.db);
  return Number(written.numAffectedRows ?? 0n);
}

/** A claim by its bill's number or its payment reference: one with something open before others, the oldest first. */
export async function itemOfBill(
  tx: TenantTransaction,
  ledgerId: string,
  bill: string,
): Promise<Pick<Candidate, "itemId" | "dueOn" | "openMinor"> | undefined> {
  const found = await sql<Pick<Candidate, "itemId" | "dueOn" | "openMinor">>`
    select i.id as "itemId", i.due_on as "dueOn", i.open_minor as "openMinor" from open_item i
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.kind in ('invoice', 'instalment')
      and i.party_id is not null and (i.reference = ${bill} or i.document_id in (
        select v.id from invoice v where v.tenant_id = ${tx.tenantId} and v.ledger_id = ${ledgerId} and v.number = ${bill}))
    order by i.open_minor = 0, i.due_on, i.id limit 1`.execute(tx.db);
  return found.rows[0];
}

export type ReviewRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly heldOn: DateText;
  readonly presentSealed: Buffer | null;
  readonly openedBy: string;
  readonly closedBy: string | null;
  readonly closedAt: Temporal.Instant | null;
  /** Claims on its agenda, those something was decided about, and decisions that nobody has ticked off. */
  readonly items: number;
  readonly decided: number;
  readonly undone: number;
};

const REVIEW = (tx: TenantTransaction) => sql`
  r.id, r.ledger_id as "ledgerId", r.held_on as "heldOn", r.present_sealed as "presentSealed", r.opened_by as "openedBy", r.closed_by as "closedBy",
  r.closed_at as "closedAt", c.items, c.decided, c.undone
  from review r cross join lateral (
    select count(*)::int as items, count(*) filter (where d.decision is not null)::int as decided,
      count(*) filter (where ${toDo} and d.done_on is null)::int as undone
    from review_item d where d.tenant_id = ${tx.tenantId} and d.review_id = r.id) c`;

/** A ledger's reviews, the newest first. */
export async function reviewRows(tx: TenantTransaction, ledgerId: string, limit: number): Promise<ReviewRow[]> {
  const found = await sql<ReviewRow>`
    select ${REVIEW(tx)} where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${ledgerId} order by r.held_on desc, r.id desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

export async function reviewRow(tx: TenantTransaction, id: string): Promise<ReviewRow | undefined> {
  const found = await sql<ReviewRow>`select ${REVIEW(tx)} where r.tenant_id = ${tx.tenantId} and r.id = ${id}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Holds a review until the transaction ends, so that it is not closed while something is said in it. */
export async function lockReview(tx: TenantTransaction, id: string): Promise<void> {
  await sql`select 1 from review where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
}

export type Said = {
  readonly decision: ReviewDecision | null;
  readonly wordsSealed: Buffer | null;
  readonly ownerId: string | null;
  readonly byOn: DateText | null;
};

export type ItemRow = Said & {
  readonly itemId: string;
  readonly partyId: string;
  readonly place: number;
  readonly reasons: readonly AgendaReason[];
  /** As it stood when the meeting began, and as it stands now. */
  readonly openMinor: bigint;
  readonly nowOpenMinor: bigint;
  readonly dueOn: DateText;
  readonly version: number;
  readonly decidedBy: string | null;
  readonly doneOn: DateText | null;
  readonly lastLevel: string | null;
  readonly lastStepOn: DateText | null;
  readonly lastSaidOn: DateText | null;
  /** What the review before decided about it, if any did. */
  readonly earlier:
    (Omit<Said, "wordsSealed"> & { readonly heldOn: DateText; readonly doneOn: DateText | null }) | null;
};

/** A review's agenda in its order, with where each claim stands today. */
export async function itemRows(tx: TenantTransaction, reviewId: string, itemId?: string): Promise<ItemRow[]> {
  const found = await sql<ItemRow>`
    select d.item_id as "itemId", i.party_id as "partyId", d.place, d.reasons, d.open_minor as "openMinor", i.open_minor as "nowOpenMinor", d.due_on as "dueOn",
      d.version, d.decision, d.words_sealed as "wordsSealed", d.owner_id as "ownerId", d.by_on as "byOn", d.decided_by as "decidedBy", d.done_on as "doneOn",
      s.level as "lastLevel", s.taken_on as "lastStepOn", n.said_on as "lastSaidOn", e.earlier
    from review_item d join open_item i on i.tenant_id = d.tenant_id and i.id = d.item_id
    left join lateral (
      select level, taken_on from follow_up_step where tenant_id = ${tx.tenantId} and item_id = d.item_id order by id desc limit 1) s on true
    left join lateral (
      select max(said_on) as said_on from follow_up_note where tenant_id = ${tx.tenantId} and item_id = d.item_id) n on true
    left join lateral (
      select jsonb_build_object('decision', b.decision, 'ownerId', b.owner_id, 'byOn', b.by_on, 'heldOn', r.held_on, 'doneOn', b.done_on) as earlier
      from review_item b join review r on r.tenant_id = b.tenant_id and r.id = b.review_id
      where b.tenant_id = ${tx.tenantId} and b.item_id = d.item_id and b.review_id < d.review_id and b.decision is not null
      order by b.review_id desc limit 1) e on true
    where d.tenant_id = ${tx.tenantId} and d.review_id = ${reviewId} ${itemId === undefined ? sql`` : sql`and d.item_id = ${itemId}`}
    order by d.place`.execute(tx.db);
  return found.rows;
}

/** Writes what was said of a claim over the version somebody saw; false when there is a newer one. */
export async function saveSaid(
  tx: TenantTransaction,
  of: { readonly reviewId: string; readonly itemId: string; readonly version: number; readonly by: string },
  { decision, wordsSealed, ownerId, byOn }: Said,
): Promise<boolean> {
  const saved = await sql`
    update review_item set decision = ${decision}, words_sealed = ${wordsSealed}, owner_id = ${ownerId}, by_on = ${byOn}::date, version = version + 1,
      decided_by = ${of.by}, decided_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and review_id = ${of.reviewId} and item_id = ${of.itemId} and version = ${of.version}
      and done_on is null`.execute(tx.db);
  return Number(saved.numAffectedRows ?? 0n) === 1;
}

/** Ticks a decision off; false when it is already. */
export async function setDone(
  tx: TenantTransaction,
  of: { readonly reviewId: string; readonly itemId: string; readonly doneOn: DateText; readonly by: string },
): Promise<boolean> {
  const done = await sql`
    update review_item set done_on = ${of.doneOn}::date, done_by = ${of.by}
    where tenant_id = ${tx.tenantId} and review_id = ${of.reviewId} and item_id = ${of.itemId} and done_on is null`.execute(
    tx.db,
  );
  return Number(done.numAffectedRows ?? 0n) === 1;
}

/** Closes a review; false when it is closed already. */
export async function closeRow(
  tx: TenantTransaction,
  of: { readonly id: string; readonly presentSealed: Buffer | null; readonly by: string },
): Promise<boolean> {
  const closed = await sql`
    update review set closed_by = ${of.by}, closed_at = ${tx.now.toString()}::timestamptz, present_sealed = ${of.presentSealed}
    where tenant_id = ${tx.tenantId} and id = ${of.id} and closed_at is null`.execute(tx.db);
  return Number(closed.numAffectedRows ?? 0n) === 1;
}
