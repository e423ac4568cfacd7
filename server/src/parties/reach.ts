import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";

/**
 * Which of these parties the actor's clinics deal with: who owes there, has a claim waiting, was treated, or stands behind somebody who was
 * (SEC-09). A party belongs to the whole tenant, so it has no clinic of its own: its dealings say which clinics may see it. Policies keep the
 * rows of other clinics out of sight. An actor of the whole tenant deals with all.
 */
export async function partiesInReach(tx: TenantTransaction, partyIds: readonly string[]): Promise<Set<string>> {
  if (!tx.context.ledgers) return new Set(partyIds);
  const ledgers = column.uuid(tx.context.ledgers);
  const found = await sql<{ id: string }>`
    select x.id from unnest(${column.uuid(partyIds)}) as x (id) where
      exists (select from open_item i where i.tenant_id = ${tx.tenantId} and i.party_id = x.id and i.ledger_id = any (${ledgers}))
      or exists (select from claim c where c.tenant_id = ${tx.tenantId} and c.patient_id = x.id and c.ledger_id = any (${ledgers}))
      or exists (select from waiting_claim w where w.tenant_id = ${tx.tenantId} and w.ledger_id = any (${ledgers}) and w.payer_id = x.id)
      or exists (select from party_relation r join claim c on c.tenant_id = r.tenant_id and c.patient_id = r.party_id
        where r.tenant_id = ${tx.tenantId} and r.related_id = x.id and c.ledger_id = any (${ledgers}))`.execute(tx.db);
  return new Set(found.rows.map((row) => row.id));
}

/**
 * The ledgers that deal with a party, as above, among those that the actor reaches; in order of their ids, so that two who work through them
 * never wait for each other.
 */
export async function ledgersDealingWith(tx: TenantTransaction, partyId: string): Promise<string[]> {
  const found = await sql<{ ledgerId: string }>`
    select ledger_id as "ledgerId" from open_item where tenant_id = ${tx.tenantId} and party_id = ${partyId}
    union select ledger_id from claim where tenant_id = ${tx.tenantId} and patient_id = ${partyId}
    union select w.ledger_id from ledger l join waiting_claim w on w.tenant_id = l.tenant_id and w.ledger_id = l.id
      where l.tenant_id = ${tx.tenantId} and w.payer_id = ${partyId}
    union select c.ledger_id from party_relation r join claim c on c.tenant_id = r.tenant_id and c.patient_id = r.party_id
      where r.tenant_id = ${tx.tenantId} and r.related_id = ${partyId}
    order by 1`.execute(tx.db);
  return found.rows.map((row) => row.ledgerId);
}

/** Holds a party until the transaction ends, so that what is read of it stays as it is. */
export async function lockParty(tx: TenantTransaction, partyId: string): Promise<void> {
  await sql`select id from party where tenant_id = ${tx.tenantId} and id = ${partyId} for update`.execute(tx.db);
}
