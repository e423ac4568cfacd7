import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";
import type { Custody } from "./types.ts";

/** In whose hands items are from now on: who takes the money and who may ask for it. Moves no money. */
export async function setCustody(tx: TenantTransaction, itemIds: readonly string[], custody: Custody): Promise<void> {
  await sql`
    update open_item set custody = ${custody} where tenant_id = ${tx.tenantId} and id = any (${column.uuid(itemIds)})`.execute(
    tx.db,
  );
}
