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

/**
 * Moves a series past numbers that were used in this transaction on the expectation that they would be the next. Says false, and moves nothing,
 * when they are not, or somebody is taking numbers at this moment: the transaction is then to be rolled back. Never waits.
 */
export async function takeExpected(
  tx: TenantTransaction,
  seriesId: string,
  expected: { first: bigint; count: number },
): Promise<boolean> {
  const taken = await sql`
    update number_series set next_no = next_no + ${expected.count} where tenant_id = ${tx.tenantId} and id in (
      select id from number_series where tenant_id = ${tx.tenantId} and id = ${seriesId} and next_no = ${expected.first} for update skip locked)`.execute(
    tx.db,
  );
  return taken.numAffectedRows === 1n;
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
