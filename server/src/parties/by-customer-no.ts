import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";

/** Ids of the parties with these customer numbers, by number; numbers of nobody are left out. */
export async function partiesByCustomerNo(
  tx: TenantTransaction,
  numbers: readonly bigint[],
): Promise<Map<bigint, string>> {
  const found = await sql<{ customerNo: bigint; id: string }>`
    select customer_no as "customerNo", id from party where tenant_id = ${tx.tenantId} and customer_no = any (${column.bigint(numbers)})`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.customerNo, row.id]));
}
