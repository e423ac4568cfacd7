import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../platform/index.ts";

/** Was something of a document given up as lost, and has not come after all? Its items may have been split. */
export const lostOn = (
  tx: TenantTransaction,
  documentId: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`exists (
  select from open_item d join open_item c on c.tenant_id = ${tx.tenantId} and (c.id = d.id or c.parent_id = d.id)
  join loss x on x.tenant_id = ${tx.tenantId} and x.item_id = c.id
  where d.tenant_id = ${tx.tenantId} and d.document_id = ${documentId}
    and x.capital_minor > coalesce((select sum(r.amount_minor) from loss_recovery r where r.tenant_id = ${tx.tenantId} and r.loss_id = x.id), 0))`;
