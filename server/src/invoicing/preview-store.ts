import { sql } from "kysely";
import { undoneLines } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { claimDay, gathered } from "./run-store.ts";

/** Statements of what a person sees before an invoice run. */

/** The day after the period that a day lies in: of a month, or of a week from Monday. */
const periodEnd = (day: ReturnType<typeof claimDay>) =>
  sql`case when coalesce(p.collective_period, 'month') = 'month' then date_trunc('month', ${day}) + interval '1 month' else date_trunc('week', ${day}) + interval '7 days' end`;

export type WaitingGroup = {
  readonly kind: "single" | "collective" | "later" | "needsContact" | "held";
  readonly claims: bigint;
  readonly customers: bigint;
  readonly amountMinor: bigint;
};

/** The claims that wait on a day, by what a run of that day would do with them; those named are held back until a later day. */
export async function waitingGroups(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: DateText,
  zone: string,
  heldIds: readonly string[],
): Promise<WaitingGroup[]> {
  const held = heldIds.length === 0 ? sql`` : sql`when c.id = any (${column.uuid(heldIds)}) then 'held'`;
  const found = await sql<WaitingGroup>`
    select case ${held} when c.needs_contact then 'needsContact' when not ${gathered} then 'single'
        when ${periodEnd(claimDay(zone))} <= ${asOf}::date then 'collective' else 'later' end as kind,
      count(*) as claims, count(distinct c.payer_id) as customers, sum(c.amount_minor)::bigint as "amountMinor"
    from waiting_claim w join claim c on c.tenant_id = w.tenant_id and c.id = w.claim_id join party p on p.tenant_id = c.tenant_id and p.id = c.payer_id
    where w.tenant_id = ${tx.tenantId} and w.ledger_id = ${ledgerId} and ${claimDay(zone)} <= ${asOf}::date
    group by 1`.execute(tx.db);
  return found.rows;
}

export type ClaimAtHand = {
  readonly id: string;
  readonly externalId: string;
  readonly payerId: string;
  readonly dueOn: DateText | null;
  readonly contentHash: Buffer;
  readonly waits: boolean;
};

export async function claimsAtHand(tx: TenantTransaction, ids: readonly string[]): Promise<ClaimAtHand[]> {
  if (ids.length === 0) return [];
  const found = await sql<ClaimAtHand>`
    select c.id, c.external_id as "externalId", c.payer_id as "payerId", c.due_on as "dueOn", c.content_hash as "contentHash",
      exists (select from waiting_claim w where w.tenant_id = c.tenant_id and w.claim_id = c.id) as waits
    from claim c where c.tenant_id = ${tx.tenantId} and c.id = any (${column.uuid(ids)})`.execute(tx.db);
  return found.rows;
}

/** The lines still to be applied whose claim no longer waits as it was seen. */
export async function changedLineNos(tx: TenantTransaction, proposalId: string, limit: number): Promise<number[]> {
  const found = await sql<{ lineNo: number }>`
    select l.line_no as "lineNo" from ${undoneLines(tx, proposalId)} l
    left join claim c on c.tenant_id = ${tx.tenantId} and c.id = l.subject_id
    left join waiting_claim w on w.tenant_id = ${tx.tenantId} and w.claim_id = l.subject_id
    where l.subject_kind = 'claim' and (w.claim_id is null or c.content_hash <> l.seen_hash or c.needs_contact)
    order by l.line_no limit ${limit}`.execute(tx.db);
  return found.rows.map((row) => row.lineNo);
}
