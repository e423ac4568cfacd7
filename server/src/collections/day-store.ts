import { sql } from "kysely";
import type { Channel } from "../delivery/index.ts";
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import type { LevelName } from "./policy-model.ts";

/** Statements on what left on a day and what became of it. */

/** What became of a letter, the worst first: in this order they are listed (F-06). */
export const outcomes = ["failed", "waiting", "accepted", "delivered", "seen", "calledOff"] as const;
export type Outcome = (typeof outcomes)[number];

export type LetterProof = {
  readonly letterId: string;
  readonly level: LevelName;
  readonly recipientId: string;
  readonly payerId: string;
  readonly outcome: Outcome;
  /** Of its newest message; null while there is none. */
  readonly channel: Channel | null;
  readonly reason: string | null;
  readonly at: Temporal.Instant | null;
  readonly claims: number;
  readonly amountMinor: bigint;
  /** One of its claims. */
  readonly itemId: string;
};

const proofs = (tx: TenantTransaction, ledgerId: string, day: DateText) => sql`
  select l.id as "letterId", l.level, l.recipient_id as "recipientId", l.payer_id as "payerId", s.claims, s.amount_minor as "amountMinor",
    s.item_id as "itemId", m.channel, coalesce(m.reason, d.why) as reason, coalesce(m.ended_at, m.handed_over_at) as at,
    case when d.state = 'failed' then 'failed' when d.state = 'cancelled' then 'calledOff'
      when m.state in ('seen', 'delivered') then m.state when m.state in ('accepted', 'handedOver') then 'accepted' else 'waiting' end as outcome
  from (
    select letter_id, count(*)::integer as claims, sum(amount_minor + fee_minor)::bigint as amount_minor, min(item_id::text)::uuid as item_id
    from follow_up_step where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and taken_on = ${day} and letter_id is not null
    group by letter_id) s
  join follow_up_letter l on l.tenant_id = ${tx.tenantId} and l.id = s.letter_id
  left join dispatch d on d.tenant_id = l.tenant_id and d.key = l.dispatch_key
  left join lateral (
    select channel, state, reason, ended_at, handed_over_at from message
    where tenant_id = ${tx.tenantId} and dispatch_id = d.id order by id desc limit 1) m on true`;

/** What became of a day's letters, failures first; a page after one. */
export async function letterProofs(
  tx: TenantTransaction,
  of: {
    readonly ledgerId: string;
    readonly day: DateText;
    readonly after?: { readonly outcome: Outcome; readonly letterId: string };
    readonly limit: number;
  },
): Promise<LetterProof[]> {
  const { ledgerId, day, after, limit } = of;
  const rank = sql`array_position(array['failed', 'waiting', 'accepted', 'delivered', 'seen', 'calledOff'], outcome)`;
  const found = await sql<LetterProof>`
    select p.* from (${proofs(tx, ledgerId, day)}) p
    ${after ? sql`where (${rank}, "letterId") > (${outcomes.indexOf(after.outcome) + 1}::integer, ${after.letterId}::uuid)` : sql``}
    order by ${rank}, "letterId" limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** How many letters of a day came to what. */
export async function countOutcomes(
  tx: TenantTransaction,
  ledgerId: string,
  day: DateText,
): Promise<{ readonly outcome: Outcome; readonly letters: number }[]> {
  const found = await sql<{ outcome: Outcome; letters: number }>`
    select outcome, count(*)::integer as letters from (${proofs(tx, ledgerId, day)}) p group by outcome`.execute(tx.db);
  return found.rows.toSorted((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
}

/** The last day on which letters were written, today or before. */
export async function lastLetterDay(tx: TenantTransaction, ledgerId: string): Promise<DateText | null> {
  const found = await sql<{ day: DateText }>`
    select taken_on as day from follow_up_step where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and letter_id is not null
    order by taken_on desc limit 1`.execute(tx.db);
  return found.rows[0]?.day ?? null;
}

/** Of the steps taken on a day, those whose own day lay before it. */
export async function lateSteps(tx: TenantTransaction, ledgerId: string, day: DateText): Promise<number> {
  const found = await sql<{ late: number }>`
    select count(*)::integer as late from follow_up_step
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and taken_on = ${day} and lag > 0`.execute(tx.db);
  return found.rows[0]!.late;
}
