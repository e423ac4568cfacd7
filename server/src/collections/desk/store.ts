import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { AgencyCaseState } from "../agency/index.ts";
import type { LevelName } from "../policy-model.ts";
import type { DeskDecision, DeskRow, NextAction } from "./types.ts";

/** Statements on the case desk. */

export type DeskAsked = {
  /** Left out, of the whole tenant. */
  readonly ledgerIds?: readonly string[];
  readonly itemId?: string;
  readonly ownerId?: string;
  /** Only those that nobody has. */
  readonly unowned?: boolean;
  readonly level?: LevelName;
  readonly agencyState?: AgencyCaseState;
  readonly after?: { readonly cameOn: DateText; readonly itemId: string };
  readonly limit: number;
};

/**
 * Cases that came to head office and of which something is open, the oldest first. A case that came back from an agency came on the day it did,
 * and what was decided before counts no more.
 */
export async function deskRows(tx: TenantTransaction, asked: DeskAsked): Promise<DeskRow[]> {
  const { ledgerIds, itemId, ownerId, unowned, level, agencyState, after, limit } = asked;
  const found = await sql<DeskRow>`
    select * from (
      select i.id as "itemId", i.ledger_id as "ledgerId", i.party_id as "partyId", i.reference, i.due_on as "dueOn", i.open_minor as "openMinor",
        l.level as "lastLevel", greatest(s.taken_on, b.ended_on) as "cameOn", d.owner_id as "ownerId", d.next_action as "nextAction", d.next_on as "nextOn",
        case when d.decided_on >= greatest(s.taken_on, b.ended_on) then d.decision end as decision,
        case when d.decided_on >= greatest(s.taken_on, b.ended_on) then d.decided_on end as "decidedOn",
        a.state as "agencyState", a.status as "agencyStatus", coalesce(q.count, 0)::int as unanswered
      from follow_up_step s
      join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id and i.open_minor > 0 and i.party_id is not null
      left join desk_case d on d.tenant_id = i.tenant_id and d.item_id = i.id
      left join lateral (
        select max(ended_on) as ended_on from agency_case where tenant_id = ${tx.tenantId} and item_id = i.id and ended not in ('failed', 'paid')) b on true
      left join lateral (
        select state, status from agency_case where tenant_id = ${tx.tenantId} and item_id = i.id order by id desc limit 1) a on true
      left join lateral (
        select level from follow_up_step where tenant_id = ${tx.tenantId} and item_id = i.id order by id desc limit 1) l on true
      left join lateral (
        select count(*) as count from desk_message m where m.tenant_id = ${tx.tenantId} and m.item_id = i.id and m.answers is null
          and not exists (select from desk_message r where r.tenant_id = ${tx.tenantId} and r.answers = m.id)) q on true
      where s.tenant_id = ${tx.tenantId} and s.level = 'headOffice'
        ${itemId ? sql`and s.item_id = ${itemId}` : sql``} ${ledgerIds ? sql`and s.ledger_id = any (${column.uuid(ledgerIds)})` : sql``}
        ${ownerId ? sql`and d.owner_id = ${ownerId}` : sql``} ${unowned ? sql`and d.owner_id is null` : sql``}) c
    where true ${level ? sql`and "lastLevel" = ${level}` : sql``} ${agencyState ? sql`and "agencyState" = ${agencyState}` : sql``}
      ${after ? sql`and ("cameOn", "itemId") > (${after.cameOn}::date, ${after.itemId}::uuid)` : sql``}
    order by "cameOn", "itemId" limit ${limit}`.execute(tx.db);
  return found.rows;
}

export type Next = {
  readonly itemId: string;
  readonly ledgerId: string;
  readonly ownerId: string | null;
  readonly nextAction: NextAction | null;
  readonly nextOn: DateText | null;
};

export async function setNextRow(
  tx: TenantTransaction,
  { itemId, ledgerId, ownerId, nextAction, nextOn }: Next,
): Promise<void> {
  await sql`
    insert into desk_case (tenant_id, item_id, ledger_id, owner_id, next_action, next_on, changed_at)
    values (${tx.tenantId}, ${itemId}, ${ledgerId}, ${ownerId}, ${nextAction}, ${nextOn}, ${tx.now.toString()})
    on conflict (tenant_id, item_id) do update set owner_id = excluded.owner_id, next_action = excluded.next_action, next_on = excluded.next_on,
      changed_at = excluded.changed_at`.execute(tx.db);
}

export async function setDecisionRow(
  tx: TenantTransaction,
  wish: {
    readonly itemId: string;
    readonly ledgerId: string;
    readonly decision: DeskDecision;
    readonly decidedOn: DateText;
    readonly by: string;
  },
): Promise<void> {
  const { itemId, ledgerId, decision, decidedOn, by } = wish;
  await sql`
    insert into desk_case (tenant_id, item_id, ledger_id, decision, decided_on, decided_by, changed_at)
    values (${tx.tenantId}, ${itemId}, ${ledgerId}, ${decision}, ${decidedOn}, ${by}, ${tx.now.toString()})
    on conflict (tenant_id, item_id) do update set decision = excluded.decision, decided_on = excluded.decided_on, decided_by = excluded.decided_by,
      changed_at = excluded.changed_at`.execute(tx.db);
}

export type MessageRow = {
  readonly id: string;
  readonly itemId: string;
  readonly answers: string | null;
  readonly askedOf: "headOffice" | "clinic";
  readonly words: Buffer;
  readonly by: string;
  readonly at: Temporal.Instant;
};

const MESSAGE = sql`id, item_id as "itemId", answers, asked_of as "askedOf", words_sealed as words, written_by as by, written_at as at`;

export async function messageRows(tx: TenantTransaction, itemId: string): Promise<MessageRow[]> {
  const found = await sql<MessageRow>`
    select ${MESSAGE} from desk_message where tenant_id = ${tx.tenantId} and item_id = ${itemId} order by id`.execute(
    tx.db,
  );
  return found.rows;
}

export async function messageById(tx: TenantTransaction, id: string): Promise<MessageRow | undefined> {
  const found = await sql<MessageRow>`
    select ${MESSAGE} from desk_message where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0];
}

/** Whether it was written: a question is answered once. */
export async function insertMessage(
  tx: TenantTransaction,
  ledgerId: string,
  { id, itemId, answers, askedOf, words, by }: Omit<MessageRow, "at">,
): Promise<boolean> {
  const done = await sql`
    insert into desk_message (tenant_id, id, ledger_id, item_id, answers, asked_of, words_sealed, written_by, written_at)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${itemId}, ${answers}, ${askedOf}, ${words}, ${by}, ${tx.now.toString()})
    on conflict (tenant_id, answers) do nothing`.execute(tx.db);
  return (done.numAffectedRows ?? 0n) > 0n;
}
