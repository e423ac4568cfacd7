import { sql } from "kysely";
import { invariant, type TenantTransaction } from "../platform/index.ts";

/**
 * Takes a block of numbers from a series, in the transaction that uses them: the row stays locked until it commits, and a rollback
 * gives the numbers back, so that a series has no gap (bookkeeping regulation FOR-2004-12-01-1558 section 5-1-3).
 */
export async function takeNumbers(
  tx: TenantTransaction,
  seriesId: string,
  count: number,
): Promise<{ first: bigint; prefix: string }> {
  const taken = await sql<{ first: bigint; prefix: string }>`
    update number_series set next_no = next_no + ${count} where tenant_id = ${tx.tenantId} and id = ${seriesId}
    returning next_no - ${count} as first, prefix`.execute(tx.db);
  const row = taken.rows[0];
  invariant(row, "the ledger's number series exists");
  return row;
}

/** Makes a number series; several ledgers may share it. */
export async function createSeries(tx: TenantTransaction, input: { prefix: string; nextNo: bigint }): Promise<string> {
  const id = tx.platform.ids.next();
  await sql`insert into number_series (tenant_id, id, prefix, next_no) values (${tx.tenantId}, ${id}, ${input.prefix}, ${input.nextNo})`.execute(
    tx.db,
  );
  return id;
}

export type Series = { readonly id: string; readonly prefix: string; readonly nextNo: bigint };

/** A number series as it stands: the next number is not yet taken. */
export async function seriesById(tx: TenantTransaction, id: string): Promise<Series> {
  const found = await sql<Series>`
    select id, prefix, next_no as "nextNo" from number_series where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  invariant(row, "the ledger's number series exists");
  return row;
}
