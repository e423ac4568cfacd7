import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../platform/index.ts";

const ROWS_A_FETCH = 2_000;

/**
 * Reads a query of any size in flat memory, through a cursor of the transaction: one snapshot, rows in chunks. One such reading at a
 * time in a transaction. The whole result is wanted, so the planner is told not to hurry for the first rows.
 */
export async function* chunksOf<Row>(tx: TenantTransaction, query: RawBuilder<Row>): AsyncGenerator<readonly Row[]> {
  await sql`set local cursor_tuple_fraction = 1.0`.execute(tx.db);
  await sql`declare kvitt_report no scroll cursor for ${query}`.execute(tx.db);
  for (;;) {
    const { rows } = await sql<Row>`fetch forward ${sql.lit(ROWS_A_FETCH)} from kvitt_report`.execute(tx.db);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_A_FETCH) break;
  }
  await sql`close kvitt_report`.execute(tx.db);
}

/** The same, row by row. */
export async function* rowsOf<Row>(tx: TenantTransaction, query: RawBuilder<Row>): AsyncGenerator<Row> {
  for await (const chunk of chunksOf(tx, query)) yield* chunk;
}
