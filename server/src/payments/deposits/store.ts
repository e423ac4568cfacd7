import { sql } from "kysely";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import type { Deposit } from "./types.ts";

/** Every statement on deposits. Those that were taken back are no deposits any more. */

const DEPOSIT = sql`
  d.id, d.ledger_id as "ledgerId", l.currency, d.party_id as "partyId", d.item_id as "itemId", d.origin, d.receipt,
  d.amount_minor as "amountMinor", i.open_minor as "openMinor", d.received_on as "receivedOn"`;

export type NewDeposit = Omit<Deposit, "currency" | "openMinor">;

/** Throws DEPOSIT_KNOWN: the slip was written down before, or the credit is a deposit already. */
export async function insertDeposit(tx: TenantTransaction, made: NewDeposit): Promise<void> {
  const { kind, id } = tx.context.actor;
  const written = await sql`
    insert into deposit (tenant_id, id, ledger_id, party_id, item_id, origin, receipt, amount_minor, received_on, made_at, made_by)
    values (${tx.tenantId}, ${made.id}, ${made.ledgerId}, ${made.partyId}, ${made.itemId}, ${made.origin}, ${made.receipt}, ${made.amountMinor},
      ${made.receivedOn}, ${tx.now.toString()}, ${`${kind}:${id}`})
    on conflict do nothing`.execute(tx.db);
  if (!written.numAffectedRows) throw refuse("DEPOSIT_KNOWN");
}

/** Held until the transaction ends, with the money itself. Throws DEPOSIT_NOT_FOUND, also for one that was taken back. */
export async function depositById(tx: TenantTransaction, id: string): Promise<Deposit> {
  const found = await sql<Deposit>`
    select ${DEPOSIT} from deposit d
    join ledger l on l.tenant_id = d.tenant_id and l.id = d.ledger_id
    join open_item i on i.tenant_id = d.tenant_id and i.id = d.item_id
    where d.tenant_id = ${tx.tenantId} and d.id = ${id} and d.taken_back_at is null for update of d, i`.execute(tx.db);
  if (!found.rows[0]) throw refuse("DEPOSIT_NOT_FOUND");
  return found.rows[0];
}

/** A customer's deposits over the ledgers in reach, newest first; those that are used up or repaid go with the rest of the history. */
export async function depositsOf(tx: TenantTransaction, partyId: string): Promise<Deposit[]> {
  const found = await sql<Deposit>`
    select ${DEPOSIT} from deposit d
    join ledger l on l.tenant_id = d.tenant_id and l.id = d.ledger_id
    join open_item i on i.tenant_id = d.tenant_id and i.id = d.item_id
    where d.tenant_id = ${tx.tenantId} and d.party_id = ${partyId} and d.taken_back_at is null and i.open_minor > 0
    order by d.id desc`.execute(tx.db);
  return found.rows;
}

export async function markTakenBack(tx: TenantTransaction, id: string): Promise<void> {
  await sql`
    update deposit set taken_back_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${id} and taken_back_at is null`.execute(tx.db);
}
