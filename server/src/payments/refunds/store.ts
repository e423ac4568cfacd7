import { sql } from "kysely";
import { column, type TenantTransaction } from "../../platform/index.ts";
import { CAPTURE_SOURCE } from "../book-capture.ts";
import type { OpenCredit } from "./policy.ts";
import type { MoneyBack } from "./types.ts";

/** Every statement on money that goes back. */

/** The source of its entries: its row. */
export const BACK_SOURCE = "moneyBack";

const MONEY_BACK = sql`
  id, ledger_id as "ledgerId", attempt_id as "attemptId", kind, amount_minor as "amountMinor", state, credit_item_id as "creditItemId", reason,
  proposal_id as "proposalId", problem, asked_at as "askedAt", done_at as "doneAt"`;

export type NewMoneyBack = Omit<MoneyBack, "problem" | "askedAt" | "doneAt">;

/** False where the proposal has asked already. */
export async function insertBack(tx: TenantTransaction, made: NewMoneyBack): Promise<boolean> {
  const now = tx.now.toString();
  const written = await sql`
    insert into money_back (tenant_id, id, ledger_id, attempt_id, kind, amount_minor, state, credit_item_id, reason, proposal_id, asked_at, done_at)
    values (${tx.tenantId}, ${made.id}, ${made.ledgerId}, ${made.attemptId}, ${made.kind}, ${made.amountMinor}, ${made.state}, ${made.creditItemId}, ${made.reason},
      ${made.proposalId}, ${now}, ${made.state === "done" ? now : null})
    on conflict do nothing`.execute(tx.db);
  return (written.numAffectedRows ?? 0n) > 0n;
}

export async function backById(tx: TenantTransaction, id: string): Promise<MoneyBack | undefined> {
  const found = await sql<MoneyBack>`
    select ${MONEY_BACK} from money_back where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0];
}

/** What went back of attempts, in order. */
export async function backOf(tx: TenantTransaction, attemptIds: readonly string[]): Promise<MoneyBack[]> {
  const found = await sql<MoneyBack>`
    select ${MONEY_BACK} from money_back where tenant_id = ${tx.tenantId} and attempt_id = any (${column.uuid(attemptIds)}) order by id`.execute(
    tx.db,
  );
  return found.rows;
}

/** Asked and not answered, those first that wait longest. */
export async function askedBack(tx: TenantTransaction, limit: number): Promise<MoneyBack[]> {
  const found = await sql<MoneyBack>`
    select ${MONEY_BACK} from money_back where tenant_id = ${tx.tenantId} and state = 'asked' order by asked_at, id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** A ledger's, newest first, a page at a time: `before` is the last one seen. */
export async function listBack(
  tx: TenantTransaction,
  filter: { readonly ledgerId: string; readonly before?: string; readonly limit: number },
): Promise<MoneyBack[]> {
  const found = await sql<MoneyBack>`
    select ${MONEY_BACK} from money_back where tenant_id = ${tx.tenantId} and ledger_id = ${filter.ledgerId}
      ${filter.before ? sql`and id < ${filter.before}` : sql``} order by id desc limit ${filter.limit}`.execute(tx.db);
  return found.rows;
}

export async function endBack(tx: TenantTransaction, id: string, refusedFor: string | null): Promise<void> {
  await sql`
    update money_back set state = ${refusedFor === null ? "done" : "refused"}, problem = ${refusedFor}, done_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${id} and state = 'asked'`.execute(tx.db);
}

/** The payer's open credits that came of an item, those meant first. They are held until the transaction ends. */
export async function creditsOf(
  tx: TenantTransaction,
  itemId: string,
  meantId: string | null,
): Promise<(OpenCredit & { readonly partyId: string | null })[]> {
  const found = await sql<OpenCredit & { partyId: string | null }>`
    select id as "itemId", account, open_minor as "openMinor", party_id as "partyId" from open_item
    where tenant_id = ${tx.tenantId} and kind = 'customerCredit' and side = 'credit' and open_minor > 0 and (parent_id = ${itemId} or id = ${meantId})
    order by id is distinct from ${meantId}, id for update`.execute(tx.db);
  return found.rows;
}

export type ItemMoney = {
  /** Put on the item by payments and allocations, less what was taken back of it. */
  readonly paidMinor: bigint;
  /** Credited after it was paid, so that it became the payer's credit. */
  readonly creditedMinor: bigint;
  /** Put on the item by this attempt, less what was taken back of it. */
  readonly byAttemptMinor: bigint;
};

/** What payments did to an item. */
export async function itemMoney(tx: TenantTransaction, itemId: string, attemptId: string): Promise<ItemMoney> {
  const found = await sql<ItemMoney>`
    with moved as (
      select coalesce(r.kind, e.kind) as kind, e.source_kind, e.source_id, case when p.credit_item_id = ${itemId} then p.amount_minor else -p.amount_minor end as minor
      from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id left join entry r on r.tenant_id = e.tenant_id and r.id = e.reverses
      where p.tenant_id = ${tx.tenantId} and (p.credit_item_id = ${itemId} or p.debit_item_id = ${itemId}))
    select coalesce(sum(minor) filter (where kind in ('payment', 'allocation', 'refund')), 0)::bigint as "paidMinor",
      coalesce(sum(minor) filter (where
        (source_kind = ${CAPTURE_SOURCE} and source_id in (select id from payment_movement where tenant_id = ${tx.tenantId} and attempt_id = ${attemptId}))
        or (source_kind = ${BACK_SOURCE} and source_id in (select id from money_back where tenant_id = ${tx.tenantId} and attempt_id = ${attemptId}))), 0)::bigint as "byAttemptMinor",
      (select coalesce(sum(amount_minor), 0)::bigint from open_item where tenant_id = ${tx.tenantId} and parent_id = ${itemId} and kind = 'customerCredit' and document_id is not null) as "creditedMinor"
    from moved`.execute(tx.db);
  return found.rows[0]!;
}

/** The partner's clearing account that an attempt's money was booked to. */
export async function clearingOf(tx: TenantTransaction, attemptId: string): Promise<string | undefined> {
  const found = await sql<{ debit: string }>`
    select p.debit from payment_movement m
    join entry e on e.tenant_id = m.tenant_id and e.source_id = m.id and e.source_kind = ${CAPTURE_SOURCE} and e.kind = 'payment'
    join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    where m.tenant_id = ${tx.tenantId} and m.attempt_id = ${attemptId} order by p.entry_id, p.line limit 1`.execute(
    tx.db,
  );
  return found.rows[0]?.debit;
}

/** Holds all that went back of an item's attempts: asked refunds of any of them take from the same credits. */
export async function askedOfItem(tx: TenantTransaction, itemId: string): Promise<bigint> {
  const found = await sql<{ minor: bigint }>`
    select coalesce(sum(b.amount_minor), 0)::bigint as minor from payment_attempt a
    join money_back b on b.tenant_id = a.tenant_id and b.attempt_id = a.id and b.state = 'asked'
    where a.tenant_id = ${tx.tenantId} and a.item_id = ${itemId}`.execute(tx.db);
  return found.rows[0]!.minor;
}
