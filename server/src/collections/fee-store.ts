import { sql } from "kysely";
import type { DateText, EntryKind } from "../ledger/index.ts";
import { column, kept, type TenantTransaction } from "../platform/index.ts";

/** Statements on the fees that steps asked for. */

export type FeeRow = {
  readonly stepId: string;
  readonly itemId: string;
  readonly feeItemId: string;
  /** The entry that asked for it; it stands. */
  readonly entryId: string;
  readonly takenAt: Temporal.Instant;
};

/**
 * Fees of a ledger that stand and may have to go: of steps since a day, where something came for the claim or the fee after the step was
 * decided, or the letter was called off.
 */
export async function doubtfulFees(tx: TenantTransaction, ledgerId: string, since: DateText): Promise<FeeRow[]> {
  const found = await sql<FeeRow>`
    ${kept("followUp.doubtfulFees")}
    select s.id as "stepId", s.item_id as "itemId", s.fee_item_id as "feeItemId", e.id as "entryId", s.taken_at as "takenAt"
    from follow_up_step s
    join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id
    join open_item f on f.tenant_id = s.tenant_id and f.id = s.fee_item_id
    join posting p on p.tenant_id = s.tenant_id and p.debit_item_id = s.fee_item_id
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind = 'fee'
    left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    left join follow_up_letter l on l.tenant_id = s.tenant_id and l.id = s.letter_id
    left join dispatch d on d.tenant_id = l.tenant_id and d.key = l.dispatch_key
    where s.tenant_id = ${tx.tenantId} and s.ledger_id = ${ledgerId} and s.taken_on >= ${since}::date and s.fee_item_id is not null and r.id is null
      and (i.open_minor < s.amount_minor or f.open_minor < f.amount_minor or d.state = 'cancelled')
    order by s.item_id, s.id`.execute(tx.db);
  return found.rows;
}

export type MoveRow = {
  readonly itemId: string;
  readonly kind: EntryKind;
  readonly on: DateText;
  readonly recordedAt: Temporal.Instant;
  readonly minor: bigint;
};

/** What entries that stand did to receivable items; a reversal and what it took back are left out together. */
export async function movesOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<MoveRow[]> {
  const ids = column.uuid(itemIds);
  const found = await sql<MoveRow>`
    select m.item_id as "itemId", e.kind, coalesce(b.paid_on, b.settled_on, e.booked_on) as on, e.recorded_at as "recordedAt", m.minor
    from (
      select entry_id, debit_item_id as item_id, amount_minor as minor from posting
      where tenant_id = ${tx.tenantId} and debit_item_id = any (${ids})
      union all
      select entry_id, credit_item_id, -amount_minor from posting where tenant_id = ${tx.tenantId} and credit_item_id = any (${ids})) m
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id and e.reverses is null
    left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    left join bank_line b on b.tenant_id = e.tenant_id and e.source_kind = 'bankLine' and b.id = e.source_id
    where r.id is null order by e.recorded_at, e.id`.execute(tx.db);
  return found.rows;
}
