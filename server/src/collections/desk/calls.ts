import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import type { LevelName } from "../policy-model.ts";

/** Whom to telephone today, and why (S3-28). */

/** Head office decided so; a promised day passed without the money; a second reminder after which nobody has spoken. */
export const callReasons = ["decided", "brokenPromise", "noContact"] as const;
export type CallReason = (typeof callReasons)[number];

export type Call = {
  readonly itemId: string;
  readonly partyId: string;
  readonly reference: string | null;
  readonly dueOn: DateText;
  readonly openMinor: bigint;
  readonly lastLevel: LevelName;
  readonly reason: CallReason;
  /** The day it became a call: of the decision or its next step, of the promise, of the reminder. */
  readonly since: DateText;
};

/** Days for a letter to be read before its payer is telephoned. */
const READ_DAYS = 2;
const MOST = 200;

/**
 * A ledger's calls of a day, one for each claim by its first reason, head office's before the others and the most money first. A claim that
 * rests or is disputed is none, nor is one whose payer was spoken with since.
 */
export async function callList(tx: TenantTransaction, ledgerId: string, today: DateText): Promise<Call[]> {
  const found = await sql<Call>`
    select d."itemId", d."partyId", d.reference, d."dueOn", d."openMinor", d."lastLevel", d.reason, d.since from (
      select distinct on (i.id) i.id as "itemId", i.party_id as "partyId", i.reference, i.due_on as "dueOn", i.open_minor as "openMinor",
        l.level as "lastLevel", w.reason, w.since, w.rank
      from open_item i
      join lateral (
        select level, taken_on from follow_up_step where tenant_id = ${tx.tenantId} and item_id = i.id order by id desc limit 1) l on true
      left join lateral (
        select case when next_action = 'telephone' then next_on when decision = 'telephone' then decided_on end as on_day
        from desk_case where tenant_id = ${tx.tenantId} and item_id = i.id) c on true
      left join lateral (
        select promised_on from follow_up_promise where tenant_id = ${tx.tenantId} and item_id = i.id order by id desc limit 1) p on true
      cross join lateral (values
        ('decided', 1, c.on_day, c.on_day),
        ('brokenPromise', 2, p.promised_on + 1, p.promised_on + 1),
        ('noContact', 3, case when l.level = 'remind2' then l.taken_on + ${READ_DAYS}::int end, l.taken_on)) w (reason, rank, since, from_day)
      where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.open_minor > 0 and i.party_id is not null
        and w.since <= ${today}::date and l.level <> 'agency'
        and not exists (select from follow_up_note n where n.tenant_id = i.tenant_id and n.item_id = i.id and n.direction <> 'own' and n.said_on >= w.from_day)
        and not exists (select from follow_up_promise n where n.tenant_id = i.tenant_id and n.item_id = i.id and n.made_on >= w.from_day)
        and not exists (select from follow_up_dispute n where n.tenant_id = i.tenant_id and n.item_id = i.id and n.answered_on is null)
        and not exists (select from follow_up_hold n where n.tenant_id = i.tenant_id and n.item_id = i.id and n.ended_on is null and n.ends_on >= ${today}::date)
      order by i.id, w.rank) d
    order by d.rank, d."openMinor" desc, d."itemId" limit ${MOST}`.execute(tx.db);
  return found.rows;
}
