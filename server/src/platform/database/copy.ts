import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { createPool } from "./pool.ts";

/**
 * One connection, one transaction, streams in and out: for backup and restore, which move whole tables. It is the app role's, so a
 * tenant's rows are reached only under that tenant's setting, as everywhere (SEC-02, SEC-03).
 */
export type CopySession = {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** From here on the transaction sees this tenant. */
  enterTenant(tenantId: string): Promise<void>;
  /** Streams what a query gives, in COPY's text format, to `sink`; gives the number of rows. */
  copyOut(query: string, sink: (chunk: Buffer) => Promise<void>): Promise<number>;
  /** Streams COPY's text format into a table; gives the number of rows. */
  copyIn(table: string, columns: readonly string[], chunks: AsyncIterable<Buffer>): Promise<number>;
};

/** A name, quoted for a statement that takes no parameter. */
export function identifier(name: string): string {
  return pg.escapeIdentifier(name);
}

function sessionOn(client: pg.PoolClient): CopySession {
  return {
    query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    async enterTenant(tenantId) {
      const tenant = pg.escapeLiteral(tenantId);
      await client.query(
        `set local app.tenant = ${tenant}; set local app.ledgers = '*'; set local app.actor = 'system:backup'`,
      );
    },
    async copyOut(query, sink) {
      const stream = client.query(copyTo(`copy (${query}) to stdout`));
      for await (const chunk of stream) await sink(chunk as Buffer);
      return stream.rowCount;
    },
    async copyIn(table, columns, chunks) {
      const stream = client.query(
        copyFrom(`copy ${identifier(table)} (${columns.map(identifier).join(", ")}) from stdin`),
      );
      await pipeline(Readable.from(chunks), stream);
      return stream.rowCount;
    },
  };
}

/** Runs `work` in one transaction of the app role: `begin` says which kind. Commits when it returns, rolls back when it throws. */
export async function withCopySession<T>(
  appUrl: string,
  begin: string,
  work: (session: CopySession) => Promise<T>,
): Promise<T> {
  const pool = createPool({ connectionString: appUrl, max: 1 });
  const client = await pool.connect();
  try {
    await client.query(begin);
    const result = await work(sessionOn(client));
    await client.query("commit");
    return result;
  } finally {
    // A connection that is closed before it committed rolls back.
    client.release(true);
    await pool.end();
  }
}
