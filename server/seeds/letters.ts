import { sql } from "kysely";
import { withTenant } from "../src/platform/index.ts";
import type { SimulatedTenant } from "./world.ts";

/** What lies in a payer's letter box: the invoice as it was issued. */
export type Letter = {
  readonly ledgerId: string;
  readonly number: string;
  readonly reference: string;
  readonly dueOn: string;
  readonly totalMinor: bigint;
  readonly customerNo: bigint;
};

/** The lowest id (UUID version 7) that can have been made at or after an instant. */
export function lowestId(at: Temporal.Instant): string {
  const time = at.epochMilliseconds.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** The invoices issued since an instant that ask for money, in the order of their numbers. */
export async function lettersSince(tenant: SimulatedTenant, since: Temporal.Instant): Promise<Letter[]> {
  const found = await withTenant(tenant.platform, tenant.context, (tx) =>
    sql<Letter>`
      select v.ledger_id as "ledgerId", v.number, v.reference, v.due_on as "dueOn", i.open_minor as "totalMinor", p.customer_no as "customerNo"
      from invoice v
      join open_item i on i.tenant_id = v.tenant_id and i.document_id = v.id and i.side = 'receivable' and i.open_minor > 0
      join party p on p.tenant_id = v.tenant_id and p.id = v.party_id
      where v.tenant_id = ${tx.tenantId} and v.kind <> 'creditNote' and v.id >= ${lowestId(since)}
      order by v.reference`.execute(tx.db),
  );
  return found.rows;
}
