import { sql } from "kysely";
import { partiesById } from "../../parties/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";

/** The entry that paid an item last, and was not taken back; undefined where none did. */
export async function lastPaymentOf(tx: TenantTransaction, itemId: string): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select e.id from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where p.tenant_id = ${tx.tenantId} and p.credit_item_id = ${itemId} and e.kind in ('payment', 'allocation')
      and not exists (select from entry b where b.tenant_id = ${tx.tenantId} and b.reverses = e.id)
    order by e.recorded_at desc, e.id desc limit 1`.execute(tx.db);
  return found.rows[0]?.id;
}

/**
 * The names of those whose treatment an item is about, without the reader's own: what may stand in no message about it (SEC-37). The parts of
 * a name, too, from three letters on.
 */
export async function patientNamesOf(tx: TenantTransaction, itemId: string, readerId: string): Promise<string[]> {
  const found = await sql<{ patientId: string }>`
    select distinct c.patient_id as "patientId" from open_item i
    join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.document_id
    join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    where i.tenant_id = ${tx.tenantId} and i.id = ${itemId} and c.patient_id is not null and c.patient_id <> ${readerId}`.execute(
    tx.db,
  );
  const parties = await partiesById(
    tx,
    found.rows.map(({ patientId }) => patientId),
  );
  return [...parties.values()].flatMap(({ name }) => [name, ...name.split(/\s+/).filter((part) => part.length > 2)]);
}
