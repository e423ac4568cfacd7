import { createHash } from "node:crypto";
import { sql } from "kysely";
import { withTenant, type Context, type Platform } from "../src/platform/index.ts";

/** The end state of a tenant's money by natural keys: ids and instants of recording left out, so that two histories can be compared. */
export async function stateHash(platform: Platform, context: Context): Promise<string> {
  const rows = await withTenant(platform, context, (tx) =>
    sql<{ row: string }>`
      select 'item ' || concat_ws('|', i.kind, i.side, i.reference, i.opened_on, i.due_on, i.amount_minor, i.open_minor) as row from open_item i where i.tenant_id = ${tx.tenantId}
      union all
      select 'line ' || concat_ws('|', encode(l.fingerprint, 'hex'), l.state, l.amount_minor, l.reference, l.settled_on) from bank_line l where l.tenant_id = ${tx.tenantId}
      union all
      select 'posting ' || concat_ws('|', e.kind, e.booked_on, encode(l.fingerprint, 'hex'), p.line, p.debit, p.credit, p.amount_minor, d.reference, c.reference)
      from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
      left join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id
      left join open_item d on d.tenant_id = p.tenant_id and d.id = p.debit_item_id left join open_item c on c.tenant_id = p.tenant_id and c.id = p.credit_item_id
      where p.tenant_id = ${tx.tenantId}
      union all
      select 'file ' || concat_ws('|', encode(f.normalised_sha256, 'hex'), f.state) from bank_file f where f.tenant_id = ${tx.tenantId}
      order by 1`.execute(tx.db),
  );
  const hash = createHash("sha256");
  for (const { row } of rows.rows) hash.update(`${row}\n`);
  return `${rows.rows.length} rows ${hash.digest("hex")}`;
}
